import { type SqlBool, sql } from 'kysely';
import type { Db } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import { hostingSop } from '#sop/index.ts';
import { type CaseListRow, listCases } from './list-cases.ts';

/** States in which one of these posts acts, by the current definition. */
export const statesHeldBy = (roles: readonly (string | null)[]): string[] =>
  hostingSop.states.filter((state) => state.holder !== null && roles.includes(state.holder)).map((state) => state.key);

/**
 * A person's task list: open cases whose turn is one of the person's posts, most urgent first. What another person has
 * taken is left out; technicians see the installations under way.
 */
export const listTasks = async (db: Db, actor: Actor, now: Temporal.Instant): Promise<CaseListRow[]> => {
  const roles = actor.posts.map((post) => post.role);
  const states = statesHeldBy(roles);
  if (roles.includes('technician')) states.push('installation');
  if (roles.includes('applicant-staff')) states.push('draft', 'returned');
  if (states.length === 0) return [];
  const rows = await listCases(db, actor, { states, open: true, limit: 200, offset: 0 }, now);
  const own = new Set(statesHeldBy(['applicant-head', 'applicant-staff']));
  return rows.filter((row) => {
    if (row.assignee_person_id !== null && row.assignee_person_id !== actor.personId) return false;
    return own.has(row.state) ? row.office_id === actor.officeId : actor.host;
  });
};

/** How many tasks wait, for the mark in the navigation. One cheap query. */
export const countTasks = async (db: Db, actor: Actor): Promise<number> => {
  const roles = actor.posts.map((post) => post.role);
  const hostStates = actor.host
    ? statesHeldBy(roles.filter((role) => role !== 'applicant-head' && role !== 'applicant-staff'))
    : [];
  const ownStates = roles.some((role) => role === 'applicant-head' || role === 'applicant-staff')
    ? statesHeldBy(['applicant-head'])
    : [];
  if (hostStates.length + ownStates.length === 0) return 0;
  const row = await db
    .selectFrom('hosting_case')
    .select(sql<number>`count(*)::int`.as('waiting'))
    .where(
      sql<SqlBool>`(state = any(${hostStates}) or (state = any(${ownStates}) and office_id = ${actor.officeId}))
        and (assignee_person_id is null or assignee_person_id = ${actor.personId})`,
    )
    .executeTakeFirstOrThrow();
  return row.waiting;
};
