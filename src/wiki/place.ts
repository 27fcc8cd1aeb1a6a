import type { Db } from '#db/index.ts';
import type { WikiPage } from './queries/pages.ts';
import { titleKey } from './title.ts';
import { addRevision, freeSlug, refusing } from './write.ts';

type Placed = Pick<WikiPage, 'id' | 'spaceId' | 'parentId' | 'title' | 'titleKey' | 'slug' | 'body' | 'revision'>;

/**
 * Gives a page a title and a place; its former address and title lead here from then on, and a new title is a version of its
 * own. The caller holds the page's row, and has asked who may. Returns its address within the space. `invalid` for a title
 * that the space has.
 */
export const placePage = async (
  tx: Db,
  page: Placed,
  to: { spaceId: string; parentId: string | null; title: string; why: string; personId: string | null; now: Temporal.Instant },
): Promise<string> => {
  const { spaceId, parentId, title, why, personId, now } = to;
  const key = titleKey(title);
  const moved = spaceId !== page.spaceId;
  const renamed = title !== page.title;
  const slug = moved || key !== page.titleKey ? await freeSlug(tx, spaceId, title, page.id) : page.slug;
  if (moved || slug !== page.slug || key !== page.titleKey) {
    const former = { title_key: page.titleKey, page_id: page.id, at: now };
    await tx
      .insertInto('wiki_redirect')
      .values({ ...former, space_id: page.spaceId, slug: page.slug })
      .onConflict((conflict) => conflict.columns(['space_id', 'slug']).doUpdateSet(former))
      .execute();
  }
  await refusing(() =>
    tx
      .updateTable('wiki_page')
      .set({
        ...{ space_id: spaceId, parent_id: parentId, title, title_key: key, slug, updated_at: now, updated_by: personId },
        ...(renamed ? { revision: page.revision + 1 } : {}),
      })
      .where('id', '=', page.id)
      .execute(),
  );
  await tx
    .deleteFrom('wiki_redirect')
    .where('space_id', '=', spaceId)
    .where('slug', '=', slug)
    .where('page_id', '=', page.id)
    .execute();
  if (renamed) {
    const { revision, body } = page;
    await addRevision(tx, { pageId: page.id, number: revision + 1, title, body, why, base: revision, personId, now });
  }
  return slug;
};
