import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { getOwnUpload } from '#files/index.ts';
import { doerOf } from '#identity/index.ts';
import { AppError, invalid } from '#lib/errors.ts';
import { newId } from '#lib/ids.ts';
import type { Act } from '../act.ts';
import { needWriter } from '../policy.ts';
import { getPage, type WikiPage } from '../queries/pages.ts';
import { refusing } from '../write.ts';
import { needLive } from './save-page.ts';

/** As what files for wiki pages are sent (`acceptRules` of the files room). */
export const attachmentPurpose = 'wiki-attachment';

const none = { id: 'Pilih berkas yang akan dilampirkan.', en: 'Choose the file to attach.' };
const unnamed = {
  id: 'Nama berkas tidak boleh memuat / \\ : ? atau #.',
  en: 'The name of the file cannot contain / \\ : ? or #.',
};

/** Attaches what this person has just sent to a page, where its text shows or links it by name. */
export const attachFile = async (
  tx: Db,
  { now, actor, pageId, uploadId }: Act & { pageId: string; uploadId: string },
): Promise<{ page: WikiPage; name: string }> => {
  const page = await getPage(tx, actor, pageId);
  needWriter(actor, page);
  needLive(page, actor.language);
  if (uploadId === '') throw invalid([{ field: 'file', message: none }]);
  const { name } = await getOwnUpload(tx, { uploadId, accountId: actor.accountId, purpose: attachmentPurpose });
  if (/[/\\:?#]/.test(name)) throw invalid([{ field: 'file', message: unnamed }]);
  await refusing(() =>
    tx
      .insertInto('wiki_attachment')
      .values({ id: newId(), page_id: pageId, upload_id: uploadId, name, person_id: actor.personId, at: now })
      .execute(),
  );
  await record(tx, {
    subjectKind: 'wiki-page',
    subjectId: pageId,
    at: now,
    type: 'wiki-page.attached',
    doer: doerOf(actor),
    data: { name },
  });
  return { page, name };
};

/** Takes an attachment from a page. The file itself stays with the page's history. */
export const detachFile = async (
  tx: Db,
  { now, actor, pageId, name }: Act & { pageId: string; name: string },
): Promise<WikiPage> => {
  const page = await getPage(tx, actor, pageId);
  needWriter(actor, page);
  needLive(page, actor.language);
  const { numUpdatedRows } = await tx
    .updateTable('wiki_attachment')
    .set({ removed_at: now })
    .where('page_id', '=', pageId)
    .where('name', '=', name)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw new AppError('not_found', { what: `attachment ${name}` });
  await record(tx, {
    subjectKind: 'wiki-page',
    subjectId: pageId,
    at: now,
    type: 'wiki-page.detached',
    doer: doerOf(actor),
    data: { name },
  });
  return page;
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

const attachments = (db: Db, pageId: string) =>
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
    .where('a.page_id', '=', pageId)
    .where('a.removed_at', 'is', null);

/** The attachments of a page that the caller has found for its reader, by name. */
export const listAttachments = async (db: Db, pageId: string): Promise<Attachment[]> =>
  (await attachments(db, pageId).orderBy('a.name').limit(500).execute()) as Attachment[];

/** One of them by its name, or null. */
export const findAttachment = async (db: Db, pageId: string, name: string): Promise<Attachment | null> =>
  ((await attachments(db, pageId)
    .where((where) => where(where.fn('lower', ['a.name']), '=', name.toLowerCase()))
    .executeTakeFirst()) as Attachment | undefined) ?? null;
