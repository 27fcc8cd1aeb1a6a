import { sql } from 'kysely';
import type { Db } from '#db/index.ts';
import { countByDay } from './count-changes.ts';
import { readFacts } from './facts.ts';
import { addCases, addFigures, type CaseFigures, type Figures, noFigures, type ProcessFigures } from './figures.ts';
import { type Days, momentsOf, partsOf, type Span, type SpanKind, spanAround, spansOf } from './spans.ts';

export type PeriodFigures = {
  total: Figures;
  /** The same over time, bar by bar. */
  unit: 'day' | 'week' | 'month';
  parts: readonly { days: Days; figures: Figures }[];
  /** Per office that had anything in the period. */
  offices: ReadonlyMap<string, CaseFigures>;
};

type Row = { starts: Temporal.PlainDate; officeId: string; cases: CaseFigures; process: ProcessFigures | null };

/**
 * The figures of a period, of one office or of all. They come from the figures of whole days and months; a day on which the
 * records have changed since it was counted is counted now, so that a figure is never behind the list that stands behind it.
 */
export const readFigures = async (
  db: Db,
  { days, officeId, timeZone }: { days: Days; officeId: string | null; timeZone: string },
): Promise<PeriodFigures> => {
  const { unit, parts } = partsOf(days);
  const changed = await changedDays(db, days, timeZone);
  const clean = ({ span, starts }: Span): boolean => {
    const { from, until } = spanAround(span, starts);
    return ![...changed].some((day) => from.toString() <= day && day <= until.toString());
  };
  const kept = (kinds: readonly SpanKind[]): Span[] => spansOf(days, kinds, clean).filter(clean);
  const [own, perOffice, now] = await Promise.all([
    readSpans(db, kept(unit === 'month' ? ['month'] : []), officeId),
    officeId === null ? readOffices(db, kept(['month', 'year'])) : [],
    countNow(db, changed, { officeId, timeZone }),
  ]);
  const rows = [...own, ...perOffice, ...now];

  const total = noFigures();
  const offices = new Map<string, CaseFigures>();
  const bars = parts.map((part) => ({ days: part, figures: noFigures() }));
  const barAt = (day: Temporal.PlainDate) => bars.findLast((bar) => Temporal.PlainDate.compare(bar.days.from, day) <= 0);
  for (const { starts, officeId: office, cases, process } of rows) {
    if (process) {
      addFigures(total, { cases, process });
      addFigures(barAt(starts)?.figures ?? noFigures(), { cases, process });
    }
    if (office === '') continue;
    const sum = offices.get(office) ?? noFigures().cases;
    addCases(sum, cases);
    offices.set(office, sum);
  }
  return { total, unit, parts: bars, offices };
};

const changedDays = async (db: Db, days: Days, timeZone: string): Promise<ReadonlySet<string>> => {
  const { from, before } = momentsOf(days, timeZone);
  const { rows } = await sql<{ day: string }>`
    select distinct (at at time zone ${timeZone})::date::text as day from figure_change where at >= ${from} and at < ${before}`.execute(
    db,
  );
  return new Set(rows.map((row) => row.day));
};

const inSpans = (spans: readonly Span[]) => {
  const startsOf = (span: SpanKind): string[] =>
    spans.filter((each) => each.span === span).map(({ starts }) => starts.toString());
  const kinds = ['day', 'month', 'year'] as const;
  return sql.join(
    kinds.map((kind) => sql`(f.span = ${kind} and f.starts = any(${startsOf(kind)}::date[]))`),
    sql` or `,
  );
};

/** The figures of one office, or of all together, span by span. */
const readSpans = async (db: Db, spans: readonly Span[], officeId: string | null): Promise<Row[]> => {
  const { rows } = await sql<Row>`
    select f.starts, coalesce(f.office_id::text, '') as "officeId", f.cases, f.steps as process from figure_span f
    where (${inSpans(spans)}) and f.office_id is not distinct from ${officeId}::uuid`.execute(db);
  return rows;
};

/** Of every office, only what is told office by office. */
const readOffices = async (db: Db, spans: readonly Span[]): Promise<Row[]> => {
  const { rows } = await sql<Row>`
    select f.starts, f.office_id::text as "officeId", f.cases, null as process from figure_span f
    where (${inSpans(spans)}) and f.office_id is not null`.execute(db);
  return rows;
};

/** Days that were not counted yet, from the records. Neighbouring days are read together. */
const countNow = async (
  db: Db,
  changed: ReadonlySet<string>,
  { officeId, timeZone }: { officeId: string | null; timeZone: string },
): Promise<Row[]> => {
  const stretches: Days[] = [];
  for (const day of [...changed].sort().map((each) => Temporal.PlainDate.from(each))) {
    const last = stretches.at(-1);
    if (last?.until.add({ days: 1 }).equals(day)) last.until = day;
    else stretches.push({ from: day, until: day });
  }
  const rows: Row[] = [];
  for (const stretch of stretches) {
    const facts = await readFacts(db, momentsOf(stretch, timeZone), { timeZone, officeId });
    for (const [day, counted] of countByDay(facts)) {
      for (const [office, { cases, process }] of counted) {
        const whole = office === (officeId ?? '');
        if (officeId !== null && !whole) continue;
        rows.push({ starts: Temporal.PlainDate.from(day), officeId: office, cases, process: whole ? process : null });
      }
    }
  }
  return rows;
};
