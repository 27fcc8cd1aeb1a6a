import type { Db } from '#db/index.ts';
import { AppError } from '#lib/errors.ts';
import { parse, plainDate } from '#lib/input.ts';
import { type Change, note } from '../calendar-rows.ts';
import { needAdministrator } from '../policy.ts';

/** Takes a date out of the holidays: it is a working day again, if its weekday is. Throws `forbidden`, `not_found`. */
export const removeHoliday = async (tx: Db, input: { date: string | Temporal.PlainDate } & Change): Promise<void> => {
  needAdministrator(input.by);
  const date = parse(plainDate(), input.date);
  const removed = await tx.deleteFrom('holiday').where('date', '=', date).returning('name').executeTakeFirst();
  if (!removed) throw new AppError('not_found', { what: 'holiday' });
  await note(tx, input, 'calendar.holiday_removed', { date: date.toString(), name: removed.name });
};
