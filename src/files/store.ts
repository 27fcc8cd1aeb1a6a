import type { Db } from '#db/index.ts';
import { newId } from '#lib/ids.ts';
import { type Content, chunkSource, dropFile, inTransaction, settle, writeChunks } from './chunks.ts';
import { cleanFileName } from './clean-file-name.ts';
import { inspectPdf } from './pdf/inspect-pdf.ts';
import { kindFault, pdfWords, refuseFile, tooLarge } from './refusals.ts';
import { createSniffer, namedType } from './sniff.ts';

export type NewUpload = {
  stream: AsyncIterable<Uint8Array>;
  /** As the client sent it; cleaned here. */
  name: string;
  /** Which kind of document it is sent as (`acceptRules`). */
  purpose: string;
  /** The account that sends it. */
  uploadedBy: string | null;
  now: Temporal.Instant;
  limitBytes: number;
  /** The field of the form at which a refusal is shown. */
  field?: string;
};

export type StoredUpload = {
  uploadId: string;
  fileId: string;
  name: string;
  size: number;
  mediaType: string;
  /** In hexadecimal. */
  sha256: string;
  pages: number | null;
};

/**
 * Stores what somebody sends, chunk by chunk, in constant memory, and once however often it is sent. The content is judged
 * by itself, never by its name or claimed type. `db` is best no transaction: a slow sender would keep it open. Throws
 * `too_large` and `invalid` (wrong kind; a PDF that is locked, cut off or none) with the cure; nothing is left behind then.
 */
export const storeUpload = async (db: Db, input: NewUpload): Promise<StoredUpload> => {
  const sniffer = createSniffer();
  const content = await writeChunks(db, input.stream, input.now, (chunk, size) => {
    if (size > input.limitBytes) throw tooLarge(input.limitBytes);
    sniffer.push(chunk);
  });
  try {
    const name = cleanFileName(input.name);
    const { mediaType, pages } = await judge(db, content, await sniffer.finish(), { ...input, name });
    const uploadId = newId();
    const fileId = await inTransaction(db, async (tx) => {
      const settled = await settle(tx, content, { mediaType, pages });
      await tx
        .insertInto('upload')
        .values({
          id: uploadId,
          file_id: settled,
          name,
          purpose: input.purpose,
          uploaded_by: input.uploadedBy,
          created_at: input.now,
        })
        .execute();
      return settled;
    });
    const sha256 = content.sha256.toString('hex');
    return { uploadId, fileId, name, size: content.size, mediaType: namedType(mediaType, name), sha256, pages };
  } catch (error) {
    await dropFile(db, content.fileId);
    throw error;
  }
};

const judge = async (
  db: Db,
  { fileId, size }: Content,
  mediaType: string,
  { purpose, name, field = 'file' }: NewUpload,
): Promise<{ mediaType: string; pages: number | null }> => {
  const fault = kindFault(purpose, name, size, mediaType);
  if (fault) throw refuseFile(field, fault);
  if (mediaType !== 'application/pdf') return { mediaType, pages: null };
  const finding = await inspectPdf(chunkSource(db, fileId, size));
  if (finding.fault) throw refuseFile(field, pdfWords(finding.fault));
  return { mediaType, pages: finding.pages };
};

/** Stores a document that Griya made, in the caller's transaction if there is one. The same bytes are stored once. Returns the file. */
export const storeBytes = async (
  db: Db,
  input: { bytes: Uint8Array; mediaType: string; pages?: number | null; now: Temporal.Instant },
): Promise<string> => {
  const { bytes, mediaType, pages = null, now } = input;
  const stream = (async function* () {
    yield bytes;
  })();
  return inTransaction(db, async (tx) => settle(tx, await writeChunks(tx, stream, now), { mediaType, pages }));
};
