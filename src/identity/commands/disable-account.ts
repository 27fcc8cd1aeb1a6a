import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { refuseLastAdministrator } from '../account-rules.ts';
import { endSessions } from '../credentials.ts';
import { type By, doerOf, needAdministrator } from '../policy.ts';
import { getAccount } from '../queries.ts';

type Input = { accountId: string; by: By; now: Temporal.Instant };

/** Closes an account at once: sessions end, API keys no longer work, signing in is refused. Throws `forbidden`, `not_found`, `invalid`. */
export const disableAccount = async (tx: Db, input: Input): Promise<void> => {
  needAdministrator(input.by);
  const account = await getAccount(tx, input.accountId);
  if (account.disabledAt) return;
  if (account.administrator) await refuseLastAdministrator(tx, input.accountId, 'accountId');
  await tx.updateTable('account').set({ disabled_at: input.now }).where('id', '=', input.accountId).execute();
  await endSessions(tx, input.accountId);
  await note(tx, input, 'account.disabled');
};

/** Opens a disabled account again, with the password it had. Throws `forbidden`, `not_found`. */
export const enableAccount = async (tx: Db, input: Input): Promise<void> => {
  needAdministrator(input.by);
  const account = await getAccount(tx, input.accountId);
  if (!account.disabledAt) return;
  await tx.updateTable('account').set({ disabled_at: null }).where('id', '=', input.accountId).execute();
  await note(tx, input, 'account.enabled');
};

const note = (tx: Db, { accountId, by, now }: Input, type: string): Promise<number> =>
  record(tx, { subjectKind: 'account', subjectId: accountId, at: now, type, doer: doerOf(by), data: {} });
