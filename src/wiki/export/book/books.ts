import { record } from '#audit/index.ts';
import { type Db, json } from '#db/index.ts';
import { storeBytes } from '#files/index.ts';
import { type Actor, doerOf, findActor } from '#identity/index.ts';
import { AppError } from '#lib/errors.ts';
import { isId, newId } from '#lib/ids.ts';
import type { Act } from '../../act.ts';
import { getPage } from '../../queries/pages.ts';
import { getSpace } from '../../queries/spaces.ts';
import type { Exporting } from '../page-html.ts';
import { makeBook } from './make-book.ts';

export type BookState = 'waiting' | 'reading' | 'typesetting' | 'done' | 'failed';

/** A book that somebody asked for, and how far it is. */
export type Book = {
  id: string;
  spaceKey: string;
  title: string;
  state: BookState;
  /** Pages read, of how many. */
  done: number;
  total: number;
  chapters: number | null;
  sheets: number | null;
  /** More than one: its file is a ZIP of them. */
  volumes: number;
  fileId: string | null;
  /** What could not be printed. */
  leftOut: string[];
  /** Why a book failed, for the person. */
  why: string;
  at: Temporal.Instant;
};

/** One person's books that are not ready yet: more than this are not taken. */
const mostWaiting = 3;

/** No book takes so long: one that is not ready by then was given up with its worker, and keeps nobody from another. */
const abandoned = { hours: 6 };

const keptFor = { hours: 24 * 7 };

const busy = {
  id: 'tiga buku Anda masih dibuat; tunggu salah satunya selesai',
  en: 'three books of yours are still being made; wait for one of them',
};

/**
 * Notes a book of a space, or of a page and those below it; a job then makes it, as this account may read it then. `not_found`
 * for what the actor does not read.
 */
export const requestBook = async (
  tx: Db,
  { actor, now, space: key, pageId = null }: Act & { space: string; pageId?: string | null },
): Promise<{ bookId: string }> => {
  const space = await getSpace(tx, actor, key);
  const page = pageId === null ? null : await getPage(tx, actor, pageId);
  if (page && page.spaceId !== space.id) throw new AppError('not_found', { what: `wiki page ${pageId}` });
  const { n } = await tx
    .selectFrom('wiki_book')
    .select((select) => select.fn.countAll<number>().as('n'))
    .where('account_id', '=', actor.accountId)
    .where('state', 'in', ['waiting', 'reading', 'typesetting'])
    .where('at', '>', now.subtract(abandoned))
    .executeTakeFirstOrThrow();
  if (Number(n) >= mostWaiting) throw new AppError('forbidden', { why: busy[actor.language] });
  const bookId = newId();
  const title = page?.title ?? space.name;
  await tx
    .insertInto('wiki_book')
    .values({ id: bookId, space_id: space.id, page_id: pageId, account_id: actor.accountId, title, at: now })
    .execute();
  await record(tx, {
    subjectKind: 'wiki-space',
    subjectId: space.id,
    at: now,
    type: 'wiki-space.book-asked',
    doer: doerOf(actor),
    data: { title },
  });
  return { bookId };
};

const failed = {
  id: 'Buku ini gagal dibuat. Coba sekali lagi; bila gagal lagi, beri tahu administrator.',
  en: 'This book could not be made. Try once more; if it fails again, tell the administrator.',
};

/**
 * Makes a book that was asked for. What is too large, or no longer read by who asked, makes it `failed`, with the reason;
 * anything else is thrown, so that the job tries again, and with `last` it is noted too.
 */
export const runBook = async (
  db: Db,
  bookId: string,
  { now, last, exporting }: { now: () => Temporal.Instant; last: boolean; exporting: (actor: Actor) => Promise<Exporting> },
): Promise<void> => {
  const row = await db.selectFrom('wiki_book').selectAll().where('id', '=', bookId).executeTakeFirst();
  if (!row || row.state === 'done' || row.state === 'failed') return;
  const set = (values: Partial<Record<'state' | 'why', string> & Record<'total' | 'done', number>>) =>
    db.updateTable('wiki_book').set(values).where('id', '=', bookId).execute();
  const fail = (why: string) =>
    db.updateTable('wiki_book').set({ state: 'failed', why, ended_at: now() }).where('id', '=', bookId).execute();
  const actor = await findActor(db, { accountId: row.account_id, now: now() });
  if (!actor) {
    await fail(failed.id);
    return;
  }
  try {
    const { key } = await db.selectFrom('wiki_space').select('key').where('id', '=', row.space_id).executeTakeFirstOrThrow();
    const space = await getSpace(db, actor, key);
    let told = 0;
    const made = await makeBook(await exporting(actor), space, {
      root: row.page_id,
      told: async (done, total) => {
        if (done < total && done - told < total / 50) return;
        told = done;
        await set({ state: done === total ? 'typesetting' : 'reading', done, total });
      },
    });
    const fileId = await storeBytes(db, { bytes: made.bytes, mediaType: made.mediaType, pages: made.sheets, now: now() });
    const { chapters, sheets, volumes, leftOut } = made;
    await db
      .updateTable('wiki_book')
      .set({ state: 'done', file_id: fileId, chapters, sheets, volumes, left_out: json(leftOut), ended_at: now() })
      .where('id', '=', bookId)
      .execute();
  } catch (error) {
    const said = error instanceof AppError ? error.faults[0]?.message : undefined;
    if (said) await fail(said[actor.language]);
    else if (last || isGone(error)) await fail(failed[actor.language]);
    if (!said && !isGone(error)) throw error;
  }
};

const isGone = (error: unknown): boolean => error instanceof AppError && error.code === 'not_found';

const rows = (db: Db, actor: Actor) =>
  db
    .selectFrom('wiki_book as b')
    .innerJoin('wiki_space as s', 's.id', 'b.space_id')
    .select([
      'b.id',
      's.key as spaceKey',
      'b.title',
      'b.state',
      'b.done',
      'b.total',
      'b.chapters',
      'b.sheets',
      'b.volumes',
      'b.why',
      'b.at',
    ])
    .select(['b.file_id as fileId', 'b.left_out as leftOut'])
    .where('b.account_id', '=', actor.accountId);

/** The books of a space that this account asked for, the newest first. The caller has found the space for its reader. */
export const listBooks = async (db: Db, actor: Actor, spaceId: string): Promise<Book[]> =>
  (await rows(db, actor).where('b.space_id', '=', spaceId).orderBy('b.at', 'desc').limit(10).execute()) as unknown as Book[];

/** One of them; `not_found` for another's, and for one of a space that this account no longer reads. */
export const getBook = async (db: Db, actor: Actor, bookId: string): Promise<Book> => {
  const book = isId(bookId) ? await rows(db, actor).where('b.id', '=', bookId).executeTakeFirst() : undefined;
  if (!book) throw new AppError('not_found', { what: `wiki book ${bookId}` });
  await getSpace(db, actor, book.spaceKey);
  return book as unknown as Book;
};

/** Forgets books that were made a week ago; their files are swept with what nothing refers to. */
export const forgetBooks = async (db: Db, now: Temporal.Instant): Promise<number> => {
  const { numDeletedRows } = await db.deleteFrom('wiki_book').where('at', '<', now.subtract(keptFor)).executeTakeFirst();
  return Number(numDeletedRows);
};
