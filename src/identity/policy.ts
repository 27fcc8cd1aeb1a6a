import type { Doer } from '#audit/index.ts';
import { AppError } from '#lib/errors.ts';
import type { Language } from '#lib/words.ts';
import type { Actor, HeldPost } from './actor.ts';

/** Who changes offices, people, posts, accounts and the calendar: an administrator, or the system (set-up, demo, a command line). */
export type By = Actor | 'system';

/** The administrator keeps offices, people, posts, accounts and the calendar, and decides no case. */
export const mayAdminister = (by: By): boolean => by === 'system' || by.administrator;

/** The audit trail is read by auditors and administrators. */
/** Whether an actor does the hosting office's work. Whoever only audits there reads it all, and changes nothing. */
export const worksForHost = (actor: Actor): boolean => actor.host && (!actor.auditor || actor.posts.length > 0);

export const mayReadAudit = (actor: Actor): boolean => actor.auditor || actor.administrator;

const onlyAdministrators: Record<Language, string> = {
  id: 'hanya administrator yang boleh mengubah data ini',
  en: 'only an administrator may change this',
};

/** Throws `forbidden` unless this is an administrator or the system. */
export const needAdministrator = (by: By): void => {
  if (by !== 'system' && !by.administrator) throw new AppError('forbidden', { why: onlyAdministrators[by.language] });
};

/** Who is answerable for an event: an actor, and the post in whose name it acts where one is given. */
export const doerOf = (by: By, post?: HeldPost): Doer => ({
  accountId: by === 'system' ? null : by.accountId,
  personId: by === 'system' ? null : by.personId,
  postId: post?.postId ?? null,
  acting: post?.kind ?? null,
});
