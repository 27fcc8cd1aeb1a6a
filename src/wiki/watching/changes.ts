import { sql } from 'kysely';
import type { Db } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import type { Access } from '../choices.ts';
import { readable } from '../policy.ts';
import type { PageLink } from '../queries/pages.ts';
import { aboveWatched } from './watch.ts';

/** A watched page on which something happened. */
export type WatchedChange = PageLink & {
  access: Access;
  spaceName: string;
  /** New versions by others; 0: only comments. */
  versions: number;
  /** Whether the first version is among them. */
  fresh: boolean;
  comments: number;
  at: Temporal.Instant;
};

/**
 * What others changed or said on pages that an actor watches and reads today, between two moments and since he or she began
 * to watch; the latest first. Comments on a page that is watched by itself were told when they were written.
 */
export const listWatchedChanges = async (
  db: Db,
  actor: Actor,
  { since, until, most = 200 }: { since: Temporal.Instant; until: Temporal.Instant; most?: number },
): Promise<WatchedChange[]> => {
  const { rows } = await sql<WatchedChange>`
    with event as (
      select r.page_id, r.at, r.number = 1 as fresh, false as comment from wiki_revision r
      where r.at > ${since} and r.at <= ${until} and r.person_id is distinct from ${actor.personId}::uuid
      union all
      select c.page_id, c.at, false, true from wiki_comment c
      where c.at > ${since} and c.at <= ${until} and c.person_id <> ${actor.personId}::uuid and c.removed_at is null
    ), touched as (select distinct page_id from event), watched as (
      select p.id, p.title, p.slug, s.key as "spaceKey", s.name as "spaceName", s.access, own.kind is not null as own,
        least(own.at, above.at, whole.at) as begun
      from touched join wiki_page p on p.id = touched.page_id join wiki_space s on s.id = p.space_id
        left join wiki_watch own on own.page_id = p.id and own.person_id = ${actor.personId}::uuid
        left join wiki_watch whole on whole.space_id = p.space_id and whole.person_id = ${actor.personId}::uuid
        ${aboveWatched(actor.personId)}
      where p.state <> 'deleted' and own.kind is distinct from 'never'
        and (own.kind is not null or above.id is not null or whole.kind is not null) and ${readable(actor)}
    )
    select w.id, w.title, w.slug, w."spaceKey", w."spaceName", w.access, count(*) filter (where not e.comment)::int as versions,
      coalesce(bool_or(e.fresh), false) as fresh, count(*) filter (where e.comment)::int as comments, max(e.at) as at
    from watched w join event e on e.page_id = w.id and e.at > w.begun and not (e.comment and w.own)
    group by 1, 2, 3, 4, 5, 6 order by max(e.at) desc, w.title limit ${most}`.execute(db);
  return rows;
};

/** People who watch anything, each with until when he or she was told of it. */
export const listWatchers = async (db: Db): Promise<{ personId: string; toldUntil: Temporal.Instant | null }[]> => {
  const { rows } = await sql<{ personId: string; toldUntil: Temporal.Instant | null }>`
    select distinct w.person_id as "personId", r.told_until as "toldUntil" from wiki_watch w
      left join wiki_watcher r on r.person_id = w.person_id
    where w.kind <> 'never' order by w.person_id`.execute(db);
  return rows;
};

/** Notes until when a person was told. */
export const noteTold = async (tx: Db, personId: string, until: Temporal.Instant): Promise<void> => {
  await tx
    .insertInto('wiki_watcher')
    .values({ person_id: personId, told_until: until })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet({ told_until: until }))
    .execute();
};
