import { z } from 'zod';
import type { Db } from '#db/index.ts';
import { getInstallation } from '#identity/index.ts';
import { defineJob, enqueue } from '#jobs/index.ts';
import { requestBook, runBook } from '#wiki/index.ts';
import { wikiExporting } from './exporting.ts';

/** Makes a book of the wiki, as the account that asked may read it now. */
export const wikiBookJob = defineJob({
  name: 'cases.wiki-book',
  urgency: 'patient',
  maxAttempts: 3,
  payload: z.object({ bookId: z.uuid() }),
  handler: ({ bookId }, { db, now, config, attempt, maxAttempts }) =>
    runBook(db, bookId, {
      now,
      last: attempt >= maxAttempts,
      exporting: async (actor) => {
        const { timeZone } = await getInstallation(db);
        return wikiExporting(db, actor, { now: now(), timeZone, baseUrl: config.baseUrl });
      },
    }),
});

/** Notes a book and asks for the job that makes it. */
export const bookOfWiki = async (tx: Db, input: Parameters<typeof requestBook>[1]): Promise<{ bookId: string }> => {
  const asked = await requestBook(tx, input);
  await enqueue(tx, wikiBookJob, asked);
  return asked;
};
