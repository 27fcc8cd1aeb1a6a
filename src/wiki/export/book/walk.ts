import { parseDocument } from 'htmlparser2';
import { printable } from '#lib/printable.ts';
import type { Language } from '#lib/words.ts';
import { placeCells } from './grid.ts';
import { breakable, lineText, merged, tidy, wordsOf } from './inline.ts';
import { type Block, type Cell, flags, type Grid, type Inline, type Run } from './tree.ts';
import { panelsOf, roomIn } from './widths.ts';

// Reads the HTML of a page, which was made and sanitised here, as blocks and lines. Everything that is not known is passed
// through: its words stay. No text becomes anything but a string.

type Node = ReturnType<typeof parseDocument>['children'][number];
type Element = Extract<Node, { attribs: unknown }>;

/** What lies deeper stands beside it at this depth: the typesetter and a reader's eye both go no further. */
const deepest = 7;

/** A word of running text that is longer than this breaks anywhere. */
const longestWord = 40;
/** The same in code, whose lines are wider. */
const longestCode = 88;

/** What is found where a text names it. */
export type Around = {
  language: Language;
  /** Where an address leads: to a label of the book, to an address outside, or nowhere. */
  link: (href: string) => { to: string } | { url: string } | null;
  /** The label of a heading of this page. */
  heading: (id: string) => string;
  /** The number of a picture in the book. */
  picture: (src: string, alt: string, title: string) => number;
};

type Line = { f: string; link: Link | null };
type Link = { t: 'link'; to: string; c: Run[] } | { t: 'url'; url: string; said: boolean; c: Run[] };

const isElement = (node: Node): node is Element => 'attribs' in node;
const childrenOf = (node: Node): Node[] => ('children' in node ? (node.children as Node[]) : []);

const blockNames = new Set([
  ...['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'ul', 'ol', 'li', 'dl', 'dt', 'dd', 'table', 'pre', 'blockquote', 'aside', 'hr'],
  ...['div', 'section', 'figure', 'figcaption', 'details', 'summary', 'thead', 'tbody', 'tfoot', 'tr', 'td', 'th', 'caption'],
]);

const looks: Readonly<Record<string, string>> = {
  strong: flags.bold,
  b: flags.bold,
  em: flags.italic,
  i: flags.italic,
  u: flags.underlined,
  ins: flags.underlined,
  s: flags.struck,
  del: flags.struck,
  sub: flags.sub,
  sup: flags.sup,
  mark: flags.marked,
  code: flags.code,
  kbd: flags.code,
  small: flags.small,
};

const plain: Line = { f: '', link: null };

const textOf = (node: Node): string => {
  if ('data' in node && node.type === 'text') return node.data;
  if (isElement(node) && node.name === 'br') return '\n';
  return childrenOf(node).map(textOf).join('');
};

/** The lines of the nodes of one paragraph. Blocks in it are written out in the line: no word is lost. */
const inlinesOf = (nodes: readonly Node[], around: Around, line: Line = plain): Inline[] =>
  nodes.flatMap((node): Inline[] => {
    if (node.type === 'text') {
      const v = line.f.includes(flags.code) ? lineText(node.data) : breakable(lineText(node.data), longestWord);
      return v === '' ? [] : [line.f === '' ? { v } : { v, f: line.f }];
    }
    if (!isElement(node)) return inlinesOf(childrenOf(node), around, line);
    const { name, attribs } = node;
    if (name === 'br') return [{ t: 'br' }];
    if (name === 'img') return [{ t: 'pic', n: around.picture(attribs.src ?? '', attribs.alt ?? '', attribs.title ?? '') }];
    if (attribs.class?.split(' ').includes('g-task'))
      return [{ t: 'task', done: attribs.class.split(' ').includes('g-task-done') }];
    if (name === 'a' && line.link === null && attribs.href !== undefined) return linkOf(node, around, line);
    const look = looks[name];
    const inner = look && !line.f.includes(look) ? { ...line, f: line.f + look } : line;
    const inlines = inlinesOf(childrenOf(node), around, inner);
    if (name === 'q') return [{ v: '“' }, ...inlines, { v: '”' }];
    const spelledOut = name === 'abbr' && attribs.title ? [{ v: ` (${lineText(attribs.title)})` }] : [];
    return blockNames.has(name) ? [{ v: ' ' }, ...inlines, { v: ' ' }] : [...inlines, ...spelledOut];
  });

/** The words of a link with where it leads; what is no text in it (a picture) stands behind it. */
const linkOf = (node: Element, around: Around, line: Line): Inline[] => {
  const target = around.link(node.attribs.href ?? '');
  const inner = merged(inlinesOf(childrenOf(node), around, { ...line, link: { t: 'url', url: '', said: true, c: [] } }));
  const runs = inner.filter((each): each is Run => !('t' in each));
  const rest = inner.filter((each) => 't' in each);
  if (!target) return inner;
  const words = wordsOf(runs).replaceAll('\u200b', '').trim();
  if ('to' in target) return [{ t: 'link', to: target.to, c: runs.length > 0 ? runs : [{ v: '→' }] }, ...rest];
  const bare = target.url.replace(/^mailto:/, '');
  const said = words === '' || words === target.url || words === bare;
  return [{ t: 'url', url: target.url, said, c: words === '' ? [{ v: breakable(bare, longestWord) }] : runs }, ...rest];
};

/** A paragraph, and its large pictures between what stands before and after them. */
const paragraph = (inlines: readonly Inline[]): Block[] => {
  const blocks: Block[] = [];
  let line: Inline[] = [];
  const end = (): void => {
    const c = tidy(merged(line));
    if (c.length > 0) blocks.push({ t: 'p', c });
    line = [];
  };
  for (const inline of inlines) {
    if ('t' in inline && inline.t === 'pic') {
      end();
      blocks.push({ t: 'picture', n: inline.n });
    } else line.push(inline);
  }
  end();
  return blocks;
};

const lineOf = (nodes: readonly Node[], around: Around): Inline[] => tidy(merged(inlinesOf(nodes, around)));

type Deep = { depth: number; inTable: boolean };

/** The blocks of nodes; what stands loose between them becomes paragraphs. */
const blocksOf = (nodes: readonly Node[], around: Around, at: Deep): Block[] => {
  const blocks: Block[] = [];
  let loose: Inline[] = [];
  const end = (): void => {
    blocks.push(...paragraph(loose));
    loose = [];
  };
  for (const node of nodes) {
    if (isElement(node) && (blockNames.has(node.name) || holdsBlock(node))) {
      end();
      blocks.push(...blockOf(node, around, at));
    } else loose.push(...inlinesOf([node], around));
  }
  end();
  return blocks;
};

/** Whether a thing of a line holds blocks that would be lost in it as such: `<b><table>…`. */
const holdsBlock = (node: Element): boolean =>
  childrenOf(node).some((each) => isElement(each) && (['table', 'pre', 'ul', 'ol', 'p'].includes(each.name) || holdsBlock(each)));

const deeper = (at: Deep): Deep => ({ ...at, depth: at.depth + 1 });

const blockOf = (node: Element, around: Around, at: Deep): Block[] => {
  const { name, attribs } = node;
  const children = childrenOf(node);
  if (at.depth >= deepest && ['ul', 'ol', 'li', 'dl', 'blockquote', 'aside', 'details'].includes(name)) {
    return blocksOf(children, around, at);
  }
  if (name === 'p') return paragraphOf(node, around, at);
  if (/^h[1-6]$/.test(name)) return headingOf(node, around);
  if (name === 'hr') return [{ t: 'rule' }];
  if (name === 'pre') return [codeOf(textOf(node))];
  if (name === 'ul' || name === 'ol') return listOf(node, around, at);
  if (name === 'dl') return termsOf(node, around, at);
  if (name === 'table') return tableOf(node, around, at);
  if (name === 'blockquote') return wrap(blocksOf(children, around, deeper(at)), (b) => ({ t: 'quote', b }));
  if (name === 'aside') return calloutOf(node, around, at);
  if (name === 'details') return detailsOf(node, around, at);
  if (name === 'figcaption' || name === 'caption' || name === 'summary') return paragraph(inlinesOf(children, around));
  if (attribs.class?.split(' ').includes('g-include-note')) return paragraph(inlinesOf(children, around));
  return blocksOf(children, around, at);
};

const wrap = (b: Block[], make: (b: Block[]) => Block): Block[] => (b.length > 0 ? [make(b)] : []);

const paragraphOf = (node: Element, around: Around, at: Deep): Block[] =>
  holdsBlock(node) ? blocksOf(childrenOf(node), around, at) : paragraph(inlinesOf(childrenOf(node), around));

const headingOf = (node: Element, around: Around): Block[] => {
  const all = lineOf(childrenOf(node), around);
  const c = all.filter((each) => !('t' in each && each.t === 'pic'));
  const pictures = all.flatMap((each): Block[] => ('t' in each && each.t === 'pic' ? [{ t: 'picture', n: each.n }] : []));
  const id = node.attribs.id ? around.heading(node.attribs.id) : '';
  return wordsOf(c).trim() === '' ? pictures : [{ t: 'h', level: Number(node.name.slice(1)), id, c }, ...pictures];
};

/** Lines of code as they were typed; a tab is four blanks, so that they look alike everywhere. */
const codeOf = (text: string): Block => ({
  t: 'code',
  lines: text
    .replace(/\n+$/, '')
    .split('\n')
    .map((line) => breakable(printable(line.replaceAll('\t', '    ')), longestCode)),
});

const listOf = (node: Element, around: Around, at: Deep): Block[] => {
  const items = childrenOf(node)
    .filter((each) => isElement(each) || textOf(each).trim() !== '')
    .map((each) => blocksOf(isElement(each) && each.name === 'li' ? childrenOf(each) : [each], around, deeper(at)));
  if (items.length === 0) return [];
  const start = Number.parseInt(node.attribs.start ?? '1', 10);
  const from = Number.isSafeInteger(start) && start >= 0 && start < 1e9 ? start : 1;
  return [{ t: 'list', ordered: node.name === 'ol', start: from, tasks: items.every(isTask), items }];
};

const isTask = ([first]: readonly Block[]): boolean => {
  const inline = first?.t === 'p' ? first.c[0] : undefined;
  return inline !== undefined && 't' in inline && inline.t === 'task';
};

const termsOf = (node: Element, around: Around, at: Deep): Block[] => {
  const items: { term: Inline[]; b: Block[] }[] = [];
  for (const each of childrenOf(node)) {
    if (isElement(each) && each.name === 'dt') items.push({ term: lineOf(childrenOf(each), around), b: [] });
    else {
      const b = blocksOf(isElement(each) && each.name === 'dd' ? childrenOf(each) : [each], around, deeper(at));
      const last = items.at(-1);
      if (last) last.b.push(...b);
      else if (b.length > 0) items.push({ term: [], b });
    }
  }
  return items.length > 0 ? [{ t: 'terms', items }] : [];
};

const calloutOf = (node: Element, around: Around, at: Deep): Block[] => {
  const [, look = 'note'] = /\bg-callout-(note|tip|important|warning|danger)\b/.exec(node.attribs.class ?? '') ?? [];
  const children = childrenOf(node);
  const title = children.find((each) => isElement(each) && (each.attribs.class ?? '').split(' ').includes('g-callout-title'));
  const rest = blocksOf(
    children.filter((each) => each !== title),
    around,
    deeper(at),
  );
  return [{ t: 'callout', look, title: title ? lineOf(childrenOf(title), around) : [], b: rest }];
};

const detailsOf = (node: Element, around: Around, at: Deep): Block[] => {
  const children = childrenOf(node);
  const summary = children.find((each) => isElement(each) && each.name === 'summary');
  const rest = blocksOf(
    children.filter((each) => each !== summary),
    around,
    deeper(at),
  );
  return [{ t: 'details', title: summary ? lineOf(childrenOf(summary), around) : [], b: rest }];
};

const rowsOf = (node: Node, found: Element[] = []): Element[] => {
  for (const each of childrenOf(node)) {
    if (!isElement(each)) continue;
    if (each.name === 'tr') found.push(each);
    else if (['thead', 'tbody', 'tfoot'].includes(each.name)) rowsOf(each, found);
  }
  return found;
};

const spanOf = (value: string | undefined): number => {
  const span = Number.parseInt(value ?? '1', 10);
  return Number.isSafeInteger(span) && span > 0 ? Math.min(span, 1000) : 1;
};

const longestIn = (text: string): number =>
  text.split(/[\s./_\-=&?:@,;|\\]+/).reduce((most, word) => Math.max(most, word.length), 0);

/** A table, and around it what HTML lets stand in one beside its rows. In a cell it is written out row by row. */
const tableOf = (node: Element, around: Around, at: Deep): Block[] => {
  const rows = rowsOf(node);
  const known = new Set<Node>(rows);
  const outside = childrenOf(node).flatMap((each): Node[] => {
    if (isElement(each) && (each.name === 'caption' || known.has(each))) return [];
    return isElement(each) && ['thead', 'tbody', 'tfoot'].includes(each.name)
      ? childrenOf(each).filter((inner) => !known.has(inner))
      : [each];
  });
  const caption = childrenOf(node).find((each) => isElement(each) && each.name === 'caption');
  const before = blocksOf(outside, around, at);
  if (at.inTable) {
    const lines = rows.flatMap((row) =>
      blocksOf(
        childrenOf(row).flatMap((cell) => childrenOf(cell)),
        around,
        at,
      ),
    );
    return [...before, ...(caption ? paragraph(inlinesOf(childrenOf(caption), around)) : []), ...lines];
  }
  const html = rows.map((row) =>
    childrenOf(row)
      .filter((cell) => isElement(cell) || textOf(cell).trim() !== '')
      .map((cell) => ({
        node: cell,
        head: isElement(cell) && cell.name === 'th',
        align: isElement(cell) && ['center', 'right'].includes(cell.attribs.align ?? '') ? (cell.attribs.align ?? '') : '',
        colspan: isElement(cell) ? spanOf(cell.attribs.colspan) : 1,
        rowspan: isElement(cell) ? spanOf(cell.attribs.rowspan) : 1,
      })),
  );
  const { cells, columns } = placeCells(html);
  if (cells.length === 0) return [...before, ...(caption ? paragraph(inlinesOf(childrenOf(caption), around)) : [])];
  const headRows = headRowsOf(cells);
  const raw = cells.map((cell) => {
    const text = lineText(textOf(cell.node)).trim();
    return { ...cell, length: text.length, longest: longestIn(text) };
  });
  const grids = panelsOf(raw, { columns, headRows, turn: at.depth === 0, language: around.language }).map(
    ({ grid, cells: own }): Grid => ({
      ...grid,
      cells: own.map(({ node: cell, head, align, x, y, w, h }): Cell => {
        const b = blocksOf(isElement(cell) ? childrenOf(cell) : [cell], around, { depth: Math.max(at.depth, 4), inTable: true });
        return { x, y, w, h, head, align, b: narrow(b, roomIn(grid, { x, w })) };
      }),
    }),
  );
  return [...before, { t: 'table', caption: caption ? wordsOf(lineOf(childrenOf(caption), around)) : '', grids }];
};

/** The rows at the top that hold heads only and on which no row below hangs; they are repeated on each page. */
const headRowsOf = (cells: readonly { y: number; h: number; head: boolean }[]): number => {
  const first = cells.reduce((least, { y, head }) => (head ? least : Math.min(least, y)), Number.POSITIVE_INFINITY);
  const heads = cells.filter(({ y }) => y < first);
  const rows = heads.reduce((most, { y }) => Math.max(most, y + 1), 0);
  return Number.isFinite(first) && rows <= 4 && heads.every(({ y, h }) => y + h <= rows) ? rows : 0;
};

/** Words that are wider than their cell get places to break. */
const narrow = (blocks: Block[], room: number): Block[] => {
  const runs = (c: Inline[]): void => {
    for (const each of c) {
      if ('v' in each) each.v = breakable(each.v.replaceAll('\u200b', ''), room);
      else if ('c' in each) runs(each.c);
    }
  };
  for (const block of blocks) {
    if (block.t === 'code') block.lines = block.lines.map((line) => breakable(line.replaceAll('\u200b', ''), room));
    if ('c' in block) runs(block.c);
    if ('title' in block) runs(block.title);
    if (block.t === 'list') for (const item of block.items) narrow(item, Math.max(3, room - 3));
    if (block.t === 'terms')
      for (const { term, b } of block.items) {
        runs(term);
        narrow(b, Math.max(3, room - 3));
      }
    if ('b' in block) narrow(block.b, Math.max(3, room - 3));
  }
  return blocks;
};

/** The HTML of a page as blocks of a book. Never throws, whatever was typed, and loses no word of it. */
export const walkHtml = (html: string, around: Around): Block[] =>
  blocksOf(parseDocument(html).children, around, { depth: 0, inTable: false });
