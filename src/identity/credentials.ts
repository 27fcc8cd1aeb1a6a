import type { Db } from '#db/index.ts';
import { newId } from '#lib/ids.ts';
import { hashPassword } from './password.ts';
import { refusing } from './refusals.ts';

/** The rows by which somebody can sign in with a password: better-auth's user and its credential. Returns the account's id. */
export const insertCredentials = async (
  tx: Db,
  { name, email, password, now }: { name: string; email: string; password: string; now: Temporal.Instant },
): Promise<string> => {
  const id = newId();
  const dates = { createdAt: now, updatedAt: now };
  await refusing(
    tx
      .insertInto('auth_user')
      .values({ id, name, email, emailVerified: true, ...dates })
      .execute(),
  );
  await tx
    .insertInto('auth_account')
    .values({
      id: newId(),
      accountId: id,
      providerId: 'credential',
      userId: id,
      password: await hashPassword(password),
      ...dates,
    })
    .execute();
  return id;
};

/** Puts another password in place of the one there is. */
export const replacePassword = async (
  tx: Db,
  { accountId, password, now }: { accountId: string; password: string; now: Temporal.Instant },
): Promise<void> => {
  await tx
    .updateTable('auth_account')
    .set({ password: await hashPassword(password), updatedAt: now })
    .where('userId', '=', accountId)
    .where('providerId', '=', 'credential')
    .execute();
};

/** Ends the sessions of an account, but for the one kept. */
export const endSessions = async (tx: Db, accountId: string, keepToken?: string): Promise<void> => {
  await tx
    .deleteFrom('auth_session')
    .where('userId', '=', accountId)
    .$if(keepToken !== undefined, (query) => query.where('token', '!=', keepToken ?? ''))
    .execute();
};
