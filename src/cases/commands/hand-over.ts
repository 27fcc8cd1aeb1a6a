import { sql } from 'kysely';
import { type Doer, record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { type Actor, listHolders } from '#identity/index.ts';
import { AppError, invalid } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import { hostingSop, stateOf, systemActor } from '#sop/index.ts';
import { definitionOf } from '../sop-version.ts';

type Taken = { id: string; number: string; state: string; officeId: string; sopVersionId: string };

/** Open cases whose task this person has taken. */
const takenBy = async (tx: Db, personId: string): Promise<Taken[]> => {
  const { rows } = await sql<Taken>`
    select id, number, state, office_id as "officeId", sop_version_id as "sopVersionId" from hosting_case
    where assignee_person_id = ${personId}::uuid and closed_at is null order by number for update`.execute(tx);
  return rows;
};

const notYours = {
  id: 'hanya yang bersangkutan, atasannya, atau administrator yang boleh menyerahkan tugas ini',
  en: 'only the person, a superior or an administrator may hand these tasks over',
};

/** Whether an actor stands above a person: holds the post above one of the person's posts of the SOP. */
const isAbove = async (tx: Db, actor: Actor, personId: string, today: Temporal.PlainDate): Promise<boolean> => {
  const below = hostingSop.posts
    .filter((post) => actor.host && actor.posts.some((held) => held.role !== null && held.role === post.above))
    .map((post) => post.role as string);
  if (below.length === 0) return false;
  const { rows } = await sql`
    select 1 from appointment a join post p on p.id = a.post_id cross join installation i
    where a.person_id = ${personId}::uuid and p.office_id = i.host_office_id and p.role = any(${below}) and a.ended_at is null
      and ${today}::date between a.valid_from and coalesce(a.valid_until, 'infinity') limit 1`.execute(tx);
  return rows.length > 0;
};

/** Whether an actor may hand a person's tasks over: the person, a holder of the post above, an administrator. */
export const mayHandOver = async (db: Db, input: { actor: Actor; from: string; now: Temporal.Instant }): Promise<boolean> => {
  const { actor, from, now } = input;
  if (actor.personId === from || actor.administrator) return true;
  const { time_zone } = await db.selectFrom('installation').select('time_zone').executeTakeFirstOrThrow();
  return isAbove(db, actor, from, now.toZonedDateTimeISO(time_zone).toPlainDate());
};

/** How many open tasks a person has taken. */
export const countTaken = async (db: Db, personId: string): Promise<number> => {
  const row = await db
    .selectFrom('hosting_case')
    .select(sql<number>`count(*)::int`.as('taken'))
    .where('assignee_person_id', '=', personId)
    .where('closed_at', 'is', null)
    .executeTakeFirstOrThrow();
  return row.taken;
};

/**
 * Hands every open task that a person has taken to somebody else, in one act: to `to`, or (null) to who acts for the post now;
 * a task whose post the receiver does not hold goes back to the post's queue, where every holder sees it. It moves work and
 * decides nothing. By the person, a holder of the post above, an administrator or the system. Throws `forbidden`, `invalid`.
 */
export const handOver = async (
  tx: Db,
  input: { from: string; to: string | null; actor: Actor | typeof systemActor; now: Temporal.Instant },
): Promise<{ passed: number; queued: number }> => {
  const { from, to, actor, now } = input;
  if (to !== null && (!isId(to) || to === from)) {
    throw invalid([{ field: 'to', message: { id: 'Pilih orang lain.', en: 'Choose somebody else.' } }]);
  }
  const { host_office_id: hostOfficeId, time_zone: timeZone } = await tx
    .selectFrom('installation')
    .select(['host_office_id', 'time_zone'])
    .executeTakeFirstOrThrow();
  const today = now.toZonedDateTimeISO(timeZone).toPlainDate();
  if (actor !== systemActor && !(await mayHandOver(tx, { actor, from, now }))) {
    throw new AppError('forbidden', { why: notYours[actor.language] });
  }
  const doer: Doer =
    actor === systemActor
      ? { accountId: null, personId: null, postId: null, acting: null }
      : {
          accountId: actor.accountId,
          personId: actor.personId,
          postId: actor.posts[0]?.postId ?? null,
          acting: actor.posts[0]?.kind ?? null,
        };
  const done = { passed: 0, queued: 0 };
  for (const task of await takenBy(tx, from)) {
    const role = stateOf(await definitionOf(tx, task.sopVersionId), task.state).holder;
    const officeId = role?.startsWith('applicant-') ? task.officeId : hostOfficeId;
    const holders = role ? await listHolders(tx, { officeId, role, on: today }) : [];
    const others = holders.filter((holder) => holder.personId !== from);
    const receiver = to === null ? others[0]?.personId : others.find((holder) => holder.personId === to)?.personId;
    await tx
      .updateTable('hosting_case')
      .set({ assignee_person_id: receiver ?? null })
      .where('id', '=', task.id)
      .execute();
    await record(tx, {
      subjectKind: 'case',
      subjectId: task.id,
      at: now,
      type: 'case.handed-over',
      doer,
      data: { from, to: receiver ?? null },
    });
    if (receiver) done.passed += 1;
    else done.queued += 1;
  }
  // Sub-tasks go to whoever was named; to nobody, they wait for who plans the step.
  await tx
    .updateTable('sub_task')
    .set({ assignee_person_id: to })
    .where('assignee_person_id', '=', from)
    .where('done_at', 'is', null)
    .where('removed_at', 'is', null)
    .execute();
  return done;
};
