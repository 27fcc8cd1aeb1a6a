import { sql } from 'kysely';
import type { Db } from '#db/index.ts';
import { type FieldFault, invalid } from '#lib/errors.ts';
import { newId } from '#lib/ids.ts';
import { hashOf } from './markdown/rendered.ts';
import { linksOf } from './markdown/scan.ts';
import { extractor, searchedOf } from './markdown/searched.ts';
import { slugOf } from './title.ts';

/** What the words and links of a body are, as the columns of its page keep them. */
export const bodyColumns = (body: string) => ({ body, body_hash: hashOf(body), ...searchedOf(body), extractor });

/** The links of a body as rows. */
export const linkRows = (pageId: string, body: string) =>
  linksOf(body).map(({ space, key, title }) => ({
    page_id: pageId,
    space_key: space.slice(0, 40),
    title_key: key,
    label: title,
  }));

/** Notes which titles a page links to now. */
export const keepLinks = async (tx: Db, pageId: string, body: string): Promise<void> => {
  const links = linkRows(pageId, body);
  await tx.deleteFrom('wiki_link').where('page_id', '=', pageId).execute();
  if (links.length > 0)
    await tx
      .insertInto('wiki_link')
      .values(links)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
};

export type NewRevision = {
  pageId: string;
  number: number;
  title: string;
  body: string;
  why: string;
  base: number | null;
  personId: string | null;
  now: Temporal.Instant;
};

export const addRevision = async (
  tx: Db,
  { pageId, number, title, body, why, base, personId, now }: NewRevision,
): Promise<void> => {
  await tx
    .insertInto('wiki_revision')
    .values({ id: newId(), page_id: pageId, number, title, body, why, base, person_id: personId, at: now })
    .execute();
};

/** Makes a body the page's own, as its next revision. The caller holds the page's row. */
export const setBody = async (
  tx: Db,
  page: { id: string; revision: number; title: string },
  change: { body: string; why: string; base: number | null; personId: string | null; now: Temporal.Instant },
): Promise<number> => {
  const number = page.revision + 1;
  await addRevision(tx, { ...change, pageId: page.id, number, title: page.title });
  await tx
    .updateTable('wiki_page')
    .set({ ...bodyColumns(change.body), revision: number, updated_at: change.now, updated_by: change.personId })
    .where('id', '=', page.id)
    .execute();
  await keepLinks(tx, page.id, change.body);
  return number;
};

/** So many numbered forms of an address are asked for at once. */
const numbered = 30;

/** A part of an address that no other page of the space has, nor had (its old readers would come here instead). */
export const freeSlug = async (tx: Db, spaceId: string, title: string, pageId: string | null): Promise<string> => {
  const base = slugOf(title);
  for (let from = 1; ; from += numbered) {
    const forms = Array.from({ length: numbered }, (_, n) => (from + n === 1 ? base : `${base}-${from + n}`));
    const { rows } = await sql<{ slug: string }>`
      select slug from wiki_page where space_id = ${spaceId} and state <> 'deleted' and id is distinct from ${pageId}::uuid and slug = any(${forms}::text[])
      union select slug from wiki_redirect where space_id = ${spaceId} and page_id is distinct from ${pageId}::uuid and slug = any(${forms}::text[])`.execute(
      tx,
    );
    const taken = new Set(rows.map(({ slug }) => slug));
    const free = forms.find((form) => !taken.has(form));
    if (free) return free;
  }
};

/** The fault of a title that another page of the space has. */
export const titleTaken: FieldFault = {
  field: 'title',
  message: {
    id: 'Ruang ini sudah mempunyai halaman dengan judul tersebut. Pilih judul lain, atau sunting halaman itu.',
    en: 'This space has a page of this title already. Choose another title, or edit that page.',
  },
};

/** The fault of a file whose name the page has already. */
export const attachmentTaken: FieldFault = {
  field: 'file',
  message: {
    id: 'Halaman ini sudah mempunyai lampiran dengan nama itu. Ganti nama berkas, atau centang “Gantikan lampiran bernama sama”.',
    en: 'This page has an attachment of that name. Rename the file, or tick “Replace the attachment of that name”.',
  },
};

const faults: Record<string, FieldFault> = {
  wiki_page_title: titleTaken,
  wiki_page_slug: {
    field: 'title',
    message: {
      id: 'Alamat halaman ini baru saja dipakai. Simpan sekali lagi.',
      en: 'The address of this page has just been taken. Save once more.',
    },
  },
  wiki_space_key_key: {
    field: 'key',
    message: { id: 'Kunci ini sudah dipakai ruang lain.', en: 'Another space has this key.' },
  },
  wiki_attachment_name: attachmentTaken,
};

/** Runs a statement and turns what the database refuses into a fault of the field concerned. */
export const refusing = async <T>(statement: () => Promise<T>): Promise<T> => {
  try {
    return await statement();
  } catch (error) {
    const fault = faults[(error as { constraint?: string }).constraint ?? ''];
    throw fault ? invalid([fault]) : error;
  }
};
