import { sql } from 'kysely';
import type { Db } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import { AppError, invalid } from '#lib/errors.ts';
import { isId, newId } from '#lib/ids.ts';
import { parse } from '#lib/input.ts';
import { announce } from '#notify/index.ts';
import { mailTimes } from '../notices.ts';
import { currentCalendar } from '../queries/current-calendar.ts';
import { getInside, getTask, needWork, noteTask, refuse } from './access.ts';
import { itemInput, subTaskCommentInput } from './input.ts';
import { mentionsIn } from './mentions.ts';
import { listColleagues } from './queries.ts';

type Base = { number: string; taskId: string; actor: Actor; now: Temporal.Instant };

/** Says that a sub-task is done, or that it is not after all. By who plans the step or whose it is. */
export const finishSubTask = async (tx: Db, input: Base & { done: boolean }): Promise<void> => {
  const { actor, now, taskId, done } = input;
  const found = await getInside(tx, actor, input.number, true);
  const task = await getTask(tx, found, taskId);
  needWork(found, task, actor);
  if ((task.done_at !== null) === done) return;
  await tx
    .updateTable('sub_task')
    .set(done ? { done_at: now, done_by: actor.personId } : { done_at: null, done_by: null })
    .where('id', '=', taskId)
    .execute();
  const type = done ? 'case.sub-task-done' : 'case.sub-task-reopened';
  await noteTask(tx, { found, step: task.step, actor, now, type, data: { task_id: taskId, title: task.title, step: task.step } });
};

const mostItems = 50;

/** Adds a line to the checklist of a sub-task. Throws not_found, forbidden, `invalid`. */
export const addCheckItem = async (tx: Db, input: Base & { title: string }): Promise<{ itemId: string }> => {
  const found = await getInside(tx, input.actor, input.number, true);
  needWork(found, await getTask(tx, found, input.taskId), input.actor);
  const { title } = parse(itemInput, { title: input.title });
  const itemId = newId();
  const { numAffectedRows } = await sql`
    insert into sub_task_item (id, sub_task_id, position, title)
    select ${itemId}::uuid, ${input.taskId}::uuid, coalesce(max(position), 0) + 1, ${title}::text
    from sub_task_item where sub_task_id = ${input.taskId}::uuid having count(*) < ${mostItems}`.execute(tx);
  if (numAffectedRows !== 1n) {
    throw invalid([{ field: 'title', message: { id: `Paling banyak ${mostItems} butir.`, en: `At most ${mostItems} lines.` } }]);
  }
  return { itemId };
};

/** Ticks a line of the checklist, takes the tick off, or takes the line away. Throws not_found, forbidden. */
export const tickCheckItem = async (tx: Db, input: Base & { itemId: string; to: 'done' | 'open' | 'removed' }): Promise<void> => {
  const { actor, itemId, to } = input;
  const found = await getInside(tx, actor, input.number, true);
  needWork(found, await getTask(tx, found, input.taskId), actor);
  const item = isId(itemId)
    ? await tx
        .selectFrom('sub_task_item')
        .select('id')
        .where('id', '=', itemId)
        .where('sub_task_id', '=', input.taskId)
        .executeTakeFirst()
    : undefined;
  if (!item) throw new AppError('not_found', { what: 'line of a checklist' });
  if (to === 'removed') {
    await tx.deleteFrom('sub_task_item').where('id', '=', itemId).execute();
    return;
  }
  await tx
    .updateTable('sub_task_item')
    .set(to === 'done' ? { done_at: input.now, done_by: actor.personId } : { done_at: null, done_by: null })
    .where('id', '=', itemId)
    .execute();
};

/**
 * A comment on a sub-task, by whoever works at the host, also when its step has been closed. Who is mentioned ("@Name") hears
 * of it, and so does whose sub-task it is. Throws not_found, forbidden, `invalid`.
 */
export const commentSubTask = async (tx: Db, input: Base & { body: string }): Promise<{ commentId: string }> => {
  const { actor, now, taskId } = input;
  const found = await getInside(tx, actor, input.number);
  const task = await getTask(tx, found, taskId);
  if (actor.posts.length === 0) throw refuse('readOnly', actor);
  const { body } = parse(subTaskCommentInput, { body: input.body });
  const mentioned = mentionsIn(body, await listColleagues(tx, now));
  const commentId = newId();
  await tx
    .insertInto('sub_task_comment')
    .values({ id: commentId, sub_task_id: taskId, body, mentioned, author_person_id: actor.personId, at: now })
    .execute();
  const data = { task_id: taskId, title: task.title, step: task.step, comment_id: commentId };
  await noteTask(tx, { found, step: task.step, actor, now, type: 'case.sub-task-commented', data });
  const told = {
    subjectId: found.row.id,
    label: `${task.title} · ${found.row.number}`,
    path: `/cases/${found.row.number}/work/${taskId}#comments`,
    except: actor.personId,
    at: now,
    mail: mailTimes(await currentCalendar(tx), now),
    today: now.toZonedDateTimeISO(found.host.timeZone).toPlainDate(),
  };
  await announce(tx, { ...told, kind: 'mentioned', to: mentioned.map((personId) => ({ personId })) });
  const assignee = task.assignee_person_id;
  if (assignee && !mentioned.includes(assignee)) {
    await announce(tx, { ...told, kind: 'sub-task-commented', to: [{ personId: assignee }] });
  }
  return { commentId };
};

/** Tells whose sub-task has passed its day, once each. A second run does nothing. */
export const tellLateSubTasks = async (db: Db, now: Temporal.Instant): Promise<void> => {
  await db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ id: string; caseId: string; title: string; number: string; assignee: string; zone: string }>`
      update sub_task t set late_told_at = ${now} from hosting_case c cross join installation i
      where c.id = t.case_id and c.closed_at is null and t.done_at is null and t.removed_at is null and t.late_told_at is null
        and t.assignee_person_id is not null and t.due_at < ${now}
        and exists (select 1 from case_step s where s.case_id = c.id and s.closed_at is null and s.step = t.step)
      returning t.id, c.id as "caseId", t.title, c.number, t.assignee_person_id as assignee, i.time_zone as zone`.execute(tx);
    if (rows.length === 0) return;
    const mail = mailTimes(await currentCalendar(tx), now);
    for (const row of rows) {
      await announce(tx, {
        to: [{ personId: row.assignee }],
        kind: 'sub-task-late',
        subjectId: row.caseId,
        label: `${row.title} · ${row.number}`,
        path: `/cases/${row.number}/work/${row.id}`,
        except: null,
        at: now,
        mail,
        today: now.toZonedDateTimeISO(row.zone).toPlainDate(),
      });
    }
  });
};
