import { sql } from 'kysely';
import type { Db } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import type { RecordKind } from '../choices.ts';
import { readable } from '../policy.ts';

/** A page's place in a space: what is held of every page while they leave one after another. */
export type Outlined = {
  id: string;
  title: string;
  slug: string;
  parentId: string | null;
  /** 0 for the topmost. */
  depth: number;
  /** From 1, among the pages below the same one. */
  place: number;
  children: number;
  /** What orders it among them, as it is stored. */
  position: number;
};

export type ExportedPage = {
  id: string;
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
};

type Row = Pick<Outlined, 'id' | 'title' | 'slug' | 'parentId' | 'position'> & { live: boolean };

/**
 * The live pages of a space that this actor reads, without their texts, in the order of the tree; with `root` that page and
 * those below it. A live page below one that is archived stands where that one would: no page is lost with it.
 */
export const listOutline = async (db: Db, actor: Actor, spaceId: string, root: string | null = null): Promise<Outlined[]> => {
  const { rows } = await sql<Row>`
    select p.id, p.title, p.slug, p.parent_id as "parentId", p.position, p.state = 'live' and ${readable(actor)} as live
    from wiki_page p join wiki_space s on s.id = p.space_id
    where p.space_id = ${spaceId} order by p.position, p.title, p.id`.execute(db);
  const below = new Map<string | null, Row[]>();
  const known = new Set(rows.map(({ id }) => id));
  for (const row of rows) {
    const parent = row.parentId !== null && known.has(row.parentId) ? row.parentId : null;
    const list = below.get(parent);
    if (list) list.push(row);
    else below.set(parent, [row]);
  }
  /** The live pages below one, those of a page that is not live in its stead. */
  const liveBelow = (id: string | null): Row[] => (below.get(id) ?? []).flatMap((row) => (row.live ? [row] : liveBelow(row.id)));
  const pages: Outlined[] = [];
  const start = root === null ? liveBelow(null) : rows.filter((row) => row.id === root && row.live);
  const open = start.map((row, n) => ({ row, parentId: null as string | null, depth: 0, place: n + 1 })).reverse();
  for (let next = open.pop(); next; next = open.pop()) {
    const { row, ...at } = next;
    const children = liveBelow(row.id);
    const { id, title, slug, position } = row;
    pages.push({ ...{ id, title, slug, position }, ...at, children: children.length });
    for (let n = children.length - 1; n >= 0; n -= 1) {
      const child = children[n];
      if (child) open.push({ row: child, parentId: row.id, depth: at.depth + 1, place: n + 1 });
    }
  }
  return pages;
};

/** So many texts are in memory at once. */
const batch = 50;

/**
 * Pages with their texts, one after another in the order of the outline, so that any number of them takes the same memory. One
 * that went away since the outline was read, or is no longer for this actor, is passed over.
 */
export const readPages = async function* <Place extends Outlined>(
  db: Db,
  actor: Actor,
  outline: readonly Place[],
): AsyncGenerator<{ place: Place; page: ExportedPage }> {
  for (let at = 0; at < outline.length; at += batch) {
    const places = outline.slice(at, at + batch);
    const { rows } = await sql<ExportedPage>`
      select p.id, p.title, p.slug, p.body, p.body_hash as hash, p.revision, p.record_kind as "recordKind", p.record_id as "recordId",
        p.part, p.updated_at as "updatedAt", writer.name as "updatedByName", owner.name as "ownerName"
      from wiki_page p join wiki_space s on s.id = p.space_id
        left join person writer on writer.id = p.updated_by left join person owner on owner.id = p.owner_person_id
      where p.id = any(${places.map(({ id }) => id)}::uuid[]) and p.state = 'live' and ${readable(actor)}`.execute(db);
    const byId = new Map(rows.map((row) => [row.id, row]));
    for (const place of places) {
      const page = byId.get(place.id);
      if (page) yield { place, page };
    }
  }
};
