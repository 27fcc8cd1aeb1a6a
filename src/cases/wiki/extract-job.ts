import { z } from 'zod';
import { defineJob } from '#jobs/index.ts';
import { extractAnew } from '#wiki/index.ts';

/** After an update of Griya pages may be found by other parts of their text; usually there is nothing to do. */
export const wikiExtractJob = defineJob({
  name: 'cases.wiki-extract',
  schedule: '13 * * * *',
  urgency: 'patient',
  payload: z.object({}),
  handler: async (_, { db, signal, log }) => {
    const changed = await extractAnew(db, () => signal.aborted);
    if (changed > 0) log.info(`wiki: ${changed} pages read anew for the search`);
  },
});
