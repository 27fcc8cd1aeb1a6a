import { sql } from 'kysely';
import type { Db } from '#db/index.ts';
import { ofOffice } from './facts.ts';

/** How many submitted cases are open in a state of an office, and how many of these are past the deadline of their step. */
export type OpenCount = { state: string; officeId: string; open: number; late: number };

/** What is open at this moment. */
export const countOpen = async (
  db: Db,
  { officeId, now }: { officeId: string | null; now: Temporal.Instant },
): Promise<OpenCount[]> => {
  const { rows } = await sql<OpenCount>`
    select c.state, c.office_id as "officeId", count(*)::int as open, (count(*) filter (where c.due_at < ${now}))::int as late
    from hosting_case c where ${openNow} and ${ofOffice(officeId)} group by c.state, c.office_id`.execute(db);
  return rows;
};

/** Which cases are open: submitted and not ended. */
export const openNow = sql<boolean>`c.closed_at is null and c.submitted_at is not null`;
