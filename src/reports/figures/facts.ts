import { type RawBuilder, sql } from 'kysely';
import type { Db } from '#db/index.ts';
import type { Fact } from './figures.ts';

/** One fact with the day on which it counts, by the office's clocks, and the applying office. */
export type DatedFact = { day: string; officeId: string; fact: Fact };

export type Moments = { from: Temporal.Instant; before: Temporal.Instant };

/** Which records lie in a period: the one place that says so, for the figures and for the list behind each of them. */
export const within = (column: string, { from, before }: Moments): RawBuilder<boolean> =>
  sql<boolean>`${sql.ref(column)} >= ${from} and ${sql.ref(column)} < ${before}`;

/** Narrows to one office; null: all of them. */
export const ofOffice = (officeId: string | null): RawBuilder<boolean> =>
  officeId === null ? sql<boolean>`true` : sql<boolean>`c.office_id = ${officeId}`;

/** Visits of a step that count: of a submitted case, while the agency's clock ran, and not broken off by a withdrawal. */
export const countedVisit = sql<boolean>`c.submitted_at is not null and s.step > 1 and s.outcome is distinct from 'withdraw'`;

/** Ends that count: of cases that had been submitted. */
export const countedEnd = sql<boolean>`c.submitted_at is not null`;

/** Whether the case was answered after its published total. */
export const lateEnd = sql<boolean>`c.closed_at > c.total_due_at`;

/** Working time of the agency on the whole case, as its acts counted it, step by step. */
export const caseMinutes = sql<number>`(select coalesce(sum(v.working_minutes), 0)::int from case_step v where v.case_id = c.id)`;

/** Everything that happened in a period, read from the records themselves. */
export const readFacts = async (
  db: Db,
  moments: Moments,
  { timeZone, officeId }: { timeZone: string; officeId: string | null },
): Promise<DatedFact[]> => {
  const day = (column: string) => sql`(${sql.ref(column)} at time zone ${timeZone})::date::text as day`;
  const mine = ofOffice(officeId);
  const [submitted, ended, visits, returns] = await Promise.all([
    sql<{ day: string; officeId: string }>`
      select ${day('c.submitted_at')}, c.office_id as "officeId" from hosting_case c
      where ${within('c.submitted_at', moments)} and ${mine}`.execute(db),
    sql<{ day: string; officeId: string; state: string; late: boolean; minutes: number }>`
      select ${day('c.closed_at')}, c.office_id as "officeId", c.state, coalesce(${lateEnd}, false) as late, ${caseMinutes} as minutes
      from hosting_case c where ${within('c.closed_at', moments)} and ${countedEnd} and ${mine}`.execute(db),
    sql<{ day: string; officeId: string; step: number; late: boolean; minutes: number; reason: string | null }>`
      select ${day('s.closed_at')}, c.office_id as "officeId", s.step, coalesce(s.late, false) as late, coalesce(s.working_minutes, 0) as minutes, d.reason
      from case_step s join hosting_case c on c.id = s.case_id left join case_delay d on d.step_id = s.id
      where ${within('s.closed_at', moments)} and ${countedVisit} and ${mine}`.execute(db),
    sql<{ day: string; officeId: string; reasons: string[] }>`
      select ${day('r.at')}, c.office_id as "officeId", r.reasons from case_return r join hosting_case c on c.id = r.case_id
      where ${within('r.at', moments)} and not r.final and ${mine}`.execute(db),
  ]);
  return [
    ...submitted.rows.map((row): DatedFact => ({ ...place(row), fact: { kind: 'submitted' } })),
    ...ended.rows.map((row): DatedFact => ({ ...place(row), fact: { kind: 'ended', ...times(row), state: row.state } })),
    ...visits.rows.map(
      (row): DatedFact => ({ ...place(row), fact: { kind: 'step', ...times(row), step: row.step, reason: row.reason } }),
    ),
    ...returns.rows.map((row): DatedFact => ({ ...place(row), fact: { kind: 'returned', reasons: row.reasons } })),
  ];
};

const place = ({ day, officeId }: { day: string; officeId: string }) => ({ day, officeId });
const times = ({ late, minutes }: { late: boolean; minutes: number }) => ({ late, minutes });
