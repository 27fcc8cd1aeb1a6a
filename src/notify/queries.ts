import type { Selectable } from 'kysely';
import type { DB, Db } from '#db/index.ts';
import { type MailMode, standardMailMode } from './choices.ts';

export type Notice = Selectable<DB['notification']>;

/** A person's inbox, newest first. */
export const listNotices = (db: Db, personId: string, options: { limit: number; offset: number }): Promise<Notice[]> =>
  db
    .selectFrom('notification')
    .selectAll()
    .where('person_id', '=', personId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(options.limit)
    .offset(options.offset)
    .execute();

/** How many notices of a person are unread. */
export const countUnread = async (db: Db, personId: string): Promise<number> => {
  const row = await db
    .selectFrom('notification')
    .select((eb) => eb.fn.countAll<number>().as('unread'))
    .where('person_id', '=', personId)
    .where('read_at', 'is', null)
    .executeTakeFirstOrThrow();
  return row.unread;
};

/** How many notices a person has, and how many of them are unread. */
export const countNotices = async (db: Db, personId: string): Promise<{ all: number; unread: number }> =>
  db
    .selectFrom('notification')
    .select((eb) => [
      eb.fn.countAll<number>().as('all'),
      eb.fn.countAll<number>().filterWhere('read_at', 'is', null).as('unread'),
    ])
    .where('person_id', '=', personId)
    .executeTakeFirstOrThrow();

/** Marks a person's notices as read: one by its id, or all. */
export const markRead = async (tx: Db, input: { personId: string; noticeId?: string; now: Temporal.Instant }): Promise<void> => {
  let query = tx
    .updateTable('notification')
    .set({ read_at: input.now })
    .where('person_id', '=', input.personId)
    .where('read_at', 'is', null);
  if (input.noticeId) query = query.where('id', '=', input.noticeId);
  await query.execute();
};

/** When a person wants mails, which kinds never, and what their server last refused. */
export const findMailChoice = async (
  db: Db,
  personId: string,
): Promise<{ mode: MailMode; muted: readonly string[]; refused: string | null }> => {
  const [wish, refused] = await Promise.all([
    db.selectFrom('mail_preference').select(['mode', 'muted']).where('person_id', '=', personId).executeTakeFirst(),
    db
      .selectFrom('notification')
      .select('mail_error')
      .where('person_id', '=', personId)
      .where('mail_due_at', 'is not', null)
      .where((eb) => eb.or([eb('mail_error', 'is not', null), eb('mailed_at', 'is not', null)]))
      .orderBy('at', 'desc')
      .orderBy('mailed_at', (order) => order.desc().nullsLast())
      .limit(1)
      .executeTakeFirst(),
  ]);
  return { mode: (wish?.mode as MailMode) ?? standardMailMode, muted: wish?.muted ?? [], refused: refused?.mail_error ?? null };
};
