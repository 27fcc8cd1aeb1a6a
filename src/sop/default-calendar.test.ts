import { describe, expect, it } from 'vitest';
import { wib } from '../../test/support/calendar.ts';
import { calendarDataOfRows, defaultCalendarData, defaultHolidays, defaultPeriods } from './default-calendar.ts';
import { makeCalendar, workingMinutesBetween } from './working-calendar.ts';

const listed = (year: number, kind: string) =>
  defaultHolidays.filter((holiday) => holiday.kind === kind && holiday.date.year === year);

describe('the default calendar', () => {
  it('has as many holidays as the decree of each year', () => {
    expect([2025, 2026, 2027].map((year) => listed(year, 'national').length)).toEqual([17, 17, 18]);
    expect([2025, 2026, 2027].map((year) => listed(year, 'collective_leave').length)).toEqual([11, 8, 0]);
  });

  it('names every holiday and its basis, and is certain of the decreed years only', () => {
    for (const { name, basis, date, status } of defaultHolidays) {
      expect(name).not.toBe('');
      expect(basis).not.toBe('');
      expect(status).toBe(date.year <= 2026 ? 'official' : 'estimate');
    }
  });

  it('puts collective leave on weekdays only: a leave on a Sunday would be a slip', () => {
    expect(defaultHolidays.filter(({ kind, date }) => kind === 'collective_leave' && date.dayOfWeek > 5)).toEqual([]);
  });

  it('is a valid calendar with exactly one base', () => {
    expect(() => makeCalendar(defaultCalendarData('Asia/Jakarta'))).not.toThrow();
    expect(defaultPeriods.filter((period) => !period.firstDay)).toHaveLength(1);
  });

  it('comes back from its tables as the same calendar', () => {
    const periods = defaultPeriods.map((period, i) => ({
      id: `p${i}`,
      name: period.name,
      first_day: period.firstDay,
      last_day: period.lastDay,
      status: period.status,
    }));
    const hours = defaultPeriods.flatMap((period, i) =>
      Object.entries(period.hours).map(([weekday, day]) => ({
        period_id: `p${i}`,
        weekday: Number(weekday),
        starts: day.starts,
        ends: day.ends,
        break_starts: day.breakStarts,
        break_ends: day.breakEnds,
      })),
    );
    const stored = makeCalendar(calendarDataOfRows('Asia/Jakarta', { holidays: defaultHolidays, periods, hours }));
    const original = makeCalendar(defaultCalendarData('Asia/Jakarta'));
    for (let month = 1; month <= 12; month++) {
      const [from, until] = [wib(`2026-${String(month).padStart(2, '0')}-01 00:00`), wib('2027-06-01 00:00')];
      expect(workingMinutesBetween(stored, from, until)).toBe(workingMinutesBetween(original, from, until));
    }
  });
});
