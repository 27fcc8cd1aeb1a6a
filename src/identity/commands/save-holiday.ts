import type { Db } from '#db/index.ts';
import { parse } from '#lib/input.ts';
import { asData, type Change, note, writeHolidays } from '../calendar-rows.ts';
import { type HolidayInput, holidayInput } from '../input.ts';
import { needAdministrator } from '../policy.ts';

/** Enters or changes the holiday of a date. Throws `forbidden`, `invalid`. */
export const saveHoliday = async (tx: Db, input: { holiday: HolidayInput } & Change): Promise<void> => {
  needAdministrator(input.by);
  const holiday = parse(holidayInput, input.holiday);
  const { added, changed } = await writeHolidays(tx, [holiday]);
  if (added.length + changed.length === 0) return;
  await note(tx, input, 'calendar.holiday_saved', asData(holiday));
};
