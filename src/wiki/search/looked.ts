import { type RawBuilder, sql } from 'kysely';
import type { Db } from '#db/index.ts';
import type { Question } from './question.ts';

/** What PostgreSQL looks for. */
export const looked = ({ words, last }: Question): RawBuilder<unknown> => {
  const all = words === '' ? sql`''::tsquery` : sql`to_tsquery('indonesian', ${words})`;
  if (!last) return all;
  return sql`(${all} && (to_tsquery('indonesian', ${last.stem}) || to_tsquery('simple', ${last.ends})))`;
};

/** How many frequent words are taken for the rest of an unfinished one. */
const mostEndings = 40;

/**
 * Words of which many pages have one, by their beginning, as PostgreSQL counted them last. An index reads every page of every
 * word with a beginning; with the frequent ones named, only what is looked for. Rare words are read by their beginning.
 */
export const frequentWords = async (db: Db, column: 'words' | 'title_words', beginning: string): Promise<string[]> => {
  const { rows } = await sql<{ word: string }>`
    select word from pg_stats, unnest(most_common_elems::text::text[]) word
    where schemaname = 'public' and tablename = 'wiki_search' and attname = ${column}
      and starts_with(word, ${beginning}) and word <> ${beginning} limit ${mostEndings}`.execute(db);
  return rows.map(({ word }) => word);
};
