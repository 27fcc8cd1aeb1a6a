import { sql } from 'kysely';
import { type Db, json } from '#db/index.ts';
import { type DatedFact, readFacts } from './facts.ts';
import { addFigures, type CaseFigures, countFact, type Figures, noFigures, type ProcessFigures } from './figures.ts';
import { firstOfMonth, lastOfMonth, momentsOf, type SpanKind, spanAround } from './spans.ts';

/** Keys of the figures of one span: an office, or all together. */
const all = '';

type Counted = Map<string, Figures>;

const figuresIn = (counted: Counted, officeId: string): Figures => {
  const found = counted.get(officeId) ?? noFigures();
  counted.set(officeId, found);
  return found;
};

/** Facts counted by day, each day by office and all together. */
export const countByDay = (facts: readonly DatedFact[]): Map<string, Counted> => {
  const days = new Map<string, Counted>();
  for (const { day, officeId, fact } of facts) {
    const counted = days.get(day) ?? new Map<string, Figures>();
    days.set(day, counted);
    countFact(figuresIn(counted, officeId), fact);
    countFact(figuresIn(counted, all), fact);
  }
  return days;
};

/**
 * Counts again every day on which the records have changed since the last time, month by month, each in a transaction of its
 * own. A day is always counted whole from the records, so that nothing can add up wrong; a second run finds nothing to do.
 */
export const countChanges = async (db: Db): Promise<{ days: number }> => {
  let counted = 0;
  for (;;) {
    const days = await db.transaction().execute(countOneMonth);
    if (days === 0) return { days: counted };
    counted += days;
  }
};

const countOneMonth = async (tx: Db): Promise<number> => {
  // Two counts of one day at a time would write it twice.
  await sql`select pg_advisory_xact_lock(hashtextextended('griya figures', 0))`.execute(tx);
  const { rows } = await sql<{ at: Temporal.Instant; timeZone: string }>`
    select min(f.at) as at, i.time_zone as "timeZone" from figure_change f cross join installation i group by i.time_zone`.execute(
    tx,
  );
  const [first] = rows;
  if (!first?.at) return 0;
  const { timeZone } = first;
  const month = firstOfMonth(first.at.toZonedDateTimeISO(timeZone).toPlainDate());
  const whole = momentsOf({ from: month, until: lastOfMonth(month) }, timeZone);
  // What commits after this statement has a note of its own and is counted next time.
  const changed = await sql<{ day: string }>`
    with taken as (delete from figure_change where at >= ${whole.from} and at < ${whole.before} returning at)
    select distinct (at at time zone ${timeZone})::date::text as day from taken order by day`.execute(tx);
  const days = changed.rows.map((row) => Temporal.PlainDate.from(row.day));
  const [from, until] = [days[0], days.at(-1)];
  if (!from || !until) return 0;
  const wanted = new Set(days.map(String));
  const facts = await readFacts(tx, momentsOf({ from, until }, timeZone), { timeZone, officeId: null });
  const counted = countByDay(facts.filter((fact) => wanted.has(fact.day)));
  await replace(tx, 'day', days, counted);
  await sumUp(tx, 'month', 'day', month);
  await sumUp(tx, 'year', 'month', month);
  return days.length;
};

/** A month is the sum of its days, a year of its months. */
const sumUp = async (tx: Db, span: SpanKind, part: SpanKind, day: Temporal.PlainDate): Promise<void> => {
  const { from, until } = spanAround(span, day);
  const { rows } = await sql<{ officeId: string; cases: CaseFigures; process: ProcessFigures }>`
    select coalesce(office_id::text, '') as "officeId", cases, steps as process from figure_span
    where span = ${part} and starts between ${from} and ${until}`.execute(tx);
  const counted: Counted = new Map();
  for (const { officeId, ...figures } of rows) addFigures(figuresIn(counted, officeId), figures);
  await replace(tx, span, [from], new Map([[from.toString(), counted]]));
};

const replace = async (
  tx: Db,
  span: SpanKind,
  starts: readonly Temporal.PlainDate[],
  counted: ReadonlyMap<string, Counted>,
): Promise<void> => {
  await tx
    .deleteFrom('figure_span')
    .where('span', '=', span)
    .where('starts', 'in', [...starts])
    .execute();
  const rows = [...counted].flatMap(([day, offices]) =>
    [...offices].map(([officeId, figures]) => ({
      span,
      starts: Temporal.PlainDate.from(day),
      office_id: officeId === all ? null : officeId,
      cases: json(figures.cases),
      steps: json(figures.process),
    })),
  );
  for (let at = 0; at < rows.length; at += 500) {
    await tx
      .insertInto('figure_span')
      .values(rows.slice(at, at + 500) as never)
      .execute();
  }
};

/** Counts everything anew, after records were loaded past the database's own notes (a restored copy, a load for a test). */
export const countEverything = async (db: Db): Promise<{ days: number }> => {
  await db.transaction().execute(async (tx) => {
    await tx.deleteFrom('figure_span').execute();
    await sql`insert into figure_change
      select distinct date_trunc('hour', at) from (
        select closed_at as at from case_step where closed_at is not null
        union all select submitted_at from hosting_case where submitted_at is not null
        union all select closed_at from hosting_case where closed_at is not null
        union all select at from case_return) as every_moment`.execute(tx);
  });
  return countChanges(db);
};
