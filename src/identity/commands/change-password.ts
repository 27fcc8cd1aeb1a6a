import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { AppError, type FieldFault, invalid } from '#lib/errors.ts';
import type { Actor } from '../actor.ts';
import { endSessions, replacePassword } from '../credentials.ts';
import { isPassword, passwordFault } from '../password.ts';
import { doerOf } from '../policy.ts';
import { revokeApiKeysOf } from './revoke-api-key.ts';

/**
 * Changes one's own password, and with it the duty to change a one-time password. Every other session of the account ends,
 * and with `apiKeys` every key that a program holds.
 * Guesses at `current` are for the caller to throttle (`throttled`). Throws `invalid` at `currentPassword` or `newPassword`.
 */
export const changePassword = async (
  tx: Db,
  input: {
    actor: Actor;
    sessionToken: string;
    currentPassword: string;
    newPassword: string;
    apiKeys?: boolean;
    now: Temporal.Instant;
  },
): Promise<void> => {
  const { accountId } = input.actor;
  const account = await tx
    .selectFrom('auth_account')
    .innerJoin('auth_user', 'auth_user.id', 'auth_account.userId')
    .select(['auth_account.password', 'auth_user.email'])
    .where('auth_account.userId', '=', accountId)
    .where('auth_account.providerId', '=', 'credential')
    .forUpdate('auth_account')
    .executeTakeFirst();
  if (!account?.password) throw new AppError('not_found', { what: 'password' });
  const faults: FieldFault[] = [];
  if (!(await isPassword(account.password, input.currentPassword))) {
    faults.push({
      field: 'currentPassword',
      message: { id: 'Kata sandi saat ini tidak cocok.', en: 'The current password does not match.' },
    });
  }
  const fault = passwordFault(input.newPassword, account.email) ?? sameFault(input);
  if (fault) faults.push({ field: 'newPassword', message: fault });
  if (faults.length > 0) throw invalid(faults);
  await replacePassword(tx, { accountId, password: input.newPassword, now: input.now });
  await tx.updateTable('account').set({ must_change_password: false }).where('id', '=', accountId).execute();
  await endSessions(tx, accountId, input.sessionToken);
  const apiKeysRevoked = input.apiKeys ? await revokeApiKeysOf(tx, accountId, input.now) : 0;
  await record(tx, {
    subjectKind: 'account',
    subjectId: accountId,
    at: input.now,
    type: 'account.password_changed',
    doer: doerOf(input.actor),
    data: { apiKeysRevoked },
  });
};

const sameFault = ({ currentPassword, newPassword }: { currentPassword: string; newPassword: string }) =>
  currentPassword === newPassword
    ? { id: 'Kata sandi baru harus berbeda dari yang lama.', en: 'The new password must differ from the old one.' }
    : null;
