import { sql } from 'kysely';
import type { Db } from '#db/index.ts';
import { isId } from '#lib/ids.ts';
import type { RecordKind } from '../choices.ts';
import { openSpace, openToAll } from '../policy.ts';

// What anybody reads without signing in. Nothing here takes an actor, and nothing here selects a person.

export type OpenSpace = { id: string; key: string; name: string; description: string };
export type OpenLink = { id: string; title: string; slug: string; spaceKey: string };
export type OpenPage = OpenLink & {
  spaceId: string;
  spaceName: string;
  parentId: string | null;
  body: string;
  hash: string;
  plain: string;
  recordKind: RecordKind | null;
  recordId: string | null;
  /** When the text in force became so. */
  changedAt: Temporal.Instant;
};

const link = sql`p.id, p.title, p.slug, s.key as "spaceKey"`;
const tables = sql`wiki_page p join wiki_space s on s.id = p.space_id`;
/** When the text in force was saved or approved: later changes of the page's state or place are none of the text. */
const changedAt = sql`(select r.at from wiki_revision r where r.page_id = p.id and r.number = p.revision)`;

/** The spaces that are open to all, by name. */
export const listOpenSpaces = async (db: Db): Promise<OpenSpace[]> =>
  (
    await sql<OpenSpace>`select s.id, s.key, s.name, s.description from wiki_space s where ${openSpace()} order by s.name`.execute(
      db,
    )
  ).rows;

export const findOpenSpace = async (db: Db, key: string): Promise<OpenSpace | null> =>
  (
    await sql<OpenSpace>`select s.id, s.key, s.name, s.description from wiki_space s where s.key = ${key} and ${openSpace()}`.execute(
      db,
    )
  ).rows[0] ?? null;

/** The open page at an address, or where it is now when it was there before; null for everything else, whatever it is. */
export const findOpenPageAt = async (
  db: Db,
  space: string,
  slug: string,
): Promise<OpenPage | { movedTo: { spaceKey: string; slug: string } } | null> => {
  const { rows } = await sql<OpenPage>`
    select ${link}, p.space_id as "spaceId", s.name as "spaceName", p.parent_id as "parentId", p.body, p.body_hash as hash, p.plain,
      p.record_kind as "recordKind", p.record_id as "recordId", ${changedAt} as "changedAt"
    from ${tables} where s.key = ${space} and p.slug = ${slug} and p.state <> 'deleted' and ${openToAll()}`.execute(db);
  if (rows[0]) return rows[0];
  const moved = await sql<{ spaceKey: string; slug: string }>`
    select s.key as "spaceKey", p.slug from wiki_redirect r join wiki_space was on was.id = r.space_id
      join wiki_page p on p.id = r.page_id join wiki_space s on s.id = p.space_id
    where was.key = ${space} and ${openSpace('was')} and r.slug = ${slug} and ${openToAll()}`.execute(db);
  return moved.rows[0] ? { movedTo: moved.rows[0] } : null;
};

/** The open pages above a page, from the top. */
export const listOpenAbove = async (db: Db, pageId: string): Promise<OpenLink[]> => {
  const { rows } = await sql<OpenLink>`
    with recursive above (id, depth) as (
      select parent_id, 1 from wiki_page where id = ${pageId}
      union all
      select w.parent_id, depth + 1 from wiki_page w join above on w.id = above.id where depth < 30
    )
    select ${link} from above join ${tables} on p.id = above.id where ${openToAll()} order by above.depth desc`.execute(db);
  return rows;
};

/** The open pages directly below a page, or the topmost of a space, with how many open ones stand below each. At most 300. */
export const listOpenChildren = async (
  db: Db,
  under: { spaceId: string; parentId: string | null },
): Promise<(OpenLink & { children: number })[]> => {
  const { rows } = await sql<OpenLink & { children: number }>`
    select ${link},
      (select count(*)::int from wiki_page b join wiki_space bs on bs.id = b.space_id
        where b.parent_id = p.id and ${openToAll('b', 'bs')}) as children
    from ${tables}
    where ${under.parentId ? sql`p.parent_id = ${under.parentId}::uuid` : sql`p.space_id = ${under.spaceId}::uuid and p.parent_id is null`}
      and ${openToAll()} order by p.position, p.title limit 300`.execute(db);
  return rows;
};

/** For each named title the open page that it leads to, or null; as links by title are read by who is signed in. */
export const findOpenByTitle = async (
  db: Db,
  from: { spaceId: string },
  named: readonly { space: string; key: string }[],
): Promise<((OpenLink & { spaceId: string }) | null)[]> => {
  const keys = [...new Set(named.map(({ key }) => key))];
  if (keys.length === 0) return [];
  const { rows } = await sql<OpenLink & { spaceId: string; key: string; now: boolean }>`
    select ${link}, p.space_id as "spaceId", p.title_key as key, true as now from ${tables}
      where p.title_key = any(${keys}::text[]) and p.state <> 'deleted' and ${openToAll()}
    union all
    select ${link}, p.space_id, r.title_key, false from wiki_redirect r join wiki_page p on p.id = r.page_id
      join wiki_space s on s.id = p.space_id
      where r.title_key = any(${keys}::text[]) and ${openToAll()}
    order by now desc`.execute(db);
  return named.map(({ space, key }) => {
    const fitting = rows.filter((row) => row.key === key && (space === '' || row.spaceKey === space));
    return fitting.find((row) => row.spaceId === from.spaceId) ?? fitting[0] ?? null;
  });
};

export type OpenFile = { fileId: string; name: string; mediaType: string };

/**
 * The files of an open page, by name. Files have no approval of their own, so one is open once the text that names it was
 * approved after it had been attached: whoever approved could see it.
 */
export const listOpenFiles = async (db: Db, pageId: string): Promise<OpenFile[]> => {
  if (!isId(pageId)) return [];
  const { rows } = await sql<OpenFile & { body: string }>`
    select u.file_id as "fileId", a.name, f.media_type as "mediaType", p.body
    from wiki_attachment a join upload u on u.id = a.upload_id join file f on f.id = u.file_id
      join wiki_page p on p.id = a.page_id join wiki_space s on s.id = p.space_id
    where a.page_id = ${pageId} and a.removed_at is null and ${openToAll()} and (a.at <= ${changedAt}
      or exists (select 1 from wiki_proposal d where d.upload_id = a.upload_id and d.state = 'approved'))
    order by a.name limit 500`.execute(db);
  return rows.filter(({ body, name }) => namesFile(body, name)).map(({ body: _, ...file }) => file);
};

/** One of them by its name, or null. */
export const findOpenFile = async (db: Db, pageId: string, name: string): Promise<OpenFile | null> =>
  (await listOpenFiles(db, pageId)).find((file) => file.name.toLowerCase() === name.toLowerCase()) ?? null;

/** Whether a text shows or links a file by its name, as it stands or as an address writes it. */
const namesFile = (body: string, name: string): boolean => {
  const text = body.toLowerCase();
  return [name, encodeURIComponent(name), encodeURI(name)].some((form) => text.includes(form.toLowerCase()));
};

/** Every open page with when its text changed, for search engines; as many as one site map may name. */
export const listOpenPages = async (db: Db): Promise<{ spaceKey: string; slug: string; changedAt: Temporal.Instant }[]> => {
  const { rows } = await sql<{ spaceKey: string; slug: string; changedAt: Temporal.Instant }>`
    select s.key as "spaceKey", p.slug, ${changedAt} as "changedAt" from ${tables} where ${openToAll()} order by p.id limit 50000`.execute(
    db,
  );
  return rows;
};
