import { sql } from 'kysely';
import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { doerOf } from '#identity/index.ts';
import { invalid } from '#lib/errors.ts';
import { parse } from '#lib/input.ts';
import type { Act } from '../act.ts';
import { moveInput } from '../input.ts';
import { needKeeper, needWriter } from '../policy.ts';
import { getPage } from '../queries/pages.ts';
import { getSpace } from '../queries/spaces.ts';
import { titleKey } from '../title.ts';
import { addRevision, freeSlug, refusing } from '../write.ts';
import { needLive } from './save-page.ts';

const below = { id: 'Halaman tidak dapat diletakkan di bawah dirinya sendiri.', en: 'A page cannot stand below itself.' };
const elsewhere = { id: 'Halaman induk harus di ruang tujuan.', en: 'The page above must be in the space where this one goes.' };
const bound = {
  id: 'Halaman sebuah catatan (aplikasi, server …) tetap di ruangnya.',
  en: 'The page of a record (application, server …) stays in its space.',
};

/**
 * Renames a page, or puts it elsewhere in the tree or in another space (its subpages come along). Its former address and
 * title lead here from then on. `invalid` when another page of the space has the title, or the place is below the page itself.
 */
export const movePage = async (
  tx: Db,
  { now, actor, pageId, move: typed }: Act & { pageId: string; move: unknown },
): Promise<{ spaceKey: string; slug: string }> => {
  const page = await getPage(tx, actor, pageId, { lock: true });
  needWriter(actor, page);
  needLive(page, actor.language);
  const { title, parentId, space: toSpace, why } = parse(moveInput, typed);
  const space = await getSpace(tx, actor, toSpace);
  needWriter(actor, space);
  if (page.needsApproval) needKeeper(actor, page);
  if (space.needsApproval) needKeeper(actor, space);
  if (page.recordKind && space.id !== page.spaceId) throw invalid([{ field: 'space', message: bound }]);
  if (parentId) await checkParent(tx, { pageId, parentId, actor, spaceId: space.id });
  const moved = space.id !== page.spaceId;
  const renamed = title !== page.title;
  if (!moved && !renamed && parentId === page.parentId) return { spaceKey: page.spaceKey, slug: page.slug };
  const slug = moved || titleKey(title) !== page.titleKey ? await freeSlug(tx, space.id, title, pageId) : page.slug;
  if (moved || slug !== page.slug || titleKey(title) !== page.titleKey) {
    await tx
      .insertInto('wiki_redirect')
      .values({ space_id: page.spaceId, slug: page.slug, title_key: page.titleKey, page_id: pageId, at: now })
      .onConflict((conflict) =>
        conflict.columns(['space_id', 'slug']).doUpdateSet({ page_id: pageId, title_key: page.titleKey, at: now }),
      )
      .execute();
  }
  await refusing(() =>
    tx
      .updateTable('wiki_page')
      .set({
        space_id: space.id,
        parent_id: parentId,
        title,
        title_key: titleKey(title),
        slug,
        updated_at: now,
        updated_by: actor.personId,
        ...(renamed ? { revision: page.revision + 1 } : {}),
      })
      .where('id', '=', pageId)
      .execute(),
  );
  await tx
    .deleteFrom('wiki_redirect')
    .where('space_id', '=', space.id)
    .where('slug', '=', slug)
    .where('page_id', '=', pageId)
    .execute();
  if (renamed)
    await addRevision(tx, {
      pageId,
      number: page.revision + 1,
      title,
      body: page.body,
      why,
      base: page.revision,
      personId: actor.personId,
      now,
    });
  if (moved) await moveBelow(tx, pageId, space.id);
  await record(tx, {
    subjectKind: 'wiki-page',
    subjectId: pageId,
    at: now,
    type: 'wiki-page.moved',
    doer: doerOf(actor),
    data: { from: { space: page.spaceKey, title: page.title }, to: { space: space.key, title }, why },
  });
  return { spaceKey: space.key, slug };
};

const checkParent = async (
  tx: Db,
  { pageId, parentId, actor, spaceId }: { pageId: string; parentId: string; actor: Act['actor']; spaceId: string },
): Promise<void> => {
  const parent = await getPage(tx, actor, parentId);
  if (parent.spaceId !== spaceId || parent.state === 'deleted') throw invalid([{ field: 'parentId', message: elsewhere }]);
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
