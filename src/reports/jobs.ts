import { z } from 'zod';
import { defineJob } from '#jobs/index.ts';
import { countChanges } from './figures/count-changes.ts';

/** Every minute: until then a changed day is counted by whoever looks at it. */
const countJob = defineJob({
  name: 'reports.count-figures',
  urgency: 'patient',
  schedule: '* * * * *',
  maxAttempts: 3,
  payload: z.object({}),
  handler: async (_, { db }) => {
    await countChanges(db);
  },
});

export const jobs = [countJob];
