import { sql } from 'kysely';
import type { Db } from '#db/index.ts';
import type { LeaveKind } from './choices.ts';

export type Leave = {
  id: string;
  personId: string;
  personName: string;
  kind: LeaveKind;
  firstDay: Temporal.PlainDate;
  lastDay: Temporal.PlainDate;
  note: string;
  handOver: boolean;
  handedOverAt: Temporal.Instant | null;
  endedAt: Temporal.Instant | null;
  standIns: readonly { appointmentId: string; postTitle: string; personName: string }[];
};

/** Absences, the latest first: of one person, or of everybody from a day on. */
export const listLeaves = async (db: Db, only: { personId?: string; from?: Temporal.PlainDate }): Promise<Leave[]> => {
  const { rows } = await sql<Leave>`
    select l.id, l.person_id as "personId", p.name as "personName", l.kind, l.first_day as "firstDay", l.last_day as "lastDay", l.note,
      l.hand_over as "handOver", l.handed_over_at as "handedOverAt", l.ended_at as "endedAt",
      coalesce((select json_agg(json_build_object('appointmentId', a.id, 'postTitle', po.title, 'personName', s.name) order by a.id)
        from appointment a join post po on po.id = a.post_id join person s on s.id = a.person_id where a.leave_id = l.id), '[]') as "standIns"
    from leave l join person p on p.id = l.person_id
    where (${only.personId ?? null}::uuid is null or l.person_id = ${only.personId ?? null}::uuid)
      and (${only.from ?? null}::date is null or (l.last_day >= ${only.from ?? null}::date and l.ended_at is null))
    order by l.first_day desc, l.id desc limit 200`.execute(db);
  return rows;
};

/** What is wrong with a post: nobody holds it, its holders cannot sign in, its holder is away, its last holder's term ends. */
export type VacancyFault = 'vacant' | 'no-account' | 'absent' | 'ending';

export type Vacancy = {
  postId: string;
  title: string;
  role: string;
  officeId: string;
  officeName: string;
  fault: VacancyFault;
  /** The last day on which somebody acts, where there is one. */
  until: Temporal.PlainDate | null;
  /** When the next appointment begins, where one is recorded. */
  next: Temporal.PlainDate | null;
};

/**
 * Posts of the SOP for which nobody acts on a day, or from a day within `horizon` days on: what the administrator must mend
 * before cases lie still. A stand-in counts as somebody; an account that is closed as nobody.
 */
export const listVacancies = async (db: Db, input: { on: Temporal.PlainDate; horizon: number }): Promise<Vacancy[]> => {
  const { on, horizon } = input;
  const { rows } = await sql<Vacancy>`
    with held as (
      select a.post_id, a.person_id, a.valid_from, coalesce(a.valid_until, 'infinity'::date) as valid_until,
        exists (select 1 from account ac where ac.person_id = a.person_id and ac.disabled_at is null) as signs_in,
        exists (select 1 from leave l where l.person_id = a.person_id and l.ended_at is null
          and ${on}::date between l.first_day and l.last_day) as away
      from appointment a where a.ended_at is null
    ), post_of_sop as (
      select po.id, po.title, po.role, po.office_id, o.name as office_name, o.kind
      from post po join office o on o.id = po.office_id
      where po.active and o.active and po.role is not null
    ), today as (
      select post_id, count(*) as holders, bool_or(signs_in) as signs_in, bool_or(signs_in and not away) as present,
        max(valid_until) filter (where signs_in) as valid_until
      from held where ${on}::date between valid_from and valid_until group by post_id
    )
    select p.id as "postId", p.title, p.role, p.office_id as "officeId", p.office_name as "officeName",
      case when t.post_id is null then 'vacant' when not t.signs_in then 'no-account' when not t.present then 'absent' else 'ending' end as fault,
      case when t.valid_until < 'infinity' then t.valid_until end as until,
      (select min(h.valid_from) from held h where h.post_id = p.id and h.valid_from > ${on}::date) as next
    from post_of_sop p left join today t on t.post_id = p.id
    where t.post_id is null or not t.present
      or (t.valid_until <= ${on}::date + ${horizon}::int
        and not exists (select 1 from held h where h.post_id = p.id and h.signs_in
          and t.valid_until + 1 between h.valid_from and h.valid_until))
    order by p.kind = 'host' desc, p.office_name collate "id-x-icu", t.post_id is null desc, p.title`.execute(db);
  return rows;
};
