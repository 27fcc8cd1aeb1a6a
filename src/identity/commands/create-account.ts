import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { parse } from '#lib/input.ts';
import { refuseDeciders } from '../account-rules.ts';
import { insertCredentials } from '../credentials.ts';
import { type AccountInput, accountInput } from '../input.ts';
import { oneTimePassword } from '../password.ts';
import { type By, doerOf, needAdministrator } from '../policy.ts';
import { getPerson } from '../queries.ts';
import { refusing } from '../refusals.ts';

/**
 * Gives a person an account with a one-time password, which is returned once and must be changed at the first sign-in.
 * A sample installation may name the `password` itself; then it need not be changed. Throws `forbidden`, `not_found`, `invalid`.
 */
export const createAccount = async (
  tx: Db,
  input: { account: AccountInput; password?: string; by: By; now: Temporal.Instant },
): Promise<{ accountId: string; password: string }> => {
  needAdministrator(input.by);
  const { personId, email, administrator, auditor, language } = parse(accountInput, input.account);
  const person = await getPerson(tx, personId);
  if (administrator) await refuseDeciders(tx, personId, input.now);
  const password = input.password ?? oneTimePassword();
  const accountId = await insertCredentials(tx, { name: person.name, email, password, now: input.now });
  await refusing(
    tx
      .insertInto('account')
      .values({
        id: accountId,
        person_id: personId,
        administrator,
        auditor,
        language,
        must_change_password: input.password === undefined,
        created_at: input.now,
      })
      .execute(),
  );
  await record(tx, {
    subjectKind: 'account',
    subjectId: accountId,
    at: input.now,
    type: 'account.created',
    doer: doerOf(input.by),
    data: { personId, administrator, auditor },
  });
  return { accountId, password };
};
