import { sql } from 'kysely';
import type { Db } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import type { DelayReason } from '../choices.ts';

export type Delay = {
  stepId: string;
  step: number;
  state: string;
  openedAt: Temporal.Instant;
  dueAt: Temporal.Instant;
  closedAt: Temporal.Instant | null;
  closedBy: string | null;
  reason: DelayReason | null;
  note: string | null;
  saidBy: string | null;
};

/** Steps of a case that were closed late, or are late now, with the reason where one was given; oldest first. */
export const listDelays = async (db: Db, caseId: string, now: Temporal.Instant): Promise<Delay[]> => {
  const { rows } = await sql<Delay>`
    select s.id as "stepId", s.step, s.state, s.opened_at as "openedAt", s.due_at as "dueAt", s.closed_at as "closedAt",
      p.name as "closedBy", d.reason, d.note, e.name as "saidBy"
    from case_step s left join person p on p.id = s.closed_by_person_id
      left join case_delay d on d.step_id = s.id left join person e on e.id = d.person_id
    where s.case_id = ${caseId}::uuid and (s.late or (s.closed_at is null and s.due_at < ${now}))
    order by s.opened_at, s.id`.execute(db);
  return rows;
};

export type UnexplainedDelay = {
  number: string;
  applicationName: string;
  stepId: string;
  step: number;
  closedAt: Temporal.Instant;
};

/** Late steps that this person closed in the last ninety days and said nothing about, newest first; at most twenty. */
export const listUnexplained = async (db: Db, actor: Actor, now: Temporal.Instant): Promise<UnexplainedDelay[]> => {
  const { rows } = await sql<UnexplainedDelay>`
    select c.number, c.application_name as "applicationName", s.id as "stepId", s.step, s.closed_at as "closedAt"
    from case_step s join hosting_case c on c.id = s.case_id
    where s.late and s.closed_by_person_id = ${actor.personId}::uuid and s.closed_at > ${now.subtract({ hours: 24 * 90 })}
      and not exists (select 1 from case_delay d where d.step_id = s.id)
    order by s.closed_at desc limit 20`.execute(db);
  return rows;
};
