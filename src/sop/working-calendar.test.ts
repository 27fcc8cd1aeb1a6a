import { describe, expect, it, test } from 'vitest';
import { national, nationalData, onWib, wib, withDaysOff, workingDay } from '../../test/support/calendar.ts';
import {
  addWorkingDayParts,
  addWorkingDays,
  addWorkingMinutes,
  type CalendarData,
  hoursOf,
  isEstimated,
  isWorkingDay,
  isWorkingMoment,
  makeCalendar,
  nextWorkingMoment,
  workingDaysBetween,
  workingMinutesBetween,
  workingSpan,
} from './working-calendar.ts';

const date = (text: string) => Temporal.PlainDate.from(text);
const nextOpening = (text: string) => onWib(nextWorkingMoment(national, wib(text)));
const days = (text: string, n: number) => onWib(addWorkingDays(national, wib(text), n));
const minutes = (text: string, n: number) => onWib(addWorkingMinutes(national, wib(text), n));
const between = (a: string, b: string) => workingMinutesBetween(national, wib(a), wib(b));
const span = (a: string, b: string) => workingSpan(national, wib(a), wib(b));

describe('which days are worked', () => {
  it.each([
    ['2025-08-15', true, 'a Friday'],
    ['2025-08-16', false, 'a Saturday'],
    ['2025-08-17', false, 'Proclamation Day, a Sunday'],
    ['2025-08-18', false, 'the collective leave decreed only on 7 August 2025'],
    ['2025-08-19', true, 'the Tuesday after it'],
    ['2026-03-17', true, 'the last Ramadan working day of 2026'],
    ['2026-03-18', false, 'collective leave of Nyepi'],
    ['2026-03-19', false, 'Nyepi'],
    ['2026-03-20', false, 'collective leave of Idul Fitri'],
    ['2026-03-23', false, 'collective leave of Idul Fitri'],
    ['2026-03-24', false, 'collective leave of Idul Fitri'],
    ['2026-03-25', true, 'the first day after Idul Fitri 2026'],
    ['2026-12-23', true, 'the day before the Christmas leave'],
    ['2026-12-24', false, 'collective leave of Christmas 2026'],
    ['2026-12-25', false, 'Christmas'],
    ['2026-12-31', true, "New Year's Eve"],
    ['2027-01-01', false, 'New Year'],
  ])('%s: %s (%s)', (day, works) => {
    expect(isWorkingDay(national, date(day))).toBe(works);
  });

  it('takes the hours of the period in which a date lies, both ends included', () => {
    const starts = (day: string) => hoursOf(national, date(day))?.starts.toString();
    expect(starts('2026-02-18')).toBe('07:30:00');
    expect(starts('2026-02-19')).toBe('08:00:00');
    expect(starts('2026-03-17')).toBe('08:00:00');
    expect(starts('2026-03-25')).toBe('07:30:00');
    expect(hoursOf(national, date('2026-03-21'))).toBeNull();
  });

  it('counts 37 h 30 m in a normal week and 32 h 30 m in a Ramadan week', () => {
    expect(between('2026-11-23 00:00', '2026-11-30 00:00')).toBe(37.5 * 60);
    expect(between('2026-02-23 00:00', '2026-03-02 00:00')).toBe(32.5 * 60);
  });

  it('lets a period of one day make a Saturday a working day', () => {
    const saturday = date('2026-11-28');
    const data: CalendarData = {
      ...nationalData,
      periods: [
        ...nationalData.periods,
        { name: 'Piket', firstDay: saturday, lastDay: saturday, status: 'official', hours: { 6: workingDay('08:00', '12:00') } },
      ],
    };
    const due = addWorkingDays(makeCalendar(data), wib('2026-11-27 09:00'), 1);
    expect(onWib(due)).toBe('2026-11-28 12:00');
  });
});

describe('the next working moment', () => {
  it.each([
    ['2026-11-24 10:17', '2026-11-24 10:17', 'at work: the moment itself'],
    ['2026-11-24 07:30', '2026-11-24 07:30', 'at opening'],
    ['2026-11-24 07:29', '2026-11-24 07:30', 'a minute before opening'],
    ['2026-11-24 12:00', '2026-11-24 13:00', 'as the break begins'],
    ['2026-11-24 13:00', '2026-11-24 13:00', 'as the break ends'],
    ['2026-11-24 15:59:59', '2026-11-24 15:59:59', 'one second before closing'],
    ['2026-11-24 16:00', '2026-11-25 07:30', 'at closing time sharp the office is closed'],
    ['2026-11-27 11:30', '2026-11-27 13:00', 'the Friday break begins at half past eleven'],
    ['2026-11-27 16:15', '2026-11-27 16:15', 'on Fridays people work until half past four'],
    ['2026-11-27 16:30', '2026-11-30 07:30', 'Friday evening'],
    ['2026-11-28 22:40', '2026-11-30 07:30', 'Saturday night'],
    ['2026-03-17 15:00', '2026-03-25 07:30', 'the Idul Fitri week of 2026'],
    ['2026-12-23 17:00', '2026-12-28 07:30', 'Christmas 2026'],
    ['2026-12-31 16:00', '2027-01-04 07:30', 'the turn of the year'],
  ])('%s -> %s (%s)', (from, expected) => {
    expect(nextOpening(from)).toBe(expected);
    expect(isWorkingMoment(national, wib(from))).toBe(from === expected);
  });

  it('hands back the very instant, to the nanosecond, when people work then', () => {
    const moment = Temporal.Instant.from('2026-11-24T03:00:00.123456789Z');
    expect(nextWorkingMoment(national, moment).epochNanoseconds).toBe(moment.epochNanoseconds);
  });
});

describe('working days', () => {
  it.each([
    ['2026-11-23 10:00', 1, '2026-11-24 16:00', 'Monday to Tuesday'],
    ['2026-11-24 15:59:59', 1, '2026-11-25 16:00', 'one second before closing still opens today'],
    ['2026-11-24 16:00', 1, '2026-11-26 16:00', 'at closing time sharp it opens tomorrow, and is due the day after'],
    ['2026-11-24 12:30', 1, '2026-11-25 16:00', 'in the break it opens today'],
    ['2026-11-26 09:00', 1, '2026-11-27 16:30', 'due on a Friday: until half past four'],
    ['2026-11-27 09:00', 1, '2026-11-30 16:00', 'over a weekend'],
    ['2026-11-28 23:30', 1, '2026-12-01 16:00', 'Saturday night opens on Monday, due Tuesday'],
    ['2026-11-23 10:00', 0, '2026-11-23 16:00', 'no day: the end of the day of opening'],
    ['2025-08-15 09:00', 1, '2025-08-19 16:00', 'over 17 and 18 August 2025'],
    ['2026-02-18 09:00', 1, '2026-02-19 15:00', 'opened in normal hours, due in Ramadan'],
    ['2026-02-16 09:00', 1, '2026-02-19 15:00', 'opened on collective leave and Imlek, both passed over'],
    ['2026-03-16 10:00', 1, '2026-03-17 15:00', 'the last Ramadan day'],
    ['2026-03-17 10:00', 1, '2026-03-25 16:00', 'over Nyepi and Idul Fitri, out of Ramadan'],
    ['2026-03-17 10:00', 3, '2026-03-27 16:30', 'three days over Idul Fitri'],
    ['2026-12-23 09:00', 1, '2026-12-28 16:00', 'over 24 and 25 December and the weekend'],
    ['2026-12-30 09:00', 2, '2027-01-04 16:00', 'over the turn of the year'],
    ['2026-12-31 16:00', 1, '2027-01-06 16:00', 'opens on 4 January 2027, and 5 January is a holiday'],
  ])('%s + %i -> %s (%s)', (from, n, expected) => {
    expect(days(from, n)).toBe(expected);
  });

  it('refuses a number of days that is none', () => {
    for (const n of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => addWorkingDays(national, wib('2026-11-23 10:00'), n)).toThrow(RangeError);
    }
  });
});

describe('working minutes', () => {
  it.each([
    ['2026-11-23 08:00', 180, '2026-11-23 11:00', 'three hours of a morning'],
    ['2026-11-23 09:00', 180, '2026-11-23 12:00', 'ends as the break begins, not after it'],
    ['2026-11-23 09:01', 180, '2026-11-23 13:01', 'the break does not count'],
    ['2026-11-23 13:00', 180, '2026-11-23 16:00', 'ends at closing time, not at the next opening'],
    ['2026-11-23 14:30', 180, '2026-11-24 09:00', 'over the night'],
    ['2026-11-23 15:59:59', 180, '2026-11-24 10:29:59', 'one second of today counts'],
    ['2026-11-23 16:00', 180, '2026-11-24 10:30', 'at closing time sharp it opens tomorrow'],
    ['2026-11-27 10:00', 180, '2026-11-27 14:30', 'the Friday break is an hour and a half'],
    ['2026-11-27 15:00', 180, '2026-11-30 09:00', 'over a weekend'],
    ['2026-11-28 23:30', 180, '2026-11-30 10:30', 'Saturday night'],
    ['2026-02-18 15:00', 180, '2026-02-19 10:00', 'Ramadan begins in the middle of it'],
    ['2026-03-17 14:00', 180, '2026-03-25 09:30', 'Ramadan and Idul Fitri end in the middle of it'],
    ['2026-03-13 11:00', 180, '2026-03-13 15:00', 'a Ramadan Friday'],
    ['2026-12-31 15:00', 180, '2027-01-04 09:30', 'over the turn of the year'],
    ['2026-11-23 18:00', 0, '2026-11-24 07:30', 'nothing to do: due as it opens'],
  ])('%s + %i -> %s (%s)', (from, n, expected) => {
    expect(minutes(from, n)).toBe(expected);
  });

  it.each([
    ['2026-11-23 10:00', '2026-11-23 10:30', 30, 'at work'],
    ['2026-11-23 10:30', '2026-11-23 10:00', 0, 'backwards is nothing'],
    ['2026-11-23 11:59:30', '2026-11-23 13:00:30', 1, 'half a minute on each side of the break'],
    ['2026-11-23 12:00', '2026-11-23 13:00', 0, 'the break'],
    ['2026-11-27 11:30', '2026-11-27 13:00', 0, 'the Friday break'],
    ['2026-11-27 16:00', '2026-11-30 07:45', 45, 'over a weekend'],
    ['2026-12-23 15:00', '2026-12-28 08:30', 120, 'over 24 December 2026'],
    ['2026-12-31 15:00', '2027-01-04 08:30', 120, 'over the turn of the year'],
    ['2026-03-17 00:00', '2026-03-25 23:59', 390 + 450, 'a Ramadan day and a normal one'],
  ])('%s to %s: %i (%s)', (a, b, expected) => {
    expect(between(a, b)).toBe(expected);
  });

  it('refuses less than nothing', () => {
    for (const n of [-1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => addWorkingMinutes(national, wib('2026-11-23 10:00'), n)).toThrow(RangeError);
    }
  });
});

describe('working days in parts', () => {
  it('counts a day as one in Ramadan as in other times, and half its hours as a half', () => {
    expect(workingDaysBetween(national, wib('2026-02-18 07:30'), wib('2026-02-20 15:30'))).toBe(3);
    expect(workingDaysBetween(national, wib('2026-02-19 08:00'), wib('2026-02-19 11:15'))).toBe(0.5);
    expect(workingDaysBetween(national, wib('2026-11-24 07:30'), wib('2026-11-24 11:15'))).toBe(0.5);
    expect(workingDaysBetween(national, wib('2026-11-24 16:00'), wib('2026-11-25 07:30'))).toBe(0);
  });

  it('moves half a normal day to half a Ramadan day, and a whole day to the end of one', () => {
    expect(onWib(addWorkingDayParts(national, wib('2026-02-18 16:00'), 0.5))).toBe('2026-02-19 11:15');
    expect(onWib(addWorkingDayParts(national, wib('2026-02-18 16:00'), 1))).toBe('2026-02-19 15:00');
    expect(onWib(addWorkingDayParts(national, wib('2026-03-17 15:00'), 2))).toBe('2026-03-26 16:00');
  });

  it.each([
    ['2026-11-24 10:30', '2026-11-24 16:00', 0, 270, 'the rest of a day'],
    ['2026-11-24 10:30', '2026-11-25 16:00', 1, 270, 'the rest of a day and a whole one'],
    ['2026-11-24 15:00', '2026-11-27 10:30', 2, 240, 'two whole days between two parts'],
    ['2026-11-24 09:00', '2026-11-26 15:00', 2, 300, 'parts that make a day'],
    ['2026-11-24 16:00', '2026-11-25 16:00', 1, 0, 'from closing time to closing time'],
    ['2026-11-24 07:30', '2026-11-24 16:00', 1, 0, 'a whole day'],
    ['2026-11-28 10:00', '2026-11-29 10:00', 0, 0, 'a weekend'],
    ['2026-02-18 07:30', '2026-02-20 15:30', 3, 0, 'days of different length'],
    ['2026-02-18 16:00', '2026-02-19 08:00', 0, 0, 'a night'],
    ['2026-11-25 10:00', '2026-11-24 10:00', 0, 0, 'backwards'],
  ])('%s to %s is %i days and %i minutes (%s)', (a, b, wholeDays, rest) => {
    expect(span(a, b)).toEqual({ days: wholeDays, minutes: rest });
  });
});

describe('what is still an estimate', () => {
  const estimated = (a: string, b: string, data: CalendarData = nationalData) => isEstimated(makeCalendar(data), wib(a), wib(b));

  it('says so only where an estimated or an unknown year is touched, in either order', () => {
    expect(estimated('2026-11-24 10:00', '2026-12-31 16:00')).toBe(false);
    expect(estimated('2026-12-30 10:00', '2027-01-04 16:00')).toBe(true);
    expect(estimated('2027-01-04 16:00', '2026-12-30 10:00')).toBe(true);
    expect(estimated('2027-06-21 10:00', '2027-06-25 10:00')).toBe(true);
    expect(estimated('2024-05-01 10:00', '2024-05-02 10:00')).toBe(true);
  });

  it('takes a year as known once its national holidays are official, except where an estimated period lies', () => {
    const decreed: CalendarData = {
      ...nationalData,
      holidays: nationalData.holidays.map((holiday) => ({ ...holiday, status: 'official' as const })),
    };
    expect(estimated('2027-06-21 10:00', '2027-06-25 10:00', decreed)).toBe(false);
    expect(estimated('2027-02-05 10:00', '2027-02-08 10:00', decreed)).toBe(true);
  });

  it('does not take a special day for the table of a year', () => {
    const data = withDaysOff({ ...nationalData, holidays: [] }, [date('2026-12-09')]);
    expect(estimated('2026-06-01 10:00', '2026-06-02 10:00', data)).toBe(true);
  });
});

describe('a calendar that cannot be', () => {
  const faultsOf = (change: Partial<CalendarData>) => {
    try {
      makeCalendar({ ...nationalData, ...change });
      return [];
    } catch (error) {
      return (error as { faults: { field: string }[] }).faults.map((fault) => fault.field);
    }
  };
  const period = (name: string, firstDay: string, lastDay: string) => ({
    name,
    firstDay: date(firstDay),
    lastDay: date(lastDay),
    status: 'official' as const,
    hours: {},
  });

  it.each<[string, Partial<CalendarData>, string[]]>([
    ['an unknown time zone', { timeZone: 'Asia/Atlantis' }, ['timeZone']],
    ['a day that ends before it starts', { base: { 1: workingDay('16:00', '07:30') } }, ['base.1']],
    ['a break outside the day', { base: { 2: workingDay('07:30', '16:00', ['15:30', '16:30']) } }, ['base.2']],
    ['an empty break', { base: { 2: workingDay('07:30', '16:00', ['12:00', '12:00']) } }, ['base.2']],
    ['half a break', { base: { 3: { ...workingDay('07:30', '16:00', ['12:00', '13:00']), breakEnds: null } } }, ['base.3']],
    ['a period that ends before it begins', { periods: [period('Ramadan', '2026-03-20', '2026-02-19')] }, ['periods.0.lastDay']],
    [
      'periods that share a day',
      { periods: [period('A', '2026-02-01', '2026-02-10'), period('B', '2026-02-10', '2026-02-20')] },
      ['periods.1.firstDay'],
    ],
    [
      'a date listed twice',
      { holidays: [...nationalData.holidays, ...nationalData.holidays.slice(0, 1)] },
      [`holidays.${nationalData.holidays.length}.date`],
    ],
  ])('is refused with the field at fault: %s', (_, change, fields) => {
    expect(faultsOf(change)).toEqual(fields);
  });

  it('accepts periods that follow each other without a gap', () => {
    expect(faultsOf({ periods: [period('A', '2026-02-01', '2026-02-10'), period('B', '2026-02-11', '2026-02-20')] })).toEqual([]);
  });
});

describe('a calendar without working days', () => {
  const never = makeCalendar({ ...nationalData, base: {}, periods: [] });
  const closed = (from: string, until: string) =>
    makeCalendar({
      ...nationalData,
      periods: [{ name: 'Tutup', firstDay: date(from), lastDay: date(until), status: 'official', hours: {} }],
    });

  it('answers with a clear error instead of searching for ever', () => {
    const monday = wib('2026-11-23 10:00');
    const clear = /no working day within 400 days/;
    expect(() => nextWorkingMoment(never, monday)).toThrow(clear);
    expect(() => addWorkingDays(never, monday, 1)).toThrow(clear);
    expect(() => addWorkingMinutes(never, monday, 180)).toThrow(clear);
    expect(workingMinutesBetween(never, monday, wib('2027-11-23 10:00'))).toBe(0);
    expect(isWorkingMoment(never, monday)).toBe(false);
  });

  it('refuses a rest of more than 400 days whether or not the years beyond it are known already', () => {
    const calendar = closed('2026-11-24', '2028-06-30');
    const opened = wib('2026-11-23 10:00');
    const clear = /no working day within 400 days/;
    for (const known of ['2026-11-23 10:00', '2029-05-01 10:00', '2025-01-01 10:00']) {
      isWorkingMoment(calendar, wib(known));
      expect(onWib(addWorkingDays(calendar, opened, 0))).toBe('2026-11-23 16:00');
      expect(() => addWorkingDays(calendar, opened, 1)).toThrow(clear);
      expect(() => addWorkingMinutes(calendar, opened, 1000)).toThrow(clear);
      expect(() => nextWorkingMoment(calendar, wib('2026-11-24 10:00'))).toThrow(clear);
    }
  });

  it('passes over a rest of a year', () => {
    expect(onWib(addWorkingDays(closed('2026-11-24', '2027-11-23'), wib('2026-11-23 10:00'), 1))).toBe('2027-11-24 16:00');
  });

  it('says which years it knows when asked about another', () => {
    expect(() => addWorkingDays(national, Temporal.Instant.from('0001-01-01T00:00Z'), 1)).toThrow(/1900 to 2199/);
    expect(() => workingMinutesBetween(national, wib('2026-01-01 00:00'), Temporal.Instant.from('9999-01-01T00:00Z'))).toThrow(
      /1900 to 2199/,
    );
    expect(() => addWorkingDays(national, wib('2026-11-23 10:00'), 1e9)).toThrow();
  });
});

describe('the order of questions', () => {
  it('does not change an answer: earlier years asked about later leave it as it was', () => {
    const calendar = makeCalendar(nationalData);
    const ask = () => [
      onWib(addWorkingDays(calendar, wib('2026-12-23 09:00'), 9)),
      workingMinutesBetween(calendar, wib('2025-12-23 09:00'), wib('2027-03-03 09:00')),
    ];
    const first = ask();
    workingMinutesBetween(calendar, wib('2019-01-01 00:00'), wib('2031-01-01 00:00'));
    expect(ask()).toEqual(first);
  });

  test('years are counted from the table, not by walking: 100,000 questions over eight years fit into a test', () => {
    const from = wib('2020-01-06 09:00');
    const until = wib('2028-01-05 09:00');
    let total = 0;
    for (let i = 0; i < 100_000; i++) total += workingMinutesBetween(national, from, until);
    expect(total / 100_000).toBe(workingMinutesBetween(national, from, until));
  });
});

describe('a place with daylight saving', () => {
  const berlin = makeCalendar({
    timeZone: 'Europe/Berlin',
    base: { 7: workingDay('00:00', '06:00') },
    periods: [],
    holidays: [],
  });

  it('counts the hour that is lost in March and the one that is won in October', () => {
    const on = (day: string) =>
      workingMinutesBetween(
        berlin,
        Temporal.Instant.from(`${day}T00:00Z`).subtract({ hours: 3 }),
        Temporal.Instant.from(`${day}T12:00Z`),
      );
    expect(on('2026-03-22')).toBe(360);
    expect(on('2026-03-29')).toBe(300);
    expect(on('2026-10-25')).toBe(420);
  });
});
