import type { ElkExtendedEdge, ElkNode, ElkPoint } from 'elkjs/lib/elk-api.js';
import type { Language } from '#lib/words.ts';
import { layoutOf } from './layout.ts';
import { cardHeight, cardWidth, headHeight, headWidth, sizes, widthOf } from './measure.ts';
import { childrenOf, type Line, type Picture, type Thing } from './picture.ts';
import { pictureWords } from './words.ts';

/** A thing at its place, from the picture's upper left corner. A frame holds others. */
export type Placed = { thing: Thing; x: number; y: number; width: number; height: number; frame: boolean; holds: number };
export type PlacedLine = { line: Line; paths: ElkPoint[][]; label: { text: string; x: number; y: number; width: number } | null };
export type Arranged = { width: number; height: number; placed: Placed[]; lines: PlacedLine[] };

type Size = { width: number; height: number };
/** A thing whose inside is arranged here: no line leads into it, so that rows and columns are clearest. */
type Block = Size & { place: (x: number, y: number) => Placed[] };

/** Wider than high: as screens and sheets are. */
const wanted = 1.5;

const cardOf = (each: Thing, width: number, height: number): Block => ({
  width,
  height,
  place: (x, y) => [{ thing: each, x, y, width, height, frame: false, holds: 0 }],
});

/** Blocks of one width under one another in as many columns as make the whole `wanted`; each goes where there is most room. */
const packed = (blocks: readonly Block[]): Size & { at: { x: number; y: number }[] } => {
  const column = Math.max(0, ...blocks.map(({ width }) => width));
  if (blocks.length === 0) return { width: 0, height: 0, at: [] };
  let best: (Size & { at: { x: number; y: number }[] }) | null = null;
  for (let columns = 1; columns <= blocks.length; columns += 1) {
    const heights = Array.from({ length: columns }, () => 0);
    const at = blocks.map(({ height }) => {
      const index = heights.indexOf(Math.min(...heights));
      const y = heights[index] ?? 0;
      heights[index] = y + height + sizes.gap;
      return { x: index * (column + sizes.gap), y };
    });
    const size = { width: columns * (column + sizes.gap) - sizes.gap, height: Math.max(...heights) - sizes.gap };
    const far = Math.abs(Math.log(size.width / size.height / wanted));
    if (best && far >= Math.abs(Math.log(best.width / best.height / wanted))) break;
    best = { ...size, at };
  }
  return best ?? { width: 0, height: 0, at: [] };
};

/** How many columns of cards a host has; the same for all hosts of one place, so that they align. */
const columnsFor = (most: number): number => (most <= 1 ? 1 : Math.max(2, Math.round(Math.sqrt(most / 4))));

type Shared = { width: number; columns: number };

const sharedBy = (things: readonly Thing[], children: Map<string | null, Thing[]>, language: Language): Shared => {
  let width = 0;
  let most = 0;
  const walk = (list: readonly Thing[]) => {
    for (const each of list) {
      const inside = children.get(each.id) ?? [];
      if (inside.length === 0) width = Math.max(width, cardWidth(each, language));
      if (each.kind !== 'group' && each.kind !== 'site') most = Math.max(most, inside.length);
      walk(inside);
    }
  };
  walk(things);
  return { width, columns: columnsFor(most) };
};

const blockOf = (each: Thing, children: Map<string | null, Thing[]>, language: Language, shared: Shared): Block => {
  const inside = children.get(each.id) ?? [];
  if (inside.length === 0) return cardOf(each, shared.width, cardHeight(each, language));
  const cards = inside.filter((child) => !children.has(child.id));
  const frames = inside.filter((child) => children.has(child.id)).map((child) => blockOf(child, children, language, shared));
  const height = Math.max(0, ...cards.map((card) => cardHeight(card, language)));
  const top =
    each.kind === 'group' || each.kind === 'site' ? packed(cards.map((card) => cardOf(card, shared.width, height))) : null;
  const rows = cards.map((card) => cardOf(card, shared.width, height));
  const grid = top ?? inColumns(rows, Math.min(shared.columns, Math.max(1, rows.length)));
  const below = packed(frames);
  const { pad } = sizes.frame;
  const head = headHeight(each);
  const gap = cards.length > 0 && frames.length > 0 ? sizes.gap : 0;
  const own = each.kind === 'group' || each.kind === 'site' ? 0 : shared.columns * (shared.width + sizes.gap) - sizes.gap;
  const width = Math.max(grid.width, below.width, own, headWidth(each, inside.length, language)) + 2 * pad;
  const size = { width, height: head + grid.height + gap + below.height + pad };
  return {
    ...size,
    place: (x, y) => [
      { thing: each, x, y, ...size, frame: true, holds: inside.length },
      ...rows.flatMap((block, index) => block.place(x + pad + (grid.at[index]?.x ?? 0), y + head + (grid.at[index]?.y ?? 0))),
      ...frames.flatMap((block, index) =>
        block.place(x + pad + (below.at[index]?.x ?? 0), y + head + grid.height + gap + (below.at[index]?.y ?? 0)),
      ),
    ],
  };
};

const inColumns = (blocks: readonly Block[], columns: number): Size & { at: { x: number; y: number }[] } => {
  const [first] = blocks;
  if (!first) return { width: 0, height: 0, at: [] };
  const at = blocks.map((_, index) => ({
    x: (index % columns) * (first.width + sizes.gap),
    y: Math.floor(index / columns) * (first.height + sizes.gap),
  }));
  const rows = Math.ceil(blocks.length / columns);
  return {
    width: columns * (first.width + sizes.gap) - sizes.gap,
    height: rows * (first.height + sizes.gap) - sizes.gap,
    at,
  };
};

const options = {
  'elk.algorithm': 'layered',
  'elk.direction': 'RIGHT',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.hierarchyHandling': 'INCLUDE_CHILDREN',
  'elk.layered.spacing.nodeNodeBetweenLayers': '44',
  'elk.layered.spacing.edgeNodeBetweenLayers': '16',
  'elk.layered.spacing.edgeEdgeBetweenLayers': '10',
  'elk.spacing.nodeNode': '18',
  'elk.spacing.edgeNode': '14',
  'elk.spacing.edgeEdge': '10',
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
  'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
  'elk.randomSeed': '1',
  'elk.json.edgeCoords': 'ROOT',
  'elk.padding': '[top=10,left=10,bottom=10,right=10]',
} as const;

const labelOf = (line: Line, language: Language): string => {
  if (line.kind === 'cable' && line.count > 1) return pictureWords.cables[language].replace('{n}', String(line.count));
  return line.label.length > 24 ? `${line.label.slice(0, 23)}…` : line.label;
};

/** On the longest level stretch of a line that has room for it; else the label stands in the list only. */
const labelAt = (text: string, paths: readonly ElkPoint[][]): PlacedLine['label'] => {
  if (text === '') return null;
  const width = widthOf(text, 10.5) + 8;
  let best: { x: number; y: number; length: number } | null = null;
  for (const points of paths) {
    for (const [index, point] of points.entries()) {
      const next = points[index + 1];
      if (!next || Math.abs(next.y - point.y) > 0.5) continue;
      const length = Math.abs(next.x - point.x);
      if (length > width && length > (best?.length ?? 0)) best = { x: (point.x + next.x) / 2, y: point.y, length };
    }
  }
  return best && { text, x: best.x - width / 2, y: best.y - 7.5, width };
};

/**
 * Gives every thing of a picture its place and every line its way. Things into which no line leads are set out in rows and
 * columns; the rest, from the left to the right along its lines, by the layout engine. The same picture always comes out
 * the same, and no two things lie over one another unless one stands in the other.
 */
export const arrange = async (picture: Picture, language: Language): Promise<Arranged> => {
  const children = childrenOf(picture.things);
  const byId = new Map(picture.things.map((each) => [each.id, each]));
  const reached = new Set<string>();
  for (const end of picture.lines.flatMap(({ from, to }) => [from, to])) {
    for (let up = byId.get(end)?.parent; up; up = byId.get(up)?.parent) reached.add(up);
  }
  const blocks = new Map<string, Block>();
  const sharedIn = new Map<string | null, Shared>();

  /** Frames of one place share the width of their cards and their columns. */
  const sharedAt = (place: string | null): Shared => {
    const known = sharedIn.get(place);
    if (known) return known;
    const frames = (children.get(place) ?? []).filter((each) => children.has(each.id) && !reached.has(each.id));
    const made = sharedBy(frames, children, language);
    sharedIn.set(place, made);
    return made;
  };

  const node = (each: Thing): ElkNode => {
    if (reached.has(each.id)) {
      const { pad } = sizes.frame;
      return {
        id: each.id,
        children: (children.get(each.id) ?? []).map(node),
        layoutOptions: { 'elk.padding': `[top=${headHeight(each) + 4},left=${pad},bottom=${pad},right=${pad}]` },
      };
    }
    const block = children.has(each.id)
      ? blockOf(each, children, language, sharedAt(each.parent))
      : cardOf(each, cardWidth(each, language), cardHeight(each, language));
    blocks.set(each.id, block);
    return { id: each.id, width: block.width, height: block.height };
  };

  const edges = picture.lines.map((each, index): ElkExtendedEdge => {
    return { id: `e${index}`, sources: [each.from], targets: [each.to] };
  });
  const graph = await layoutOf({ id: ' root', layoutOptions: options, children: (children.get(null) ?? []).map(node), edges });

  const placed: Placed[] = [];
  const collect = (box: ElkNode, dx: number, dy: number): void => {
    const each = byId.get(box.id);
    if (!each) return;
    const [x, y] = [dx + (box.x ?? 0), dy + (box.y ?? 0)];
    const block = blocks.get(box.id);
    if (block) {
      placed.push(...block.place(x, y));
      return;
    }
    const holds = box.children?.length ?? 0;
    placed.push({ thing: each, x, y, width: box.width ?? 0, height: box.height ?? 0, frame: true, holds });
    for (const child of box.children ?? []) collect(child, x, y);
  };
  for (const child of graph.children ?? []) collect(child, 0, 0);

  const lines = (graph.edges ?? []).flatMap((edge, index): PlacedLine[] => {
    const own = picture.lines[index];
    if (!own) return [];
    const paths = (edge.sections ?? []).map(({ startPoint, bendPoints = [], endPoint }) => [startPoint, ...bendPoints, endPoint]);
    return [{ line: own, paths, label: labelAt(labelOf(own, language), paths) }];
  });
  return { width: Math.ceil(graph.width ?? 0), height: Math.ceil(graph.height ?? 0), placed, lines };
};
