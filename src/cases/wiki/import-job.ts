import { z } from 'zod';
import type { Db } from '#db/index.ts';
import { defineJob, enqueue } from '#jobs/index.ts';
import { requestImport, runImport } from '#wiki/index.ts';

/** Reads a file of pages into a space; one that was cut off goes on where it ended. */
export const wikiImportJob = defineJob({
  name: 'cases.wiki-import',
  urgency: 'patient',
  payload: z.object({ importId: z.uuid() }),
  handler: ({ importId }, { db, now }) => runImport(db, importId, now),
});

/** Notes an import and asks for the job that carries it out. */
export const importIntoWiki = async (tx: Db, input: Parameters<typeof requestImport>[1]): Promise<{ importId: string }> => {
  const asked = await requestImport(tx, input);
  await enqueue(tx, wikiImportJob, asked);
  return asked;
};
