import type { Db } from '#db/index.ts';
import { AppError } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import { namedType } from './sniff.ts';

export type ReadFile = {
  size: number;
  mediaType: string;
  /** In hexadecimal. */
  sha256: string;
  pages: number | null;
  /** The content, chunk by chunk. It fails rather than end early when a chunk is missing. */
  stream: () => AsyncGenerator<Buffer>;
};

/** A stored file, whatever it was named. Throws `not_found`. */
export const readFile = async (db: Db, fileId: string): Promise<ReadFile> => {
  const file = isId(fileId)
    ? await db
        .selectFrom('file')
        .select(['size', 'media_type as mediaType', 'sha256', 'pages'])
        .where('id', '=', fileId)
        .where('sha256', 'is not', null)
        .executeTakeFirst()
    : undefined;
  if (!file?.sha256) throw new AppError('not_found', { what: `file ${fileId}` });
  return { ...file, sha256: file.sha256.toString('hex'), stream: () => chunksOf(db, fileId, file.size) };
};

const chunksOf = async function* (db: Db, fileId: string, size: number): AsyncGenerator<Buffer> {
  let sent = 0;
  for (let no = 0; sent < size; no += 1) {
    const row = await db
      .selectFrom('file_chunk')
      .select('data')
      .where('file_id', '=', fileId)
      .where('no', '=', no)
      .executeTakeFirst();
    if (!row) throw new Error(`File ${fileId} lacks its chunk ${no}`);
    sent += row.data.length;
    yield row.data;
  }
};

/** The whole content in memory: for what is small by its nature, such as a logo. Throws `not_found`. */
export const readBytes = async (db: Db, fileId: string): Promise<Buffer> => {
  const file = await readFile(db, fileId);
  return Buffer.concat(await Array.fromAsync(file.stream()));
};

export type Upload = {
  id: string;
  fileId: string;
  name: string;
  purpose: string;
  uploadedBy: string | null;
  createdAt: Temporal.Instant;
  size: number;
  mediaType: string;
  pages: number | null;
  /** In hexadecimal. */
  sha256: string;
};

/** Uploads by their ids, in the order in which they were sent; ids that are none are passed over. */
export const listUploads = async (db: Db, ids: readonly string[]): Promise<Upload[]> => {
  const known = ids.filter(isId);
  if (known.length === 0) return [];
  const rows = await db
    .selectFrom('upload')
    .innerJoin('file', 'file.id', 'upload.file_id')
    .select(['upload.id', 'upload.name', 'upload.purpose', 'file.size', 'file.pages', 'file.sha256', 'file.media_type'])
    .select(['upload.file_id as fileId', 'upload.uploaded_by as uploadedBy', 'upload.created_at as createdAt'])
    .where('upload.id', 'in', known)
    .orderBy('upload.id')
    .execute();
  return rows.map(({ sha256, media_type, ...upload }) => ({
    ...upload,
    mediaType: namedType(media_type, upload.name),
    sha256: sha256?.toString('hex') ?? '',
  }));
};

export const findUpload = async (db: Db, uploadId: string): Promise<Upload | undefined> => (await listUploads(db, [uploadId]))[0];

/** An upload. Who may see it is for the caller to say. Throws `not_found`. */
export const getUpload = async (db: Db, uploadId: string): Promise<Upload> => {
  const upload = await findUpload(db, uploadId);
  if (!upload) throw new AppError('not_found', { what: `upload ${uploadId}` });
  return upload;
};

/**
 * An upload that this account sent as this kind of document: what may be bound to a record. Somebody else's, or one that
 * was judged by the rules of another purpose, is not found.
 */
export const getOwnUpload = async (
  db: Db,
  { uploadId, accountId, purpose }: { uploadId: string; accountId: string; purpose: string },
): Promise<Upload> => {
  const upload = await getUpload(db, uploadId);
  if (upload.uploadedBy !== accountId || upload.purpose !== purpose)
    throw new AppError('not_found', { what: `upload ${uploadId}` });
  return upload;
};
