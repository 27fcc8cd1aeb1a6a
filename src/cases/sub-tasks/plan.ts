import { sql } from 'kysely';
import type { Db } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import { AppError, type FieldFault, invalid } from '#lib/errors.ts';
import { newId } from '#lib/ids.ts';
import { parse } from '#lib/input.ts';
import { announce } from '#notify/index.ts';
import { hoursOf, stepOf, type WorkingCalendar } from '#sop/index.ts';
import type { FoundCase } from '../find-case.ts';
import { mailTimes } from '../notices.ts';
import { currentCalendar } from '../queries/current-calendar.ts';
import { getInside, getTask, needPlanning, noteTask, openStepOf, refuse } from './access.ts';
import { type SubTaskInput, subTaskInput } from './input.ts';
import { listColleagues } from './queries.ts';

/** A step is planned, not a project: more sub-tasks than this are a mistake. */
const mostTasks = 100;

type Base = { number: string; actor: Actor; now: Temporal.Instant };

/** The end of work on a day; null on a day off. */
const endOf = (calendar: WorkingCalendar, day: Temporal.PlainDate): Temporal.Instant | null => {
  const hours = hoursOf(calendar, day);
  return (
    hours && day.toZonedDateTime({ timeZone: calendar.timeZone, plainTime: Temporal.PlainTime.from(hours.ends) }).toInstant()
  );
};

type Parsed = { assignee: string | null; dueOn: Temporal.PlainDate | null };

/** What the schema cannot know: whether the day is worked on and not over, whether the person works here. */
const check = async (tx: Db, asked: Parsed, now: Temporal.Instant, before: Temporal.Instant | null = null) => {
  const calendar = await currentCalendar(tx);
  const faults: FieldFault[] = [];
  const dueAt = asked.dueOn ? endOf(calendar, asked.dueOn) : null;
  if (asked.dueOn && !dueAt) {
    faults.push({ field: 'dueOn', message: { id: 'Hari itu bukan hari kerja.', en: 'That is not a working day.' } });
  } else if (dueAt && Temporal.Instant.compare(dueAt, now) < 0 && !(before && dueAt.equals(before))) {
    faults.push({ field: 'dueOn', message: { id: 'Hari itu sudah lewat.', en: 'That day is over.' } });
  }
  if (asked.assignee !== null && !(await listColleagues(tx, now)).some((each) => each.personId === asked.assignee)) {
    const message = {
      id: 'Pilih pegawai yang memegang jabatan di kantor ini.',
      en: 'Choose somebody who holds a post of this office.',
    };
    faults.push({ field: 'assignee', message });
  }
  if (faults.length > 0) throw invalid(faults);
  return { calendar, dueAt };
};

/** Tells a person of a sub-task that has become theirs. */
const tellAssignee = async (
  tx: Db,
  input: Base & { found: FoundCase; calendar: WorkingCalendar; taskId: string; title: string; assignee: string },
): Promise<void> => {
  const { found, calendar, now, actor } = input;
  await announce(tx, {
    to: [{ personId: input.assignee }],
    kind: 'sub-task-assigned',
    subjectId: found.row.id,
    label: `${input.title} · ${found.row.number}`,
    path: `/cases/${found.row.number}/work/${input.taskId}`,
    except: actor.personId,
    at: now,
    mail: mailTimes(calendar, now),
    today: now.toZonedDateTimeISO(found.host.timeZone).toPlainDate(),
  });
};

/** Puts a sub-task under the open step. By who plans the step. Throws not_found, forbidden, `invalid`. */
export const addSubTask = async (tx: Db, input: Base & { task: SubTaskInput }): Promise<{ taskId: string }> => {
  const { actor, now } = input;
  const found = await getInside(tx, actor, input.number, true);
  const step = openStepOf(found);
  if (step === null) throw refuse('notOpen', actor);
  needPlanning(found, step, actor);
  const asked = parse(subTaskInput, input.task);
  const { calendar, dueAt } = await check(tx, asked, now);
  const { rows } = await sql<{ count: number; last: number }>`
    select count(*)::int as count, coalesce(max(position), 0) as last from sub_task
    where case_id = ${found.row.id} and step = ${step} and removed_at is null`.execute(tx);
  const { count, last } = rows[0] ?? { count: 0, last: 0 };
  if (count >= mostTasks) {
    throw invalid([
      { field: 'title', message: { id: `Paling banyak ${mostTasks} subtugas.`, en: `At most ${mostTasks} sub-tasks.` } },
    ]);
  }
  const taskId = newId();
  await tx
    .insertInto('sub_task')
    .values({
      id: taskId,
      case_id: found.row.id,
      step,
      position: last + 1,
      title: asked.title,
      detail: asked.detail,
      assignee_person_id: asked.assignee,
      due_at: dueAt,
      effort_minutes: asked.effort,
      spent_minutes: asked.spent ?? 0,
      created_by: actor.personId,
      created_at: now,
    })
    .execute();
  await noteTask(tx, {
    found,
    step,
    actor,
    now,
    type: 'case.sub-task-added',
    data: { task_id: taskId, title: asked.title, step },
  });
  if (asked.assignee) await tellAssignee(tx, { ...input, found, calendar, taskId, title: asked.title, assignee: asked.assignee });
  return { taskId };
};

/** Changes what a sub-task says, whose it is and until when. By who plans the step. Throws not_found, forbidden, `invalid`. */
export const changeSubTask = async (tx: Db, input: Base & { taskId: string; task: SubTaskInput }): Promise<void> => {
  const { actor, now, taskId } = input;
  const found = await getInside(tx, actor, input.number, true);
  const task = await getTask(tx, found, taskId);
  needPlanning(found, task.step, actor);
  const asked = parse(subTaskInput, input.task);
  const before = await tx.selectFrom('sub_task').select('due_at').where('id', '=', taskId).executeTakeFirstOrThrow();
  const { calendar, dueAt } = await check(tx, asked, now, before.due_at);
  const moved = dueAt === null ? before.due_at !== null : !before.due_at?.equals(dueAt);
  await tx
    .updateTable('sub_task')
    .set({
      title: asked.title,
      detail: asked.detail,
      assignee_person_id: asked.assignee,
      due_at: dueAt,
      effort_minutes: asked.effort,
      spent_minutes: asked.spent ?? 0,
      ...(moved ? { late_told_at: null } : {}),
    })
    .where('id', '=', taskId)
    .execute();
  await noteTask(tx, {
    found,
    step: task.step,
    actor,
    now,
    type: 'case.sub-task-changed',
    data: { task_id: taskId, title: asked.title, step: task.step, assignee: asked.assignee },
  });
  if (asked.assignee && asked.assignee !== task.assignee_person_id) {
    await tellAssignee(tx, { ...input, found, calendar, title: asked.title, assignee: asked.assignee });
  }
};

/** Takes a sub-task away; its record stays. By who plans the step. Throws not_found, forbidden. */
export const removeSubTask = async (tx: Db, input: Base & { taskId: string }): Promise<void> => {
  const { actor, now, taskId } = input;
  const found = await getInside(tx, actor, input.number, true);
  const task = await getTask(tx, found, taskId);
  needPlanning(found, task.step, actor);
  await tx.updateTable('sub_task').set({ removed_at: now }).where('id', '=', taskId).execute();
  const data = { task_id: taskId, title: task.title, step: task.step };
  await noteTask(tx, { found, step: task.step, actor, now, type: 'case.sub-task-removed', data });
};

/** The kelengkapan and outputs of a step that records or checks make: what the office itself has to see to. */
const templatesOf = (found: FoundCase, step: number) => {
  const { kelengkapan, output } = stepOf(found.definition, step);
  return [...kelengkapan, ...output];
};

/**
 * Makes a sub-task of every kelengkapan and output that the SOP's step names and that has none yet, titled as the SOP says, in
 * the office's language. By who plans the step. Throws not_found, forbidden, not_possible_now where the SOP names nothing.
 */
export const addFromSop = async (tx: Db, input: Base): Promise<{ added: number }> => {
  const { actor, now } = input;
  const found = await getInside(tx, actor, input.number, true);
  const step = openStepOf(found);
  if (step === null) throw refuse('notOpen', actor);
  needPlanning(found, step, actor);
  const templates = templatesOf(found, step);
  if (templates.length === 0) throw new AppError('not_found', { what: 'kelengkapan of this step' });
  const { rows } = await sql<{ id: string }>`
    insert into sub_task (id, case_id, step, position, title, requirement, created_by, created_at)
    select gen_random_uuid(), ${found.row.id}::uuid, ${step}::smallint,
      (select coalesce(max(position), 0) from sub_task where case_id = ${found.row.id}::uuid and step = ${step}::smallint) + t.place,
      t.title, t.key, ${actor.personId}::uuid, ${now}::timestamptz
    from unnest(${templates.map((each) => each.key)}::text[], ${templates.map((each) => each.label.id)}::text[]) with ordinality as t (key, title, place)
    on conflict (case_id, step, requirement) where requirement is not null and removed_at is null do nothing returning id`.execute(
    tx,
  );
  if (rows.length > 0) {
    await noteTask(tx, { found, step, actor, now, type: 'case.sub-task-added', data: { step, from_sop: rows.length } });
  }
  return { added: rows.length };
};
