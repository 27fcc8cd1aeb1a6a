import type { Db } from '#db/index.ts';
import { readFile } from '#files/index.ts';
import { AppError, type FieldFault } from '#lib/errors.ts';
import { openTable } from './read-file.ts';
import type { ImportRun } from './runs.ts';

/** A row that was refused, with its cells as the file has them. */
export type RefusedRow = { no: number; cells: string[]; label: string; faults: FieldFault[] };

const together = 500;

/** Every row of a checked table that is faulty or in conflict, in the order of the file, some in memory at a time. `not_found`. */
export async function* refusedRows(db: Db, run: Pick<ImportRun, 'id' | 'uploadId'>): AsyncGenerator<RefusedRow> {
  const upload = await db.selectFrom('upload').where('id', '=', run.uploadId).select('file_id').executeTakeFirst();
  if (!upload) throw new AppError('not_found', { what: `upload ${run.uploadId}` });
  const verdicts = verdictsOf(db, run.id);
  let next = await verdicts.next();
  if (next.done) return;
  const file = await readFile(db, upload.file_id);
  for await (const { no, cells } of (await openTable(file.stream)).rows()) {
    if (next.done) return;
    if (next.value.no !== no) continue;
    yield { ...next.value, cells };
    next = await verdicts.next();
  }
}

async function* verdictsOf(db: Db, runId: string): AsyncGenerator<Omit<RefusedRow, 'cells'>> {
  for (let after = 0; ; ) {
    const rows = await db
      .selectFrom('import_verdict')
      .where('run_id', '=', runId)
      .where('verdict', 'in', ['fault', 'conflict'])
      .where('row_no', '>', after)
      .select(['row_no as no', 'label', 'faults'])
      .orderBy('row_no')
      .limit(together)
      .execute();
    for (const { no, label, faults } of rows) yield { no, label, faults: faults as unknown as FieldFault[] };
    if (rows.length < together) return;
    after = rows.at(-1)?.no ?? after;
  }
}
