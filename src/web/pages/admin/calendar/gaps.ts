import type { WorkingCalendarRows } from '#identity/index.ts';
import type { Words } from '#lib/words.ts';

/** A year of the republic has about fifteen national holidays; with fewer than this, the list is hardly whole. */
const fewest = 10;

/** From this month on the next year's holidays are decreed, and deadlines reach into it. */
const decreedFrom = 10;

const empty = (year: number): Words => ({
  id: `Belum ada hari libur untuk tahun ${year}. Jatuh tempo yang melewati tahun itu dihitung tanpa libur.`,
  en: `There are no holidays for ${year} yet. Deadlines that reach into it are counted without any.`,
});

const few = (year: number, count: number): Words => ({
  id: `Baru ${count} hari libur untuk tahun ${year}; daftarnya mungkin belum lengkap.`,
  en: `Only ${count} holidays for ${year} so far; the list may not be whole.`,
});

const guessed = (name: string): Words => ({
  id: `Masa "${name}" sudah berlaku tetapi jam kerjanya masih perkiraan.`,
  en: `The period "${name}" is in force, but its hours are still an estimate.`,
});

const never = (name: string): Words => ({
  id: `Pada masa "${name}" tidak ada hari kerja sama sekali.`,
  en: `In the period "${name}" there is no working day at all.`,
});

/**
 * Gaps in the working calendar by which deadlines would be counted wrong, as of a day. Dates that are listed twice and periods
 * that overlap cannot be entered at all.
 */
export const gapsOf = (
  calendar: Pick<WorkingCalendarRows, 'holidays' | 'periods' | 'basePeriod'>,
  today: Temporal.PlainDate,
): Words[] => {
  const years = [today.year, ...(today.month >= decreedFrom ? [today.year + 1] : [])];
  const ofYears = years.flatMap((year) => {
    const count = calendar.holidays.filter((holiday) => holiday.date.year === year).length;
    if (count === 0) return [empty(year)];
    return count < fewest ? [few(year, count)] : [];
  });
  const within = (first: Temporal.PlainDate, last: Temporal.PlainDate): boolean =>
    Temporal.PlainDate.compare(first, today) <= 0 && Temporal.PlainDate.compare(today, last) <= 0;
  const periods = [...(calendar.basePeriod ? [calendar.basePeriod] : []), ...calendar.periods];
  return [
    ...ofYears,
    ...calendar.periods
      .filter((period) => period.status === 'estimate' && within(period.firstDay, period.lastDay))
      .map((period) => guessed(period.name)),
    ...periods.filter((period) => Object.keys(period.hours).length === 0).map((period) => never(period.name)),
  ];
};
