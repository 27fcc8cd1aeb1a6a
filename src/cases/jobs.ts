import { z } from 'zod';
import { defineJob } from '#jobs/index.ts';
import { renderLetter } from '#letters/index.ts';
import { deliverLetter } from './commands/deliver-letter.ts';
import { documentsJob } from './letters/documents.ts';
import { sopJob } from './letters/sop.ts';

/** Renders a signed letter if that was not done yet, then lays it into the applicant's inbox and closes the case. */
export const deliverJob = defineJob({
  name: 'cases.deliver',
  payload: z.object({ caseNumber: z.string(), letterId: z.uuid(), kind: z.enum(['reply', 'refusal']) }),
  handler: async (payload, context) => {
    await renderLetter(context.db, { letterId: payload.letterId, now: context.now() });
    await context.db.transaction().execute((tx) => deliverLetter(tx, { ...payload, now: context.now() }));
  },
});

export const jobs = [deliverJob, documentsJob, sopJob];
