import type { Db } from '#db/index.ts';
import { getOwnUpload, readFile } from '#files/index.ts';
import type { Actor } from '#identity/index.ts';
import { AppError, invalid } from '#lib/errors.ts';
import { isId, newId } from '#lib/ids.ts';
import { mayKeepApplications, mayKeepServers, needApplicationKeeper, needServerKeeper } from '../policy.ts';
import { begin } from './carry-out.ts';
import { guessMapping, type ImportKind, importKinds, plainHeading } from './fields.ts';
import { checkMapping, type ImportCounts } from './import-table.ts';
import { type RowVerdict, type Verdict, verdicts } from './plan.ts';
import { openTable } from './read-file.ts';

/** As what tables are uploaded. */
export const importPurpose = 'register-import';

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
  const file = await readFile(tx, upload.fileId);
  const table = await openTable(file.stream);
  const sample: string[][] = [];
  let rows = 0;
  for await (const { cells } of table.rows()) {
    rows += 1;
    if (sample.length < samples) sample.push(cells);
  }
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
      sample: JSON.stringify(sample),
      rows_total: rows,
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
    .forNoKeyUpdate()
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

/** Whether a text names a verdict. */
export const isVerdict = (text: string): text is Verdict => (verdicts as readonly string[]).includes(text);
