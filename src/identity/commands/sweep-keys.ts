import type { Db } from '#db/index.ts';

/** How long a second click on the same form, or the same API call, is still known as a second one. */
const keysKept = Temporal.Duration.from({ hours: 24 * 30 });

/** Removes what has served its time: keys of acts that were done a month ago, and sessions, codes and parked forms that have expired. */
export const sweepKeys = async (db: Db, now: Temporal.Instant): Promise<{ keys: number; expired: number }> => {
  const keys = await db.deleteFrom('act_key').where('at', '<', now.subtract(keysKept)).executeTakeFirst();
  const gone = await Promise.all([
    db.deleteFrom('auth_session').where('expiresAt', '<', now).executeTakeFirst(),
    db.deleteFrom('auth_verification').where('expiresAt', '<', now).executeTakeFirst(),
    db.deleteFrom('parked_form').where('expires_at', '<', now).executeTakeFirst(),
  ]);
  return {
    keys: Number(keys.numDeletedRows),
    expired: gone.reduce((sum, each) => sum + Number(each.numDeletedRows), 0),
  };
};
