import { type Doer, record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import type { RecordKind } from '../choices.ts';

type Ending = { record: { kind: RecordKind; id: string }; why: string; doer: Doer; now: Temporal.Instant };

/**
 * Archives what a record that has ended leaves behind: its pages stay to be read. A page that a person brings back afterwards
 * stays with him or her. Returns how many were archived.
 */
export const archiveRecordPages = async (tx: Db, { record: about, why, doer, now }: Ending): Promise<number> => {
  const ended = await tx
    .updateTable('wiki_page')
    .set({ record_ended_at: now })
    .where('record_kind', '=', about.kind)
    .where('record_id', '=', about.id)
    .where('record_ended_at', 'is', null)
    .where('state', '<>', 'deleted')
    .returning(['id', 'title', 'state'])
    .execute();
  const live = ended.filter(({ state }) => state === 'live');
  if (live.length === 0) return 0;
  await tx
    .updateTable('wiki_page')
    .set({ state: 'archived', state_reason: why.slice(0, 300), updated_at: now, updated_by: doer.personId })
    .where(
      'id',
      'in',
      live.map(({ id }) => id),
    )
    .execute();
  for (const { id, title } of live) {
    await record(tx, {
      subjectKind: 'wiki-page',
      subjectId: id,
      at: now,
      type: 'wiki-page.archived',
      doer,
      data: { title, why },
    });
  }
  return live.length;
};

/** Brings back the pages of a record that is in use again, but for those that somebody touched since they were archived for its end. */
export const reviveRecordPages = async (tx: Db, { record: about, why, doer, now }: Ending): Promise<number> => {
  const back = await tx
    .updateTable('wiki_page')
    .set({ state: 'live', state_reason: '', updated_at: now, updated_by: doer.personId })
    .where('record_kind', '=', about.kind)
    .where('record_id', '=', about.id)
    .where('state', '=', 'archived')
    .whereRef('updated_at', '=', 'record_ended_at')
    .returning(['id', 'title'])
    .execute();
  await tx
    .updateTable('wiki_page')
    .set({ record_ended_at: null })
    .where('record_kind', '=', about.kind)
    .where('record_id', '=', about.id)
    .where('record_ended_at', 'is not', null)
    .execute();
  for (const { id, title } of back) {
    await record(tx, {
      subjectKind: 'wiki-page',
      subjectId: id,
      at: now,
      type: 'wiki-page.restored',
      doer,
      data: { title, why },
    });
  }
  return back.length;
};
