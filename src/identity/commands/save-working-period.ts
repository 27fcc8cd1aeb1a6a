import type { Db } from '#db/index.ts';
import { invalid } from '#lib/errors.ts';
import { newId } from '#lib/ids.ts';
import { parse } from '#lib/input.ts';
import { type Change, findPeriod, note } from '../calendar-rows.ts';
import { type WorkingPeriodInput, workingPeriodInput } from '../input.ts';
import { needAdministrator } from '../policy.ts';
import { refusing } from '../refusals.ts';

/**
 * Writes a period of working hours (a new one without `periodId`) with the hours of its weekdays. Throws `forbidden`,
 * `not_found`, `invalid` (periods must not overlap; there is one base period, and it stays one).
 */
export const saveWorkingPeriod = async (
  tx: Db,
  input: { periodId?: string; period: WorkingPeriodInput } & Change,
): Promise<{ periodId: string }> => {
  needAdministrator(input.by);
  const { hours, ...period } = parse(workingPeriodInput, input.period);
  const periodId = input.periodId ?? newId();
  const row = {
    name: period.name,
    first_day: period.firstDay,
    last_day: period.lastDay,
    basis: period.basis,
    status: period.status,
  };
  if (input.periodId === undefined) {
    await refusing(
      tx
        .insertInto('working_period')
        .values({ id: periodId, ...row })
        .execute(),
    );
  } else {
    const before = await findPeriod(tx, periodId);
    if (before.base && period.firstDay) {
      const message = {
        id: 'Jam kerja dasar berlaku tanpa batas waktu; kosongkan hari pertama dan terakhir.',
        en: 'The base hours have no period; leave the first and the last day empty.',
      };
      throw invalid([{ field: 'firstDay', message }]);
    }
    await refusing(tx.updateTable('working_period').set(row).where('id', '=', periodId).execute());
    await tx.deleteFrom('working_hours').where('period_id', '=', periodId).execute();
  }
  const days = Object.entries(hours).flatMap(([weekday, day]) => (day ? [{ weekday: Number(weekday), ...day }] : []));
  await tx
    .insertInto('working_hours')
    .values(
      days.map((day) => ({
        period_id: periodId,
        weekday: day.weekday,
        starts: day.starts,
        ends: day.ends,
        break_starts: day.breakStarts,
        break_ends: day.breakEnds,
      })),
    )
    .execute();
  const firstDay = period.firstDay?.toString() ?? null;
  const lastDay = period.lastDay?.toString() ?? null;
  await note(tx, input, 'calendar.period_saved', {
    periodId,
    ...period,
    firstDay,
    lastDay,
    hours: JSON.parse(JSON.stringify(hours)),
  });
  return { periodId };
};
