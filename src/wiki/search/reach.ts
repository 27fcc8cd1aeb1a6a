import { type RawBuilder, sql } from 'kysely';
import type { Db } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import { openRecordKinds } from '../choices.ts';
import { mayReadOwnPages, mayReadSpace, namesServers, openSpace, readsAll, type SpaceRights } from '../policy.ts';

/** What a search is narrowed to. `kind`: of record, or 'free' for pages that belong to none. `since`: changed then or later. */
export type Narrowing = {
  space?: string | undefined;
  kind?: string | undefined;
  ownerPersonId?: string | undefined;
  state?: string | undefined;
  since?: Temporal.Instant | undefined;
  openComments?: boolean | undefined;
};

/**
 * Which rows of `wiki_search` (as `w`) one actor may be told of. `spaces`: those that he or she reads whole; `own`: those in
 * which only the pages of his or her office are read. `marks` says the same to the index. See 0108_wiki_search.sql.
 */
export type Reach = {
  spaces: string[];
  own: string[];
  officeId: string | null;
  marks: string;
  /** The youngest turn of all. */
  turn: number;
  /** All pages within reach, where they are few: then each is looked at, and no index of words is read. */
  few: readonly string[] | null;
  where: RawBuilder<unknown>;
};

const mark = (kind: string, value: string): string => `'#${kind}${value}'`;
const ofId = (kind: string, id: string): string => mark(kind, id.slice(-12));
const anyOf = (marks: readonly string[]): string => (marks.length === 1 ? (marks[0] ?? '') : `(${marks.join(' | ')})`);

/** At most so many pages are looked at one by one. */
const mostFew = 300;

/**
 * An office that does not host often reads a handful of pages in a large wiki. A word's beginning makes the index read every
 * page of the wiki that has such a word (24 ms at 100,000 pages), to find the two that this reader knows of.
 */
const fewOf = async (db: Db, { spaces, own, officeId }: Pick<Reach, 'spaces' | 'own' | 'officeId'>): Promise<string[] | null> => {
  const { rows } = await sql<{ id: string }>`
    (select page_id as id from wiki_search where space_id = any(${spaces}::uuid[]) limit ${mostFew + 1})
    union all
    (select page_id from wiki_search where office_id = ${officeId}::uuid and space_id = any(${own}::uuid[]) limit ${mostFew + 1})`.execute(
    db,
  );
  return rows.length > mostFew ? null : rows.map(({ id }) => id);
};

/** Null when there is nothing that this actor may be told of. */
export const reachOf = async (db: Db, actor: Actor, to: Narrowing = {}): Promise<Reach | null> => {
  const { rows } = await sql<SpaceRights & { id: string; key: string; turn: string | null }>`
    select id, key, access, roles, needs_approval as "needsApproval", (select max(turn) from wiki_search) as turn from wiki_space`.execute(
    db,
  );
  const asked = to.space ? rows.filter(({ key }) => key === to.space) : rows;
  const spaces = asked.filter((space) => mayReadSpace(actor, space)).map(({ id }) => id);
  const own = asked.filter((space) => !spaces.includes(space.id) && mayReadOwnPages(actor, space)).map(({ id }) => id);
  const officeId = own.length > 0 ? actor.officeId : null;
  if (spaces.length === 0 && officeId === null) return null;
  const whole = spaces.map((id) => ofId('s', id));
  const ownToo = officeId ? [`(${ofId('o', officeId)} & ${anyOf(own.map((id) => ofId('s', id)))})`] : [];
  const marks = [
    ...(spaces.length === rows.length ? [] : [anyOf([...whole, ...ownToo])]),
    ...(to.kind ? [mark('k', to.kind.replace(/[^a-z]/g, ''))] : []),
    ...(to.ownerPersonId ? [ofId('w', to.ownerPersonId)] : []),
    ...(to.state === 'archived' ? [mark('a', '')] : to.state === 'live' ? [`!${mark('a', '')}`] : []),
  ].join(' & ');
  const mine = officeId ? sql`or (w.office_id = ${officeId}::uuid and w.space_id = any(${own}::uuid[]))` : sql``;
  // Beside what is of his or her office, who reads public spaces only is not told of what names servers.
  const told = readsAll(actor)
    ? sql``
    : sql`and not exists (select from wiki_page p where p.id = w.page_id and w.record_kind is not null and ${namesServers()})`;
  const where = sql.join(
    [
      sql`((w.space_id = any(${spaces}::uuid[]) ${told}) ${mine})`,
      ...(to.kind ? [sql`coalesce(w.record_kind, 'free') = ${to.kind}`] : []),
      ...(to.ownerPersonId ? [sql`w.owner_person_id = ${to.ownerPersonId}::uuid`] : []),
      ...(to.state ? [sql`w.state = ${to.state}`] : []),
      // Earlier than any page: the database knows no year 0 as a calendar does.
      ...(to.since && to.since.epochMilliseconds > 0 ? [sql`w.updated_at >= ${to.since}`] : []),
      ...(to.openComments
        ? [
            sql`exists (select from wiki_comment c where c.page_id = w.page_id and c.resolved_at is null
            and c.removed_at is null and c.parent_id is null)`,
          ]
        : []),
    ],
    sql` and `,
  );
  const few = readsAll(actor) ? null : await fewOf(db, { spaces, own, officeId });
  return { spaces, own, officeId, marks, turn: Number(rows[0]?.turn ?? 0), few, where };
};

/** What everybody is told of without signing in: live pages of the spaces that are open to all. Null when there is none. */
export const openReach = async (db: Db): Promise<Reach | null> => {
  const { rows } = await sql<{ id: string; turn: string | null }>`
    select s.id, (select max(turn) from wiki_search) as turn from wiki_space s where ${openSpace()}`.execute(db);
  const spaces = rows.map(({ id }) => id);
  if (spaces.length === 0) return null;
  const marks = `${anyOf(spaces.map((id) => ofId('s', id)))} & !${mark('a', '')}`;
  const where = sql`w.space_id = any(${spaces}::uuid[]) and w.state = 'live'
    and (w.record_kind is null or w.record_kind = any(${[...openRecordKinds]}::text[]))`;
  return { spaces, own: [], officeId: null, marks, turn: Number(rows[0]?.turn ?? 0), few: null, where };
};

/** As the migration counts them: so many turns have one mark. */
const turnsOfMark = 512;

/** How many marks of turns are asked for first, and then together with those before; what is older is asked without. */
const steps = [4, 12, 60];

/**
 * The rows in which `column` answers `looked` (a tsquery), the latest changes first: asked step by step into the past, so
 * that a word of every page costs no more in a large wiki than in a small one. Later steps are only run while rows are wanted.
 */
export const latestFirst = (
  { marks, turn, few, where }: Reach,
  { column, looked, most }: { column: 'words' | 'title_words'; looked: RawBuilder<unknown>; most: number },
): RawBuilder<unknown> => {
  if (few) {
    // `offset 0` keeps the planner from asking the index of words after all.
    return sql`(select w.page_id, w.updated_at from (select * from wiki_search where page_id = any(${few}::uuid[]) offset 0) w
      where ${sql.ref(`w.${column}`)} @@ ${looked} and ${where} order by w.updated_at desc limit ${most})`;
  }
  const newest = Math.floor(turn / turnsOfMark);
  const branch = (more: string, when: RawBuilder<unknown>) => sql`(select w.page_id, w.updated_at from wiki_search w
    where ${sql.ref(`w.${column}`)} @@ (${looked} && ${[marks, more].filter(Boolean).join(' & ')}::tsquery) and ${where} and ${when})`;
  const branches: RawBuilder<unknown>[] = [];
  let from = newest + 1;
  for (const step of steps) {
    const to = newest - step + 1;
    if (to <= 0) break;
    const numbers = Array.from({ length: from - to }, (_, n) => mark('b', String(to + n)));
    branches.push(branch(anyOf(numbers), sql`true`));
    from = to;
  }
  branches.push(branch('', branches.length > 0 ? sql`w.turn < ${from * turnsOfMark}` : sql`true`));
  return sql`(select page_id, updated_at from (${sql.join(branches, sql` union all `)}) step limit ${most})`;
};

const highest = '\u{10ffff}';

/**
 * The titles within reach that begin as was typed, in order, at most so many of each space: read along an index, a bound
 * amount whoever asks.
 */
export const titlesBeginning = ({ spaces, own, officeId, where }: Reach, typed: string, most: number): RawBuilder<unknown> => {
  const begun = (from: RawBuilder<unknown>, on: RawBuilder<unknown>) => sql`
    select t.page_id, t.updated_at, t.title_key from ${from} cross join lateral (
      select w.page_id, w.updated_at, w.title_key from wiki_search w
      where ${on} and w.title_key ~>=~ ${typed} and w.title_key ~<~ ${typed + highest} and ${where}
      order by w.title_key using ~<~ limit ${most}) t`;
  const whole = begun(sql`unnest(${spaces}::uuid[]) space (id)`, sql`w.space_id = space.id`);
  if (own.length === 0) return sql`(${whole})`;
  return sql`(${whole} union all ${begun(sql`(values (1)) once (n)`, sql`w.office_id = ${officeId}::uuid`)})`;
};
