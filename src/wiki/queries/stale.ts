import { sql } from 'kysely';
import type { Db } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import { readable } from '../policy.ts';
import type { PageLink } from './pages.ts';

export type StalePage = PageLink & {
  spaceName: string;
  ownerName: string | null;
  reviewOn: Temporal.PlainDate | null;
  updatedAt: Temporal.Instant;
};

/** Nobody looked at it for so long: it counts as stale even without a date for its review. */
const unseen = { years: 1 };

/** Pages whose review is due, then those that nobody has changed or confirmed for a year; the longest waiting first. */
export const listStalePages = async (
  db: Db,
  actor: Actor,
  {
    today,
    now,
    ownerPersonId,
    page = 1,
    pageSize = 50,
  }: { today: Temporal.PlainDate; now: Temporal.Instant; ownerPersonId?: string; page?: number; pageSize?: number },
): Promise<StalePage[]> => {
  const long = now.toZonedDateTimeISO('UTC').subtract(unseen).toInstant();
  const { rows } = await sql<StalePage>`
    select p.id, p.title, p.slug, s.key as "spaceKey", s.name as "spaceName", owner.name as "ownerName", p.review_on as "reviewOn",
      p.updated_at as "updatedAt"
    from wiki_page p join wiki_space s on s.id = p.space_id left join person owner on owner.id = p.owner_person_id
    where p.state = 'live' and ${readable(actor)}
      and ${ownerPersonId ? sql`p.owner_person_id = ${ownerPersonId}::uuid` : sql`true`}
      and (p.review_on <= ${today} or (p.review_on is null and greatest(p.updated_at, coalesce(p.reviewed_at, p.updated_at)) < ${long}))
    order by p.review_on nulls last, p.updated_at limit ${pageSize + 1} offset ${pageSize * (page - 1)}`.execute(db);
  return rows;
};
