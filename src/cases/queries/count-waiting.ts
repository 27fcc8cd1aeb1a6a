import { sql } from 'kysely';
import type { Db } from '#db/index.ts';
import { hostingSop } from '#sop/index.ts';

const held = hostingSop.states.filter((state) => state.holder !== null);

/**
 * How many open cases wait for each post, by "office id:role". Numbers only, without the cases: for the administrator, who
 * mends posts and sees no case by that.
 */
export const countWaiting = async (db: Db): Promise<Map<string, number>> => {
  const { rows } = await sql<{ post: string; waiting: number }>`
    with turn as (select * from unnest(${held.map((state) => state.key)}::text[], ${held.map((state) => state.holder as string)}::text[]) as turn (state, role))
    select case when turn.role like 'applicant-%' then c.office_id else i.host_office_id end || ':' || turn.role as post, count(*)::int as waiting
    from hosting_case c join turn on turn.state = c.state cross join installation i
    where c.closed_at is null group by 1`.execute(db);
  return new Map(rows.map(({ post, waiting }) => [post, waiting]));
};
