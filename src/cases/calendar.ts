import type { Db } from '#db/index.ts';
import { listWorkingCalendar } from '#identity/index.ts';
import { makeCalendar, type WorkingCalendar } from '#sop/index.ts';

let held: { key: string; calendar: WorkingCalendar } | undefined;

/**
 * The office's working calendar. It is kept in memory until the administrator changes it: `version` is counted by the
 * database at every change and comes along with the case, so that no act works with an old calendar.
 */
export const calendarOf = async (db: Db, version: number, timeZone: string, installationId: string): Promise<WorkingCalendar> => {
  const key = `${installationId}:${version}:${timeZone}`;
  if (held?.key === key) return held.calendar;
  const calendar = makeCalendar({ timeZone, ...(await listWorkingCalendar(db)) });
  held = { key, calendar };
  return calendar;
};
