import { record } from '#audit/index.ts';
import { type Db, json } from '#db/index.ts';
import { listUploads } from '#files/index.ts';
import { doerOf } from '#identity/index.ts';
import { AppError, invalid } from '#lib/errors.ts';
import { isId, newId } from '#lib/ids.ts';
import type { Act } from '../act.ts';
import { needKeeper } from '../policy.ts';
import { getSpace, type Space } from '../queries/spaces.ts';
import { type Collision, type ImportKind, importPurpose } from './kinds.ts';
import { getImport, type ImportState, type WikiImport } from './queries.ts';
import { failures, stateWords } from './words.ts';

const noFile = { id: 'Pilih berkas yang akan diimpor.', en: 'Choose the file to import.' };

/**
 * Notes an import; a job then reads the file and says what it would do. With `onTaken` it is carried out right after. `invalid` for a file
 * that is not this person's own, and in a space with approval: nobody reads a thousand proposals.
 */
export const requestImport = async (
  tx: Db,
  input: Act & { space: string; kind: ImportKind; uploadId: string; onTaken?: Collision | null },
): Promise<{ importId: string }> => {
  const { now, actor, kind, uploadId, onTaken = null } = input;
  const space = await getSpace(tx, actor, input.space);
  needKeeper(actor, space);
  if (space.needsApproval) throw invalid([{ field: 'file', message: failures.approval }]);
  const [upload] = await listUploads(tx, [uploadId]);
  if (!upload || upload.uploadedBy !== actor.accountId || upload.purpose !== importPurpose)
    throw invalid([{ field: 'file', message: noFile }]);
  return addImport(tx, { now, actor, space, kind, uploadId, fileName: upload.name, onTaken });
};

type Added = Act & { space: Space; kind: ImportKind; uploadId: string | null; fileName: string; onTaken: Collision | null };

const addImport = async (
  tx: Db,
  { now, actor, space, kind, uploadId, fileName, onTaken }: Added,
): Promise<{ importId: string }> => {
  const importId = newId();
  await tx
    .insertInto('wiki_import')
    .values({
      ...{ id: importId, space_id: space.id, kind, upload_id: uploadId, file_name: fileName, on_taken: onTaken },
      ...{ person_id: actor.personId, account_id: actor.accountId, at: now },
    })
    .execute();
  await record(tx, {
    subjectKind: 'wiki-space',
    subjectId: space.id,
    at: now,
    type: 'wiki-space.import-asked',
    doer: doerOf(actor),
    data: { kind, file: fileName, import: importId },
  });
  return { importId };
};

type Steered = Act & { importId: string };

const possible: Readonly<Record<ImportState, { id: string; en: string }>> = {
  waiting: { id: 'menunggu pemeriksaan selesai, atau menghentikannya', en: 'waiting for the check, or stopping it' },
  checking: { id: 'menunggu pemeriksaan selesai, atau menghentikannya', en: 'waiting for the check, or stopping it' },
  checked: { id: 'mengimpor, atau membuang pemeriksaan ini', en: 'importing, or discarding this check' },
  running: { id: 'menghentikannya', en: 'stopping it' },
  stopped: { id: 'melanjutkan, atau membatalkan impor', en: 'going on, or undoing the import' },
  done: { id: 'membatalkan impor', en: 'undoing the import' },
  failed: { id: 'melanjutkan, atau membatalkan impor', en: 'going on, or undoing the import' },
  undoing: { id: 'menunggu pembatalan selesai, atau memintanya lagi', en: 'waiting until it is undone, or asking for it again' },
  undone: { id: 'mengimpor berkas itu sekali lagi', en: 'importing the file once more' },
  dropped: { id: 'mengimpor berkas itu sekali lagi', en: 'importing the file once more' },
};

/** The import with its row held, for who keeps its space, in one of these states. */
const held = async (tx: Db, { actor, importId }: Steered, states: readonly ImportState[], action: string) => {
  if (isId(importId)) await tx.selectFrom('wiki_import').select('id').where('id', '=', importId).forUpdate().execute();
  const found = await getImport(tx, actor, importId);
  needKeeper(actor, found.space);
  if (!states.includes(found.state)) {
    throw new AppError('not_possible_now', {
      action: `wiki.import.${action}`,
      state: stateWords[found.state][actor.language],
      possible: possible[found.state][actor.language],
    });
  }
  return found;
};

const tell = (tx: Db, { now, actor }: Steered, found: Awaited<ReturnType<typeof held>>, type: string, data: object = {}) =>
  record(tx, {
    subjectKind: 'wiki-space',
    subjectId: found.space.id,
    at: now,
    type: `wiki-space.${type}`,
    doer: doerOf(actor),
    data: { file: found.fileName, import: found.id, ...data },
  });

/**
 * Carries out an import that has been tried, or goes on with one that was stopped, in the name of who says so. `not_possible_now` in any
 * other state, `invalid` where the space has approval by now.
 */
export const startImport = async (tx: Db, input: Steered & { onTaken: Collision }): Promise<void> => {
  const found = await held(tx, input, ['checked', 'stopped', 'failed'], 'start');
  if (found.space.needsApproval) throw invalid([{ field: 'taken', message: failures.approval }]);
  // One that went wrong before it was tried is tried again first; one that has begun keeps its choice.
  const isTried = found.total > 0;
  const onTaken = found.state === 'checked' ? input.onTaken : (found.onTaken ?? input.onTaken);
  await tx
    .updateTable('wiki_import')
    .set({ state: isTried ? 'running' : 'waiting', on_taken: onTaken, stop_at: null, why: null, ended_at: null })
    .set({ account_id: input.actor.accountId })
    .where('id', '=', found.id)
    .execute();
  await tell(tx, input, found, 'import-started', { taken: onTaken });
};

/** Asks an import to end after the pages at hand. What was imported stays. */
export const stopImport = async (tx: Db, input: Steered): Promise<void> => {
  const found = await held(tx, input, ['waiting', 'checking', 'running'], 'stop');
  await tx.updateTable('wiki_import').set({ stop_at: input.now }).where('id', '=', found.id).execute();
  await tell(tx, input, found, 'import-stopped');
};

/**
 * Tries the file of an import that ended once more, as what it may really be; the file is still here. `invalid` in a space with approval.
 */
export const tryAgain = async (tx: Db, input: Steered & { kind: ImportKind }): Promise<{ importId: string }> => {
  const { now, actor, kind } = input;
  const found = await held(tx, input, ['failed', 'undone'], 'try');
  if (found.space.needsApproval) throw invalid([{ field: 'kind', message: failures.approval }]);
  const { upload_id: uploadId } = await tx
    .selectFrom('wiki_import')
    .select('upload_id')
    .where('id', '=', found.id)
    .executeTakeFirstOrThrow();
  return addImport(tx, { now, actor, space: found.space, kind, uploadId, fileName: found.fileName, onTaken: null });
};

/** Puts away an import that was only tried. */
export const dropImport = async (tx: Db, input: Steered): Promise<void> => {
  const found = await held(tx, input, ['checked'], 'drop');
  await tx.updateTable('wiki_import').set({ state: 'dropped', ended_at: input.now }).where('id', '=', found.id).execute();
  await tx.deleteFrom('wiki_import_page').where('import_id', '=', found.id).execute();
};

/**
 * Asks for an import to be undone, which a job then does in one act; also once more, where the job was killed too often to be tried
 * again. `invalid` in a space with approval.
 */
export const undoImport = async (tx: Db, input: Steered): Promise<void> => {
  const found = await held(tx, input, ['stopped', 'done', 'failed', 'undoing'], 'undo');
  if (found.space.needsApproval) throw invalid([{ field: 'undo', message: failures.undoApproval }]);
  await tx
    .updateTable('wiki_import')
    .set({ state: 'undoing', account_id: input.actor.accountId, why: null })
    .where('id', '=', found.id)
    .execute();
};

/** Notes why an import ended without being carried out. */
export const failImport = (db: Db, importId: string, why: NonNullable<WikiImport['why']>, now: Temporal.Instant) =>
  db
    .updateTable('wiki_import')
    .set({ state: 'failed', why: json(why), ended_at: now })
    .where('id', '=', importId)
    .execute();

/** A file that was checked and about which nobody decided for so long was not wanted. */
const checkedKept = Temporal.Duration.from({ hours: 30 * 24 });

/** Discards checks that nobody followed for a month: nothing was written by them, and their lines and files take room. */
export const forgetChecks = async (db: Db, now: Temporal.Instant): Promise<number> => {
  const { numDeletedRows } = await db
    .deleteFrom('wiki_import')
    .where('state', 'in', ['checked', 'dropped'])
    .where('at', '<', now.subtract(checkedKept))
    .executeTakeFirst();
  return Number(numDeletedRows);
};
