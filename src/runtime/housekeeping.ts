import { z } from 'zod';
import { sweepUnreferenced } from '#files/index.ts';
import { findInstallation, sweepKeys } from '#identity/index.ts';
import { defineJob } from '#jobs/index.ts';
import { expireHolds, recordCapacity, recordCompleteness } from '#registry/index.ts';
import { forgetBooks, forgetChecks, forgetDrafts } from '#wiki/index.ts';

/** How long a file that somebody sent waits to be used: a form is left and taken up again within a month. */
const unusedFilesKept = Temporal.Duration.from({ days: 30 });

/** Removes what nobody needs any more, at night by the clocks of every Indonesian time zone. */
const sweepJob = defineJob({
  name: 'housekeeping.sweep',
  urgency: 'patient',
  schedule: '40 18 * * *',
  payload: z.object({}),
  handler: async (_, { db, now, log }) => {
    const at = now();
    await forgetBooks(db, at);
    await forgetDrafts(db, at);
    await forgetChecks(db, at);
    const files = await sweepUnreferenced(db, { now: at, olderThan: unusedFilesKept });
    const keys = await sweepKeys(db, at);
    log.info('What nobody needs any more is removed', { ...files, ...keys });
  },
});

/** Gives back capacity whose hold is over. */
const holdsJob = defineJob({
  name: 'housekeeping.expire-holds',
  schedule: '*/10 * * * *',
  payload: z.object({}),
  handler: async (_, { db, now }) => {
    await db.transaction().execute((tx) => expireHolds(tx, now()));
  },
});

/** Keeps what is taken of each server, every hour: the last look of a day is what that day is remembered by. */
const capacityJob = defineJob({
  name: 'housekeeping.capacity',
  urgency: 'patient',
  schedule: '55 * * * *',
  payload: z.object({}),
  handler: async (_, { db, now }) => {
    const installation = await findInstallation(db);
    if (!installation) return;
    const today = now().toZonedDateTimeISO(installation.timeZone).toPlainDate();
    await recordCapacity(db, today);
    await recordCompleteness(db, today);
  },
});

/** What the installation does by itself; it belongs to no single room. */
export const jobs = [sweepJob, holdsJob, capacityJob];
