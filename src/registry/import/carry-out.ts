import { z } from 'zod';
import type { Db } from '#db/index.ts';
import { readFile } from '#files/index.ts';
import { type Actor, doerOf } from '#identity/index.ts';
import { defineJob, enqueue } from '#jobs/index.ts';
import { insertRows } from './bulk.ts';
import type { ImportKind } from './fields.ts';
import { importTable } from './import-table.ts';
import type { RowVerdict } from './plan.ts';
import { openTable } from './read-file.ts';

/** A file of so many rows is dealt with while its sender waits; a longer one by a job. */
const inlineRows = 2000;

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

/** Tries or writes the table of a run: a short one at once, a longer one by a job. */
export const begin = async (tx: Db, { runId, rows, commit, actor, now }: Begun): Promise<void> => {
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
      await db.transaction().execute((tx) => carryOut(tx, { runId, commit, doer, now: now(), outside: db, progress }));
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

type CarriedOut = z.infer<typeof payload> & {
  now: Temporal.Instant;
  /** Where the verdicts of a long table are told while its own transaction, which may be taken back, is still open. */
  outside?: Db;
  progress?: (done: number) => Promise<void>;
};

const carryOut = async (tx: Db, { runId, commit, doer, now, outside, progress }: CarriedOut): Promise<void> => {
  const run = await tx
    .selectFrom('import_run as r')
    .innerJoin('upload as u', 'u.id', 'r.upload_id')
    .where('r.id', '=', runId)
    .where('r.state', '=', commit ? 'writing' : 'checking')
    .select(['r.kind as kind', 'r.name as name', 'r.mapping as mapping', 'u.file_id as fileId'])
    // Verdicts that are told from outside refer to this row, which a stronger lock would keep from them.
    .forNoKeyUpdate('r')
    .executeTakeFirst();
  // Done already, by an earlier try of this job.
  if (!run) return;
  const file = await readFile(tx, run.fileId);
  const told: RowVerdict[] = [];
  await (outside ?? tx).deleteFrom('import_verdict').where('run_id', '=', runId).execute();
  const { counts, written } = await importTable(tx, {
    kind: run.kind as ImportKind,
    table: await openTable(file.stream),
    mapping: run.mapping as string[],
    context: { now, doer, because: run.name },
    commit,
    told: async (rows) => {
      if (outside) await keep(outside, runId, rows);
      else told.push(...rows);
    },
    ...(progress ? { progress } : {}),
  });
  await keep(tx, runId, told);
  const rows = Object.values(counts).reduce((sum, count) => sum + count, 0);
  await tx
    .updateTable('import_run')
    .set({
      state: written ? 'written' : 'checked',
      counts: JSON.stringify(counts),
      rows_done: rows,
      ...(written ? { written_at: now } : { checked_at: now }),
    })
    .where('id', '=', runId)
    .execute();
};

const keep = (db: Db, runId: string, rows: readonly RowVerdict[]): Promise<void> =>
  insertRows(
    db,
    'import_verdict',
    rows.map(({ row, verdict, label, faults, changes }) => ({
      run_id: runId,
      row_no: row,
      verdict,
      label: label.slice(0, 200),
      faults,
      changes,
    })),
  );
