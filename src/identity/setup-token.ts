import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { sql } from 'kysely';
import type { Db } from '#db/index.ts';

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

/**
 * The one-time token of the set-up page, to print on the console: a fresh one at each start until the set-up is done, then
 * null. Only its hash is stored, so a token printed earlier is void.
 */
export const ensureSetupToken = async (db: Db, now: Temporal.Instant): Promise<string | null> => {
  const token = randomBytes(24).toString('base64url');
  const { rows } = await sql`
    insert into setup_token (token_hash, created_at) select ${hashOf(token)}, ${now} where not exists (select 1 from installation)
    on conflict (only_one) do update set token_hash = excluded.token_hash, created_at = excluded.created_at, used_at = null
    returning 1`.execute(db);
  return rows.length > 0 ? token : null;
};

/** Whether this is the token that was printed last and the set-up is still to be done. */
export const isSetupToken = async (db: Db, token: string): Promise<boolean> => {
  const known = await db.selectFrom('setup_token').select('token_hash').where('used_at', 'is', null).executeTakeFirst();
  return known !== undefined && timingSafeEqual(known.token_hash, hashOf(token));
};
