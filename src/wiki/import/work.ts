import type { Db } from '#db/index.ts';
import { getUpload, readBytes, storeUpload } from '#files/index.ts';
import { type Actor, findActor } from '#identity/index.ts';
import { AppError } from '#lib/errors.ts';
import type { Words } from '#lib/words.ts';
import { mayKeep } from '../policy.ts';
import { getSpaceById, type Space } from '../queries/spaces.ts';
import { carryOut } from './carry-out.ts';
import { checkImport } from './check.ts';
import { type Collision, type ImportKind, importPurpose, readSource } from './kinds.ts';
import type { ImportState } from './queries.ts';
import type { Source } from './source.ts';
import { failImport, requestImport } from './steer.ts';
import { takeBack } from './undo.ts';
import { failures } from './words.ts';

type Row = {
  id: string;
  kind: ImportKind;
  state: ImportState;
  spaceId: string;
  uploadId: string | null;
  fileName: string;
  accountId: string | null;
  onTaken: Collision | null;
};

const find = (db: Db, importId: string): Promise<Row | undefined> =>
  db
    .selectFrom('wiki_import')
    .select(['id', 'kind', 'state', 'space_id as spaceId', 'upload_id as uploadId', 'file_name as fileName'])
    .select(['account_id as accountId', 'on_taken as onTaken'])
    .where('id', '=', importId)
    .executeTakeFirst() as Promise<Row | undefined>;

/** Who asked, if he or she may still do this, and the space; else why not. Rights and approval may have changed since. */
const standing = async (db: Db, row: Row, now: Temporal.Instant): Promise<{ actor: Actor; space: Space } | { why: Words }> => {
  const actor = row.accountId === null ? null : await findActor(db, { accountId: row.accountId, now });
  const space = actor && (await getSpaceById(db, actor, row.spaceId).catch(() => null));
  if (!actor || !space || !mayKeep(actor, space)) return { why: failures.noRight };
  if (space.needsApproval) return { why: row.state === 'undoing' ? failures.undoApproval : failures.approval };
  return { actor, space };
};

type Set = { total?: number; done?: number };

const set = (db: Db, importId: string, values: Set) =>
  db.updateTable('wiki_import').set(values).where('id', '=', importId).execute();

const sourceOf = async (db: Db, row: Row): Promise<Source> => {
  const upload = row.uploadId ? await getUpload(db, row.uploadId) : null;
  return readSource(row.kind, await readBytes(db, upload?.fileId ?? ''), row.fileName);
};

export type Working = {
  now: () => Temporal.Instant;
  /** Nobody tries again: what goes wrong now is noted. */
  last?: boolean;
  /** Hears how far it is, for who looks on. */
  told?: (done: number, total: number) => Promise<void>;
};

/** Tries an import; it is then carried out at once if that was asked for with it. */
const check = async (db: Db, row: Row, { actor, now }: { actor: Actor; now: () => Temporal.Instant }): Promise<Source | null> => {
  // Another worker may have tried it since it was looked for.
  const { numUpdatedRows } = await db
    .updateTable('wiki_import')
    .set({ state: 'checking', done: 0, total: 0 })
    .where('id', '=', row.id)
    .where('state', 'in', ['waiting', 'checking'])
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return null;
  const source = await sourceOf(db, row);
  await set(db, row.id, { total: source.pages.length });
  const state = await checkImport(db, source, {
    ...{ importId: row.id, actor, spaceId: row.spaceId, now },
    told: async (done) => void (await set(db, row.id, { done })),
  });
  return state === 'running' ? source : null;
};

const workOn = async (db: Db, row: Row, { now, told }: Working): Promise<void> => {
  const found = await standing(db, row, now());
  if ('why' in found) {
    await failImport(db, row.id, found.why, now());
    return;
  }
  const { actor } = found;
  if (row.state === 'undoing') {
    await takeBack(db, { importId: row.id, fileName: row.fileName, spaceId: row.spaceId, actor, now: now() });
    return;
  }
  const source = row.state === 'running' ? await sourceOf(db, row) : await check(db, row, { actor, now });
  if (!source) return;
  await carryOut(db, source, {
    ...{ importId: row.id, fileName: row.fileName, spaceId: row.spaceId, actor, now, taken: row.onTaken ?? 'skip' },
    ...(told ? { told } : {}),
  });
};

/**
 * Does what an import waits for: tries it, carries it out, takes it back. A second run goes on where the first one ended. What the file is
 * not, and what may no longer be done, makes it `failed` with the reason; anything else is thrown, so that the job tries again, and with
 * `last` it is noted too.
 */
export const workOnImport = async (db: Db, importId: string, working: Working): Promise<void> => {
  const row = await find(db, importId);
  if (!row || !['waiting', 'checking', 'running', 'undoing'].includes(row.state)) return;
  try {
    await workOn(db, row, working);
  } catch (error) {
    const said = error instanceof AppError ? error.faults[0]?.message : undefined;
    if (said) await failImport(db, importId, said, working.now());
    else if (working.last) await failImport(db, importId, failures.broken, working.now());
    if (!said) throw error;
  }
};

/** Sends a file in and works on its import here and now, without a job: for the command line and measurements. Returns the import's id. */
export const importNow = async (
  db: Db,
  input: Working & {
    actor: Actor;
    space: string;
    kind: ImportKind;
    name: string;
    bytes: Uint8Array;
    onTaken: Collision | null;
    /** How it is asked for: with a job that goes on where this process is killed, for example. */
    request?: typeof requestImport;
  },
): Promise<string> => {
  const { actor, space, kind, name, bytes, onTaken, request = requestImport } = input;
  const stream = (async function* () {
    yield bytes;
  })();
  const now = input.now();
  const sent = { stream, name, purpose: importPurpose, uploadedBy: actor.accountId, now, limitBytes: bytes.length };
  const { uploadId } = await storeUpload(db, sent);
  const { importId } = await db.transaction().execute((tx) => request(tx, { actor, now, space, kind, uploadId, onTaken }));
  await workOnImport(db, importId, { ...input, last: true });
  return importId;
};
