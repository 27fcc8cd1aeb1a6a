import type { Context } from 'hono';
import type { Db } from '#db/index.ts';
import { AppError } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import type { ApiEnv } from './context.ts';

class Repeated extends Error {}

/**
 * Carries out a change in one transaction. With the header `Idempotency-Key` (a UUID of the caller's) the same call sent
 * twice changes once: the second answers `repeated`, whatever became of the first one's reply.
 */
export const once = async <Result>(
  c: Context<ApiEnv>,
  run: (tx: Db) => Promise<Result>,
): Promise<{ repeated: false; result: Result } | { repeated: true; result: null }> => {
  const { db } = c.var.options;
  const key = c.req.header('idempotency-key');
  if (key !== undefined && !isId(key)) throw new AppError('bad_request', { why: 'Idempotency-Key' });
  if (key === undefined) return { repeated: false, result: await db.transaction().execute(run) };
  const { accountId } = c.var.actor;
  const done = async (): Promise<boolean> =>
    (await db
      .selectFrom('act_key')
      .select('key')
      .where('key', '=', key)
      .where('account_id', '=', accountId)
      .executeTakeFirst()) !== undefined;
  if (await done()) return { repeated: true, result: null };
  try {
    const result = await db.transaction().execute(async (tx) => {
      const answer = await run(tx);
      const { numInsertedOrUpdatedRows } = await tx
        .insertInto('act_key')
        .values({ key, account_id: accountId, location: c.req.path, at: c.var.now })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirstOrThrow();
      if (numInsertedOrUpdatedRows === 0n) throw new Repeated();
      return answer;
    });
    return { repeated: false, result };
  } catch (error) {
    if (error instanceof Repeated || (await done())) return { repeated: true, result: null };
    throw error;
  }
};
