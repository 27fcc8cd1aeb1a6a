import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { doerOf } from '#identity/index.ts';
import { AppError } from '#lib/errors.ts';
import type { Act } from '../act.ts';
import { getPage } from '../queries/pages.ts';
import { getRevision } from '../queries/revisions.ts';
import { type Saved, savePage } from './save-page.ts';

/** Makes an older text of a page its newest revision. What was there stays in the history. `stale_page` when the page moved on. */
export const restoreRevision = async (
  tx: Db,
  { now, actor, pageId, number, seen, why }: Act & { pageId: string; number: number; seen: number; why: string },
): Promise<Saved> => {
  const page = await getPage(tx, actor, pageId, { lock: true });
  if (page.revision !== seen) throw new AppError('stale_page', { seen, now: page.revision });
  const { body } = await getRevision(tx, pageId, number);
  const saved = await savePage(tx, { now, actor, pageId, edit: { body, base: page.revision, why } });
  if (saved.outcome === 'saved') {
    await record(tx, {
      subjectKind: 'wiki-page',
      subjectId: pageId,
      at: now,
      type: 'wiki-page.restored',
      doer: doerOf(actor),
      data: { from: number, revision: saved.revision },
    });
  }
  return saved;
};
