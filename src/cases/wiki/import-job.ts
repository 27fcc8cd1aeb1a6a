import { z } from 'zod';
import type { Db } from '#db/index.ts';
import { defineJob, enqueue } from '#jobs/index.ts';
import { requestImport, startImport, stopImport, tryAgain, undoImport, workOnImport } from '#wiki/index.ts';

/** Tries a file of pages, reads it into a space, or takes that back; what was cut off goes on where it ended. */
export const wikiImportJob = defineJob({
  name: 'cases.wiki-import',
  urgency: 'patient',
  maxAttempts: 5,
  payload: z.object({ importId: z.uuid() }),
  handler: ({ importId }, { db, now, attempt, maxAttempts }) => workOnImport(db, importId, { now, last: attempt >= maxAttempts }),
});

/** Notes an import and asks for the job that tries it. */
export const importIntoWiki = async (tx: Db, input: Parameters<typeof requestImport>[1]): Promise<{ importId: string }> => {
  const asked = await requestImport(tx, input);
  await enqueue(tx, wikiImportJob, asked);
  return asked;
};

/** Has an import that was tried, or stopped, carried out. */
export const startWikiImport = async (tx: Db, input: Parameters<typeof startImport>[1]): Promise<void> => {
  await startImport(tx, input);
  await enqueue(tx, wikiImportJob, { importId: input.importId });
};

/** Has the file of an import that ended tried once more, as another kind for example. */
export const tryWikiImportAgain = async (tx: Db, input: Parameters<typeof tryAgain>[1]): Promise<{ importId: string }> => {
  const asked = await tryAgain(tx, input);
  await enqueue(tx, wikiImportJob, asked);
  return asked;
};

/** Has an import end after the pages at hand; also one whose worker was killed too often to be tried again. */
export const stopWikiImport = async (tx: Db, input: Parameters<typeof stopImport>[1]): Promise<void> => {
  await stopImport(tx, input);
  await enqueue(tx, wikiImportJob, { importId: input.importId });
};

/** Has an import taken back. */
export const undoWikiImport = async (tx: Db, input: Parameters<typeof undoImport>[1]): Promise<void> => {
  await undoImport(tx, input);
  await enqueue(tx, wikiImportJob, { importId: input.importId });
};
