import { sql } from 'kysely';
import type { Db } from '#db/index.ts';
import { openToAll } from '../policy.ts';
import { foundWhole, shown, type WikiHit } from '../search/look-for.ts';
import { readQuestion } from '../search/question.ts';
import { openReach } from '../search/reach.ts';

export type OpenHit = Pick<WikiHit, 'id' | 'title' | 'slug' | 'spaceKey' | 'spaceName' | 'snippet'>;

// Files have no approval of their own: an open page is not found by their names.
const inTheText = sql`exists (select from wiki_search w where w.page_id = p.id
  and ts_filter(w.words, '{a,b,c}') @@ (select looked from asked))`;

/**
 * Looks for open pages by title and text, for anybody; at most 20. Mistyped words are not corrected: the words that are known
 * come from titles of every space. No count is given either.
 */
export const searchOpen = async (db: Db, typed: string): Promise<OpenHit[]> => {
  const q = typed.replaceAll('\0', '').trim().slice(0, 200);
  const asked = readQuestion(q);
  const reach = asked && (await openReach(db));
  if (!asked || !reach) return [];
  const rows = await foundWhole(db, asked, { rule: sql<boolean>`(${openToAll()} and ${inTheText})`, reach, typed: q });
  return (await shown(db, rows)).map(({ id, title, slug, spaceKey, spaceName, snippet }) => ({
    ...{ id, title, slug, spaceKey, spaceName, snippet },
  }));
};
