import { type SqlBool, sql } from 'kysely';
import type { Db } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import { visibleTo } from '../find-case.ts';

export type CaseFilter = {
  /** States of the process; empty: all. */
  states?: readonly string[];
  officeId?: string;
  /** Part of number, application name or subdomain. */
  search?: string;
  /** Of one application: what brought it in, and all that was asked for it since. */
  applicationId?: string;
  late?: boolean;
  open?: boolean;
  /** Due within a period. */
  due?: { from: Temporal.Instant; until: Temporal.Instant };
  /** The latest first, instead of the most urgent. */
  newest?: boolean;
  limit: number;
  offset: number;
};

export type CaseListRow = {
  id: string;
  number: string;
  state: string;
  application_name: string;
  subdomain: string;
  office_id: string;
  office_name: string;
  office_abbreviation: string;
  state_since: Temporal.Instant;
  due_at: Temporal.Instant | null;
  submitted_at: Temporal.Instant | null;
  closed_at: Temporal.Instant | null;
  sop_version_id: string;
  assignee_person_id: string | null;
  assignee_name: string | null;
  server_branch: boolean | null;
  version: number;
};

const escapeLike = (text: string): string => text.replaceAll(/[\\%_]/g, (mark) => `\\${mark}`);

/** Cases the actor may see, the most urgent first (by due moment, then by age), or the latest first. */
export const listCases = (db: Db, actor: Actor, filter: CaseFilter, now: Temporal.Instant): Promise<CaseListRow[]> =>
  filtered(db, actor, filter, now)
    .innerJoin('office', 'office.id', 'hosting_case.office_id')
    .leftJoin('person as assignee', 'assignee.id', 'hosting_case.assignee_person_id')
    .select([
      'hosting_case.id',
      'hosting_case.number',
      'hosting_case.state',
      'hosting_case.application_name',
      'hosting_case.subdomain',
      'hosting_case.office_id',
      'office.name as office_name',
      'office.abbreviation as office_abbreviation',
      'hosting_case.state_since',
      'hosting_case.due_at',
      'hosting_case.submitted_at',
      'hosting_case.closed_at',
      'hosting_case.sop_version_id',
      'hosting_case.assignee_person_id',
      'assignee.name as assignee_name',
      'hosting_case.server_branch',
      'hosting_case.version',
    ])
    .$if(filter.newest !== true, (query) =>
      query.orderBy(sql`hosting_case.closed_at desc nulls first`).orderBy(sql`hosting_case.due_at asc nulls last`),
    )
    .orderBy('hosting_case.created_at', 'desc')
    .limit(filter.limit)
    .offset(filter.offset)
    .execute();

/** So far cases are counted, and so far one can page: nobody reads on, and counting a million takes long. */
export const mostCounted = 10_000;

/** How many cases the filter finds; `mostCounted` stands for that many or more. */
export const countCases = async (db: Db, actor: Actor, filter: CaseFilter, now: Temporal.Instant): Promise<number> => {
  const found = filtered(db, actor, filter, now).select('hosting_case.id').limit(mostCounted).as('found');
  const row = await db.selectFrom(found).select(sql<number>`count(*)::int`.as('total')).executeTakeFirstOrThrow();
  return row.total;
};

const filtered = (db: Db, actor: Actor, filter: CaseFilter, now: Temporal.Instant) => {
  let query = db.selectFrom('hosting_case').where(visibleTo(actor));
  if (filter.states && filter.states.length > 0) query = query.where('hosting_case.state', 'in', [...filter.states]);
  if (filter.officeId) query = query.where('hosting_case.office_id', '=', filter.officeId);
  const { applicationId } = filter;
  if (applicationId !== undefined) {
    query = query.where(({ eb, or, selectFrom }) =>
      or([
        eb('hosting_case.application_id', '=', applicationId),
        eb('hosting_case.id', 'in', selectFrom('application').select('origin').where('id', '=', applicationId)),
      ]),
    );
  }
  if (filter.open !== undefined) query = query.where('hosting_case.closed_at', filter.open ? 'is' : 'is not', null);
  if (filter.late) query = query.where('hosting_case.due_at', '<', now);
  if (filter.due)
    query = query.where('hosting_case.due_at', '>=', filter.due.from).where('hosting_case.due_at', '<', filter.due.until);
  const search = filter.search?.trim();
  if (search) {
    const like = `%${escapeLike(search)}%`;
    query = query.where(
      sql<SqlBool>`(hosting_case.number ilike ${like} or hosting_case.application_name ilike ${like} or hosting_case.subdomain ilike ${like})`,
    );
  }
  return query;
};
