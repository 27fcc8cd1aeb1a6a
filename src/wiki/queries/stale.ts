import { type RawBuilder, sql } from 'kysely';
import type { Db } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import { readable } from '../policy.ts';
import { answering, faultOf, type OwnerFault, ownerAwayUntil, ownerGone } from '../review/owner.ts';
import type { PageLink } from './pages.ts';

export type StalePage = PageLink & {
  spaceName: string;
  revision: number;
  /** Who answers for it; null: nobody. */
  ownerName: string | null;
  /** Whether the owner is that of a page above, or of the space. */
  inherited: boolean;
  ownerFault: OwnerFault | null;
  reviewOn: Temporal.PlainDate | null;
  reviewedAt: Temporal.Instant | null;
  updatedAt: Temporal.Instant;
};

/** Nobody looked at it for so long: it counts as stale even without a date for its review. */
const unseen = { years: 1 };

export const staleOwners = ['mine', 'none', 'gone'] as const;
export const staleOrders = ['due', 'changed', 'title', 'space'] as const;

export type StaleFilter = {
  spaceId?: string | undefined;
  /** Only what the reader answers for, what nobody answers for, or whose owner can no longer sign in. */
  owner?: (typeof staleOwners)[number] | undefined;
  order?: (typeof staleOrders)[number] | undefined;
};

type Days = { today: Temporal.PlainDate; now: Temporal.Instant };

const isStale = ({ today, now }: Days): RawBuilder<boolean> => {
  const long = now.toZonedDateTimeISO('UTC').subtract(unseen).toInstant();
  return sql`(p.state = 'live' and (p.review_on <= ${today}
    or (p.review_on is null and greatest(p.updated_at, coalesce(p.reviewed_at, p.updated_at)) < ${long})))`;
};

const orders: Record<(typeof staleOrders)[number], RawBuilder<unknown>> = {
  due: sql`p.review_on nulls last, p.updated_at, p.id`,
  changed: sql`p.updated_at, p.id`,
  title: sql`p.title collate "id-x-icu", p.id`,
  space: sql`p.space_name collate "id-x-icu", p.title collate "id-x-icu", p.id`,
};

const owned = (owner: StaleFilter['owner'], actor: Actor): RawBuilder<unknown> => {
  if (owner === 'mine') return sql`owner.id = ${actor.personId}::uuid`;
  if (owner === 'none') return sql`owner.id is null`;
  return owner === 'gone' ? ownerGone : sql`true`;
};

/**
 * Pages whose review is due, then those that nobody has changed or confirmed for a year; the longest waiting first, unless
 * another order is asked for. One more than a page of the list holds.
 */
export const listStalePages = async (
  db: Db,
  actor: Actor,
  {
    today,
    now,
    spaceId,
    owner,
    order = 'due',
    page = 1,
    pageSize = 50,
  }: Days & StaleFilter & { page?: number; pageSize?: number },
): Promise<StalePage[]> => {
  const shown = sql`limit ${pageSize + 1} offset ${pageSize * (page - 1)}`;
  // Owners are looked for along the tree: of the shown pages only, unless it is they that are asked for.
  const [before, after] = owner ? [sql``, shown] : [shown, sql``];
  const { rows } = await sql<Omit<StalePage, 'ownerFault'> & { gone: boolean; awayUntil: Temporal.PlainDate | null }>`
    with p as (
      select * from (
        select p.id, p.title, p.slug, p.revision, p.parent_id, p.space_id, p.owner_person_id, p.review_on, p.reviewed_at, p.updated_at,
          s.name as space_name
        from wiki_page p join wiki_space s on s.id = p.space_id
        where ${isStale({ today, now })} and ${readable(actor)} and ${spaceId ? sql`p.space_id = ${spaceId}::uuid` : sql`true`}
      ) p order by ${orders[order]} ${before}
    )
    select p.id, p.title, p.slug, p.revision, s.key as "spaceKey", s.name as "spaceName", owner.name as "ownerName",
      nearest.id is distinct from p.id as inherited, ${ownerGone} as gone, ${ownerAwayUntil(today)} as "awayUntil",
      p.review_on as "reviewOn", p.reviewed_at as "reviewedAt", p.updated_at as "updatedAt"
    from p join wiki_space s on s.id = p.space_id ${answering}
    where ${owned(owner, actor)} order by ${orders[order]} ${after}`.execute(db);
  return rows.map(({ gone, awayUntil, ...row }) => ({ ...row, ownerFault: faultOf({ gone, awayUntil }) }));
};

/** So many due pages of a space are counted. */
const mostCounted = 1000;

/** `more`: over `mostCounted` are due; the other numbers are of those that were counted. */
export type StaleCounts = { due: number; unowned: number; gone: number; more: boolean };

/** How many pages of a space that the caller has found for who keeps it are due, and of these how many nobody answers for. */
export const countStale = async (db: Db, spaceId: string, days: Days): Promise<StaleCounts> => {
  const { rows } = await sql<{ due: number; unowned: number; gone: number }>`
    with p as (
      select p.id, p.parent_id, p.space_id, p.owner_person_id from wiki_page p
      where p.space_id = ${spaceId}::uuid and ${isStale(days)} limit ${mostCounted + 1}
    )
    select count(*)::int as due, count(*) filter (where owner.id is null)::int as unowned, count(*) filter (where ${ownerGone})::int as gone
    from p join wiki_space s on s.id = p.space_id ${answering}`.execute(db);
  const counted = rows[0] ?? { due: 0, unowned: 0, gone: 0 };
  return { ...counted, due: Math.min(counted.due, mostCounted), more: counted.due > mostCounted };
};
