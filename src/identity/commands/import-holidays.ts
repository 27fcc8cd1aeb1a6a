import { z } from 'zod';
import type { Db } from '#db/index.ts';
import { invalid } from '#lib/errors.ts';
import { parse } from '#lib/input.ts';
import { type Change, note, writeHolidays } from '../calendar-rows.ts';
import { type HolidayInput, holidayInput } from '../input.ts';
import { needAdministrator } from '../policy.ts';

export type ImportedHolidays = { added: number; changed: number; unchanged: number };

/**
 * Enters a list of holidays, all or none. Dates that are known take the new entry (an estimate becomes official this way),
 * others stay. The same list again changes nothing. Throws `forbidden`, `invalid` naming the row ("holidays.3.date").
 */
export const importHolidays = async (
  tx: Db,
  input: { holidays: readonly HolidayInput[] } & Change,
): Promise<ImportedHolidays> => {
  needAdministrator(input.by);
  const { holidays } = parse(z.strictObject({ holidays: z.array(holidayInput).max(2000) }), { holidays: input.holidays });
  const seen = new Set<string>();
  const faults = holidays.flatMap(({ date }, row) => {
    const twice = seen.has(date.toString());
    seen.add(date.toString());
    const message = { id: `Tanggal ${date} tercantum dua kali.`, en: `The date ${date} is listed twice.` };
    return twice ? [{ field: `holidays.${row}.date`, message }] : [];
  });
  if (faults.length > 0) throw invalid(faults);
  const { added, changed } = await writeHolidays(tx, holidays);
  if (added.length + changed.length > 0) await note(tx, input, 'calendar.holidays_imported', { added, changed });
  return { added: added.length, changed: changed.length, unchanged: holidays.length - added.length - changed.length };
};
