import { type SqlBool, sql } from 'kysely';
import type { Db } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import { hostingSop } from '#sop/index.ts';
import { type BoardRow, listMostUrgent } from './board.ts';

/** States in which one of these posts acts, by the current definition. */
export const statesHeldBy = (roles: readonly (string | null)[]): string[] =>
  hostingSop.states.filter((state) => state.holder !== null && roles.includes(state.holder)).map((state) => state.key);

/** So many tasks are listed at most; the rest is on the board. */
const mostTasks = 100;

const ofApplicant = (role: string | null): boolean => role === 'applicant-head' || role === 'applicant-staff';

/** The states whose turn is one of the person's posts: with the host, and with the person's own office. */
const turnsOf = (actor: Actor): { host: string[]; own: string[] } => {
  const roles = actor.posts.map((post) => post.role);
  const host = actor.host ? statesHeldBy(roles.filter((role) => !ofApplicant(role))) : [];
  return { host, own: roles.some(ofApplicant) ? statesHeldBy(['applicant-head', 'applicant-staff']) : [] };
};

/**
 * A person's task list: open cases whose turn is one of the person's posts, most urgent first. What another person has
 * taken is left out; technicians see the installations under way.
 */
export const listTasks = async (db: Db, actor: Actor, now: Temporal.Instant): Promise<BoardRow[]> => {
  const { host, own } = turnsOf(actor);
  const technician = actor.host && actor.posts.some((post) => post.role === 'technician');
  const states = [...new Set([...host, ...(technician ? ['installation'] : [])])];
  const only = { assignee: actor.personId, each: mostTasks };
  const [ofHost, ofOwn] = await Promise.all([
    listMostUrgent(db, actor, { ...only, states }, now),
    listMostUrgent(db, actor, { ...only, states: own, officeId: actor.officeId }, now),
  ]);
  const urgency = (row: BoardRow): number => row.due_at?.epochMilliseconds ?? Number.POSITIVE_INFINITY;
  return [...ofHost, ...ofOwn].sort((a, b) => urgency(a) - urgency(b)).slice(0, mostTasks);
};

/** How many tasks wait, for the mark in the navigation. One cheap query. */
export const countTasks = async (db: Db, actor: Actor): Promise<number> => {
  const { host, own } = turnsOf(actor);
  if (host.length + own.length === 0) return 0;
  const row = await db
    .selectFrom('hosting_case')
    .select(sql<number>`count(*)::int`.as('waiting'))
    .where(
      sql<SqlBool>`closed_at is null and (state = any(${host}) or (state = any(${own}) and office_id = ${actor.officeId}))
        and (assignee_person_id is null or assignee_person_id = ${actor.personId})`,
    )
    .executeTakeFirstOrThrow();
  return row.waiting;
};
