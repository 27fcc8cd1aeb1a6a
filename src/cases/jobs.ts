import { z } from 'zod';
import { defineJob } from '#jobs/index.ts';
import { completeLetter } from '#letters/index.ts';
import { deliverLetter } from './commands/deliver-letter.ts';
import { documentsJob } from './letters/documents.ts';
import { sopJob } from './letters/sop.ts';

/** Renders and signs a letter if that was not done yet, then lays it into the applicant's inbox and closes the case. */
export const deliverJob = defineJob({
  name: 'cases.deliver',
  payload: z.object({ caseNumber: z.string(), letterId: z.uuid(), kind: z.enum(['reply', 'refusal']) }),
  handler: async (payload, context) => {
    const { letterId } = payload;
    const done = await completeLetter(context.db, { letterId, secret: context.config.secret, now: context.now() });
    // Whoever signs it asks for the delivery again.
    if (done === 'waiting') return;
    await context.db.transaction().execute((tx) => deliverLetter(tx, { ...payload, now: context.now() }));
  },
});

export const jobs = [deliverJob, documentsJob, sopJob];
