import { type RawBuilder, sql } from 'kysely';
import { type Db, plannedAnew } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import { readable } from '../policy.ts';

export type WikiHit = {
  id: string;
  title: string;
  slug: string;
  spaceKey: string;
  spaceName: string;
  recordKind: string | null;
  state: string;
  updatedAt: Temporal.Instant;
  /** A piece of the text around what was found, in pieces: `hit` is what matched. */
  snippet: { text: string; hit: boolean }[];
};

export type WikiFilter = {
  q: string;
  space?: string;
  /** A kind of record, or 'free' for pages that belong to none. */
  kind?: string;
  ownerPersonId?: string;
  most?: number;
};

/** `corrected`: what was looked for instead, because nothing had the words as they were typed. */
export type WikiFound = { hits: WikiHit[]; more: boolean; corrected: string | null };

/** So many pages that have the words are ranked; a word that is in every page says little about which is meant. */
const mostRanked = 300;

const open = '\ue000';
const close = '\ue001';

const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu)
    ?.slice(0, 8) ?? [];

/**
 * A search as PostgreSQL asks: with quotes, OR or a minus as people know it from the web; plain words must all occur, each as
 * its stem, the last one also as the beginning of a word.
 */
const queryOf = (q: string): RawBuilder<unknown> | null => {
  if (/["]|(?:^|\s)-\S|\sor\s/i.test(q)) return sql`websearch_to_tsquery('indonesian', ${q})`;
  const words = wordsOf(q);
  if (words.length === 0) return null;
  const last = words.at(-1) ?? '';
  const all = words.map((word, n) => (n === words.length - 1 && word.length > 2 ? `(${word} | ${word}:*)` : word)).join(' & ');
  // A stop word alone asks for nothing; its beginning still finds.
  return sql`(to_tsquery('indonesian', ${all}) || case when numnode(to_tsquery('indonesian', ${last})) = 0 then to_tsquery('simple', ${`${last}:*`}) else ''::tsquery end)`;
};

const anew = sql.raw(plannedAnew);

const filters = (filter: WikiFilter): RawBuilder<unknown> =>
  sql.join(
    [
      filter.space ? sql`s.key = ${filter.space}` : sql`true`,
      filter.kind === 'free' ? sql`p.record_kind is null` : filter.kind ? sql`p.record_kind = ${filter.kind}` : sql`true`,
      filter.ownerPersonId ? sql`p.owner_person_id = ${filter.ownerPersonId}::uuid` : sql`true`,
    ],
    sql` and `,
  );

type Row = Omit<WikiHit, 'snippet'> & { headline: string };

const literal = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

const lookFor = async (db: Db, actor: Actor, filter: WikiFilter, q: string, most: number): Promise<Row[]> => {
  const query = queryOf(q);
  if (!query) return [];
  const beginning = `${literal(q.trim().toLowerCase())}%`;
  const { rows } = await sql<Row>`
    with asked as (select ${query} as query), found as (
      (select ${anew} p.id, 3 + (p.title_key = ${q.trim().toLowerCase()})::int as bonus from wiki_page p join wiki_space s on s.id = p.space_id
        where p.state <> 'deleted' and p.title_key like ${beginning} and ${readable(actor)} and ${filters(filter)} limit ${most + 1})
      union all
      (select p.id, 0 from wiki_page p join wiki_space s on s.id = p.space_id, asked
        where p.state <> 'deleted' and p.search @@ asked.query and ${readable(actor)} and ${filters(filter)} limit ${mostRanked})
    ), ranked as (
      select p.id, max(found.bonus) + ts_rank(p.search, asked.query, 1) - (p.state = 'archived')::int as rank
      from found join wiki_page p on p.id = found.id cross join asked group by p.id, asked.query
      order by rank desc, p.id limit ${most + 1}
    )
    select p.id, p.title, p.slug, s.key as "spaceKey", s.name as "spaceName", p.record_kind as "recordKind", p.state, p.updated_at as "updatedAt",
      ts_headline('indonesian', left(p.plain, 20000), asked.query,
        ${`StartSel=${open}, StopSel=${close}, MaxWords=28, MinWords=12, MaxFragments=2, FragmentDelimiter=" … "`}) as headline
    from ranked join wiki_page p on p.id = ranked.id join wiki_space s on s.id = p.space_id cross join asked
    order by ranked.rank desc, p.title`.execute(db);
  return rows;
};

const pieces = (headline: string): WikiHit['snippet'] =>
  headline
    .split(new RegExp(`(${open}[^${close}]*${close})`, 'u'))
    .filter((piece) => piece !== '')
    .map((piece) => ({ text: piece.replaceAll(open, '').replaceAll(close, ''), hit: piece.startsWith(open) }));

/** The search with words that occur in no title replaced by their nearest neighbours; null when there is nothing to replace. */
const corrected = async (db: Db, q: string): Promise<string | null> => {
  const words = wordsOf(q);
  const near = await Promise.all(
    words.map(async (word) =>
      /^\p{L}{4,40}$/u.test(word)
        ? (await sql<{ word: string }>`select wiki_words_near(${word}, 1) as word`.execute(db)).rows[0]?.word
        : undefined,
    ),
  );
  const other = words.map((word, n) => near[n] ?? word).join(' ');
  return other === words.join(' ') ? null : other;
};

/**
 * Looks for pages as far as the actor reads them: title first, then text, by PostgreSQL's rank. When nothing is found,
 * mistyped words are replaced by the nearest that titles have. What one may not read is neither found, counted nor quoted.
 */
export const searchPages = async (db: Db, actor: Actor, filter: WikiFilter): Promise<WikiFound> => {
  const q = filter.q.replaceAll('\0', '').slice(0, 200);
  const most = filter.most ?? 20;
  const rows = await lookFor(db, actor, filter, q, most);
  const other = rows.length === 0 ? await corrected(db, q) : null;
  const found = other ? await lookFor(db, actor, filter, other, most) : rows;
  const hits = found.slice(0, most).map(({ headline, ...row }) => ({ ...row, snippet: pieces(headline) }));
  // A corrected word alone would tell that some page has it.
  return { hits, more: found.length > most, corrected: other && hits.length > 0 ? other : null };
};
