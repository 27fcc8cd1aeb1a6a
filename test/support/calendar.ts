import { defaultCalendarData } from '../../src/sop/default-calendar.ts';
import { type CalendarData, makeCalendar, type WorkingDay } from '../../src/sop/working-calendar.ts';

/** The national calendar in western Indonesian time, as most tests need it. */
export const nationalData = defaultCalendarData('Asia/Jakarta');
export const national = makeCalendar(nationalData);

/** "2026-03-17 15:59" on the clock of western Indonesia. */
export const wib = (text: string): Temporal.Instant => Temporal.Instant.from(`${text.replace(' ', 'T')}+07:00`);

/** An instant as that clock shows it, "2026-03-17 15:59" (seconds only where there are any): readable in a failing test. */
export const onWib = (moment: Temporal.Instant): string =>
  moment.toZonedDateTimeISO('Asia/Jakarta').toPlainDateTime().toString().replace('T', ' ').replace(/:00$/, '');

export const workingDay = (starts: string, ends: string, pause: [string, string] | null = null): WorkingDay => ({
  starts: Temporal.PlainTime.from(starts),
  ends: Temporal.PlainTime.from(ends),
  breakStarts: pause && Temporal.PlainTime.from(pause[0]),
  breakEnds: pause && Temporal.PlainTime.from(pause[1]),
});

/** The same data with further days off. */
export const withDaysOff = (data: CalendarData, dates: readonly Temporal.PlainDate[]): CalendarData => {
  const known = new Set(data.holidays.map((holiday) => holiday.date.toString()));
  const fresh = [...new Set(dates.map(String))].filter((date) => !known.has(date));
  return {
    ...data,
    holidays: [
      ...data.holidays,
      ...fresh.map((date) => ({
        date: Temporal.PlainDate.from(date),
        kind: 'special' as const,
        name: 'Hari libur khusus',
        status: 'official' as const,
      })),
    ],
  };
};
