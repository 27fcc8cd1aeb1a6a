import { sql } from 'kysely';
import type { Db } from '#db/index.ts';
import type { AppointmentKind } from './choices.ts';

/** Who acts for a post, with what a letter prints of that person. */
export type Holder = {
  appointmentId: string;
  postId: string;
  title: string;
  kind: AppointmentKind;
  personId: string;
  name: string;
  nip: string | null;
  rank: string;
};

type Question = { officeId: string; role: string; on: Temporal.PlainDate };

/**
 * Everybody who may act in this role of an office on a day, who acts first: a Plh. stands in for the holder, a Plt. fills
 * the vacancy, and only then comes the definitive holder. An appointment that was ended early counts until the day before.
 */
export const listHolders = async (db: Db, { officeId, role, on }: Question): Promise<Holder[]> => {
  const { rows } = await sql<Holder>`
    select ap.id as "appointmentId", po.id as "postId", po.title, ap.kind, p.id as "personId", p.name, p.nip, p.rank
    from post po join appointment ap on ap.post_id = po.id join person p on p.id = ap.person_id
      join office o on o.id = po.office_id and o.active
    where po.office_id = ${officeId}::uuid and po.role = ${role} and po.active
      and ${on}::date between ap.valid_from and coalesce(ap.valid_until, 'infinity')
      and (ap.ended_at is null or (ap.ended_at at time zone (select time_zone from installation))::date > ${on}::date)
    order by array_position(array['plh', 'plt', 'definitive'], ap.kind), ap.valid_from desc, ap.id`.execute(db);
  return rows;
};

/** Whom an acting holder stands in for: the definitive holder of the post on a day; null where the post is vacant. */
export const definitiveHolder = async (db: Db, postId: string, on: Temporal.PlainDate): Promise<string | null> => {
  const { rows } = await sql<{ personId: string }>`
    select ap.person_id as "personId" from appointment ap
    where ap.post_id = ${postId}::uuid and ap.kind = 'definitive' and ap.ended_at is null
      and ${on}::date between ap.valid_from and coalesce(ap.valid_until, 'infinity') limit 1`.execute(db);
  return rows[0]?.personId ?? null;
};

/** Who acts for a post on a day: Plh. before Plt. before the definitive holder; undefined when nobody does. */
export const findHolder = async (db: Db, question: Question): Promise<Holder | undefined> => (await listHolders(db, question))[0];
