import { z } from 'zod';
import { defineJob } from '#jobs/index.ts';
import { makeRecordPages } from './make-record-pages.ts';

/** Records come in by many doors; within five minutes each has its pages. */
export const recordPagesJob = defineJob({
  name: 'cases.make-record-pages',
  schedule: '*/5 * * * *',
  urgency: 'patient',
  payload: z.object({}),
  handler: async (_, { db, now, signal, log }) => {
    const made = await makeRecordPages(db, now(), () => signal.aborted);
    if (made > 0) log.info(`wiki: pages made for ${made} records`);
  },
});
