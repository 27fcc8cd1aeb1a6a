import type { Db } from '#db/index.ts';
import type { WorkingCalendar } from '#sop/index.ts';
import { calendarOf } from '../calendar.ts';

/** The office's working calendar of this moment, for what lists and pages say of the time that is left. */
export const currentCalendar = async (db: Db): Promise<WorkingCalendar> => {
  const row = await db
    .selectFrom('installation')
    .select(['time_zone', 'calendar_version', 'host_office_id'])
    .executeTakeFirstOrThrow();
  return calendarOf(db, row.calendar_version, row.time_zone, row.host_office_id);
};
