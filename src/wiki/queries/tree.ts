import { sql } from 'kysely';
import type { Db } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import { readable } from '../policy.ts';
import type { PageLink } from './pages.ts';

export type TreeRow = PageLink & { position: number; hasChildren: boolean; children: TreeRow[]; more: boolean };
type Row = Omit<TreeRow, 'children' | 'more'> & { parentId: string | null };

/** So many pages below one are shown at once; the rest has a page of its own. */
const mostBelow = 20;
/** No more pages than this on one page, however deep the tree is. */
const mostInAll = 500;

const levels = async (
  db: Db,
  actor: Actor,
  spaceId: string,
  parents: readonly (string | null)[],
  { most, offset = 0 }: { most: number; offset?: number },
): Promise<Row[]> => {
  const { rows } = await sql<Row>`
    select below.* from unnest(${[...parents]}::uuid[]) with ordinality as above (id, n) cross join lateral (
      select p.id, p.title, p.slug, s.key as "spaceKey", p.position, p.parent_id as "parentId",
        exists (select 1 from wiki_page w where w.parent_id = p.id and w.state = 'live' and ${readable(actor, 'w')}) as "hasChildren"
      from wiki_page p join wiki_space s on s.id = p.space_id
      where p.space_id = ${spaceId}::uuid and p.state = 'live' and ${readable(actor)}
        and ${parents[0] === null ? sql`p.parent_id is null` : sql`p.parent_id = above.id`}
      order by p.position, p.title, p.id limit ${most} offset ${offset}) below
    order by above.n, below.position, below.title, below.id`.execute(db);
  return rows;
};

/**
 * A part of a space's tree: the pages of one level, `page` by `page`, and two levels below them, each as far as fits. `more`:
 * there are more than are shown.
 */
export const listSubtree = async (
  db: Db,
  actor: Actor,
  { spaceId, parentId, page = 1, pageSize = 100 }: { spaceId: string; parentId: string | null; page?: number; pageSize?: number },
): Promise<{ rows: TreeRow[]; more: boolean }> => {
  const found = await levels(db, actor, spaceId, [parentId], { most: pageSize + 1, offset: pageSize * (page - 1) });
  const grown = (row: Row): TreeRow => ({ ...row, children: [], more: row.hasChildren });
  const rows = found.slice(0, pageSize).map(grown);
  let [level, shown] = [rows, rows.length];
  for (let depth = 0; depth < 2 && shown < mostInAll; depth += 1) {
    const open = level.filter(({ hasChildren }) => hasChildren).slice(0, Math.floor((mostInAll - shown) / mostBelow));
    if (open.length === 0) break;
    const below = await levels(
      db,
      actor,
      spaceId,
      open.map(({ id }) => id),
      { most: mostBelow + 1 },
    );
    for (const row of open) {
      const own = below.filter((each) => each.parentId === row.id);
      row.children = own.slice(0, mostBelow).map(grown);
      row.more = own.length > mostBelow;
    }
    level = open.flatMap(({ children }) => children);
    shown += level.length;
  }
  return { rows, more: found.length > pageSize };
};
