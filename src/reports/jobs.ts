import { z } from 'zod';
import { defineJob } from '#jobs/index.ts';
import { countChanges } from './figures/count-changes.ts';
import { learnForecast } from './forecast/learn-forecast.ts';
import { makeDueReport } from './monthly/make-report.ts';

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

/** Early on every day, so that a machine that was off on the first makes it up. 17.15 UTC is after midnight in all of Indonesia. */
const monthlyJob = defineJob({
  name: 'reports.make-monthly',
  schedule: '15 17 * * *',
  payload: z.object({}),
  handler: (_, { db, now }) => makeDueReport(db, now()),
});

/** At night: what was recorded during the day changes a forecast by little. */
const learnJob = defineJob({
  name: 'reports.learn-forecast',
  urgency: 'patient',
  schedule: '5 18 * * *',
  maxAttempts: 3,
  payload: z.object({}),
  handler: async (_, { db, now }) => {
    await learnForecast(db, now());
  },
});

export const jobs = [countJob, monthlyJob, learnJob];
