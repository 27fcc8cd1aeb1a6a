import { type Db, json } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import { type PlanLine, planImport } from './plan.ts';
import type { ImportState } from './queries.ts';
import type { Source } from './source.ts';
import { failures } from './words.ts';

/** So many lines go into one statement. */
const batch = 1000;

const rowOf = (importId: string, line: PlanLine) => ({
  ...{ import_id: importId, no: line.no, parent_no: line.parentNo, depth: line.depth },
  ...{ source: line.source.slice(0, 1000), title: line.title, other_title: line.otherTitle, verdict: line.verdict },
  why: line.why ? json({ ...line.why }) : null,
  notes: json([...line.notes] as { id: string; en: string }[]),
  page_id: line.pageId,
  seen_revision: line.seenRevision,
});

type Checking = {
  importId: string;
  actor: Actor;
  spaceId: string;
  now: () => Temporal.Instant;
  told: (done: number) => Promise<void>;
};

/**
 * Writes down what an import would do, in place of what was written of it before, and what comes next: somebody's decision, or what was
 * asked for with it. Of two workers at one import the second writes nothing. `told` hears how many pages are judged. Returns its state.
 */
export const checkImport = async (db: Db, source: Source, { importId, now, ...input }: Checking): Promise<ImportState> => {
  const lines = await planImport(db, source, input);
  return db.transaction().execute(async (tx) => {
    const row = await tx
      .selectFrom('wiki_import')
      .select(['state', 'on_taken', 'stop_at'])
      .where('id', '=', importId)
      .forUpdate()
      .executeTakeFirstOrThrow();
    if (row.state !== 'checking') return row.state as ImportState;
    await tx.deleteFrom('wiki_import_page').where('import_id', '=', importId).execute();
    for (let at = 0; at < lines.length; at += batch) {
      await tx
        .insertInto('wiki_import_page')
        .values(lines.slice(at, at + batch).map((line) => rowOf(importId, line)))
        .execute();
    }
    const isNothing = lines.every(({ verdict }) => verdict === 'refused' || verdict === 'unused');
    const state = isNothing ? 'failed' : row.stop_at !== null || row.on_taken === null ? 'checked' : 'running';
    await tx
      .updateTable('wiki_import')
      .set({ state, total: lines.length, done: 0, ...(isNothing ? { why: json({ ...failures.empty }), ended_at: now() } : {}) })
      .where('id', '=', importId)
      .execute();
    return state;
  });
};
