import type { Block, Chapter, Inline } from './tree.ts';

/** Goes through the blocks of a chapter, those within others too. */
export const eachBlock = function* (blocks: readonly Block[]): Generator<Block> {
  for (const block of blocks) {
    yield block;
    if ('b' in block) yield* eachBlock(block.b);
    if (block.t === 'list') for (const item of block.items) yield* eachBlock(item);
    if (block.t === 'terms') for (const { b } of block.items) yield* eachBlock(b);
    if (block.t === 'table') for (const { cells } of block.grids) for (const { b } of cells) yield* eachBlock(b);
  }
};

/** The lines of a block itself. */
export const linesOf = (block: Block): Inline[][] => [
  ...('c' in block ? [block.c] : []),
  ...('title' in block ? [block.title] : []),
  ...(block.t === 'terms' ? block.items.map(({ term }) => term) : []),
];

/** A label that the typesetter takes: labels are names of ours, only their headings come from texts. */
const labelsOf = (chapters: readonly Chapter[]): Map<string, string> => {
  const labels = new Map(chapters.map(({ id }) => [id, id]));
  let n = 0;
  for (const { b } of chapters)
    for (const block of eachBlock(b)) {
      if (block.t !== 'h' || block.id === '') continue;
      n += 1;
      if (!labels.has(block.id)) labels.set(block.id, `h${n}`);
      else block.id = '';
    }
  return labels;
};

/** Leads every link to a label that is there: a heading that went away leads to its chapter, and nothing leads nowhere. */
export const settleLinks = (chapters: readonly Chapter[]): void => {
  const labels = labelsOf(chapters);
  for (const { b, id: chapter, level } of chapters) {
    const said = new Set<string>();
    for (const block of eachBlock(b)) {
      if (block.t === 'h') Object.assign(block, { id: labels.get(block.id) ?? '', depth: level + Math.max(1, block.level - 1) });
      for (const line of linesOf(block))
        for (const inline of line) {
          if (!('t' in inline)) continue;
          if (inline.t === 'link') inline.to = labels.get(inline.to) ?? labels.get(inline.to.split('#')[0] ?? '') ?? chapter;
          // An address is written out once in a chapter.
          if (inline.t === 'url' && !inline.said && block.t !== 'h') {
            if (said.has(inline.url)) inline.said = true;
            said.add(inline.url);
          }
        }
    }
  }
};
