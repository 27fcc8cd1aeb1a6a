import { sql } from 'kysely';
import { z } from 'zod';
import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { doerOf } from '#identity/index.ts';
import { AppError, invalid } from '#lib/errors.ts';
import { parse, text } from '#lib/input.ts';
import type { Act } from '../act.ts';
import type { PageState } from '../choices.ts';
import { holdOrder, settleOrder } from '../order.ts';
import { needKeeper } from '../policy.ts';
import { getPage, type WikiPage } from '../queries/pages.ts';
import { refusing } from '../write.ts';
import { needFreeTitle, propose } from './propose.ts';

const input = z.strictObject({ reason: text(300) });

const hasBelow = {
  id: 'Halaman ini masih mempunyai subhalaman. Pindahkan, arsipkan, atau hapus subhalamannya lebih dahulu.',
  en: 'This page has pages below it. Move, archive or delete them first.',
};

/** `proposalId`: the change waits for approval, and the page is as it was. */
export type StateSet = { page: WikiPage; proposalId: string | null };

/**
 * Archives a page (it stays readable, nothing is changed any more), deletes it (only who writes there finds it), or brings
 * it back. Nothing of it is ever lost. In a space with approval it waits as a proposal. `invalid` without a reason, for a
 * page with pages below, and when another page took its title meanwhile.
 */
export const setPageState = async (
  tx: Db,
  { now, actor, pageId, state, why: typed }: Act & { pageId: string; state: PageState; why: unknown },
): Promise<StateSet> => {
  const page = await getPage(tx, actor, pageId, { lock: true });
  needKeeper(actor, page);
  const { reason: why } = parse(input, { reason: typed });
  if (!page.needsApproval) {
    await applyState(tx, { now, actor, page, state, why, personId: actor.personId });
    return { page, proposalId: null };
  }
  await checkState(tx, page, state);
  if (state === 'live') await needFreeTitle(tx, page.spaceId, page.title, page.id);
  return { page, proposalId: await propose(tx, { now, actor, about: { page }, change: { kind: 'state', state }, why }) };
};

const checkState = async (tx: Db, page: WikiPage, state: PageState): Promise<void> => {
  if (page.state === state) throw new AppError('stale_page', { seen: page.state, now: state });
  if (state === 'live') return;
  const child = await tx
    .selectFrom('wiki_page')
    .select('id')
    .where('parent_id', '=', page.id)
    .where((where) => (state === 'deleted' ? where('state', '<>', 'deleted') : where('state', '=', 'live')))
    .executeTakeFirst();
  if (child) throw invalid([{ field: 'reason', message: hasBelow }]);
};

/** The change itself, by who was found to may. The caller holds the page's row. A page comes back below what is still there. */
export const applyState = async (
  tx: Db,
  { now, actor, page, state, why, personId }: Act & { page: WikiPage; state: PageState; why: string; personId: string },
): Promise<void> => {
  await holdOrder(tx, [page.spaceId]);
  await checkState(tx, page, state);
  const parentId = state === 'live' ? await nearestLive(tx, page.parentId) : page.parentId;
  await refusing(() =>
    tx
      .updateTable('wiki_page')
      .set({ state, state_reason: why, parent_id: parentId, position: 0, updated_at: now, updated_by: personId })
      .where('id', '=', page.id)
      .execute(),
  );
  await settleOrder(tx, { spaceId: page.spaceId, parentId });
  await record(tx, {
    subjectKind: 'wiki-page',
    subjectId: page.id,
    at: now,
    type: `wiki-page.${state === 'live' ? 'restored' : state}`,
    doer: doerOf(actor),
    data: { title: page.title, why },
  });
};

/** This page or the nearest above it that is live; null when there is none. */
export const nearestLive = async (tx: Db, pageId: string | null): Promise<string | null> => {
  if (!pageId) return null;
  const { rows } = await sql<{ id: string }>`
    with recursive above (id, parent_id, state, depth) as (
      select id, parent_id, state, 0 from wiki_page where id = ${pageId}::uuid
      union all
      select w.id, w.parent_id, w.state, depth + 1 from wiki_page w join above on w.id = above.parent_id where depth < 100
    ) select id from above where state = 'live' order by depth limit 1`.execute(tx);
  return rows[0]?.id ?? null;
};
