import { sql } from 'kysely';
import type { Db } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import { AppError } from '#lib/errors.ts';
import type { RecordKind } from '../choices.ts';
import { readable } from '../policy.ts';

export type ExportedPage = {
  id: string;
  parentId: string | null;
  depth: number;
  title: string;
  slug: string;
  body: string;
  hash: string;
  revision: number;
  recordKind: RecordKind | null;
  recordId: string | null;
  part: string;
  updatedAt: Temporal.Instant;
  updatedByName: string | null;
  ownerName: string | null;
  /** Slugs from the top down to the page itself. */
  path: string[];
};

/** So many pages leave in one file; a larger space is read through the interface for programs. */
const mostExported = 5000;

/** The live pages of a space that this actor reads, in the order of the tree. `too_large` beyond 5,000. */
export const listForExport = async (db: Db, actor: Actor, spaceId: string): Promise<ExportedPage[]> => {
  const { rows } = await sql<ExportedPage>`
    with recursive tree (id, depth, path, sorted) as (
      select id, 0, array[slug], array[lpad(position::text, 9, '0') || title] from wiki_page
        where space_id = ${spaceId} and parent_id is null and state = 'live'
      union all
      select w.id, depth + 1, path || w.slug, sorted || (lpad(w.position::text, 9, '0') || w.title)
        from wiki_page w join tree on w.parent_id = tree.id where w.state = 'live' and depth < 30
    )
    select p.id, p.parent_id as "parentId", tree.depth, p.title, p.slug, p.body, p.body_hash as hash, p.revision, p.record_kind as "recordKind",
      p.record_id as "recordId", p.part, p.updated_at as "updatedAt", writer.name as "updatedByName", owner.name as "ownerName", tree.path
    from tree join wiki_page p on p.id = tree.id join wiki_space s on s.id = p.space_id
      left join person writer on writer.id = p.updated_by left join person owner on owner.id = p.owner_person_id
    where ${readable(actor)} order by tree.sorted limit ${mostExported + 1}`.execute(db);
  if (rows.length > mostExported) throw new AppError('too_large', { limit: `${mostExported}` });
  return rows;
};
