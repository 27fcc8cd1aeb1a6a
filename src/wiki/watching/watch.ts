import { sql } from 'kysely';
import { z } from 'zod';
import type { Db } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import { oneOf, parse, ticked } from '#lib/input.ts';
import type { Act } from '../act.ts';
import { readable } from '../policy.ts';
import { getPage, type PageLink, type WikiPage } from '../queries/pages.ts';
import { getSpace, listSpaces, type Space } from '../queries/spaces.ts';

export const pageWatches = ['page', 'tree', 'none'] as const;

const pageInput = z.strictObject({ watch: oneOf(pageWatches) });

/**
 * Watches a page, or a page and all below it, or no longer: then nothing that one does there makes one watch it again. What
 * anybody reads can be watched; it is a choice of one's own and nobody else's to see, so the audit does not tell of it.
 */
export const watchPage = async (
  tx: Db,
  { now, actor, pageId, watch: typed }: Act & { pageId: string; watch: unknown },
): Promise<WikiPage> => {
  const page = await getPage(tx, actor, pageId);
  const { watch } = parse(pageInput, { watch: typed });
  const kind = watch === 'none' ? 'never' : watch;
  await tx
    .insertInto('wiki_watch')
    .values({ person_id: actor.personId, page_id: pageId, kind, at: now })
    .onConflict((conflict) =>
      conflict.columns(['person_id', 'page_id']).where('page_id', 'is not', null).doUpdateSet({ kind, at: now }),
    )
    .execute();
  return page;
};

const spaceInput = z.strictObject({ watch: ticked() });

/** Watches a whole space, or no longer. */
export const watchSpace = async (
  tx: Db,
  { now, actor, space: key, watch: typed }: Act & { space: string; watch: unknown },
): Promise<Space> => {
  const space = await getSpace(tx, actor, key);
  const { watch } = parse(spaceInput, { watch: typed });
  if (!watch) {
    await tx.deleteFrom('wiki_watch').where('person_id', '=', actor.personId).where('space_id', '=', space.id).execute();
    return space;
  }
  await tx
    .insertInto('wiki_watch')
    .values({ person_id: actor.personId, space_id: space.id, kind: 'space', at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return space;
};

/** Who writes or comments watches the page from then on, unless he or she said no: of this page, or of all. */
export const follow = async (tx: Db, { personId, pageId, now }: { personId: string; pageId: string; now: Temporal.Instant }) => {
  await sql`
    insert into wiki_watch (person_id, page_id, kind, at)
    select ${personId}::uuid, ${pageId}::uuid, 'page', ${now}
    where not exists (select from wiki_watcher where person_id = ${personId}::uuid and not follows)
    on conflict do nothing`.execute(tx);
};

const followInput = z.strictObject({ follows: ticked() });

/** Whether what one writes or comments on is watched by itself. */
export const chooseFollowing = async (tx: Db, { actor, follows: typed }: { actor: Actor; follows: unknown }): Promise<void> => {
  const { follows } = parse(followInput, { follows: typed });
  await tx
    .insertInto('wiki_watcher')
    .values({ person_id: actor.personId, follows })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet({ follows }))
    .execute();
};

export const followsByItself = async (db: Db, personId: string): Promise<boolean> => {
  const row = await db.selectFrom('wiki_watcher').select('follows').where('person_id', '=', personId).executeTakeFirst();
  return row?.follows ?? true;
};

/** How a person watches a page: by itself, by a page above, by its space, not at all, or not although it would be. */
export type Watch = { by: 'page' | 'tree' | 'above' | 'space' | 'never' | null; above: PageLink | null };

/** Watched by the nearest page above that is watched with all below it; the page's own choice comes first. */
export const aboveWatched = (personId: string) => sql`left join lateral (
    with recursive up (id, parent_id, depth) as (
      select w.id, w.parent_id, 1 from wiki_page w where w.id = p.parent_id
      union all
      select w.id, w.parent_id, depth + 1 from up join wiki_page w on w.id = up.parent_id where depth < 30
    ) select up.id, t.at from up join wiki_watch t on t.page_id = up.id and t.person_id = ${personId}::uuid and t.kind = 'tree'
      order by depth limit 1
  ) above on true`;

/** How an actor watches a page that the caller has found for him or her; a page above that is not read is not named. */
export const watchOf = async (db: Db, actor: Actor, pageId: string): Promise<Watch> => {
  const { personId } = actor;
  const { rows } = await sql<{
    own: 'page' | 'tree' | 'never' | null;
    aboveId: string | null;
    title: string | null;
    slug: string | null;
    spaceKey: string;
    space: boolean;
  }>`
    select own.kind as own, above.id as "aboveId", a.title, a.slug, s.key as "spaceKey",
      exists (select from wiki_watch w where w.person_id = ${personId}::uuid and w.space_id = p.space_id) as space
    from wiki_page p join wiki_space s on s.id = p.space_id
      left join wiki_watch own on own.page_id = p.id and own.person_id = ${personId}::uuid
      ${aboveWatched(personId)} left join wiki_page a on a.id = above.id and a.state <> 'deleted' and ${readable(actor, 'a')}
    where p.id = ${pageId}`.execute(db);
  const row = rows[0];
  if (!row) return { by: null, above: null };
  const { own, aboveId, title, slug, spaceKey, space } = row;
  if (own) return { by: own, above: null };
  if (aboveId) return { by: 'above', above: title && slug ? { id: aboveId, title, slug, spaceKey } : null };
  return { by: space ? 'space' : null, above: null };
};

export const watchesSpace = async (db: Db, personId: string, spaceId: string): Promise<boolean> =>
  (await db
    .selectFrom('wiki_watch')
    .select('kind')
    .where('person_id', '=', personId)
    .where('space_id', '=', spaceId)
    .executeTakeFirst()) !== undefined;

/** Who watches this very page, for a caller that tells them of a comment; and who wants to be left alone. */
export const watchersOf = async (db: Db, pageId: string): Promise<{ watching: string[]; never: string[] }> => {
  const rows = await db.selectFrom('wiki_watch').select(['person_id', 'kind']).where('page_id', '=', pageId).execute();
  const of = (never: boolean) => rows.filter(({ kind }) => (kind === 'never') === never).map(({ person_id }) => person_id);
  return { watching: of(false), never: of(true) };
};

export type Watched = {
  pages: (PageLink & { spaceName: string; tree: boolean })[];
  spaces: { key: string; name: string }[];
};

/** What an actor watches, as far as he or she reads it today. */
export const listWatched = async (db: Db, actor: Actor): Promise<Watched> => {
  const { rows } = await sql<PageLink & { spaceName: string; tree: boolean }>`
    select p.id, p.title, p.slug, s.key as "spaceKey", s.name as "spaceName", w.kind = 'tree' as tree
    from wiki_watch w join wiki_page p on p.id = w.page_id join wiki_space s on s.id = p.space_id
    where w.person_id = ${actor.personId}::uuid and w.kind <> 'never' and p.state <> 'deleted' and ${readable(actor)}
    order by w.at desc limit 500`.execute(db);
  const { rows: spaces } = await sql<{ key: string; name: string }>`
    select s.key, s.name from wiki_watch w join wiki_space s on s.id = w.space_id
    where w.person_id = ${actor.personId}::uuid and s.closed_at is null order by s.name`.execute(db);
  return { pages: rows, spaces: await readSpaces(db, actor, spaces) };
};

/** A space that is no longer one's own to read drops out. */
const readSpaces = async (db: Db, actor: Actor, spaces: readonly { key: string; name: string }[]) => {
  const readableKeys = new Set((await listSpaces(db, actor)).map(({ key }) => key));
  return spaces.filter(({ key }) => readableKeys.has(key));
};
