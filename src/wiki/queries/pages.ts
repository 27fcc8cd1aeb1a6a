import { sql } from 'kysely';
import type { Db } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import { AppError } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import type { Access, PageState, RecordKind } from '../choices.ts';
import { mayWrite, readable } from '../policy.ts';

/** A page with its space, as a command or a view needs it. */
export type WikiPage = {
  id: string;
  spaceId: string;
  parentId: string | null;
  title: string;
  titleKey: string;
  slug: string;
  body: string;
  hash: string;
  revision: number;
  recordKind: RecordKind | null;
  recordId: string | null;
  part: string;
  officeId: string | null;
  required: string[];
  ownerPersonId: string | null;
  ownerName: string | null;
  reviewOn: Temporal.PlainDate | null;
  reviewedAt: Temporal.Instant | null;
  reviewedByName: string | null;
  state: PageState;
  stateReason: string;
  createdAt: Temporal.Instant;
  updatedAt: Temporal.Instant;
  updatedByName: string | null;
  spaceKey: string;
  spaceName: string;
  access: Access;
  roles: string[];
  needsApproval: boolean;
  /** After so many months it is due again, once it was found correct. */
  reviewMonths: number;
};

const columns = sql`p.id, p.space_id as "spaceId", p.parent_id as "parentId", p.title, p.title_key as "titleKey", p.slug, p.body,
  p.body_hash as hash, p.revision, p.record_kind as "recordKind", p.record_id as "recordId", p.part, p.office_id as "officeId",
  p.required, p.owner_person_id as "ownerPersonId", owner.name as "ownerName", p.review_on as "reviewOn",
  p.reviewed_at as "reviewedAt", reviewer.name as "reviewedByName", p.state, p.state_reason as "stateReason",
  p.created_at as "createdAt", p.updated_at as "updatedAt", writer.name as "updatedByName", s.key as "spaceKey",
  s.name as "spaceName", s.access, s.roles, s.needs_approval as "needsApproval",
  s.review_months as "reviewMonths"`;

const tables = sql`wiki_page p join wiki_space s on s.id = p.space_id
  left join person owner on owner.id = p.owner_person_id left join person reviewer on reviewer.id = p.reviewed_by
  left join person writer on writer.id = p.updated_by`;

/** A deleted page is seen only by who writes in its space: everybody else does not find it. */
const seen = (actor: Actor, page: WikiPage | undefined): WikiPage | null =>
  page && (page.state !== 'deleted' || mayWrite(actor, page)) ? page : null;

/** A page as this actor reads it, or null. With `lock` its row is held until the transaction ends. */
export const findPage = async (
  db: Db,
  actor: Actor,
  pageId: string,
  options: { lock?: boolean } = {},
): Promise<WikiPage | null> => {
  if (!isId(pageId)) return null;
  const lock = options.lock ? sql`for no key update of p` : sql``;
  const { rows } =
    await sql<WikiPage>`select ${columns} from ${tables} where p.id = ${pageId} and ${readable(actor)} ${lock}`.execute(db);
  return seen(actor, rows[0]);
};

/** The same; `not_found` for a page that is not there or not for this actor. */
export const getPage = async (db: Db, actor: Actor, pageId: string, options: { lock?: boolean } = {}): Promise<WikiPage> => {
  const page = await findPage(db, actor, pageId, options);
  if (!page) throw new AppError('not_found', { what: `wiki page ${pageId}` });
  return page;
};

/** The page at an address, live pages before deleted ones; or where the page is now that was once there; or null. */
export const findPageAt = async (
  db: Db,
  actor: Actor,
  space: string,
  slug: string,
): Promise<WikiPage | { movedTo: { spaceKey: string; slug: string } } | null> => {
  // Live pages and deleted ones have an index each; hardly anybody asks for the second.
  const at = (state: ReturnType<typeof sql>) =>
    sql<WikiPage>`select ${columns} from ${tables}
      where p.space_id = (select id from wiki_space where key = ${space}) and p.slug = ${slug} and ${state} and ${readable(actor)}
      order by p.updated_at desc limit 1`.execute(db);
  const [live] = (await at(sql`p.state <> 'deleted'`)).rows;
  if (live) return live;
  const moved = await sql<{ spaceKey: string; slug: string }>`
    select s.key as "spaceKey", p.slug from wiki_redirect r join wiki_space from_space on from_space.id = r.space_id
      join wiki_page p on p.id = r.page_id join wiki_space s on s.id = p.space_id
    where from_space.key = ${space} and r.slug = ${slug} and p.state <> 'deleted' and ${readable(actor)}`.execute(db);
  if (moved.rows[0]) return { movedTo: moved.rows[0] };
  return seen(actor, (await at(sql`p.state = 'deleted'`)).rows[0]);
};

/** The page of a record's set, or null. */
export const findRecordPage = async (
  db: Db,
  actor: Actor,
  record: { kind: RecordKind; id: string; part?: string },
): Promise<WikiPage | null> => {
  const { rows } = await sql<WikiPage>`select ${columns} from ${tables}
    where p.record_kind = ${record.kind} and p.record_id = ${record.id} and p.part = ${record.part ?? ''} and p.state <> 'deleted'
      and ${readable(actor)}`.execute(db);
  return rows[0] ?? null;
};

export type PageLink = { id: string; title: string; slug: string; spaceKey: string };

/** The pages above a page, from the top. Those that this actor does not read are left out. */
export const listAbove = async (db: Db, actor: Actor, pageId: string): Promise<PageLink[]> => {
  const { rows } = await sql<PageLink>`
    with recursive above (id, depth) as (
      select parent_id, 1 from wiki_page where id = ${pageId}
      union all
      select w.parent_id, depth + 1 from wiki_page w join above on w.id = above.id where depth < 30
    )
    select p.id, p.title, p.slug, s.key as "spaceKey" from above join wiki_page p on p.id = above.id join wiki_space s on s.id = p.space_id
    where p.state <> 'deleted' and ${readable(actor)} order by above.depth desc`.execute(db);
  return rows;
};

export type Child = PageLink & { children: number; state: PageState };

/** The pages directly below a page, or the topmost of a space; at most `most` of them. */
export const listChildren = async (
  db: Db,
  actor: Actor,
  under: { spaceId: string; parentId: string | null; most?: number },
): Promise<Child[]> => {
  const { rows } = await sql<Child>`
    select p.id, p.title, p.slug, s.key as "spaceKey", p.state,
      (select count(*)::int from wiki_page below
        where below.parent_id = p.id and below.state = 'live' and ${readable(actor, 'below')}) as children
    from wiki_page p join wiki_space s on s.id = p.space_id
    where ${under.parentId ? sql`p.parent_id = ${under.parentId}::uuid` : sql`p.space_id = ${under.spaceId}::uuid and p.parent_id is null`}
      and p.state = 'live' and ${readable(actor)} order by p.position, p.title limit ${under.most ?? 300}`.execute(db);
  return rows;
};

export type RecentPage = PageLink & { spaceName: string; updatedAt: Temporal.Instant; updatedByName: string | null; why: string };

/** What changed last, as far as this actor reads it. */
export const listRecent = async (
  db: Db,
  actor: Actor,
  options: { spaceId?: string; most?: number } = {},
): Promise<RecentPage[]> => {
  const { rows } = await sql<RecentPage>`
    select p.id, p.title, p.slug, s.key as "spaceKey", s.name as "spaceName", p.updated_at as "updatedAt", writer.name as "updatedByName",
      coalesce((select why from wiki_revision r where r.page_id = p.id and r.number = p.revision), '') as why
    from wiki_page p join wiki_space s on s.id = p.space_id left join person writer on writer.id = p.updated_by
    where p.state = 'live' and ${readable(actor)} and ${options.spaceId ? sql`p.space_id = ${options.spaceId}::uuid` : sql`true`}
    order by p.updated_at desc limit ${options.most ?? 20}`.execute(db);
  return rows;
};

/** Pages of records of the actor's office, by their titles; at most 100. */
export const listOfficePages = async (db: Db, actor: Actor): Promise<PageLink[]> => {
  const { rows } = await sql<PageLink>`
    select p.id, p.title, p.slug, s.key as "spaceKey" from wiki_page p join wiki_space s on s.id = p.space_id
    where p.office_id = ${actor.officeId}::uuid and p.state = 'live' and ${readable(actor)} order by p.title_key limit 100`.execute(
    db,
  );
  return rows;
};

/** Titles of a space's pages as far as the actor reads them, by the alphabet, at most `most`. */
export const listTitles = async (db: Db, actor: Actor, spaceId: string, most: number): Promise<string[]> => {
  const { rows } = await sql<{ title: string }>`
    select p.title from wiki_page p join wiki_space s on s.id = p.space_id
    where p.space_id = ${spaceId} and p.state = 'live' and ${readable(actor)} order by p.title_key limit ${most}`.execute(db);
  return rows.map(({ title }) => title);
};

export type RecordPageLink = PageLink & { recordKind: RecordKind; recordId: string; state: PageState };

/** The main pages of records, as far as the actor reads them. */
export const listRecordPages = async (
  db: Db,
  actor: Actor,
  records: readonly { kind: RecordKind; id: string }[],
): Promise<RecordPageLink[]> => {
  if (records.length === 0) return [];
  const { rows } = await sql<RecordPageLink>`
    select p.id, p.title, p.slug, s.key as "spaceKey", p.record_kind as "recordKind", p.record_id as "recordId", p.state
    from unnest(${records.map(({ kind }) => kind)}::text[], ${records.map(({ id }) => id)}::uuid[]) wanted (kind, id)
      join wiki_page p on p.record_kind = wanted.kind and p.record_id = wanted.id and p.part = '' and p.state <> 'deleted'
      join wiki_space s on s.id = p.space_id
    where ${readable(actor)}`.execute(db);
  return rows;
};

/** The text of a record's main page, for a caller with its own right to know; null when there is none. */
export const recordPageOf = async (
  db: Db,
  record: { kind: RecordKind; id: string },
): Promise<{ id: string; revision: number; body: string; required: string[] } | null> =>
  (await db
    .selectFrom('wiki_page')
    .select(['id', 'revision', 'body', 'required'])
    .where('record_kind', '=', record.kind)
    .where('record_id', '=', record.id)
    .where('part', '=', '')
    .where('state', '<>', 'deleted')
    .executeTakeFirst()) ?? null;
