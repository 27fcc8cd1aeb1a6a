import type { FlowArrow, FlowColumn, FlowSymbol } from './flowchart.ts';
import type { Role, SopDefinition, SopStep } from './types.ts';

/** The steps of one page with the heights of their rows. */
export type Chapter = { steps: readonly SopStep[]; heights: readonly number[] };

/** Letters of connectors: A to Z, then AA, AB, … */
const letterOf = (index: number): string =>
  (index >= 26 ? letterOf(Math.floor(index / 26) - 1) : '') + String.fromCharCode(65 + (index % 26));

/** A symbol with its cell, or its line in the strip of connectors above or below the rows; not yet measured. */
export type PlannedSymbol = Omit<FlowSymbol, 'box'> & { place: { row: number } | { strip: 'top' | 'bottom'; line: number } };

// The symbols of a step from left to right of the action: performer, then further performers that have a column.
const symbolsOf = (definition: SopDefinition, step: SopStep, columns: readonly FlowColumn[], row: number): PlannedSymbol[] => {
  const columnOf = (role: Role): number => columns.findIndex((column) => column.role === role);
  const main = columnOf(step.performer);
  if (main < 0) throw new RangeError(`Step ${step.no}: the post ${step.performer} has no column in the annex`);
  const further = step.kind === 'decision' ? [] : step.also.map(({ role }) => columnOf(role));
  const line = [main, ...new Set(further.filter((column) => column >= 0 && column !== main))];
  const out = definition.flow.filter((arrow) => arrow.from === step.no);
  const begins = step === definition.steps[0];
  const ends = out.every((arrow) => arrow.to === 'end');
  return line.map((column, i) => {
    const terminal = (begins && i === 0) || (ends && i === line.length - 1);
    const kind = step.kind === 'decision' ? 'diamond' : terminal ? 'capsule' : 'box';
    return {
      id: `s${step.no}${i === 0 ? '' : `-${i}`}`,
      kind,
      step: step.no,
      column,
      part: i === 0 ? 'main' : 'also',
      connector: null,
      place: { row },
    };
  });
};

// A place for a symbol without a cell of its own: the wished column if it is free on the line, else the nearest free one, on
// the side to which the arrow leads.
const takeStripPlace = (
  taken: Set<string>,
  strip: 'top' | 'bottom',
  wished: { column: number; towards: number },
  columns: number,
): { column: number; line: number } => {
  const distance = (column: number): number => Math.abs(column - wished.column) * columns + Math.abs(column - wished.towards);
  const nearest = Array.from({ length: columns }, (_, i) => i).sort((a, b) => distance(a) - distance(b));
  for (let line = 0; ; line++) {
    const column = nearest.find((candidate) => !taken.has(`${strip} ${line} ${candidate}`));
    if (column === undefined) continue;
    taken.add(`${strip} ${line} ${column}`);
    return { column, line };
  }
};

/** The symbols of a page and which arrow leads from which to which; `labelled` where the answer is written. */
export type Plan = {
  symbols: PlannedSymbol[];
  arrows: { from: string; to: string; flow: FlowArrow['flow']; labelled: boolean }[];
};

/** Decides which symbols and arrows stand on which page, and pairs connectors where an arrow leaves its page. */
export const planPages = (definition: SopDefinition, chapters: readonly Chapter[], columns: readonly FlowColumn[]): Plan[] => {
  const plans: Plan[] = chapters.map(({ steps }) => {
    const rows = steps.map((step, row) => symbolsOf(definition, step, columns, row));
    const within = rows.flatMap((line) =>
      line.slice(1).map((symbol, i) => ({ from: line[i]?.id ?? '', to: symbol.id, flow: null, labelled: false })),
    );
    return { symbols: rows.flat(), arrows: within };
  });
  const taken = plans.map(() => new Set<string>());
  const pageOf = (no: number): number => {
    const page = chapters.findIndex(({ steps }) => steps.some((step) => step.no === no));
    if (page < 0) throw new RangeError(`The flow names step ${no}, which the SOP does not have`);
    return page;
  };
  const symbolsOfStep = (no: number): PlannedSymbol[] =>
    (plans[pageOf(no)]?.symbols ?? []).filter(
      (symbol) => symbol.step === no && (symbol.part === 'main' || symbol.part === 'also'),
    );
  const addToStrip = (page: number, strip: 'top' | 'bottom', symbol: Omit<PlannedSymbol, 'place'>, towards: number): void => {
    const { column, line } = takeStripPlace(taken[page] ?? new Set(), strip, { column: symbol.column, towards }, columns.length);
    plans[page]?.symbols.push({ ...symbol, column, place: { strip, line } });
  };
  let letters = 0;

  for (const flow of definition.flow) {
    const source = symbolsOfStep(flow.from).at(-1);
    if (!source) continue;
    const page = pageOf(flow.from);
    if (flow.to === 'end') {
      if (source.kind === 'capsule') continue; // it is the end itself
      const row = 'row' in source.place ? source.place.row : 0;
      const inRow = (plans[page]?.symbols ?? [])
        .filter(({ place }) => 'row' in place && place.row === row)
        .map(({ column }) => column);
      const free = columns.map((_, i) => i).filter((column) => !inRow.includes(column));
      const column = free.sort((a, b) => Math.abs(a - source.column) - Math.abs(b - source.column))[0];
      const id = `end${flow.from}-${definition.flow.indexOf(flow)}`;
      const end = { id, kind: 'capsule', step: flow.from, part: 'end', connector: null } as const;
      if (column === undefined) addToStrip(page, 'bottom', { ...end, column: source.column }, source.column);
      else plans[page]?.symbols.push({ ...end, column, place: { row } });
      plans[page]?.arrows.push({ from: source.id, to: id, flow, labelled: true });
      continue;
    }
    const target = symbolsOfStep(flow.to)[0];
    if (!target) continue;
    const targetPage = pageOf(flow.to);
    if (page === targetPage) {
      plans[page]?.arrows.push({ from: source.id, to: target.id, flow, labelled: true });
      continue;
    }
    const letter = letterOf(letters++);
    const points = targetPage > page ? 'down' : 'up';
    const half = (own: PlannedSymbol, other: PlannedSymbol, ownPage: number, otherPage: number, leaving: boolean): string => {
      const id = `c${letter}-${leaving ? 'out' : 'in'}`;
      const strip = leaving === (points === 'down') ? 'bottom' : 'top';
      const connector = { letter, points, otherPage: otherPage + 1 } as const;
      addToStrip(
        ownPage,
        strip,
        { id, kind: 'pentagon', step: own.step, column: own.column, part: 'connector', connector },
        other.column,
      );
      return id;
    };
    plans[page]?.arrows.push({ from: source.id, to: half(source, target, page, targetPage, true), flow, labelled: true });
    plans[targetPage]?.arrows.push({ from: half(target, source, targetPage, page, false), to: target.id, flow, labelled: false });
  }
  return plans;
};
