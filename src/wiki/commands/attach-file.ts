import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { getOwnUpload } from '#files/index.ts';
import { doerOf } from '#identity/index.ts';
import { AppError, invalid } from '#lib/errors.ts';
import { newId } from '#lib/ids.ts';
import type { Act } from '../act.ts';
import { needWriter } from '../policy.ts';
import { getPage, type WikiPage } from '../queries/pages.ts';
import { attachmentTaken, refusing } from '../write.ts';
import { propose } from './propose.ts';
import { needLive } from './save-page.ts';

/** As what files for wiki pages are sent (`acceptRules` of the files room). */
export const attachmentPurpose = 'wiki-attachment';

const none = { id: 'Pilih berkas yang akan dilampirkan.', en: 'Choose the file to attach.' };
const unnamed = {
  id: 'Nama berkas tidak boleh memuat / \\ : ? atau #.',
  en: 'The name of the file cannot contain / \\ : ? or #.',
};

/** `proposalId`: the change waits for approval, and the page's files are as they were. */
export type FileSet = { page: WikiPage; name: string; proposalId: string | null };

/** A name that no file of the page has, nor one that waits there: "rak.png", else "rak-2.png" … */
const freeName = async (tx: Db, pageId: string, name: string): Promise<string> => {
  const [, base = name, ending = ''] = /^(.+?)(\.[^.]{1,10})?$/.exec(name) ?? [];
  for (let n = 1; ; n += 1) {
    const tried = n === 1 ? name : `${base}-${n}${ending}`;
    if (!(await findAttachment(tx, pageId, tried)) && !(await findWaitingFile(tx, pageId, tried))) return tried;
  }
};

/**
 * Attaches what this person has just sent to a page, where its text shows or links it by name. `invalid` for a name that the
 * page has, but with `replace`: then the former file gives way (and stays with the history), or with `free`: then the new one
 * is called by the next free name. In a space with approval the file
 * waits as a proposal; who writes there sees it in previews meanwhile.
 */
export const attachFile = async (
  tx: Db,
  {
    now,
    actor,
    pageId,
    uploadId,
    replace = false,
    free = false,
  }: Act & { pageId: string; uploadId: string; replace?: boolean; free?: boolean },
): Promise<FileSet> => {
  const page = await getPage(tx, actor, pageId, { lock: true });
  needWriter(actor, page);
  needLive(page, actor.language);
  if (uploadId === '') throw invalid([{ field: 'file', message: none }]);
  const sent = await getOwnUpload(tx, { uploadId, accountId: actor.accountId, purpose: attachmentPurpose });
  const name = free ? await freeName(tx, pageId, sent.name) : sent.name;
  if (/[/\\:?#]/.test(name)) throw invalid([{ field: 'file', message: unnamed }]);
  if (page.needsApproval) {
    if (!replace && (await findAttachment(tx, pageId, name))) throw invalid([attachmentTaken]);
    const change = { kind: 'attach', name, uploadId } as const;
    return { page, name, proposalId: await propose(tx, { now, actor, about: { page }, change, why: '' }) };
  }
  await applyAttach(tx, { now, actor, page, uploadId, name, replace, personId: actor.personId });
  return { page, name, proposalId: null };
};

/** The attaching itself, by who was found to may. */
export const applyAttach = async (
  tx: Db,
  change: Act & { page: WikiPage; uploadId: string; name: string; replace: boolean; personId: string },
): Promise<void> => {
  const { now, actor, page, uploadId, name, replace, personId } = change;
  const replaced = replace && (await removeFile(tx, page.id, name, now));
  await refusing(() =>
    tx
      .insertInto('wiki_attachment')
      .values({ id: newId(), page_id: page.id, upload_id: uploadId, name, person_id: personId, at: now })
      .execute(),
  );
  await record(tx, {
    subjectKind: 'wiki-page',
    subjectId: page.id,
    at: now,
    type: 'wiki-page.attached',
    doer: doerOf(actor),
    data: { name, replaced },
  });
};

const removeFile = async (tx: Db, pageId: string, name: string, now: Temporal.Instant): Promise<boolean> => {
  const { numUpdatedRows } = await tx
    .updateTable('wiki_attachment')
    .set({ removed_at: now })
    .where('page_id', '=', pageId)
    .where((where) => where(where.fn('lower', ['name']), '=', name.toLowerCase()))
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
};

/** Takes an attachment from a page. The file itself stays with the page's history. In a space with approval it waits. */
export const detachFile = async (
  tx: Db,
  { now, actor, pageId, name }: Act & { pageId: string; name: string },
): Promise<FileSet> => {
  const page = await getPage(tx, actor, pageId, { lock: true });
  needWriter(actor, page);
  needLive(page, actor.language);
  if (!page.needsApproval) {
    await applyDetach(tx, { now, actor, page, name });
    return { page, name, proposalId: null };
  }
  if (!(await findAttachment(tx, pageId, name))) throw new AppError('not_found', { what: `attachment ${name}` });
  return {
    page,
    name,
    proposalId: await propose(tx, { now, actor, about: { page }, change: { kind: 'detach', name }, why: '' }),
  };
};

/** The removal itself, by who was found to may. `not_found` when somebody was faster. */
export const applyDetach = async (tx: Db, { now, actor, page, name }: Act & { page: WikiPage; name: string }): Promise<void> => {
  if (!(await removeFile(tx, page.id, name, now))) throw new AppError('not_found', { what: `attachment ${name}` });
  await record(tx, {
    subjectKind: 'wiki-page',
    subjectId: page.id,
    at: now,
    type: 'wiki-page.detached',
    doer: doerOf(actor),
    data: { name },
  });
};

export type Attachment = {
  name: string;
  uploadId: string;
  fileId: string;
  size: number;
  mediaType: string;
  personName: string | null;
  at: Temporal.Instant;
};

const attachments = (db: Db, pageId: string) => attachmentRows(db, pageId).where('a.removed_at', 'is', null);

const attachmentRows = (db: Db, pageId: string) =>
  db
    .selectFrom('wiki_attachment as a')
    .innerJoin('upload as u', 'u.id', 'a.upload_id')
    .innerJoin('file as f', 'f.id', 'u.file_id')
    .leftJoin('person', 'person.id', 'a.person_id')
    .select([
      'a.name',
      'a.upload_id as uploadId',
      'u.file_id as fileId',
      'f.size',
      'f.media_type as mediaType',
      'person.name as personName',
      'a.at',
    ])
    .where('a.page_id', '=', pageId);

/** The attachments of a page that the caller has found for its reader, by name. */
export const listAttachments = async (db: Db, pageId: string): Promise<Attachment[]> =>
  (await attachments(db, pageId).orderBy('a.name').limit(500).execute()) as Attachment[];

export type FormerAttachment = Attachment & { id: string; removedAt: Temporal.Instant };

/** The files that a page had and that gave way or were taken from it, the latest first; they stay with its history. */
export const listFormerAttachments = async (db: Db, pageId: string): Promise<FormerAttachment[]> =>
  (await attachmentRows(db, pageId)
    .select(['a.id', 'a.removed_at as removedAt'])
    .where('a.removed_at', 'is not', null)
    .orderBy('a.removed_at', 'desc')
    .orderBy('a.id')
    .limit(200)
    .execute()) as FormerAttachment[];

/** A file that a page had at a moment by this name, or null; one that was attached only later is better than none. */
export const findAttachmentAt = async (
  db: Db,
  pageId: string,
  { name, at }: { name: string; at: Temporal.Instant },
): Promise<Attachment | null> =>
  ((await attachmentRows(db, pageId)
    .where((where) => where(where.fn('lower', ['a.name']), '=', name.toLowerCase()))
    .where((where) => where.or([where('a.removed_at', 'is', null), where('a.removed_at', '>', at)]))
    .orderBy('a.at')
    .limit(1)
    .executeTakeFirst()) as Attachment | undefined) ?? null;

/** One of them by its name, or null. */
export const findAttachment = async (db: Db, pageId: string, name: string): Promise<Attachment | null> =>
  ((await attachments(db, pageId)
    .where((where) => where(where.fn('lower', ['a.name']), '=', name.toLowerCase()))
    .executeTakeFirst()) as Attachment | undefined) ?? null;

/** A file that waits for approval at a page, by its name, or null: for previews of who writes there. */
export const findWaitingFile = async (
  db: Db,
  pageId: string,
  name: string,
): Promise<{ fileId: string; name: string; mediaType: string } | null> =>
  (await db
    .selectFrom('wiki_proposal as d')
    .innerJoin('upload as u', 'u.id', 'd.upload_id')
    .innerJoin('file as f', 'f.id', 'u.file_id')
    .select(['u.file_id as fileId', 'd.file_name as name', 'f.media_type as mediaType'])
    .where('d.page_id', '=', pageId)
    .where('d.kind', '=', 'attach')
    .where('d.state', '=', 'open')
    .where((where) => where(where.fn('lower', ['d.file_name']), '=', name.toLowerCase()))
    .orderBy('d.at', 'desc')
    .$narrowType<{ name: string }>()
    .executeTakeFirst()) ?? null;
