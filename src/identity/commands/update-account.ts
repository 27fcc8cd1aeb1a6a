import { z } from 'zod';
import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { email, parse, ticked } from '#lib/input.ts';
import { refuseDeciders, refuseLastAdministrator } from '../account-rules.ts';
import { type By, doerOf, needAdministrator } from '../policy.ts';
import { getAccount } from '../queries.ts';
import { changesBetween, refusing } from '../refusals.ts';

export const accountChangeInput = z.strictObject({ email: email(), administrator: ticked(), auditor: ticked() });

/** Changes the address and the system roles of an account. Throws `forbidden`, `not_found`, `invalid`. */
export const updateAccount = async (
  tx: Db,
  input: { accountId: string; account: z.input<typeof accountChangeInput>; by: By; now: Temporal.Instant },
): Promise<void> => {
  needAdministrator(input.by);
  const before = await getAccount(tx, input.accountId);
  const after = parse(accountChangeInput, input.account);
  const { email: oldEmail, administrator, auditor } = before;
  const changes = changesBetween({ email: oldEmail, administrator, auditor }, after);
  if (Object.keys(changes).length === 0) return;
  if (after.administrator && !administrator) await refuseDeciders(tx, before.personId, input.now);
  if (!after.administrator && administrator) await refuseLastAdministrator(tx, input.accountId, 'administrator');
  await refusing(
    tx.updateTable('auth_user').set({ email: after.email, updatedAt: input.now }).where('id', '=', input.accountId).execute(),
  );
  await tx
    .updateTable('account')
    .set({ administrator: after.administrator, auditor: after.auditor })
    .where('id', '=', input.accountId)
    .execute();
  await record(tx, {
    subjectKind: 'account',
    subjectId: input.accountId,
    at: input.now,
    type: 'account.updated',
    doer: doerOf(input.by),
    data: { changes },
  });
};
