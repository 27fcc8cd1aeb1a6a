import { sql } from 'kysely';
import type { Db } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import { readable } from '../policy.ts';

export type Target = { id: string; title: string; slug: string; spaceId: string; spaceKey: string };

type Named = { space: string; key: string };

/**
 * For each named title the page that it leads to and that this actor reads, or null: of the named space; else of the page's
 * own space, then of any. A title that a page had before leads to where the page is now.
 */
export const findByTitle = async (
  db: Db,
  actor: Actor,
  from: { spaceId: string },
  named: readonly Named[],
): Promise<(Target | null)[]> => {
  const keys = [...new Set(named.map(({ key }) => key))];
  if (keys.length === 0) return [];
  const { rows } = await sql<Target & { key: string; now: boolean }>`
    select p.id, p.title, p.slug, p.space_id as "spaceId", s.key as "spaceKey", p.title_key as key, true as now
      from wiki_page p join wiki_space s on s.id = p.space_id
      where p.title_key = any(${keys}::text[]) and p.state <> 'deleted' and ${readable(actor)}
    union all
    select p.id, p.title, p.slug, p.space_id, s.key, r.title_key, false
      from wiki_redirect r join wiki_page p on p.id = r.page_id join wiki_space s on s.id = p.space_id
      where r.title_key = any(${keys}::text[]) and p.state <> 'deleted' and ${readable(actor)}
    order by now desc`.execute(db);
  return named.map(({ space, key }) => {
    const fitting = rows.filter((row) => row.key === key && (space === '' || row.spaceKey === space));
    return fitting.find((row) => row.spaceId === from.spaceId) ?? fitting[0] ?? null;
  });
};

export type LinkingPage = { id: string; title: string; slug: string; spaceKey: string };

/** The pages that link to a page, by its title or one that it had, as far as this actor reads them. At most 200. */
export const listBacklinks = async (
  db: Db,
  actor: Actor,
  page: { id: string; spaceId: string; spaceKey: string; titleKey: string },
): Promise<LinkingPage[]> => {
  const { rows } = await sql<LinkingPage>`
    select p.id, p.title, p.slug, s.key as "spaceKey"
    from wiki_page p join wiki_space s on s.id = p.space_id
    where p.state <> 'deleted' and p.id <> ${page.id} and ${readable(actor)} and p.id in (
      select l.page_id from wiki_link l
      where l.title_key in (select ${page.titleKey} union all select title_key from wiki_redirect where page_id = ${page.id})
        and (l.space_key = ${page.spaceKey} or l.space_key = ''))
      and (p.space_id = ${page.spaceId} or exists (
        select 1 from wiki_link l where l.page_id = p.id and l.title_key = ${page.titleKey} and (l.space_key = ${page.spaceKey}
          or not exists (select 1 from wiki_page own where own.space_id = p.space_id and own.title_key = l.title_key and own.state <> 'deleted'))))
    order by p.title limit 200`.execute(db);
  return rows;
};

export type BrokenLink = { pageId: string; pageTitle: string; slug: string; spaceKey: string; label: string; target: string };

/** Links that lead to no page that this actor reads: what is secret to him or her looks as if it were not there. */
export const listBrokenLinks = async (
  db: Db,
  actor: Actor,
  { spaceId, offset = 0, most = 100 }: { spaceId?: string; offset?: number; most?: number },
): Promise<BrokenLink[]> => {
  const { rows } = await sql<BrokenLink>`
    select p.id as "pageId", p.title as "pageTitle", p.slug, s.key as "spaceKey", l.label,
      case when l.space_key = '' then l.label else l.space_key || '::' || l.label end as target
    from wiki_link l join wiki_page p on p.id = l.page_id join wiki_space s on s.id = p.space_id
    where p.state = 'live' and ${readable(actor)} and ${spaceId ? sql`p.space_id = ${spaceId}::uuid` : sql`true`}
      and not exists (
        select 1 from wiki_page t join wiki_space ts on ts.id = t.space_id
        where t.title_key = l.title_key and t.state <> 'deleted' and ${readable(actor, 't', 'ts')}
          and (l.space_key = '' or ts.key = l.space_key))
      and not exists (
        select 1 from wiki_redirect r join wiki_page t on t.id = r.page_id join wiki_space ts on ts.id = t.space_id
        where r.title_key = l.title_key and t.state <> 'deleted' and ${readable(actor, 't', 'ts')}
          and (l.space_key = '' or ts.key = l.space_key))
    order by s.key, p.title, l.label limit ${most} offset ${offset}`.execute(db);
  return rows;
};
