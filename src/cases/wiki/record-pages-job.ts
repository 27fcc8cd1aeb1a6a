import { z } from 'zod';
import { defineJob } from '#jobs/index.ts';
import { followEndedRecords } from './ended-records.ts';
import { makeRecordPages } from './make-record-pages.ts';

/** Records come in and end by many doors; within five minutes each has its pages, and those of an ended one are archived. */
export const recordPagesJob = defineJob({
  name: 'cases.make-record-pages',
  schedule: '*/5 * * * *',
  urgency: 'patient',
  payload: z.object({}),
  handler: async (_, { db, now, signal, log }) => {
    // First what has ended: a record whose page cannot be made must not hold that up.
    const { ended, back } = await followEndedRecords(db, now(), () => signal.aborted);
    if (ended + back > 0) log.info(`wiki: pages of ${ended} ended records archived, of ${back} brought back`);
    const made = await makeRecordPages(db, now(), () => signal.aborted);
    if (made > 0) log.info(`wiki: pages made for ${made} records`);
  },
});
