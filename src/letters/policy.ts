import type { Doer } from '#audit/index.ts';
import type { Actor, HeldPost } from '#identity/index.ts';
import { doerOf } from '#identity/index.ts';
import { AppError } from '#lib/errors.ts';
import type { Words } from '#lib/words.ts';
import { say } from '#lib/words.ts';
import { secretariat } from './choices.ts';

/** The heads of an office and who works at its letters. Technicians and the technical team keep no books. */
const keepers: readonly string[] = [
  'agency-head',
  'division-head',
  'application-section-head',
  'infrastructure-section-head',
  'applicant-head',
  'applicant-staff',
  secretariat.role,
];

const heads: readonly string[] = ['agency-head', 'applicant-head'];

/** Offices whose books the actor keeps: those of a post held there, and the own office of an administrator. */
export const keptOffices = (actor: Actor): readonly string[] => {
  const held = actor.posts.filter((post) => post.role !== null && keepers.includes(post.role)).map((post) => post.officeId);
  return [...new Set([...held, ...(actor.administrator ? [actor.officeId] : [])])];
};

/** Offices whose books the actor reads; an auditor reads all. */
export const bookOffices = (actor: Actor): 'all' | readonly string[] => (actor.auditor ? 'all' : keptOffices(actor));

export const maySeeBooks = (actor: Actor): boolean => actor.auditor || keptOffices(actor).length > 0;

export const mayKeepBook = (actor: Actor, officeId: string): boolean => keptOffices(actor).includes(officeId);

const maySeeBook = (actor: Actor, officeId: string): boolean => actor.auditor || mayKeepBook(actor, officeId);

/** To who may see no book there is none. */
export const needBooks = (actor: Actor): void => {
  if (!maySeeBooks(actor)) throw new AppError('not_found', { what: 'books' });
};

const refuse = (actor: Actor, why: Words): AppError => new AppError('forbidden', { why: say(why, actor.language) });

const onlyKeepers: Words = {
  id: 'buku surat dicatat oleh pimpinan dan sekretariat perangkat daerah itu',
  en: 'the books are kept by the heads and the secretariat of that office',
};

/** Throws `forbidden` unless the actor keeps the books of this office; not_found when it may not even see them. */
export const needKeeper = (actor: Actor, officeId: string): void => {
  if (!maySeeBook(actor, officeId)) throw new AppError('not_found', { what: `books of ${officeId}` });
  if (!mayKeepBook(actor, officeId)) throw refuse(actor, onlyKeepers);
};

type Signed = { office_id: string; signer_post_id: string | null };

/** A letter is made void by the head of its office or by the holder of the post that signed it. */
export const mayVoid = (actor: Actor, letter: Signed): boolean =>
  actor.posts.some(
    (post) =>
      post.postId === letter.signer_post_id ||
      (post.officeId === letter.office_id && post.role !== null && heads.includes(post.role)),
  );

const onlySigners: Words = {
  id: 'surat dibatalkan oleh penandatangan atau kepala perangkat daerahnya',
  en: 'a letter is made void by its signer or the head of its office',
};

/** Throws `forbidden` unless the actor may make this letter void. */
export const needVoider = (actor: Actor, letter: Signed): void => {
  if (!mayVoid(actor, letter)) throw refuse(actor, onlySigners);
};

/** The post in whose name an actor works at an office's books: one that keeps them, where there is one. */
const postAt = (actor: Actor, officeId: string): HeldPost | undefined =>
  actor.posts.find((post) => post.officeId === officeId && post.role !== null && keepers.includes(post.role));

export const keeperDoer = (actor: Actor, officeId: string): Doer => doerOf(actor, postAt(actor, officeId));
