import type { Db } from '#db/index.ts';
import { storeUpload } from '#files/index.ts';
import { AppError } from '#lib/errors.ts';
import { newId } from '#lib/ids.ts';
import type { Words } from '#lib/words.ts';
import { attachmentPurpose } from '../commands/attach-file.ts';
import { slugOf } from '../title.ts';
import { bodyColumns, linkRows } from '../write.ts';
import type { SourceFile } from './source.ts';
import { note, reasons } from './words.ts';

/** In whose name pages come in, where and when. */
export type Writing = { spaceId: string; personId: string; accountId: string; now: Temporal.Instant };

export type NewPage = {
  id: string;
  parentId: string | null;
  title: string;
  titleKey: string;
  slug: string;
  body: string;
  position: number;
  why: string;
};

/** Gives out addresses that are free in a space, each once. */
export const slugGiver = (taken: Set<string>): ((title: string) => string) => {
  const next = new Map<string, number>();
  return (title) => {
    const base = slugOf(title);
    for (let n = next.get(base) ?? 1; ; n += 1) {
      const slug = n === 1 ? base : `${base}-${n}`;
      if (taken.has(slug)) continue;
      taken.add(slug);
      next.set(base, n + 1);
      return slug;
    }
  };
};

/** The addresses of a space that pages have, or had. */
export const takenSlugs = async (db: Db, spaceId: string): Promise<Set<string>> => {
  const pages = await db
    .selectFrom('wiki_page')
    .select('slug')
    .where('space_id', '=', spaceId)
    .where('state', '<>', 'deleted')
    .execute();
  const redirects = await db.selectFrom('wiki_redirect').select('slug').where('space_id', '=', spaceId).execute();
  return new Set([...pages, ...redirects].map(({ slug }) => slug));
};

/** Writes new pages in a few statements. What somebody else has made meanwhile under the same title or address stays; returned are the ids that were added. */
export const writePages = async (
  tx: Db,
  pages: readonly NewPage[],
  { spaceId, personId, now }: Writing,
): Promise<Set<string>> => {
  if (pages.length === 0) return new Set();
  const rows = await tx
    .insertInto('wiki_page')
    .values(
      pages.map((page) => ({
        ...bodyColumns(page.body),
        ...{
          id: page.id,
          space_id: spaceId,
          parent_id: page.parentId,
          title: page.title,
          title_key: page.titleKey,
          slug: page.slug,
        },
        ...{ revision: 1, position: page.position, created_at: now, updated_at: now, updated_by: personId },
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .execute();
  const ids = new Set(rows.map(({ id }) => id));
  const made = pages.filter(({ id }) => ids.has(id));
  if (made.length === 0) return ids;
  await tx
    .insertInto('wiki_revision')
    .values(
      made.map(({ id, title, body, why }) => ({
        ...{ id: newId(), page_id: id, number: 1, title, body, why, base: null, person_id: personId, at: now },
      })),
    )
    .execute();
  const links = made.flatMap(({ id, body }) => linkRows(id, body));
  for (let at = 0; at < links.length; at += 1000) {
    await tx
      .insertInto('wiki_link')
      .values(links.slice(at, at + 1000))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  return ids;
};

const notTaken: Words = { id: 'berkas ini tidak dapat diterima', en: 'this file cannot be taken' };

/**
 * Attaches what came with a page; a file whose name the page has already stays as it is there. Returned is what is refused as an
 * attachment, and why.
 */
export const writeFiles = async (
  tx: Db,
  pageId: string,
  files: readonly SourceFile[],
  { personId, accountId, now }: Writing,
): Promise<Words[]> => {
  const notes: Words[] = [];
  if (files.length === 0) return notes;
  const there = await tx
    .selectFrom('wiki_attachment')
    .select('name')
    .where('page_id', '=', pageId)
    .where('removed_at', 'is', null)
    .execute();
  const names = new Set(there.map(({ name }) => name.toLowerCase()));
  for (const { name, bytes } of files) {
    if (names.has(name.toLowerCase())) continue;
    names.add(name.toLowerCase());
    const content = bytes();
    if (content === null) {
      notes.push(note.file(name, reasons.damagedFile));
      continue;
    }
    const stream = (async function* () {
      yield content;
    })();
    const stored = await storeUpload(tx, {
      ...{ stream, name, purpose: attachmentPurpose, uploadedBy: accountId, now, limitBytes: content.length },
    }).catch((error: unknown) => (error instanceof AppError ? error : Promise.reject(error)));
    if (stored instanceof AppError) {
      notes.push(note.file(name, stored.faults[0]?.message ?? notTaken));
      continue;
    }
    await tx
      .insertInto('wiki_attachment')
      .values({ id: newId(), page_id: pageId, upload_id: stored.uploadId, name, person_id: personId, at: now })
      .execute();
  }
  return notes;
};
