import type { Db } from '#db/index.ts';
import { invalid } from '#lib/errors.ts';
import { type Change, findPeriod, note } from '../calendar-rows.ts';
import { needAdministrator } from '../policy.ts';

/** Removes a period of other hours; the base hours hold in its days again. Throws `forbidden`, `not_found`, `invalid` for the base. */
export const removeWorkingPeriod = async (tx: Db, input: { periodId: string } & Change): Promise<void> => {
  needAdministrator(input.by);
  const period = await findPeriod(tx, input.periodId);
  if (period.base) {
    const message = { id: 'Jam kerja dasar tidak dapat dihapus.', en: 'The base hours cannot be removed.' };
    throw invalid([{ field: 'periodId', message }]);
  }
  await tx.deleteFrom('working_period').where('id', '=', input.periodId).execute();
  await note(tx, input, 'calendar.period_removed', { periodId: input.periodId, name: period.name });
};
