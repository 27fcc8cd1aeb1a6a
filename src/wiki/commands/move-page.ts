import { sql } from 'kysely';
import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { doerOf } from '#identity/index.ts';
import { invalid } from '#lib/errors.ts';
import { parse } from '#lib/input.ts';
import type { Act } from '../act.ts';
import { moveInput } from '../input.ts';
import { holdOrder, settleOrder } from '../order.ts';
import { placePage } from '../place.ts';
import { needWriter } from '../policy.ts';
import { findPage, getPage, type WikiPage } from '../queries/pages.ts';
import { getSpace } from '../queries/spaces.ts';
import { freeSlug, refusing } from '../write.ts';
import { needFreeTitle, propose } from './propose.ts';
import { needLive } from './save-page.ts';

const below = { id: 'Halaman tidak dapat diletakkan di bawah dirinya sendiri.', en: 'A page cannot stand below itself.' };
const elsewhere = { id: 'Halaman induk harus di ruang tujuan.', en: 'The page above must be in the space where this one goes.' };
const gone = {
  id: 'Halaman induk itu telah dihapus atau diarsipkan. Pilih halaman induk yang lain.',
  en: 'The page above was deleted or archived. Choose another one.',
};
const bound = {
  id: 'Halaman sebuah catatan (aplikasi, server …) tetap di ruangnya.',
  en: 'The page of a record (application, server …) stays in its space.',
};
const boundBelow = (title: string) => ({
  id: `Di bawah halaman ini ada halaman sebuah catatan (“${title}”), yang tetap di ruangnya. Letakkan halaman itu di tempat lain dahulu.`,
  en: `Below this page stands the page of a record (“${title}”), which stays in its space. Put that one elsewhere first.`,
});

/** Where a page is after a move; `proposalId`: the move waits for approval, and the page is where it was. */
export type MovedPage = { spaceKey: string; slug: string; proposalId: string | null };

/**
 * Renames a page, or puts it elsewhere in the tree or in another space (its subpages come along). Its former address and
 * title lead here from then on. `invalid` when another page of the space has the title, or the place is below the page
 * itself. Out of, within and into a space with approval the move waits as a proposal.
 */
export const movePage = async (
  tx: Db,
  { now, actor, pageId, move: typed }: Act & { pageId: string; move: unknown },
): Promise<MovedPage> => {
  const page = await getPage(tx, actor, pageId, { lock: true });
  needWriter(actor, page);
  needLive(page, actor.language);
  const { title, parentId, space: toSpace, why } = parse(moveInput, typed);
  const space = await getSpace(tx, actor, toSpace);
  needWriter(actor, space);
  const goal = { title, spaceId: space.id, spaceKey: space.key, parentId };
  const unmoved = space.id === page.spaceId && parentId === page.parentId;
  if (unmoved && title === page.title) return { spaceKey: page.spaceKey, slug: page.slug, proposalId: null };
  if (!page.needsApproval && !space.needsApproval) {
    return { ...(await applyMove(tx, { now, actor, page, goal, why, personId: actor.personId })), proposalId: null };
  }
  await checkGoal(tx, { actor, page, goal });
  await needFreeTitle(tx, space.id, title, pageId);
  const change = {
    kind: 'move',
    title: title === page.title ? null : title,
    place: unmoved ? null : { spaceId: space.id, parentId },
  } as const;
  const proposalId = await propose(tx, { now, actor, about: { page }, change, why });
  return { spaceKey: page.spaceKey, slug: page.slug, proposalId };
};

type Goal = { title: string; spaceId: string; spaceKey: string; parentId: string | null };

/** The move itself, by who was found to may; `personId`: whose it is in the page's history. The caller holds the page's row. */
export const applyMove = async (
  tx: Db,
  { now, actor, page, goal, why, personId }: Act & { page: WikiPage; goal: Goal; why: string; personId: string },
): Promise<{ spaceKey: string; slug: string }> => {
  await checkGoal(tx, { actor, page, goal });
  const { title, spaceId, parentId } = goal;
  const slug = await placePage(tx, page, { spaceId, parentId, title, why, personId, now });
  if (spaceId !== page.spaceId || parentId !== page.parentId) {
    await tx.updateTable('wiki_page').set({ position: 0 }).where('id', '=', page.id).execute();
    await settleOrder(tx, page);
    await settleOrder(tx, { spaceId, parentId });
  }
  if (spaceId !== page.spaceId) await moveBelow(tx, page.id, spaceId);
  await record(tx, {
    subjectKind: 'wiki-page',
    subjectId: page.id,
    at: now,
    type: 'wiki-page.moved',
    doer: doerOf(actor),
    data: { from: { space: page.spaceKey, title: page.title }, to: { space: goal.spaceKey, title }, why },
  });
  return { spaceKey: goal.spaceKey, slug };
};

const checkGoal = async (tx: Db, { actor, page, goal }: { actor: Act['actor']; page: WikiPage; goal: Goal }): Promise<void> => {
  if (page.recordKind && goal.spaceId !== page.spaceId) throw invalid([{ field: 'space', message: bound }]);
  // Of two moves at once the second sees the first: no two pages end up below each other.
  await holdOrder(tx, [page.spaceId, goal.spaceId]);
  if (goal.spaceId !== page.spaceId) await needFreeBelow(tx, page.id);
  if (goal.parentId) await checkParent(tx, { pageId: page.id, parentId: goal.parentId, actor, spaceId: goal.spaceId });
};

/** A record's page is not taken into another space by one above it: what names servers would come where everybody reads. */
const needFreeBelow = async (tx: Db, pageId: string): Promise<void> => {
  const { rows } = await sql<{ title: string }>`
    with recursive below (id, title, kind, depth) as (
      select id, title, record_kind, 1 from wiki_page where parent_id = ${pageId} and state <> 'deleted'
      union all
      select w.id, w.title, w.record_kind, depth + 1 from wiki_page w join below on w.parent_id = below.id
        where w.state <> 'deleted' and depth < 100
    ) select title from below where kind is not null order by title limit 1`.execute(tx);
  if (rows[0]) throw invalid([{ field: 'space', message: boundBelow(rows[0].title) }]);
};

const checkParent = async (
  tx: Db,
  { pageId, parentId, actor, spaceId }: { pageId: string; parentId: string; actor: Act['actor']; spaceId: string },
): Promise<void> => {
  const parent = await findPage(tx, actor, parentId);
  if (parent?.state !== 'live') throw invalid([{ field: 'parentId', message: gone }]);
  if (parent.spaceId !== spaceId) throw invalid([{ field: 'parentId', message: elsewhere }]);
  const { rows } = await sql`
    with recursive above (id, depth) as (
      select ${parentId}::uuid, 0
      union all
      select w.parent_id, depth + 1 from wiki_page w join above on w.id = above.id where w.parent_id is not null and depth < 100
    ) select 1 from above where id = ${pageId}::uuid`.execute(tx);
  if (rows.length > 0) throw invalid([{ field: 'parentId', message: below }]);
};

/** The pages below follow into the other space; their old addresses lead to them there. */
const moveBelow = async (tx: Db, pageId: string, spaceId: string): Promise<void> => {
  const { rows } = await sql<{ id: string; title: string }>`
    with recursive below (id, title, depth) as (
      select id, title, 1 from wiki_page where parent_id = ${pageId}
      union all
      select w.id, w.title, depth + 1 from wiki_page w join below on w.parent_id = below.id where depth < 100
    ) select id, title from below`.execute(tx);
  for (const { id, title } of rows) {
    await sql`insert into wiki_redirect (space_id, slug, title_key, page_id, at) select space_id, slug, title_key, id, updated_at from wiki_page where id = ${id}
      on conflict (space_id, slug) do update set page_id = excluded.page_id, title_key = excluded.title_key`.execute(tx);
    const slug = await freeSlug(tx, spaceId, title, id);
    await refusing(() => tx.updateTable('wiki_page').set({ space_id: spaceId, slug }).where('id', '=', id).execute());
  }
};
