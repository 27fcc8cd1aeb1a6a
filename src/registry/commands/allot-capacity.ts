import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { AppError } from '#lib/errors.ts';
import { doerOf, type HolderAct } from '../act.ts';

/** Turns what is held for `holder` into an allotment without end. Harmless a second time; `not_found` when nothing is held. */
export const allotCapacity = async (tx: Db, input: HolderAct & { holder: string }): Promise<{ serverId: string }> => {
  const { holder, now } = input;
  const claim = await tx
    .updateTable('capacity_claim')
    .set({ state: 'allotted', allotted_at: now, expires_at: null })
    .where('holder', '=', holder)
    .where('state', '=', 'held')
    .returning(['server_id as serverId', 'holder_label as holderLabel'])
    .executeTakeFirst();
  if (!claim) return alreadyAllotted(tx, holder);
  await record(tx, {
    subjectKind: 'server',
    subjectId: claim.serverId,
    at: now,
    type: 'capacity.allotted',
    doer: doerOf(input),
    data: { holder, holderLabel: claim.holderLabel },
  });
  return { serverId: claim.serverId };
};

const alreadyAllotted = async (tx: Db, holder: string): Promise<{ serverId: string }> => {
  const claim = await tx
    .selectFrom('capacity_claim')
    .where('holder', '=', holder)
    .where('state', '=', 'allotted')
    .select('server_id as serverId')
    .executeTakeFirst();
  if (!claim) throw new AppError('not_found', { what: `capacity claim of ${holder}` });
  return claim;
};
