import { sql } from 'kysely';
import type { Db } from '#db/index.ts';
import { latestFirst, type Reach } from '../search/reach.ts';

/** So many neighbours of a mistyped word are tried: most may be words of titles that this reader does not know of. */
const mostTried = 12;

/**
 * A search with mistyped words replaced by the nearest that titles within reach have; null when there is nothing to replace.
 * A word that such a title has is no mistake.
 */
export const nearWords = async (db: Db, reach: Reach, words: readonly string[]): Promise<string | null> => {
  const near = await Promise.all(words.map((word) => nearest(db, reach, word)));
  const corrected = words.map((word, n) => near[n] ?? word).join(' ');
  return corrected === words.join(' ') ? null : corrected;
};

const nearest = async (db: Db, reach: Reach, word: string): Promise<string | null> => {
  if (!/^\p{L}{4,40}$/u.test(word)) return null;
  const { rows } = await sql<{ word: string }>`
    select near.word from wiki_words_near(${word}, ${mostTried}) with ordinality near (word, n)
    where exists (select from ${latestFirst(reach, { column: 'title_words', looked: sql`to_tsquery('simple', '''' || near.word || '''')`, most: 1 })} known)
    order by near.n limit 1`.execute(db);
  return rows[0]?.word ?? null;
};
