import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Db } from '#db/index.ts';
import { newId } from '#lib/ids.ts';

/** Stores made bytes once, by hash. Stands in for the files room's own `storeBytes`. */
export const storeBytes = async (
  db: Db,
  { bytes, mediaType, now }: { bytes: Uint8Array; mediaType: string; now: Temporal.Instant },
): Promise<string> => {
  const sha256 = createHash('sha256').update(bytes).digest();
  const { rows } = await sql<{ id: string }>`
    with made as (
      insert into file (id, sha256, size, media_type, created_at)
        values (${newId()}, ${sha256}, ${bytes.length}, ${mediaType}, ${now})
        on conflict (sha256) do update set sha256 = excluded.sha256 returning id
    ), chunk as (
      insert into file_chunk (file_id, no, data) select id, 0, ${Buffer.from(bytes)} from made on conflict do nothing
    )
    select id from made`.execute(db);
  return rows[0]?.id ?? '';
};
