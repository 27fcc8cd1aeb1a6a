import { type Doer, system } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import { AppError } from '#lib/errors.ts';
import { ensureRecordPages, replaceRecordPage, retitleRecordPages } from '#wiki/index.ts';
import { type About, pageRecordOf, seenPageRecord } from './page-record.ts';

/** The page of a record, made from its template the first time that somebody who sees the record opens it. */
export const openRecordPage = async (db: Db, actor: Actor, asked: About, now: Temporal.Instant): Promise<{ pageId: string }> => {
  const about = await seenPageRecord(db, actor, asked);
  return db.transaction().execute((tx) => ensureRecordPages(tx, { about, doer: system, now }));
};

/** The pages of an application that a request brings, with what the request tells already. */
export const makeApplicationPages = async (
  tx: Db,
  { applicationId, doer, now }: { applicationId: string; doer: Doer; now: Temporal.Instant },
): Promise<{ pageId: string }> =>
  ensureRecordPages(tx, { about: await pageRecordOf(tx, { kind: 'application', id: applicationId }), doer, now });

/**
 * Calls the pages of a record that was renamed after its new name, and puts those of one that stands elsewhere now under the
 * page of that place. Nothing happens for one that is gone.
 */
export const followRecord = async (db: Db, asked: About, now: Temporal.Instant): Promise<void> => {
  const about = await pageRecordOf(db, asked).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'not_found') return null;
    throw error;
  });
  if (!about) return;
  await db.transaction().execute(async (tx) => {
    await retitleRecordPages(tx, { about, doer: system, now });
    await replaceRecordPage(tx, { about, doer: system, now });
  });
};
