import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { AppError } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import type { Actor } from '../actor.ts';
import { doerOf, mayAdminister } from '../policy.ts';

/** Ends a key at once: one's own, or anyone's for an administrator. Another's key is not found. Throws `not_found`. */
export const revokeApiKey = async (tx: Db, input: { apiKeyId: string; actor: Actor; now: Temporal.Instant }): Promise<void> => {
  const revoked = isId(input.apiKeyId)
    ? await tx
        .updateTable('api_key')
        .set((eb) => ({ revoked_at: eb.fn.coalesce('revoked_at', eb.val(input.now)) }))
        .where('id', '=', input.apiKeyId)
        .$if(!mayAdminister(input.actor), (query) => query.where('account_id', '=', input.actor.accountId))
        .returning(['account_id', 'name'])
        .executeTakeFirst()
    : undefined;
  if (!revoked) throw new AppError('not_found', { what: 'API key' });
  await record(tx, {
    subjectKind: 'account',
    subjectId: revoked.account_id,
    at: input.now,
    type: 'account.api_key_revoked',
    doer: doerOf(input.actor),
    data: { apiKeyId: input.apiKeyId, name: revoked.name },
  });
};

/** Ends every key of an account that still works; how many those were. The caller records why. */
export const revokeApiKeysOf = async (tx: Db, accountId: string, now: Temporal.Instant): Promise<number> => {
  const { numUpdatedRows } = await tx
    .updateTable('api_key')
    .set({ revoked_at: now })
    .where('account_id', '=', accountId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return Number(numUpdatedRows);
};
