import { z } from 'zod';
import { defineJob, enqueued } from '#jobs/index.ts';
import { renderLetter } from './commands/render-letter.ts';
import { signJob } from './signing/jobs.ts';

/** Makes the PDF of a letter, a draft or an issued one. */
export const renderJob = defineJob({
  name: 'letters.render',
  payload: z.object({ letterId: z.uuid() }),
  handler: async ({ letterId }, { db, now }) => {
    await renderLetter(db, { letterId, now: now() });
  },
});

/**
 * The job as part of a statement; one waits per letter at most. A draft goes before what is signed already: the next person
 * must see it before the case can go on.
 */
export const renderEnqueued = (letterId: string, urgency: 'awaited' | 'usual') =>
  enqueued(renderJob, { letterId }, { key: `letters.render:${letterId}`, urgency });

export const jobs = [renderJob, signJob];
