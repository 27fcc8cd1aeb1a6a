import { z } from 'zod';
import type { Db } from '#db/index.ts';
import { getOwnUpload, readBytes } from '#files/index.ts';
import { type Actor, doerOf } from '#identity/index.ts';
import { defineJob, enqueue } from '#jobs/index.ts';
import { AppError, type FieldFault, invalid } from '#lib/errors.ts';
import { isId, newId } from '#lib/ids.ts';
import { mayKeepApplications, mayKeepServers, needApplicationKeeper, needServerKeeper } from '../policy.ts';
import { insertRows } from './bulk.ts';
import { guessMapping, type ImportKind, importKinds, plainHeading } from './fields.ts';
import { checkMapping, type ImportCounts, importTable } from './import-table.ts';
import { type RowVerdict, type Verdict, verdicts } from './plan.ts';
import { readTable } from './read-file.ts';

/** As what tables are uploaded. */
export const importPurpose = 'register-import';

/** A file of so many rows is dealt with while its sender waits; a longer one by a job. */
const inlineRows = 2000;
const samples = 5;

export type ImportRun = {
  id: string;
  kind: ImportKind;
  name: string;
  format: string;
  encoding: string;
  delimiter: string;
  headers: string[];
  sample: string[][];
  rowsTotal: number;
  rowsDone: number;
  mapping: string[];
  state: 'mapping' | 'checking' | 'checked' | 'writing' | 'written' | 'failed';
  counts: ImportCounts | null;
  error: string;
  personName: string | null;
  createdAt: Temporal.Instant;
  uploadId: string;
  accountId: string;
  personId: string | null;
};

/** The kinds of records that an actor may import. */
export const importableBy = (actor: Actor): ImportKind[] =>
  importKinds.filter((kind) => (kind === 'applications' ? mayKeepApplications(actor) : mayKeepServers(actor)));

const needKeeper = (actor: Actor, kind: ImportKind): void =>
  kind === 'applications' ? needApplicationKeeper(actor) : needServerKeeper(actor);

const runs = (db: Db) =>
  db
    .selectFrom('import_run as r')
    .leftJoin('person as p', 'p.id', 'r.person_id')
    .select([
      'r.id as id',
      'r.kind as kind',
      'r.name as name',
      'r.format as format',
      'r.encoding as encoding',
      'r.delimiter as delimiter',
      'r.headers as headers',
      'r.sample as sample',
      'r.rows_total as rowsTotal',
      (select) =>
        select.fn
          .coalesce(
            select.selectFrom('import_progress as g').whereRef('g.run_id', '=', 'r.id').select('g.rows_done'),
            'r.rows_done',
          )
          .as('rowsDone'),
      'r.mapping as mapping',
      'r.state as state',
      'r.counts as counts',
      'r.error as error',
      'p.name as personName',
      'r.created_at as createdAt',
      'r.upload_id as uploadId',
      'r.account_id as accountId',
      'r.person_id as personId',
    ]);

/** The last imports of the kinds that the actor keeps, newest first. */
export const listImports = async (db: Db, actor: Actor): Promise<ImportRun[]> => {
  const kinds = importableBy(actor);
  if (kinds.length === 0) throw new AppError('not_found', { what: 'imports' });
  const rows = await runs(db)
    .where('r.kind', 'in', kinds)
    .orderBy('r.created_at', 'desc')
    .orderBy('r.id', 'desc')
    .limit(50)
    .execute();
  return rows as unknown as ImportRun[];
};

/** One import. `not_found` when there is none or the actor does not keep such records. */
export const getImport = async (db: Db, actor: Actor, runId: string): Promise<ImportRun> => {
  const run = isId(runId) ? await runs(db).where('r.id', '=', runId).executeTakeFirst() : undefined;
  if (!run || !importableBy(actor).includes(run.kind as ImportKind)) throw new AppError('not_found', { what: `import ${runId}` });
  return run as unknown as ImportRun;
};

/** The verdicts of a checked file in the order of its rows, one page of them. */
export const listVerdicts = async (
  db: Db,
  run: { id: string },
  { verdict, page = 1, pageSize = 100 }: { verdict?: Verdict | undefined; page?: number; pageSize?: number },
): Promise<RowVerdict[]> => {
  const rows = await db
    .selectFrom('import_verdict')
    .where('run_id', '=', run.id)
    .$if(verdict !== undefined, (query) => query.where('verdict', '=', verdict as string))
    .select(['row_no as row', 'verdict', 'label', 'faults', 'changes'])
    .orderBy('row_no')
    .limit(pageSize)
    .offset(pageSize * (page - 1))
    .execute();
  return rows as unknown as RowVerdict[];
};

/** Takes an uploaded table in: reads its headings and guesses where its columns go. `invalid` at `file` or `kind`. */
export const startImport = async (
  tx: Db,
  input: { actor: Actor; kind: string; uploadId: string; now: Temporal.Instant },
): Promise<{ runId: string }> => {
  const { actor, uploadId, now } = input;
  const kind = importableBy(actor).find((each) => each === input.kind);
  if (!kind) throw invalid([{ field: 'kind', message: { id: 'Pilih salah satu.', en: 'Choose one.' } }]);
  if (!isId(uploadId)) throw invalid([{ field: 'file', message: { id: 'Pilih berkasnya.', en: 'Choose the file.' } }]);
  const upload = await getOwnUpload(tx, { uploadId, accountId: actor.accountId, purpose: importPurpose });
  const table = await readTable(await readBytes(tx, upload.fileId));
  const remembered = await tx.selectFrom('import_heading').where('kind', '=', kind).select(['heading', 'field']).execute();
  const mapping = guessMapping(kind, table.headers, new Map(remembered.map(({ heading, field }) => [heading, field])));
  const runId = newId();
  await tx
    .insertInto('import_run')
    .values({
      id: runId,
      kind,
      upload_id: upload.id,
      name: upload.name,
      format: table.format,
      encoding: table.encoding,
      delimiter: table.delimiter,
      headers: JSON.stringify(table.headers),
      sample: JSON.stringify(table.rows.slice(0, samples).map(({ cells }) => cells)),
      rows_total: table.rows.length,
      mapping: JSON.stringify(mapping),
      state: 'mapping',
      account_id: actor.accountId,
      person_id: actor.personId,
      created_at: now,
    })
    .execute();
  return { runId };
};

type Locked = { id: string; kind: ImportKind; state: ImportRun['state']; rowsTotal: number; headers: string[] };

const lockRun = async (tx: Db, actor: Actor, runId: string): Promise<Locked> => {
  const { kind } = await getImport(tx, actor, runId);
  needKeeper(actor, kind);
  const run = await tx
    .selectFrom('import_run')
    .where('id', '=', runId)
    .select(['id', 'kind', 'state', 'rows_total as rowsTotal', 'headers'])
    .forUpdate()
    .executeTakeFirstOrThrow();
  return run as unknown as Locked;
};

/**
 * Tries the table with these columns: every row gets its verdict, the register stays as it was. The columns are remembered by
 * their headings. A long table is tried by a job. `invalid` at `mapping`.
 */
export const checkImport = async (
  tx: Db,
  input: { actor: Actor; runId: string; mapping: readonly string[]; now: Temporal.Instant },
): Promise<void> => {
  const run = await lockRun(tx, input.actor, input.runId);
  if (run.state === 'written' || run.state === 'writing') throw new AppError('stale_page', { seen: 0, now: 1 });
  const mapping = run.headers.map((_, index) => input.mapping[index] ?? '');
  checkMapping(run.kind, mapping);
  for (const [index, heading] of run.headers.entries()) {
    const plain = plainHeading(heading);
    if (plain === '') continue;
    const field = mapping[index] ?? '';
    await tx
      .insertInto('import_heading')
      .values({ kind: run.kind, heading: plain, field })
      .onConflict((conflict) => conflict.columns(['kind', 'heading']).doUpdateSet({ field }))
      .execute();
  }
  await tx
    .updateTable('import_run')
    .set({ mapping: JSON.stringify(mapping), state: 'checking', rows_done: 0, counts: null, error: '' })
    .where('id', '=', run.id)
    .execute();
  await begin(tx, { runId: run.id, rows: run.rowsTotal, commit: false, actor: input.actor, now: input.now });
};

/**
 * Writes a checked table: all of it, or nothing when a row has become faulty meanwhile (the verdicts then say which). `invalid`
 * while faults or conflicts stand.
 */
export const writeImport = async (tx: Db, input: { actor: Actor; runId: string; now: Temporal.Instant }): Promise<void> => {
  const run = await lockRun(tx, input.actor, input.runId);
  const { counts, state } = await getImport(tx, input.actor, input.runId);
  if (state !== 'checked' || !counts) throw new AppError('stale_page', { seen: 0, now: 1 });
  if (counts.fault + counts.conflict > 0) {
    const message = {
      id: 'Perbaiki dahulu baris yang salah atau bertentangan, lalu unggah lagi berkasnya.',
      en: 'Mend the rows that are faulty or in conflict first, then upload the file again.',
    };
    throw invalid([{ field: 'file', message }]);
  }
  await tx.updateTable('import_run').set({ state: 'writing', rows_done: 0 }).where('id', '=', run.id).execute();
  await begin(tx, { runId: run.id, rows: run.rowsTotal, commit: true, actor: input.actor, now: input.now });
};

const payload = z.object({
  runId: z.uuid(),
  commit: z.boolean(),
  doer: z.object({
    accountId: z.string().nullable(),
    personId: z.string().nullable(),
    postId: z.string().nullable(),
    acting: z.string().nullable(),
  }),
});

type Begun = { runId: string; rows: number; commit: boolean; actor: Actor; now: Temporal.Instant };

const begin = async (tx: Db, { runId, rows, commit, actor, now }: Begun): Promise<void> => {
  const doer = doerOf(actor);
  if (rows <= inlineRows) await carryOut(tx, { runId, commit, doer, now });
  else await enqueue(tx, importJob, { runId, commit, doer }, { key: `registry.import:${runId}`, maxAttempts: 3 });
};

/** Tries or writes a long table outside the request, and says how far it is. */
export const importJob = defineJob({
  name: 'registry.import',
  payload,
  maxAttempts: 3,
  handler: async ({ runId, commit, doer }, { db, now, attempt, maxAttempts }) => {
    try {
      // Told outside of the work's own transaction, so that it is seen while the work goes on.
      const progress = async (done: number): Promise<void> => {
        await db
          .insertInto('import_progress')
          .values({ run_id: runId, rows_done: done })
          .onConflict((conflict) => conflict.column('run_id').doUpdateSet({ rows_done: done }))
          .execute();
      };
      await db.transaction().execute((tx) => carryOut(tx, { runId, commit, doer, now: now(), progress }));
      await db.deleteFrom('import_progress').where('run_id', '=', runId).execute();
    } catch (error) {
      if (attempt >= maxAttempts)
        await db
          .updateTable('import_run')
          .set({ state: 'failed', error: String(error instanceof Error ? error.message : error).slice(0, 500) })
          .where('id', '=', runId)
          .execute();
      throw error;
    }
  },
});

type CarriedOut = z.infer<typeof payload> & { now: Temporal.Instant; progress?: (done: number) => Promise<void> };

const carryOut = async (tx: Db, { runId, commit, doer, now, progress }: CarriedOut): Promise<void> => {
  const run = await tx
    .selectFrom('import_run as r')
    .innerJoin('upload as u', 'u.id', 'r.upload_id')
    .where('r.id', '=', runId)
    .where('r.state', '=', commit ? 'writing' : 'checking')
    .select(['r.kind as kind', 'r.name as name', 'r.mapping as mapping', 'u.file_id as fileId'])
    .forUpdate('r')
    .executeTakeFirst();
  // Done already, by an earlier try of this job.
  if (!run) return;
  const table = await readTable(await readBytes(tx, run.fileId));
  const context = { now, doer, because: run.name };
  const { counts, rows, written } = await importTable(tx, {
    kind: run.kind as ImportKind,
    table,
    mapping: run.mapping as string[],
    context,
    commit,
    ...(progress ? { progress } : {}),
  });
  await tx.deleteFrom('import_verdict').where('run_id', '=', runId).execute();
  const told = rows.map(({ row, verdict, label, faults, changes }) => ({
    run_id: runId,
    row_no: row,
    verdict,
    label: label.slice(0, 200),
    faults: faults satisfies FieldFault[],
    changes,
  }));
  for (let at = 0; at < told.length; at += 5000) await insertRows(tx, 'import_verdict', told.slice(at, at + 5000));
  await tx
    .updateTable('import_run')
    .set({
      state: written ? 'written' : 'checked',
      counts: JSON.stringify(counts),
      rows_done: rows.length,
      ...(written ? { written_at: now } : { checked_at: now }),
    })
    .where('id', '=', runId)
    .execute();
};

/** Whether a text names a verdict. */
export const isVerdict = (text: string): text is Verdict => (verdicts as readonly string[]).includes(text);
