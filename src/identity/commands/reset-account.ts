import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { endSessions, replacePassword } from '../credentials.ts';
import { oneTimePassword } from '../password.ts';
import { type By, doerOf, needAdministrator } from '../policy.ts';
import { getAccount } from '../queries.ts';
import { revokeApiKeysOf } from './revoke-api-key.ts';

/**
 * Gives an account a new one-time password and ends its sessions; `secondFactors` also removes the authenticator app and
 * the passkeys, for a lost phone; `apiKeys` also ends the keys that programs hold, for an account in wrong hands. Throws `forbidden`, `not_found`.
 */
export const resetAccount = async (
  tx: Db,
  input: { accountId: string; secondFactors: boolean; apiKeys: boolean; by: By; now: Temporal.Instant },
): Promise<{ password: string }> => {
  needAdministrator(input.by);
  const { accountId, now } = input;
  await getAccount(tx, accountId);
  const password = oneTimePassword();
  await replacePassword(tx, { accountId, password, now });
  await tx.updateTable('account').set({ must_change_password: true }).where('id', '=', accountId).execute();
  await endSessions(tx, accountId);
  if (input.secondFactors) {
    await tx.deleteFrom('auth_two_factor').where('userId', '=', accountId).execute();
    await tx.deleteFrom('auth_passkey').where('userId', '=', accountId).execute();
    await tx.updateTable('auth_user').set({ twoFactorEnabled: false, updatedAt: now }).where('id', '=', accountId).execute();
  }
  const apiKeysRevoked = input.apiKeys ? await revokeApiKeysOf(tx, accountId, now) : 0;
  await record(tx, {
    subjectKind: 'account',
    subjectId: accountId,
    at: now,
    type: 'account.reset',
    doer: doerOf(input.by),
    data: { secondFactors: input.secondFactors, apiKeysRevoked },
  });
  return { password };
};
