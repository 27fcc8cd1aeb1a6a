import { sql } from 'kysely';
import type { Db } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import { officeScope } from '../policy.ts';
import { missingCount, requiredCount } from './work-list.ts';

/** Keeps how complete each office's entries are on this day; the same day again is written over, so that its last look counts. */
export const recordCompleteness = async (db: Db, day: Temporal.PlainDate): Promise<void> => {
  await sql`
    insert into completeness_day (day, office_id, applications, complete, required, filled)
    select ${day}::date, a.office_id, count(*), count(*) filter (where ${missingCount} = 0),
      sum(${requiredCount}), sum(${requiredCount} - ${missingCount})
    from application a where a.status in ('active', 'suspended') group by a.office_id
    on conflict (office_id, day) do update set applications = excluded.applications, complete = excluded.complete,
      required = excluded.required, filled = excluded.filled`.execute(db);
};

export type CompletenessPoint = { day: Temporal.PlainDate; percent: number; applications: number; complete: number };

const lookBack = 90;

/**
 * The score of the last 90 days, of all offices together or of one (its id), the oldest first; an office sees its own only. Days on
 * which nothing was kept are left out.
 */
export const completenessHistory = async (
  db: Db,
  actor: Actor,
  { officeId, today }: { officeId: string | null; today: Temporal.PlainDate },
): Promise<CompletenessPoint[]> => {
  const office = officeScope(actor) ?? officeId;
  const { rows } = await sql<CompletenessPoint>`
    select day, floor(100.0 * sum(filled) / nullif(sum(required), 0))::int as percent,
      sum(applications)::int as applications, sum(complete)::int as complete
    from completeness_day
    where day > ${today.subtract({ days: lookBack })}::date and day <= ${today}::date
      ${office === null ? sql`` : sql`and office_id = ${office}::uuid`}
    group by day having sum(required) > 0 order by day`.execute(db);
  return rows;
};
