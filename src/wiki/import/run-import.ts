import { record } from '#audit/index.ts';
import { type Db, json } from '#db/index.ts';
import { getUpload, listUploads, readBytes, storeUpload } from '#files/index.ts';
import { type Actor, doerOf } from '#identity/index.ts';
import { AppError, invalid } from '#lib/errors.ts';
import { newId } from '#lib/ids.ts';
import type { Words } from '#lib/words.ts';
import { attachmentPurpose } from '../commands/attach-file.ts';
import { settleOrder } from '../order.ts';
import { needKeeper } from '../policy.ts';
import { getSpace } from '../queries/spaces.ts';
import { slugOf, titleKey } from '../title.ts';
import { bodyColumns, linkRows } from '../write.ts';
import { readDokuwiki } from './dokuwiki.ts';
import { readMarkdownFolder } from './markdown.ts';
import { readMediawiki } from './mediawiki.ts';
import type { Source, SourceFault, SourceFile, SourcePage } from './source.ts';
import { textOf } from './unzip.ts';

export const importKinds = ['markdown', 'dokuwiki', 'mediawiki'] as const;
export type ImportKind = (typeof importKinds)[number];

/** As what the file of an import is sent. */
export const importPurpose = 'wiki-import';

const notText = { id: 'Berkas ini bukan teks UTF-8.', en: 'This file is no UTF-8 text.' };

/** The pages of a file that was sent, in the form of the wiki it came from. `invalid` when it is not what it was said to be. */
export const readSource = (kind: ImportKind, bytes: Uint8Array): Source => {
  if (kind === 'markdown') return readMarkdownFolder(bytes);
  if (kind === 'dokuwiki') return readDokuwiki(bytes);
  const text = textOf(bytes);
  if (text === null) throw invalid([{ field: 'file', message: notText }]);
  return readMediawiki(text);
};

const waits = {
  id: 'Di ruang ini setiap halaman menunggu persetujuan. Impor ke ruang lain, lalu pindahkan halamannya; atau minta administrator mematikan persetujuan selama impor.',
  en: 'In this space every page waits for approval. Import into another space and move the pages; or have an administrator switch approval off for the import.',
};
const noFile = { id: 'Pilih berkas yang akan diimpor.', en: 'Choose the file to import.' };

/** Notes an import, which a job then carries out. `invalid` for a file that is not this person's own. */
export const requestImport = async (
  tx: Db,
  {
    now,
    actor,
    space: spaceKey,
    kind,
    uploadId,
  }: { now: Temporal.Instant; actor: Actor; space: string; kind: ImportKind; uploadId: string },
): Promise<{ importId: string }> => {
  const space = await getSpace(tx, actor, spaceKey);
  needKeeper(actor, space);
  // A second person cannot read what comes in by the thousand: the switch of approval is itself an act that is kept.
  if (space.needsApproval) throw invalid([{ field: 'file', message: waits }]);
  const [upload] = await listUploads(tx, [uploadId]);
  if (!upload || upload.uploadedBy !== actor.accountId || upload.purpose !== importPurpose)
    throw invalid([{ field: 'file', message: noFile }]);
  const importId = newId();
  await tx
    .insertInto('wiki_import')
    .values({
      id: importId,
      space_id: space.id,
      kind,
      upload_id: uploadId,
      file_name: upload.name,
      person_id: actor.personId,
      at: now,
    })
    .execute();
  await record(tx, {
    subjectKind: 'wiki-space',
    subjectId: space.id,
    at: now,
    type: 'wiki-space.import-asked',
    doer: doerOf(actor),
    data: { kind, file: upload.name },
  });
  return { importId };
};

const sameTitle: Words = {
  id: 'judul sudah ada di ruang ini; halaman tidak ditimpa',
  en: 'the title is there already; nothing is overwritten',
};

/** So many pages go into one transaction. */
const batch = 100;

type Making = { spaceId: string; personId: string | null; now: Temporal.Instant; uploadedBy: string | null };

/**
 * Puts the pages of a source into a space, parents first, a hundred at a time. A page whose title is there already is left
 * out and named; a second run of the same import so goes on where the first one ended. `told` hears how far it is.
 */
export const importPages = async (
  db: Db,
  source: Source,
  {
    told = async () => undefined,
    ...making
  }: Making & { told?: (done: number, faults: readonly SourceFault[]) => Promise<void> },
): Promise<{ made: number; faults: SourceFault[] }> => {
  const faults = [...source.faults];
  const taken = await takenIn(db, making.spaceId);
  const ids = new Map<string, string>();
  const ordered = parentsFirst(source.pages);
  let made = 0;
  for (let at = 0; at < ordered.length; at += batch) {
    const pages: NewPage[] = [];
    for (const page of ordered.slice(at, at + batch)) {
      const key = titleKey(page.title);
      const there = taken.titles.get(key);
      ids.set(page.key, there ?? newId());
      if (there) {
        faults.push({ at: page.title, why: sameTitle });
        continue;
      }
      const id = ids.get(page.key) ?? '';
      taken.titles.set(key, id);
      pages.push({
        ...page,
        id,
        titleKey: key,
        slug: slugIn(taken.slugs, page.title),
        parentId: page.parent === null ? null : (ids.get(page.parent) ?? null),
      });
    }
    const added = await db.transaction().execute((tx) => addPages(tx, pages, source, making));
    made += added.ids.size;
    faults.push(...added.faults);
    for (const page of pages) if (!added.ids.has(page.id)) faults.push({ at: page.title, why: sameTitle });
    await told(Math.min(at + batch, ordered.length), faults);
  }
  return { made, faults };
};

type Added = { ids: Set<string>; faults: SourceFault[] };

type NewPage = SourcePage & { id: string; titleKey: string; slug: string; parentId: string | null };

/** An address that is free in this space; it is taken from then on. */
const slugIn = (slugs: Set<string>, title: string): string => {
  const base = slugOf(title);
  for (let n = 1; ; n += 1) {
    const slug = n === 1 ? base : `${base}-${n}`;
    if (slugs.has(slug)) continue;
    slugs.add(slug);
    return slug;
  }
};

/** Writes a batch in a few statements. What somebody else has made meanwhile under the same title or address stays; returned are the ids that were added. */
const addPages = async (tx: Db, pages: readonly NewPage[], source: Source, making: Making): Promise<Added> => {
  const ids = new Set<string>();
  const faults: SourceFault[] = [];
  if (pages.length === 0) return { ids, faults };
  const { spaceId, personId, now } = making;
  const rows = await tx
    .insertInto('wiki_page')
    .values(
      pages.map((page) => ({
        ...bodyColumns(page.body),
        id: page.id,
        space_id: spaceId,
        parent_id: page.parentId,
        title: page.title,
        title_key: page.titleKey,
        slug: page.slug,
        revision: 1,
        position: page.position ?? 0,
        created_at: now,
        updated_at: now,
        updated_by: personId,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .execute();
  for (const { id } of rows) ids.add(id);
  const made = pages.filter(({ id }) => ids.has(id));
  if (made.length === 0) return { ids, faults };
  const why = 'Diimpor';
  await tx
    .insertInto('wiki_revision')
    .values(
      made.map(({ id, title, body }) => ({
        id: newId(),
        page_id: id,
        number: 1,
        title,
        body,
        why,
        base: null,
        person_id: personId,
        at: now,
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
  const doer = { accountId: making.uploadedBy, personId, postId: null, acting: null };
  await record(tx, {
    subjectKind: 'wiki-space',
    subjectId: spaceId,
    at: now,
    type: 'wiki-space.imported',
    doer,
    data: { pages: made.map(({ id, title }) => ({ id, title })) },
  });
  for (const { id, key, title } of made) faults.push(...(await attach(tx, { id, title }, source.files.get(key) ?? [], making)));
  return { ids, faults };
};

const takenIn = async (db: Db, spaceId: string): Promise<{ titles: Map<string, string>; slugs: Set<string> }> => {
  const pages = await db
    .selectFrom('wiki_page')
    .select(['id', 'title_key', 'slug'])
    .where('space_id', '=', spaceId)
    .where('state', '<>', 'deleted')
    .execute();
  const redirects = await db.selectFrom('wiki_redirect').select('slug').where('space_id', '=', spaceId).execute();
  return {
    titles: new Map(pages.map(({ id, title_key }) => [title_key, id])),
    slugs: new Set([...pages, ...redirects].map(({ slug }) => slug)),
  };
};

const parentsFirst = (pages: readonly SourcePage[]): SourcePage[] => {
  const byKey = new Map(pages.map((page) => [page.key, page]));
  const depth = (page: SourcePage, seen: number): number => {
    const parent = page.parent === null || seen > 50 ? undefined : byKey.get(page.parent);
    return parent && parent !== page ? depth(parent, seen + 1) + 1 : 0;
  };
  return pages
    .map((page) => ({ page, at: depth(page, 0) }))
    .sort((a, b) => a.at - b.at)
    .map(({ page }) => page);
};

/** By what it begins with: what only calls itself a picture is left out. */
const isPicture = (bytes: Uint8Array): boolean =>
  (bytes[0] === 0x89 && bytes[1] === 0x50) || (bytes[0] === 0xff && bytes[1] === 0xd8);

/** Attaches what came with a page; what is refused as an attachment is named. */
const attach = async (
  tx: Db,
  { id: pageId, title }: { id: string; title: string },
  files: readonly SourceFile[],
  { personId, uploadedBy, now }: Making,
): Promise<SourceFault[]> => {
  const faults: SourceFault[] = [];
  const names = new Set<string>();
  for (const { name, bytes, listed } of files) {
    if (names.has(name.toLowerCase()) || !(listed || isPicture(bytes))) continue;
    names.add(name.toLowerCase());
    const stream = (async function* () {
      yield bytes;
    })();
    const stored = await storeUpload(tx, {
      stream,
      name,
      purpose: attachmentPurpose,
      uploadedBy,
      now,
      limitBytes: bytes.length,
    }).catch((error: unknown) => (error instanceof AppError ? error : Promise.reject(error)));
    if (stored instanceof AppError) {
      faults.push({ at: `${title}: ${name}`, why: stored.faults[0]?.message ?? notTaken });
      continue;
    }
    await tx
      .insertInto('wiki_attachment')
      .values({ id: newId(), page_id: pageId, upload_id: stored.uploadId, name, person_id: personId, at: now })
      .execute();
  }
  return faults;
};

const notTaken: Words = { id: 'lampiran ini tidak dapat diterima', en: 'this attachment cannot be taken' };

/**
 * Carries out an import that was asked for; a second run goes on where the first one ended. Its progress and what could not
 * be taken stand in its row. What the file is not makes it `failed`, with the reason; nothing is thrown for that.
 */
export const runImport = async (db: Db, importId: string, now: () => Temporal.Instant): Promise<void> => {
  const row = await db.selectFrom('wiki_import').selectAll().where('id', '=', importId).executeTakeFirst();
  if (!row || row.state === 'done' || row.state === 'failed') return;
  const set = async (values: {
    state?: string;
    total?: number;
    done?: number;
    faults?: readonly SourceFault[];
    ended_at?: Temporal.Instant;
  }) => {
    const { faults, ...rest } = values;
    await db
      .updateTable('wiki_import')
      .set({ ...rest, ...(faults ? { faults: json(faults.slice(0, 500)) } : {}) })
      .where('id', '=', importId)
      .execute();
  };
  const upload = row.upload_id ? await getUpload(db, row.upload_id) : null;
  const read = await readBytes(db, upload?.fileId ?? '')
    .then((bytes) => readSource(row.kind as ImportKind, bytes))
    .catch((error: unknown) => (error instanceof AppError ? error : Promise.reject(error)));
  if (read instanceof AppError) {
    const why = read.faults[0]?.message ?? { id: read.message, en: read.message };
    await set({ state: 'failed', faults: [{ at: row.file_name, why }], ended_at: now() });
    return;
  }
  await set({ state: 'running', total: read.pages.length, done: 0 });
  const { faults } = await importPages(db, read, {
    ...{ spaceId: row.space_id, personId: row.person_id, uploadedBy: upload?.uploadedBy ?? null, now: row.at },
    told: (done, found) => set({ done, faults: found }),
  });
  await settleOrder(db, { spaceId: row.space_id, parentId: null });
  await set({ state: 'done', done: read.pages.length, faults, ended_at: now() });
};

export type ImportState = {
  id: string;
  kind: string;
  fileName: string;
  state: string;
  total: number;
  done: number;
  faults: SourceFault[];
  at: Temporal.Instant;
};

/** The imports into a space that the caller has found for who keeps it, the newest first. */
export const listImports = async (db: Db, spaceId: string): Promise<ImportState[]> => {
  const rows = await db
    .selectFrom('wiki_import')
    .select(['id', 'kind', 'file_name as fileName', 'state', 'total', 'done', 'faults', 'at'])
    .where('space_id', '=', spaceId)
    .orderBy('at', 'desc')
    .limit(20)
    .execute();
  return rows.map((row) => ({ ...row, faults: row.faults as unknown as SourceFault[] }));
};
