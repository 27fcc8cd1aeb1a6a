import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { doerOf } from '#identity/index.ts';
import { AppError, invalid } from '#lib/errors.ts';
import type { Act } from '../act.ts';
import { holdOrder, orderOf, setOrder } from '../order.ts';
import { needKeeper, needWriter } from '../policy.ts';
import { getPage, type WikiPage } from '../queries/pages.ts';
import { needLive } from './save-page.ts';

/** Where a page goes among its siblings. `title`: all of them go back to the order of their titles. */
export const orderSteps = ['up', 'down', 'first', 'last', 'title'] as const;
export type OrderStep = (typeof orderSteps)[number];

const gone = {
  id: 'Halaman itu tidak lagi di tingkat yang sama. Muat ulang halaman ini, lalu pilih lagi.',
  en: 'That page no longer stands at the same level. Reload this page and choose again.',
};

/** The order after a step; null: by title. A page that is not among them is put nowhere. */
export const reordered = (ids: readonly string[], id: string, to: OrderStep | { after: string }): string[] | null => {
  if (to === 'title') return null;
  const rest = ids.filter((each) => each !== id);
  const at = ids.indexOf(id);
  if (at < 0) return [...ids];
  const place =
    typeof to === 'object'
      ? rest.indexOf(to.after) + 1
      : { up: Math.max(0, at - 1), down: Math.min(rest.length, at + 1), first: 0, last: rest.length }[to];
  return rest.toSpliced(place, 0, id);
};

/**
 * Puts a page elsewhere among the pages that stand at the same level: one up or down, first, last, or after another of them.
 * In a space with approval for who keeps it. `invalid` when the other page is no sibling any more.
 */
export const orderPage = async (
  tx: Db,
  { now, actor, pageId, to }: Act & { pageId: string; to: OrderStep | { after: string } },
): Promise<WikiPage> => {
  const before = await getPage(tx, actor, pageId);
  needWriter(actor, before);
  if (before.needsApproval) needKeeper(actor, before);
  await holdOrder(tx, [before.spaceId]);
  const page = await getPage(tx, actor, pageId);
  if (page.spaceId !== before.spaceId) throw new AppError('stale_page', { seen: before.spaceKey, now: page.spaceKey });
  needLive(page, actor.language);
  const siblings = { spaceId: page.spaceId, parentId: page.parentId };
  const ids = await orderOf(tx, siblings);
  if (typeof to === 'object' && (to.after === pageId || !ids.includes(to.after)))
    throw invalid([{ field: 'after', message: gone }]);
  await setOrder(tx, siblings, reordered(ids, pageId, to));
  await record(tx, {
    subjectKind: 'wiki-page',
    subjectId: pageId,
    at: now,
    type: 'wiki-page.ordered',
    doer: doerOf(actor),
    data: { to, among: ids.length },
  });
  return page;
};
