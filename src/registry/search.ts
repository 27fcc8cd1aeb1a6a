import { type RawBuilder, sql } from 'kysely';
import { type Db, plannedAnew } from '#db/index.ts';

/** A search text as a pattern for LIKE that finds it anywhere; its own wildcards are taken literally. */
export const contains = (text: string | undefined): string => `%${literal(text ?? '')}%`;

/** A search text as a pattern for LIKE that finds what begins with it. */
export const beginsWith = (text: string): string => `${literal(text)}%`;

const literal = (text: string): string => text.replace(/[\\%_]/g, (mark) => `\\${mark}`);

/** The words of a search, lower case: each must occur. At most eight, so that nobody's paste becomes a slow question. */
export const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, 8);

/** That every word of a search occurs in an entry, as a condition on `search_entry`. */
export const everyWord = (words: readonly string[]) =>
  words.length === 0
    ? sql`false`
    : sql.join(
        words.map((word) => sql`words like ${contains(word)}`),
        sql` and `,
      );

const anew = sql.raw(plannedAnew);

/** What these kinds of entries are about, where every word of a search occurs: ids of servers for servers and addresses. */
export const aboutMatching = (search: string, kinds: readonly string[]) =>
  sql<string>`(select ${anew} about_id from search_entry where kind = any(${kinds}::text[]) and ${everyWord(wordsOf(search))})`;

/** The same as ids of the found records themselves. */
export const recordsMatching = (search: string, kinds: readonly string[]) =>
  sql<string>`(select ${anew} record_id from search_entry where kind = any(${kinds}::text[]) and ${everyWord(wordsOf(search))})`;

/** How far a list is counted: beyond, a page only says that there is more. */
const countedTo = 1000;

export type Paged = { page?: number; pageSize?: number };

/** One page of a list: its ids in order, and how many match. `more`: there are more than `total`, they were not counted. */
export type IdPage = { ids: string[]; total: number; more: boolean };

/**
 * Reads one page of ids along an index and counts no further than a reader pages, so that a list of 100,000 records costs
 * what one of 1,000 does. The caller then reads these records whole.
 */
export const pageOfIds = async (
  db: Db,
  list: { from: RawBuilder<unknown>; where: readonly RawBuilder<unknown>[]; orderBy: RawBuilder<unknown> },
  paged: Paged,
): Promise<IdPage> => {
  const size = paged.pageSize ?? 50;
  const offset = size * (Math.max(1, paged.page ?? 1) - 1);
  const most = Math.max(countedTo, offset + size);
  const where = sql.join(list.where, sql` and `);
  const [found, counted] = await Promise.all([
    sql<{
      id: string;
    }>`select id from ${list.from} where ${where} order by ${list.orderBy} limit ${size} offset ${offset}`.execute(db),
    sql<{
      n: number;
    }>`select count(*)::int as n from (select 1 from ${list.from} where ${where} limit ${most + 1}) matching`.execute(db),
  ]);
  const n = counted.rows[0]?.n ?? 0;
  return { ids: found.rows.map(({ id }) => id), total: Math.min(n, most), more: n > most };
};

/** The rows of a page in the order of its ids. */
export const inOrder = <Row extends { id: string }>(ids: readonly string[], rows: readonly Row[]): Row[] => {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
};
