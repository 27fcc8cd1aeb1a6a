import type { Db } from '#db/index.ts';
import { AppError } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import type { ApiContext } from './context.ts';

class Repeated extends Error {}

/** What a call did, or what the call before it with the same key had made. */
export type Once<Result> = { repeated: false; result: Result } | { repeated: true; result: null; made: string | null };

/**
 * Carries out a change in one transaction. With the header `Idempotency-Key` (a UUID of the caller's) the same call sent
 * twice changes once, also at the same moment: the second answers `repeated`, with the id of what the first one made
 * (`madeOf`). Throws bad_request for a key that is no UUID or was used for another call.
 */
export const once = async <Result>(
  c: ApiContext,
  run: (tx: Db) => Promise<Result>,
  madeOf?: (result: Result) => string,
): Promise<Once<Result>> => {
  const { db } = c.var.options;
  const key = c.req.header('idempotency-key');
  if (key === undefined) return { repeated: false, result: await again(() => db.transaction().execute(run)) };
  if (!isId(key)) throw new AppError('bad_request', { why: 'Idempotency-Key' });
  try {
    const result = await again(() => db.transaction().execute((tx) => runWithKey(c, tx, key, run, madeOf)));
    return { repeated: false, result };
  } catch (error) {
    const location = await findLocation(c, key);
    if (location === null) throw error;
    const call = callOf(c);
    if (location !== call && !location.startsWith(`${call} `)) {
      throw new AppError('bad_request', { why: 'Idempotency-Key' });
    }
    return { repeated: true, result: null, made: location.slice(call.length + 1) || null };
  }
};

/** The path as it was sent: decoded, it could hold what no text column takes (%00). */
const callOf = (c: ApiContext): string => `${c.req.method} ${new URL(c.req.url).pathname}`;

const runWithKey = async <Result>(
  c: ApiContext,
  tx: Db,
  key: string,
  run: (tx: Db) => Promise<Result>,
  madeOf?: (result: Result) => string,
): Promise<Result> => {
  // A second call with this key waits here, at the key's row, until the first one has ended.
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('act_key')
    .values({ account_id: c.var.actor.accountId, key, location: callOf(c), at: c.var.now })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  if (numInsertedOrUpdatedRows === 0n) throw new Repeated();
  const result = await run(tx);
  if (madeOf) {
    await tx
      .updateTable('act_key')
      .set({ location: `${callOf(c)} ${madeOf(result)}` })
      .where('account_id', '=', c.var.actor.accountId)
      .where('key', '=', key)
      .execute();
  }
  return result;
};

const findLocation = async (c: ApiContext, key: string): Promise<string | null> => {
  const row = await c.var.options.db
    .selectFrom('act_key')
    .select('location')
    .where('account_id', '=', c.var.actor.accountId)
    .where('key', '=', key)
    .executeTakeFirst();
  return row?.location ?? null;
};

/** Two acts at once may be told by PostgreSQL to try again: serialization failure, deadlock. */
const again = async <Result>(attempt: () => Promise<Result>): Promise<Result> => {
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt();
    } catch (error) {
      const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
      if (tries === 3 || (code !== '40001' && code !== '40P01')) throw error;
    }
  }
};
