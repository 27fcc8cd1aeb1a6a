import { record } from '#audit/index.ts';
import { type Db, json } from '#db/index.ts';
import { getUpload, listUploads, readBytes, storeUpload } from '#files/index.ts';
import { type Actor, doerOf } from '#identity/index.ts';
import { AppError, invalid } from '#lib/errors.ts';
import { newId } from '#lib/ids.ts';
import type { Words } from '#lib/words.ts';
import { attachmentPurpose } from '../commands/attach-file.ts';
import { addPage } from '../commands/create-page.ts';
import { needKeeper } from '../policy.ts';
import { getSpace } from '../queries/spaces.ts';
import { titleKey } from '../title.ts';
import { readDokuwiki } from './dokuwiki.ts';
import { readMarkdownFolder } from './markdown.ts';
import { readMediawiki } from './mediawiki.ts';
import type { Source, SourceFault, SourcePage } from './source.ts';
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
  const titles = await titlesOf(db, making.spaceId);
  const ids = new Map<string, string>();
  const ordered = parentsFirst(source.pages);
  let made = 0;
  for (let at = 0; at < ordered.length; at += batch) {
    await db.transaction().execute(async (tx) => {
      for (const page of ordered.slice(at, at + batch)) {
        const key = titleKey(page.title);
        const there = titles.get(key);
        if (there) {
          ids.set(page.key, there);
          faults.push({ at: page.title, why: sameTitle });
          continue;
        }
        const parentId = page.parent === null ? null : (ids.get(page.parent) ?? null);
        const { pageId } = await addPage(tx, { ...making, parentId, title: page.title, body: page.body, why: 'Diimpor' });
        titles.set(key, pageId);
        ids.set(page.key, pageId);
        made += 1;
        await attach(tx, pageId, source.files.get(page.key) ?? [], making);
      }
    });
    await told(Math.min(at + batch, ordered.length), faults);
  }
  return { made, faults };
};

const titlesOf = async (db: Db, spaceId: string): Promise<Map<string, string>> => {
  const rows = await db
    .selectFrom('wiki_page')
    .select(['id', 'title_key'])
    .where('space_id', '=', spaceId)
    .where('state', '<>', 'deleted')
    .execute();
  return new Map(rows.map(({ id, title_key }) => [title_key, id]));
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

const attach = async (
  tx: Db,
  pageId: string,
  files: readonly { name: string; bytes: Uint8Array }[],
  { personId, uploadedBy, now }: Making,
): Promise<void> => {
  const names = new Set<string>();
  for (const { name, bytes } of files) {
    if (names.has(name.toLowerCase()) || !isPicture(bytes)) continue;
    names.add(name.toLowerCase());
    const stream = (async function* () {
      yield bytes;
    })();
    const { uploadId } = await storeUpload(tx, {
      stream,
      name,
      purpose: attachmentPurpose,
      uploadedBy,
      now,
      limitBytes: bytes.length,
    });
    await tx
      .insertInto('wiki_attachment')
      .values({ id: newId(), page_id: pageId, upload_id: uploadId, name, person_id: personId, at: now })
      .execute();
  }
};

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
