import { sql } from 'kysely';
import type { Db } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import type { Mentionable } from './mentions.ts';

export type SubTask = {
  id: string;
  step: number;
  title: string;
  detail: string;
  requirement: string | null;
  assigneeId: string | null;
  assignee: string | null;
  dueAt: Temporal.Instant | null;
  effortMinutes: number | null;
  spentMinutes: number;
  doneAt: Temporal.Instant | null;
  doneBy: string | null;
  items: number;
  itemsDone: number;
  comments: number;
};

/** Sub-tasks of a case by step and place: all, or one. */
export const listSubTasks = async (db: Db, caseId: string, only: { id?: string } = {}): Promise<SubTask[]> => {
  const { rows } = await sql<SubTask>`
    select t.id, t.step, t.title, t.detail, t.requirement, t.assignee_person_id as "assigneeId", a.name as assignee, t.due_at as "dueAt",
      t.effort_minutes as "effortMinutes", t.spent_minutes as "spentMinutes", t.done_at as "doneAt", d.name as "doneBy",
      (select count(*)::int from sub_task_item i where i.sub_task_id = t.id) as items,
      (select count(*)::int from sub_task_item i where i.sub_task_id = t.id and i.done_at is not null) as "itemsDone",
      (select count(*)::int from sub_task_comment m where m.sub_task_id = t.id) as comments
    from sub_task t left join person a on a.id = t.assignee_person_id left join person d on d.id = t.done_by
    where t.case_id = ${caseId}::uuid and t.removed_at is null ${only.id ? sql`and t.id = ${only.id}::uuid` : sql``}
    order by t.step, t.position, t.id`.execute(db);
  return rows;
};

export type CheckItem = { id: string; title: string; doneAt: Temporal.Instant | null; doneBy: string | null };

/** The checklist of a sub-task, in order. */
export const listCheckItems = async (db: Db, taskId: string): Promise<CheckItem[]> => {
  const { rows } = await sql<CheckItem>`
    select i.id, i.title, i.done_at as "doneAt", p.name as "doneBy" from sub_task_item i left join person p on p.id = i.done_by
    where i.sub_task_id = ${taskId}::uuid order by i.position, i.id`.execute(db);
  return rows;
};

export type SubTaskComment = { id: string; body: string; author: string; at: Temporal.Instant };

/** What was said about a sub-task, oldest first. */
export const listSubTaskComments = async (db: Db, taskId: string): Promise<SubTaskComment[]> => {
  const { rows } = await sql<SubTaskComment>`
    select c.id, c.body, p.name as author, c.at from sub_task_comment c join person p on p.id = c.author_person_id
    where c.sub_task_id = ${taskId}::uuid order by c.at, c.id`.execute(db);
  return rows;
};

/** Who may be given a sub-task or mentioned: who holds a post of the hosting office today and can sign in, by name. */
export const listColleagues = async (db: Db, now: Temporal.Instant): Promise<Mentionable[]> => {
  const { rows } = await sql<Mentionable>`
    select p.id as "personId", p.name from person p cross join installation i
    where exists (select 1 from account ac where ac.person_id = p.id and ac.disabled_at is null)
      and exists (select 1 from appointment a join post po on po.id = a.post_id
        where a.person_id = p.id and po.active and po.office_id = i.host_office_id and a.ended_at is null
          and (${now}::timestamptz at time zone i.time_zone)::date between a.valid_from and coalesce(a.valid_until, 'infinity'))
    order by p.name collate "id-x-icu", p.id`.execute(db);
  return rows;
};

export type OwnSubTask = { id: string; number: string; applicationName: string; title: string; dueAt: Temporal.Instant | null };

/** A person's open sub-tasks whose step is open, the most urgent first; at most fifty. */
export const listOwnSubTasks = async (db: Db, actor: Actor): Promise<OwnSubTask[]> => {
  const { rows } = await sql<OwnSubTask>`
    select t.id, c.number, c.application_name as "applicationName", t.title, t.due_at as "dueAt"
    from sub_task t join hosting_case c on c.id = t.case_id and c.closed_at is null
      join case_step s on s.case_id = c.id and s.closed_at is null and s.step = t.step
    where t.assignee_person_id = ${actor.personId}::uuid and t.done_at is null and t.removed_at is null
    order by t.due_at, t.created_at limit 50`.execute(db);
  return rows;
};
