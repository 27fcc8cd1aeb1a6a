import { type Language, say } from '#lib/words.ts';
import { type Label, placeLabel } from './flowchart-labels.ts';
import { type Chapter, type Plan, type PlannedSymbol, planPages } from './flowchart-plan.ts';
import { type Anchor, type Box, findWays, type Point, type Side, type Wish } from './flowchart-routes.ts';
import type { Role, SopDefinition } from './types.ts';

/**
 * The picture of the annex: one column per post, one row per step, the five symbols of the SOP's legend. This file decides
 * what stands where; `drawFlowchart` turns a page into SVG.
 */

/** The symbols of the legend; the fifth is the arrow. */
export type SymbolKind = 'capsule' | 'box' | 'diamond' | 'pentagon';

export type FlowSymbol = {
  id: string;
  kind: SymbolKind;
  /** The step it belongs to; a connector belongs to the step on its own page. */
  step: number;
  /** The column it stands in, from 0. */
  column: number;
  /** `also` is a further performer of the step, `end` an end that is no step of its own. */
  part: 'main' | 'also' | 'end' | 'connector';
  box: Box;
  /** Letter of a connector, and where it leads. */
  connector: { letter: string; points: 'up' | 'down'; otherPage: number } | null;
};

export type FlowArrow = {
  from: string;
  to: string;
  /** The arrow of the definition it draws, whole or as one half of a connector pair; null between performers of one step. */
  flow: SopDefinition['flow'][number] | null;
  points: readonly Point[];
  label: Label | null;
};

export type FlowRow = { step: number; y: number; height: number };
export type FlowColumn = { number: number; role: Role; title: string; x: number; width: number };

export type FlowPage = {
  page: number;
  pages: number;
  title: string;
  description: string;
  width: number;
  height: number;
  columns: readonly FlowColumn[];
  rows: readonly FlowRow[];
  /** Height above the first row and below the last that holds connectors; 0 where there are none. The table leaves a row for each. */
  topStrip: number;
  bottomStrip: number;
  symbols: readonly FlowSymbol[];
  arrows: readonly FlowArrow[];
  fontSize: number;
  language: Language;
};

export type FlowchartOptions = {
  language: Language;
  /** Width of a post's column; every other measure follows from it. Any unit. */
  columnWidth: number;
  /** Height of the table row of each step, in the same unit. */
  rowHeights: readonly number[];
  /** Steps on a page, the same for all or page by page (the rest on one more); without it all on one page. */
  rowsPerPage?: number | readonly number[];
};

// Measures in column widths.
const symbolWidth = 0.56;
const diamondWidth = 0.62;
const symbolHeight = 0.36;
const lane = 0.065;
const clearance = 0.025;
const stripHeight = 0.6;
const letterHeight = 0.135;

const allSides: readonly Side[] = ['bottom', 'right', 'left', 'top'];

const chaptersOf = (definition: SopDefinition, options: FlowchartOptions): Chapter[] => {
  const { steps } = definition;
  if (options.rowHeights.length !== steps.length) {
    throw new RangeError(`The flowchart needs ${steps.length} row heights, got ${options.rowHeights.length}`);
  }
  const { rowsPerPage = steps.length } = options;
  const chapters: Chapter[] = [];
  for (let first = 0; first < steps.length; ) {
    const asked = typeof rowsPerPage === 'number' ? rowsPerPage : (rowsPerPage[chapters.length] ?? steps.length);
    if (!Number.isInteger(asked) || asked < 1) throw new RangeError(`A page needs at least one row, not ${asked}`);
    chapters.push({ steps: steps.slice(first, first + asked), heights: options.rowHeights.slice(first, first + asked) });
    first += asked;
  }
  return chapters;
};

const columnsOf = (definition: SopDefinition, options: FlowchartOptions): FlowColumn[] =>
  definition.posts
    .flatMap((post) => (post.column === null ? [] : [{ ...post, column: post.column }]))
    .sort((a, b) => a.column - b.column)
    .map((post, i) => ({
      number: post.column,
      role: post.role,
      title: say(post.title, options.language),
      x: i * options.columnWidth,
      width: options.columnWidth,
    }));

type Band = { y: number; height: number };

const place = (
  planned: PlannedSymbol,
  bands: { rows: readonly Band[]; top: readonly Band[]; bottom: readonly Band[] },
  width: number,
): FlowSymbol => {
  const { place: where, ...symbol } = planned;
  const band = 'row' in where ? bands.rows[where.row] : bands[where.strip][where.line];
  const { y, height } = band ?? { y: 0, height: 0 };
  const own = (symbol.kind === 'diamond' ? diamondWidth : symbol.kind === 'pentagon' ? symbolHeight : symbolWidth) * width;
  // Half of a low row at most, so that arrows can pass above and below.
  const tall = Math.min(symbolHeight * width * (symbol.kind === 'diamond' ? 1.15 : 1), height * 0.56);
  const box = { x: (symbol.column + 0.5) * width - own / 2, y: y + (height - tall) / 2, width: own, height: tall };
  return { ...symbol, box };
};

const anchorOf = ({ id, kind, box, connector }: FlowSymbol): Anchor => {
  if (kind !== 'pentagon' || !connector) return { id, box, outs: allSides, ins: allSides };
  const down = connector.points === 'down';
  return { id, box, outs: [down ? 'bottom' : 'top'], ins: [down ? 'top' : 'bottom'] };
};

// The lines on which arrows may run in a band of the page: its middle, and lanes along both borders.
const linesOf = (start: number, size: number, distance: number): number[] => [
  start + distance,
  start + 2 * distance,
  start + size / 2,
  start + size - 2 * distance,
  start + size - distance,
];

const drawPage = (chapter: Chapter, plan: Plan, columns: readonly FlowColumn[], options: FlowchartOptions) => {
  const width = options.columnWidth;
  const linesIn = (strip: 'top' | 'bottom'): number =>
    Math.max(0, ...plan.symbols.map(({ place: where }) => ('strip' in where && where.strip === strip ? where.line + 1 : 0)));
  let y = 0;
  const stack = (heights: readonly number[]): Band[] =>
    heights.map((height) => {
      const band = { y, height };
      y += height;
      return band;
    });
  const strip = (count: number): number[] => Array.from({ length: count }, () => stripHeight * width);
  // The first line of a strip lies next to the rows.
  const top = stack(strip(linesIn('top'))).reverse();
  const rows = stack(chapter.heights);
  const bottom = stack(strip(linesIn('bottom')));
  const height = y;

  const symbols = plan.symbols.map((planned) => place(planned, { rows, top, bottom }, width));
  const anchors = new Map(symbols.map((symbol) => [symbol.id, anchorOf(symbol)]));
  const wishes = plan.arrows.map(({ from, to }): Wish => {
    const [a, b] = [anchors.get(from), anchors.get(to)];
    if (!a || !b) throw new Error(`The flowchart has no symbol ${a ? to : from}`);
    return { from: a, to: b };
  });
  const field = {
    xs: columns.flatMap((column) => linesOf(column.x, width, lane * width)),
    ys: [...top.toReversed(), ...rows, ...bottom].flatMap((band) =>
      linesOf(band.y, band.height, Math.min(lane * width, band.height * 0.07)),
    ),
    symbols: symbols.map(({ box }) => box),
    unit: width,
    clear: Math.min(clearance * width, ...rows.map((row) => row.height * 0.03)),
  };
  const ways = findWays(field, wishes);

  const page = { x: 0, y: 0, width: columns.length * width, height };
  const rules = [
    ...columns.slice(1).map(
      ({ x }) =>
        [
          { x, y: 0 },
          { x, y: height },
        ] as const,
    ),
    ...rows.map(
      (row) =>
        [
          { x: 0, y: row.y },
          { x: page.width, y: row.y },
        ] as const,
    ),
  ];
  const fontSize = letterHeight * width;
  const labels: Box[] = [];
  const arrows = plan.arrows.map(({ from, to, flow, labelled }, i): FlowArrow => {
    const points = ways[i] ?? [];
    if (!flow?.answer || !labelled) return { from, to, flow, points, label: null };
    const label = placeLabel(say(flow.answer, options.language), points, fontSize, {
      page,
      symbols: field.symbols,
      arrows: ways,
      labels,
      rules,
    });
    labels.push(label.box);
    return { from, to, flow, points, label };
  });
  const heightOf = (bands: readonly Band[]): number => bands.reduce((sum, band) => sum + band.height, 0);
  return {
    width: page.width,
    height,
    rows: chapter.steps.map((step, i) => ({ step: step.no, y: rows[i]?.y ?? 0, height: rows[i]?.height ?? 0 })),
    topStrip: heightOf(top),
    bottomStrip: heightOf(bottom),
    symbols,
    arrows,
    fontSize,
  };
};

// The flow of a page in sentences, for those who cannot see the picture.
const describe = (definition: SopDefinition, chapter: Chapter, language: Language): string =>
  chapter.steps
    .map((step) => {
      const titleOf = (role: Role) =>
        say(definition.posts.find((post) => post.role === role)?.title ?? { id: role, en: role }, language);
      const next = definition.flow
        .filter((arrow) => arrow.from === step.no)
        .map(({ to, answer }) => {
          const target =
            to === 'end'
              ? say({ id: 'selesai', en: 'end' }, language)
              : say({ id: 'ke langkah {to}', en: 'to step {to}' }, language, { to });
          return answer ? `${say(answer, language).toLowerCase()}: ${target}` : target;
        });
      return `${step.no}. ${say(step.name, language)} (${titleOf(step.performer)}): ${next.join('; ')}.`;
    })
    .join(' ');

/**
 * Lays out the flowchart of an SOP, page by page, to stand in an annex table whose rows have the given heights. An arrow
 * between pages becomes a pair of off-page connectors with one letter. Throws a RangeError if the heights do not fit the
 * steps, or a performer has no column.
 */
export const layoutFlowchart = (definition: SopDefinition, options: FlowchartOptions): FlowPage[] => {
  const chapters = chaptersOf(definition, options);
  const columns = columnsOf(definition, options);
  const plans = planPages(definition, chapters, columns);
  return chapters.map((chapter, i) => {
    const plan = plans[i] ?? { symbols: [], arrows: [] };
    const title = say({ id: 'Bagan alir SOP {title}', en: 'Flowchart of the SOP {title}' }, options.language, {
      title: say(definition.title, options.language),
    });
    const ofPages = say({ id: ', halaman {page} dari {pages}', en: ', page {page} of {pages}' }, options.language, {
      page: i + 1,
      pages: chapters.length,
    });
    return {
      page: i + 1,
      pages: chapters.length,
      title: chapters.length > 1 ? title + ofPages : title,
      description: describe(definition, chapter, options.language),
      columns,
      language: options.language,
      ...drawPage(chapter, plan, columns, options),
    };
  });
};
