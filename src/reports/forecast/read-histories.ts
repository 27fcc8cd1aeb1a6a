import { sql } from 'kysely';
import type { Db } from '#db/index.ts';
import { compileAxis, minuteOf, type WorkingAxis, type WorkingCalendar } from '#sop/index.ts';
import type { History, Visit } from '../simulation/model.ts';
import type { Plan } from '../simulation/plan.ts';

/** So many of the latest answered cases are learned from: enough for every step, and offices change. */
const mostCases = 1500;

type Read = {
  histories: History[];
  axis: WorkingAxis | null;
  /** Working minutes from the first of their acts to the last. */
  span: number;
  /** Requests that came in that time, answered or not. */
  submitted: number;
};

const nothing: Read = { histories: [], axis: null, span: 0, submitted: 0 };

type Move = { caseId: string; at: Temporal.Instant; from: string; to: string };

/**
 * The latest answered cases as visits on a working axis, read from the acts in the audit trail: it knows every state, where a
 * step has several. What was done on paper counts from when it was done.
 */
export const readHistories = async (db: Db, plan: Plan, calendar: WorkingCalendar): Promise<Read> => {
  const { rows } = await sql<Move>`
    select e.subject_id as "caseId", coalesce((e.data #>> '{on_paper,happened_at}')::timestamptz, e.at) as at,
      e.data->>'from' as "from", e.data->>'to' as "to"
    from (select id from hosting_case where closed_at is not null and submitted_at is not null and state <> 'withdrawn'
      order by closed_at desc limit ${mostCases}) c
    join audit_event e on e.subject_kind = 'case' and e.subject_id = c.id
    where e.data->>'from' is distinct from e.data->>'to' and e.data ? 'to'
    order by e.subject_id, e.seq`.execute(db);
  const byCase = Map.groupBy(rows, (row) => row.caseId);
  const moments = rows.map((row) => row.at.epochMilliseconds);
  if (moments.length === 0) return nothing;
  const ends = moments.reduce(([low, high], at): [number, number] => [Math.min(low, at), Math.max(high, at)], [
    moments[0] ?? 0,
    0,
  ] as [number, number]);
  const [from, until] = ends.map((at) => Temporal.Instant.fromEpochMilliseconds(at));
  if (!from || !until) return nothing;
  const axis = compileAxis(calendar, from, until.add({ minutes: 1 }));
  const known = new Set(plan.states.map((state) => state.key));
  const histories = [...byCase.values()].flatMap((moves): History[] => {
    const visits: Visit[] = [];
    for (const [index, move] of moves.entries()) {
      const next = moves[index + 1];
      if (!next || !known.has(move.to)) continue;
      visits.push({ state: move.to, entered: minuteOf(axis, move.at), left: minuteOf(axis, next.at), to: next.to });
    }
    return visits.length > 0 ? [{ visits }] : [];
  });
  const { rows: counted } = await sql<{ count: number }>`
    select count(*)::int as count from hosting_case where submitted_at between ${from} and ${until}`.execute(db);
  return { histories, axis, span: axis.length, submitted: counted[0]?.count ?? 0 };
};
