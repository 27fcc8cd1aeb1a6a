import { z } from 'zod';
import { defineJob, enqueued } from '#jobs/index.ts';
import { signLocally } from './local.ts';

/** Signs a rendered letter with the certificate of the installation. */
export const signJob = defineJob({
  name: 'letters.sign',
  payload: z.object({ letterId: z.uuid() }),
  handler: async ({ letterId }, { db, now, config }) => signLocally(db, { letterId, secret: config.secret, now: now() }),
});

/** The job as part of a statement; one waits per letter at most. */
export const signEnqueued = (letterId: string) => enqueued(signJob, { letterId }, { key: `letters.sign:${letterId}` });
