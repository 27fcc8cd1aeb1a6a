import { sql } from 'kysely';
import type { Db } from '#db/index.ts';
import type { Logo } from './render.ts';

/** A logo is a small picture; what is larger was not meant as one. */
const largestLogo = 2_000_000;

/** The logo of a letterhead, or null where the office has none. Throws an Error when it is too large to be printed. */
export const readLogo = async (db: Db, fileId: string | null): Promise<Logo | null> => {
  if (!fileId) return null;
  const { rows } = await sql<{ mediaType: string; size: number; bytes: Buffer | null }>`
    select f.media_type as "mediaType", f.size, case when f.size <= ${largestLogo}::bigint then
      (select string_agg(c.data, ''::bytea order by c.no) from file_chunk c where c.file_id = f.id) end as bytes
    from file f where f.id = ${fileId}`.execute(db);
  const [file] = rows;
  if (!file) return null;
  if (!file.bytes) throw new Error(`The logo has ${file.size} bytes; ${largestLogo} is the most that is printed`);
  return { bytes: file.bytes, mediaType: file.mediaType };
};
