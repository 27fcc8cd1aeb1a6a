import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { doerOf, type HolderAct } from '../act.ts';

type Released = { serverId: string; holder: string; holderLabel: string };

const released = ['server_id as serverId', 'holder', 'holder_label as holderLabel'] as const;

/** Gives back what `holder` has, held or allotted. Harmless when there is nothing: returns null then. */
export const releaseCapacity = async (tx: Db, input: HolderAct & { holder: string }): Promise<Released | null> => {
  const claim = await tx
    .updateTable('capacity_claim')
    .set({ state: 'released', released_at: input.now })
    .where('holder', '=', input.holder)
    .where('state', '<>', 'released')
    .returning(released)
    .executeTakeFirst();
  if (!claim) return null;
  await journal(tx, claim, 'capacity.released', input);
  return claim;
};

/** Gives back every hold whose time is over at `now`; returns them, so that the caller can tell the holders. */
export const expireHolds = async (tx: Db, now: Temporal.Instant): Promise<Released[]> => {
  const claims = await tx
    .updateTable('capacity_claim')
    .set({ state: 'released', released_at: now })
    .where('state', '=', 'held')
    .where('expires_at', '<=', now)
    .returning(released)
    .execute();
  for (const claim of claims) await journal(tx, claim, 'capacity.expired', { now });
  return claims;
};

const journal = (tx: Db, { serverId, holder, holderLabel }: Released, type: string, act: HolderAct): Promise<number> =>
  record(tx, {
    subjectKind: 'server',
    subjectId: serverId,
    at: act.now,
    type,
    doer: doerOf(act),
    data: { holder, holderLabel },
  });
