import { sql } from 'kysely';
import type { Db } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import { readable } from '../policy.ts';
import { frequentWords, looked } from '../search/looked.ts';
import { readQuestion } from '../search/question.ts';
import { latestFirst, reachOf, titlesBeginning } from '../search/reach.ts';
import type { PageLink } from './pages.ts';

export type SuggestedTitle = PageLink & { spaceName: string };

/**
 * Titles for what is being typed, as far as the actor reads them: those that begin so, then those that have the words, the
 * last one as a beginning, the latest changed first.
 */
export const suggestTitles = async (
  db: Db,
  actor: Actor,
  { q, space, most = 8 }: { q: string; space?: string; most?: number },
): Promise<SuggestedTitle[]> => {
  const typed = q.replaceAll('\0', '').trim().toLowerCase().slice(0, 100);
  const asked = readQuestion(typed);
  const reach = asked && typed.length > 1 ? await reachOf(db, actor, { space, state: 'live' }) : null;
  if (!asked || !reach) return [];
  const { unfinished } = asked;
  const question = unfinished ? unfinished.endingIn(await frequentWords(db, 'title_words', unfinished.beginning)) : asked;
  const { rows } = await sql<SuggestedTitle>`
    with asked as materialized (select ${looked(question)} as looked),
    candidate as (
      select page_id, 0 as place, title_key, null::timestamptz as updated_at from ${titlesBeginning(reach, typed, most)} begun
      union all
      select page_id, 1, '', updated_at from ${latestFirst(reach, { column: 'title_words', looked: sql`(select looked from asked)`, most: most * 4 })} worded
    )
    select p.id, p.title, p.slug, s.key as "spaceKey", s.name as "spaceName"
    from (select page_id, min(place) as place, max(title_key) as title_key, max(updated_at) as updated_at from candidate group by page_id) c
      join wiki_page p on p.id = c.page_id join wiki_space s on s.id = p.space_id
    where p.state = 'live' and ${readable(actor)}
    order by c.place, case when c.place = 0 then length(c.title_key) end, c.updated_at desc nulls last, p.title limit ${most}`.execute(
    db,
  );
  return rows;
};
