import { sql } from 'kysely';
import type { Db } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import { readsAll } from '../policy.ts';
import { reachOf } from '../search/reach.ts';

/** So many owners are offered. */
const mostOwners = 300;

/**
 * Who looks after pages that this actor reads, by name: one of a page that he or she does not read is not told of. Owners are
 * those named on pages themselves; other offices are not told who they are. Steps from owner to owner along an index (0119), not over their pages.
 */
export const listPageOwners = async (db: Db, actor: Actor): Promise<{ personId: string; name: string }[]> => {
  const reach = readsAll(actor) ? await reachOf(db, actor) : null;
  if (!reach) return [];
  const { rows } = await sql<{ personId: string; name: string }>`
    with recursive owner (id) as (
      (select owner_person_id from wiki_search where owner_person_id is not null order by owner_person_id limit 1)
      union all
      select (select n.owner_person_id from wiki_search n where n.owner_person_id > owner.id order by n.owner_person_id limit 1)
      from owner where owner.id is not null
    )
    select person.id as "personId", person.name from owner join person on person.id = owner.id
    where exists (select from wiki_search w where w.owner_person_id = owner.id and ${reach.where})
    order by person.name, person.id limit ${mostOwners}`.execute(db);
  return rows;
};
