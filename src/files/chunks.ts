import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Db } from '#db/index.ts';
import { newId } from '#lib/ids.ts';
import type { ByteSource } from './pdf/source.ts';

export const chunkSize = 256 * 1024;

/** Cuts a stream into pieces of one size (the last may be shorter). Each is valid until the next is asked for. */
export const inChunks = async function* (stream: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  const chunk = Buffer.allocUnsafe(chunkSize);
  let filled = 0;
  for await (const bytes of stream) {
    for (let at = 0; at < bytes.length; ) {
      const part = bytes.subarray(at, at + chunkSize - filled);
      chunk.set(part, filled);
      filled += part.length;
      at += part.length;
      if (filled < chunkSize) continue;
      yield chunk;
      filled = 0;
    }
  }
  if (filled > 0) yield chunk.subarray(0, filled);
};

export type Content = { fileId: string; size: number; sha256: Buffer };

/**
 * Writes a stream into chunks of a new file, which has no hash yet and so is nobody's. `see` looks at each chunk before it
 * is written, and may refuse. Whatever fails, nothing is left behind.
 */
export const writeChunks = async (
  db: Db,
  stream: AsyncIterable<Uint8Array>,
  now: Temporal.Instant,
  see: (chunk: Buffer, sizeSoFar: number) => void = () => undefined,
): Promise<Content> => {
  const fileId = newId();
  const hash = createHash('sha256');
  let size = 0;
  await db.insertInto('file').values({ id: fileId, created_at: now }).execute();
  try {
    let no = 0;
    for await (const data of inChunks(stream)) {
      size += data.length;
      see(data, size);
      hash.update(data);
      await db.insertInto('file_chunk').values({ file_id: fileId, no, data }).execute();
      no += 1;
    }
  } catch (error) {
    await dropFile(db, fileId);
    throw error;
  }
  return { fileId, size, sha256: hash.digest() };
};

/** Removes a file that came to nothing. In a transaction that has failed already this is left to its end. */
export const dropFile = async (db: Db, fileId: string): Promise<void> => {
  await db
    .deleteFrom('file')
    .where('id', '=', fileId)
    .execute()
    .catch(() => undefined);
};

/** Runs in the caller's transaction, or in one of its own. */
export const inTransaction = <Result>(db: Db, work: (tx: Db) => Promise<Result>): Promise<Result> =>
  db.isTransaction ? work(db) : db.transaction().execute(work);

/**
 * Makes written content a file, or gives it up for the one that has the same content already. Two who bring the same at
 * the same moment come one after the other; a file that is being swept away is not taken. Returns the file to refer to.
 */
export const settle = async (
  tx: Db,
  { fileId, size, sha256 }: Content,
  { mediaType, pages }: { mediaType: string; pages: number | null },
): Promise<string> => {
  await sql`select pg_advisory_xact_lock(${sha256.readBigInt64BE(0).toString()}::bigint)`.execute(tx);
  const known = await tx.selectFrom('file').select('id').where('sha256', '=', sha256).forKeyShare().executeTakeFirst();
  if (known) {
    await tx.deleteFrom('file').where('id', '=', fileId).execute();
    return known.id;
  }
  await tx.updateTable('file').set({ sha256, size, media_type: mediaType, pages }).where('id', '=', fileId).execute();
  return fileId;
};

/** Stored chunks as a source to look into; the last few that were read stay in memory. */
export const chunkSource = (db: Db, fileId: string, size: number): ByteSource => {
  const kept = new Map<number, Buffer>();
  const chunk = async (no: number): Promise<Buffer> => {
    const held = kept.get(no);
    if (held) return held;
    const { data } = await db
      .selectFrom('file_chunk')
      .select('data')
      .where('file_id', '=', fileId)
      .where('no', '=', no)
      .executeTakeFirstOrThrow();
    const oldest = kept.keys().next();
    if (kept.size >= 4 && !oldest.done) kept.delete(oldest.value);
    kept.set(no, data);
    return data;
  };
  return {
    size,
    read: async (offset, length) => {
      const end = Math.min(size, offset + length);
      const parts: Buffer[] = [];
      for (let at = offset; at < end; ) {
        const no = Math.floor(at / chunkSize);
        const from = at - no * chunkSize;
        const part = (await chunk(no)).subarray(from, Math.min(chunkSize, from + end - at));
        if (part.length === 0) break;
        parts.push(part);
        at += part.length;
      }
      return Buffer.concat(parts);
    },
  };
};
