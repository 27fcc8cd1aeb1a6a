import { type SqlBool, sql } from 'kysely';
import type { Db } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import { hostingSop } from '#sop/index.ts';
import { seesSubmitted } from '../find-case.ts';
import type { CaseListRow } from './list-cases.ts';

/** What the board, the calendar and the tasks are narrowed by. */
export type OpenFilter = { officeId?: string; search?: string; late?: boolean; assignee?: string };

export type BoardRow = CaseListRow & {
  /** Why the open step is late, where that was said. */
  delay_reason: string | null;
};

const openStates: readonly string[] = hostingSop.states.filter((state) => !state.ended).map((state) => state.key);

const escapeLike = (text: string): string => text.replaceAll(/[\\%_]/g, (mark) => `\\${mark}`);

/** The conditions on an open case `c`, as fragments that the partial indexes on open cases fit. */
const conditions = (actor: Actor, filter: OpenFilter, now: Temporal.Instant) => {
  const search = filter.search?.trim();
  const like = search ? `%${escapeLike(search)}%` : '';
  return sql<SqlBool>`${sql.join(
    [
      sql`c.closed_at is null`,
      seesSubmitted(actor)
        ? sql`(c.office_id = ${actor.officeId} or c.submitted_at is not null)`
        : sql`c.office_id = ${actor.officeId}`,
      ...(filter.officeId ? [sql`c.office_id = ${filter.officeId}`] : []),
      ...(filter.late ? [sql`c.due_at < ${now}`] : []),
      ...(filter.assignee ? [sql`(c.assignee_person_id is null or c.assignee_person_id = ${filter.assignee})`] : []),
      ...(like ? [sql`(c.number ilike ${like} or c.application_name ilike ${like} or c.subdomain ilike ${like})`] : []),
    ],
    sql` and `,
  )}`;
};

const columns = sql`
  c.id, c.number, c.state, c.application_name, c.subdomain, c.office_id, o.name as office_name, o.abbreviation as office_abbreviation,
  c.state_since, c.due_at, c.submitted_at, c.closed_at, c.sop_version_id, c.assignee_person_id, a.name as assignee_name, c.server_branch,
  c.version, d.reason as delay_reason`;

/** Names and the reason of lateness, read for the few rows that are shown. */
const named = sql`
  join office o on o.id = c.office_id left join person a on a.id = c.assignee_person_id
  left join case_step s on s.case_id = c.id and s.closed_at is null left join case_delay d on d.step_id = s.id`;

/** How many open cases stand in each state, and how many of them are late. */
export const countOpen = async (
  db: Db,
  actor: Actor,
  filter: OpenFilter,
  now: Temporal.Instant,
): Promise<Map<string, { open: number; late: number }>> => {
  const { rows } = await sql<{ state: string; open: number; late: number }>`
    select c.state, count(*)::int as open, (count(*) filter (where c.due_at < ${now}))::int as late
    from hosting_case c where ${conditions(actor, filter, now)} group by c.state`.execute(db);
  return new Map(rows.map(({ state, open, late }) => [state, { open, late }]));
};

/**
 * The most urgent open cases of each state, `each` of every one: by due moment, then by age. One index range per state, so that
 * it costs the same however many cases there are.
 */
export const listMostUrgent = async (
  db: Db,
  actor: Actor,
  input: OpenFilter & { states?: readonly string[]; each: number },
  now: Temporal.Instant,
): Promise<BoardRow[]> => {
  const { states = openStates, each, ...filter } = input;
  if (states.length === 0) return [];
  const { rows } = await sql<BoardRow>`
    select ${columns} from unnest(${[...states]}::text[]) as wanted (state) cross join lateral (
      select * from hosting_case c where c.state = wanted.state and ${conditions(actor, filter, now)}
      order by c.due_at, c.created_at limit ${each}::int
    ) c ${named} order by c.due_at, c.created_at`.execute(db);
  return rows;
};

/** Days of a period on which open cases are due, each with how many there are and the first few of them. */
export const listDue = async (
  db: Db,
  actor: Actor,
  input: OpenFilter & { days: readonly { date: string; from: Temporal.Instant; until: Temporal.Instant }[]; each: number },
  now: Temporal.Instant,
): Promise<{ counts: Map<string, number>; rows: (BoardRow & { due_on: string })[] }> => {
  const { days, each, ...filter } = input;
  const wanted = sql`unnest(${days.map((day) => day.date)}::text[], ${days.map((day) => day.from.toString())}::timestamptz[],
    ${days.map((day) => day.until.toString())}::timestamptz[]) as day (date, starts, ends)`;
  const within = sql`c.due_at >= day.starts and c.due_at < day.ends and ${conditions(actor, filter, now)}`;
  const [counted, listed] = await Promise.all([
    sql<{ date: string; due: number }>`
      select day.date, due from ${wanted} cross join lateral (select count(*)::int as due from hosting_case c where ${within}) n
      where due > 0`.execute(db),
    sql<BoardRow & { due_on: string }>`
      select ${columns}, c.due_on from (
        select day.date as due_on, l.* from ${wanted} cross join lateral (
          select * from hosting_case c where ${within} order by c.due_at, c.created_at limit ${each}::int
        ) l
      ) c ${named} order by c.due_at, c.created_at`.execute(db),
  ]);
  return { counts: new Map(counted.rows.map(({ date, due }) => [date, due])), rows: listed.rows };
};

export type VisitBar = {
  caseId: string;
  step: number;
  state: string;
  openedAt: Temporal.Instant;
  dueAt: Temporal.Instant | null;
  closedAt: Temporal.Instant | null;
  late: boolean | null;
};

/** Visits of steps of these cases, oldest first: the bars of the timeline. */
export const listVisits = async (db: Db, caseIds: readonly string[]): Promise<VisitBar[]> => {
  const { rows } = await sql<VisitBar>`
    select case_id as "caseId", step, state, opened_at as "openedAt", due_at as "dueAt", closed_at as "closedAt", late
    from case_step where case_id = any(${[...caseIds]}::uuid[]) order by opened_at, id`.execute(db);
  return rows;
};
