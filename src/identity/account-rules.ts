import { type SqlBool, sql } from 'kysely';
import type { Db } from '#db/index.ts';
import { type FieldFault, invalid } from '#lib/errors.ts';

/** The administrator decides no case: the role is refused to who holds a post of the SOP now or later. */
export const refuseDeciders = async (tx: Db, personId: string, now: Temporal.Instant): Promise<void> => {
  const held = await tx
    .selectFrom('appointment')
    .innerJoin('post', 'post.id', 'appointment.post_id')
    .select('post.title')
    .where('person_id', '=', personId)
    .where('post.role', 'is not', null)
    .where('post.active', '=', true)
    .where(sql<SqlBool>`(ended_at is null or ended_at > ${now})`)
    .where(
      sql<SqlBool>`coalesce(valid_until, 'infinity') >= (${now}::timestamptz at time zone coalesce((select time_zone from installation), 'Asia/Jakarta'))::date`,
    )
    .executeTakeFirst();
  if (!held) return;
  const message = {
    id: `Administrator tidak memutus permohonan, sedangkan pegawai ini memegang jabatan ${held.title}. Akhiri penunjukannya lebih dahulu.`,
    en: `An administrator decides no case, and this person holds the post ${held.title}. End that appointment first.`,
  };
  throw invalid([{ field: 'administrator', message }]);
};

/** Somebody must stay who can administer. Locks the administrators, so that two cannot take each other's role at once. */
export const refuseLastAdministrator = async (tx: Db, accountId: string, field: FieldFault['field']): Promise<void> => {
  const administrators = await tx
    .selectFrom('account')
    .select('id')
    .where('administrator', '=', true)
    .where('disabled_at', 'is', null)
    .orderBy('id')
    .forUpdate()
    .execute();
  if (administrators.some(({ id }) => id !== accountId) || administrators.length === 0) return;
  const message = {
    id: 'Ini administrator terakhir. Angkat administrator lain lebih dahulu.',
    en: 'This is the last administrator. Make another one first.',
  };
  throw invalid([{ field, message }]);
};
