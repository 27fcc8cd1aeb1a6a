import { z } from 'zod';
import { defineJob } from '#jobs/index.ts';
import { completeLetter } from '#letters/index.ts';
import { deliverLetter } from './commands/deliver-letter.ts';
import { watchDeadlines } from './commands/watch-deadlines.ts';
import { watchPosts } from './commands/watch-posts.ts';
import { tellDrift } from './drift-notices.ts';
import { tellPausedHooks } from './hook-notices.ts';
import { remindUnsigned } from './letter-notices.ts';
import { documentsJob } from './letters/documents.ts';
import { deliverEndJob } from './letters/end-letter.ts';
import { sopJob } from './letters/sop.ts';
import { tellRegisterWork } from './register-notices.ts';
import { tellLateSubTasks } from './sub-tasks/work.ts';
import { wikiBookJob } from './wiki/book-job.ts';
import { wikiExtractJob } from './wiki/extract-job.ts';
import { wikiImportJob } from './wiki/import-job.ts';
import { followRecord } from './wiki/open-record.ts';
import { recordPagesJob } from './wiki/record-pages-job.ts';
import { remindOwners } from './wiki/remind-owners.ts';
import { tellWatchers } from './wiki/tell-watchers.ts';

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

/** Looked for every ten minutes, as deadlines are. */
const unsignedJob = defineJob({
  name: 'cases.remind-unsigned',
  schedule: '*/10 * * * *',
  payload: z.object({}),
  handler: (_, { db, now }) => remindUnsigned(db, now()),
});

/** Deadlines are looked at every ten minutes: the shortest standard time is three hours. */
const watchJob = defineJob({
  name: 'cases.watch-deadlines',
  schedule: '*/10 * * * *',
  payload: z.object({}),
  handler: async (_, { db, now }) => {
    await watchDeadlines(db, now());
    await tellLateSubTasks(db, now());
  },
});

/** Posts are looked at every hour: days begin at another moment in each of the country's time zones. */
const watchPostsJob = defineJob({
  name: 'cases.watch-posts',
  schedule: '7 * * * *',
  payload: z.object({}),
  handler: (_, { db, now }) => watchPosts(db, now()),
});

/** With the register's: when the week's work is planned. */
const remindOwnersJob = defineJob({
  name: 'cases.remind-wiki-owners',
  schedule: '20 0 * * 1',
  urgency: 'patient',
  payload: z.object({}),
  handler: (_, { db, now }) => remindOwners(db, now()),
});

/** Once a day, before work begins in most of the country: 06.30 in the west. */
const watchersJob = defineJob({
  name: 'cases.tell-wiki-watchers',
  schedule: '30 23 * * *',
  urgency: 'patient',
  payload: z.object({}),
  handler: (_, { db, now }) => tellWatchers(db, now()),
});

/** A hook that was switched off is told of soon after it. */
const hooksJob = defineJob({
  name: 'cases.tell-paused-hooks',
  schedule: '13 * * * *',
  payload: z.object({}),
  handler: (_, { db, now }) => tellPausedHooks(db, now()),
});

/** Asked for by the database itself whenever a name or a server's site changes (0102_wiki_names.sql, 0124_wiki_places.sql). */
const followNameJob = defineJob({
  name: 'cases.follow-record-name',
  payload: z.object({ kind: z.enum(['application', 'server', 'site']), id: z.uuid() }),
  handler: (about, { db, now }) => followRecord(db, about, now()),
});

/** What a comparison of a zone found is told soon after it. */
const driftJob = defineJob({
  name: 'cases.tell-drift',
  schedule: '*/10 * * * *',
  payload: z.object({}),
  handler: (_, { db, now }) => tellDrift(db, now()),
});

/** Monday morning, when the week's work is planned: 07.10 in the west, 09.10 in the east of the country. */
const registerWorkJob = defineJob({
  name: 'cases.tell-register-work',
  schedule: '10 0 * * 1',
  urgency: 'patient',
  payload: z.object({}),
  handler: (_, { db, now }) => tellRegisterWork(db, now()),
});

export const jobs = [
  registerWorkJob,
  deliverJob,
  deliverEndJob,
  documentsJob,
  sopJob,
  unsignedJob,
  watchJob,
  watchPostsJob,
  remindOwnersJob,
  watchersJob,
  driftJob,
  hooksJob,
  wikiImportJob,
  followNameJob,
  wikiExtractJob,
  wikiBookJob,
  recordPagesJob,
];
