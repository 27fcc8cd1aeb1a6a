import { describe, expect, it } from 'vitest';
import { national, onWib, wib } from '../../test/support/calendar.ts';
import { dueAt, dueSoon, remaining, sumTimes, totalDue } from './due-date.ts';
import {
  describeDeadline,
  describeDue,
  describeRemaining,
  describeSpent,
  describeTimes,
  ordinaryDay,
  standardMinutes,
} from './due-words.ts';
import { hostingSop } from './hosting.ts';
import type { StandardTime } from './types.ts';

const daysOf = (amount: number): StandardTime => ({ unit: 'days', amount });
const hoursOf = (amount: number): StandardTime => ({ unit: 'hours', amount });
const total = (submitted: string, times: StandardTime[], standing: [string, string][] = []) =>
  onWib(
    totalDue(
      national,
      wib(submitted),
      times,
      standing.map(([from, until]) => ({ from: wib(from), until: wib(until) })),
    ),
  );

// The steps passed through when the given answers are taken at the decisions.
const path = (answers: readonly string[]): number[] => {
  const steps = [1];
  for (let at: number | 'end' = 1; at !== 'end'; ) {
    const arrows = hostingSop.flow.filter((arrow) => arrow.from === at);
    const taken = arrows.find((arrow) => !arrow.answer || answers.includes(arrow.answer.id));
    at = taken?.to ?? 'end';
    if (at !== 'end') steps.push(at);
  }
  return steps;
};
const timesOf = (steps: readonly number[]): StandardTime[] =>
  hostingSop.steps.filter((step) => steps.includes(step.no)).map((step) => step.time);

describe('a step', () => {
  it('of n days is due at the end of the n-th working day after it opened, of n hours after so much working time', () => {
    expect(onWib(dueAt(national, wib('2026-11-23 10:00'), daysOf(3)))).toBe('2026-11-26 16:00');
    expect(onWib(dueAt(national, wib('2026-11-23 14:30'), hoursOf(3)))).toBe('2026-11-24 09:00');
  });

  it('is late only after its due moment', () => {
    const due = wib('2026-11-24 16:00');
    expect(remaining(national, wib('2026-11-24 10:30'), due)).toEqual({ late: false, minutes: 270 });
    expect(remaining(national, due, due)).toEqual({ late: false, minutes: 0 });
    expect(remaining(national, due.add({ nanoseconds: 1 }), due)).toEqual({ late: true, minutes: 0 });
    expect(remaining(national, wib('2026-11-24 20:00'), due)).toEqual({ late: true, minutes: 0 });
    expect(remaining(national, wib('2026-11-25 08:00'), due)).toEqual({ late: true, minutes: 30 });
  });
});

describe('every standard time of the SOP', () => {
  const known = new Set(hostingSop.steps.map(({ time }) => `${time.amount} ${time.unit}`));

  // Step 4 has three hours, steps 5 and 7 three days, all others one day. The dates are those of the national calendar.
  it.each<[string, StandardTime, string, string]>([
    ['three hours over the Friday break', hoursOf(3), '2026-11-27 10:30', '2026-11-27 15:00'],
    ['three hours that begin in the Friday break', hoursOf(3), '2026-11-27 12:00', '2026-11-27 16:00'],
    ['three hours of a late Friday', hoursOf(3), '2026-11-27 15:30', '2026-11-30 09:30'],
    ['three hours of a Ramadan Friday', hoursOf(3), '2026-02-20 11:00', '2026-02-20 15:00'],
    ['three hours of a Ramadan afternoon', hoursOf(3), '2026-02-23 14:00', '2026-02-24 10:00'],
    ['three hours over cuti bersama and Imlek', hoursOf(3), '2026-02-13 15:30', '2026-02-18 09:30'],
    ['three hours over a holiday and the cuti bersama after it', hoursOf(3), '2026-05-13 15:00', '2026-05-18 09:30'],
    ['three hours over Christmas', hoursOf(3), '2026-12-23 14:00', '2026-12-28 08:30'],
    ['three hours over the turn of the year', hoursOf(3), '2026-12-31 14:30', '2027-01-04 09:00'],
    ['three hours that begin on a Sunday', hoursOf(3), '2026-11-29 10:00', '2026-11-30 10:30'],
    ['one day, opened on cuti bersama', daysOf(1), '2026-05-15 09:00', '2026-05-19 16:00'],
    ['one day, due on the first Ramadan day', daysOf(1), '2026-02-18 15:59', '2026-02-19 15:00'],
    ['one day, due on a Ramadan Friday', daysOf(1), '2026-02-19 09:00', '2026-02-20 15:30'],
    ['one day over Nyepi, Idul Fitri and their cuti bersama', daysOf(1), '2026-03-17 14:59', '2026-03-25 16:00'],
    ['one day over the turn of the year', daysOf(1), '2026-12-31 08:00', '2027-01-04 16:00'],
    ['three days over a holiday and cuti bersama', daysOf(3), '2026-05-11 09:00', '2026-05-18 16:00'],
    ['three days into Ramadan', daysOf(3), '2026-02-18 09:00', '2026-02-23 15:00'],
    ['three days over Idul Fitri', daysOf(3), '2026-03-16 10:00', '2026-03-26 16:00'],
    ['three days over the turn of the year', daysOf(3), '2026-12-29 10:00', '2027-01-04 16:00'],
  ])('%s', (_, time, opened, expected) => {
    expect(known).toContain(`${time.amount} ${time.unit}`);
    expect(onWib(dueAt(national, wib(opened), time))).toBe(expected);
  });

  it.each<[string, StandardTime, string, string, boolean]>([
    ['three hours with 46 minutes left', hoursOf(3), '2026-11-23 08:00', '2026-11-23 10:14', false],
    ['three hours with 45 minutes left', hoursOf(3), '2026-11-23 08:00', '2026-11-23 10:15', true],
    ['at the due moment itself', hoursOf(3), '2026-11-23 08:00', '2026-11-23 11:00', true],
    ['late, which is another thing than soon', hoursOf(3), '2026-11-23 08:00', '2026-11-23 11:01', false],
    ['one day over a weekend: Friday evening is not near', daysOf(1), '2026-11-27 07:30', '2026-11-27 16:30', false],
    ['one day over a weekend: nor is Monday morning', daysOf(1), '2026-11-27 07:30', '2026-11-30 11:00', false],
    ['one day over a weekend: Monday after the break is', daysOf(1), '2026-11-27 07:30', '2026-11-30 13:00', true],
  ])('comes near its end: %s', (_, time, opened, now, expected) => {
    const openedAt = wib(opened);
    expect(dueSoon(national, { openedAt, due: dueAt(national, openedAt, time) }, wib(now))).toBe(expected);
  });
});

describe('the published totals', () => {
  it.each([
    [['Ya', 'Tersedia'], hostingSop.totals.withCapacity, '9 hari 3 jam'],
    [['Ya', 'Tidak tersedia'], hostingSop.totals.withServer, '13 hari 3 jam'],
  ] as const)('are the times of the steps on the way %j', (answers, published, words) => {
    const times = timesOf(path(answers));
    expect(sumTimes(times)).toEqual(sumTimes(published));
    expect(describeTimes(times).id).toBe(words);
  });

  it.each([
    [['Ya', 'Tersedia'], '2026-11-16 10:00', '2026-11-30 10:30'],
    [['Ya', 'Tidak tersedia'], '2026-11-16 10:00', '2026-12-04 10:30'],
    [['Ya', 'Tersedia'], '2026-12-14 10:00', '2026-12-30 10:30'],
    [['Ya', 'Tersedia'], '2026-03-09 10:00', '2026-03-30 10:30'],
  ] as const)('on the way %j from %s end at %s', (answers, submitted, expected) => {
    expect(total(submitted, timesOf(path(answers)))).toBe(expected);
  });

  it.each([['Tersedia'], ['Tidak tersedia']])(
    'is where the steps lead when each is closed in the last minute of its time (%s), to the same day',
    (answer) => {
      const times = timesOf(path(['Ya', answer]));
      const submitted = wib('2026-11-16 10:00');
      const ended = times.reduce((opened, time) => dueAt(national, opened, time).subtract({ minutes: 1 }), submitted);
      const due = totalDue(national, submitted, times, []);
      expect(onWib(ended).slice(0, 10)).toBe(onWib(due).slice(0, 10));
    },
  );
});

describe('the standing clock', () => {
  const nineDays = [daysOf(9)];

  it.each<[string, [string, string][], string]>([
    ['no waiting', [], '2026-11-27 16:30'],
    ['half a day of waiting', [['2026-11-18 07:30', '2026-11-18 11:15']], '2026-11-30 11:15'],
    ['a whole day', [['2026-11-18 10:00', '2026-11-19 10:00']], '2026-11-30 16:00'],
    ['a night only', [['2026-11-18 16:00', '2026-11-19 07:30']], '2026-11-27 16:30'],
    ['a weekend only', [['2026-11-20 16:30', '2026-11-23 07:30']], '2026-11-27 16:30'],
    [
      'twice',
      [
        ['2026-11-18 10:00', '2026-11-19 10:00'],
        ['2026-11-24 10:00', '2026-11-25 10:00'],
      ],
      '2026-12-01 16:00',
    ],
    [
      'the second wait lies in the time won by the first',
      [
        ['2026-11-18 10:00', '2026-11-19 10:00'],
        ['2026-11-30 09:00', '2026-12-01 09:00'],
      ],
      '2026-12-01 16:00',
    ],
    ['waiting over the old deadline', [['2026-11-27 10:00', '2026-12-04 10:00']], '2026-12-04 16:30'],
    ['waiting that begins after the deadline', [['2026-11-30 09:00', '2026-12-04 10:00']], '2026-11-27 16:30'],
    ['waiting before the submission is none', [['2026-11-10 09:00', '2026-11-13 10:00']], '2026-11-27 16:30'],
    ['a wait that ends before it begins is none', [['2026-11-19 10:00', '2026-11-18 10:00']], '2026-11-27 16:30'],
  ])('moves nine days from Monday 16 November 2026: %s', (_, standing, expected) => {
    expect(total('2026-11-16 10:00', nineDays, standing)).toBe(expected);
  });

  it.each<[string, string, [string, string][], string]>([
    [
      'from the last Ramadan evening until the first morning after Idul Fitri: nobody would have worked',
      '2026-03-09 10:00',
      [['2026-03-17 15:00', '2026-03-25 07:30']],
      '2026-03-30 10:30',
    ],
    [
      'over Idul Fitri with a working day before and one after',
      '2026-03-09 10:00',
      [['2026-03-16 15:00', '2026-03-26 07:30']],
      '2026-04-01 10:30',
    ],
    [
      'over Christmas and the turn of the year',
      '2026-12-14 10:00',
      [['2026-12-23 16:00', '2027-01-04 07:30']],
      '2027-01-07 10:30',
    ],
    ['over a Friday break', '2026-11-16 10:00', [['2026-11-20 11:30', '2026-11-20 13:00']], '2026-11-30 10:30'],
    ['over cuti bersama alone', '2026-05-11 10:00', [['2026-05-14 07:30', '2026-05-15 16:30']], '2026-05-29 10:30'],
  ])('moves nine days and three hours: %s', (_, submitted, standing, expected) => {
    expect(total(submitted, [daysOf(9), hoursOf(3)], standing)).toBe(expected);
  });

  it('moves hours by working minutes, in the hours of the total as in those of a step', () => {
    expect(total('2026-11-16 08:00', [hoursOf(3)], [['2026-11-16 09:00', '2026-11-16 10:30']])).toBe('2026-11-16 13:30');
    expect(total('2026-11-16 10:00', [daysOf(1), hoursOf(3)], [['2026-11-18 09:00', '2026-11-18 14:00']])).toBe(
      '2026-11-18 15:30',
    );
  });

  it('counts a day of waiting as a day whether in Ramadan or not', () => {
    expect(total('2026-02-09 10:00', nineDays)).toBe('2026-02-24 15:00');
    expect(total('2026-02-09 10:00', nineDays, [['2026-02-11 16:00', '2026-02-12 16:00']])).toBe('2026-02-25 15:00');
  });
});

describe('words', () => {
  const now = wib('2026-11-24 10:30');
  const left = (due: string, at = now) => describeRemaining(national, at, wib(due));

  it.each([
    ['2026-11-24 16:00', 'sisa 4 j 30 m kerja', '4 h 30 min of working time left'],
    ['2026-11-25 16:00', 'sisa 1 hari 4 j 30 m kerja', '1 day 4 h 30 min of working time left'],
    ['2026-11-24 11:15', 'sisa 45 m kerja', '45 min of working time left'],
    ['2026-11-24 14:30', 'sisa 3 j kerja', '3 h of working time left'],
    ['2026-11-24 10:30', 'sisa kurang dari 1 m kerja', 'less than 1 min of working time left'],
    ['2026-11-24 10:29:50', 'lewat jatuh tempo', 'past due'],
    ['2026-11-23 16:00', 'terlambat 3 j kerja', 'late by 3 h of working time'],
    ['2026-11-20 16:30', 'terlambat 1 hari 3 j kerja', 'late by 1 day 3 h of working time'],
    ['2026-11-18 16:00', 'terlambat 3 hari 3 j kerja', 'late by 3 days 3 h of working time'],
  ])('of what is left until %s: %s', (due, id, en) => {
    expect(left(due)).toEqual({ id, en });
  });

  it('round down, so that they never promise time that is not there', () => {
    expect(left('2026-11-24 16:00', wib('2026-11-24 10:30:01')).id).toBe('sisa 4 j 29 m kerja');
  });

  it('of a deadline name the day, the hour and, where it is another, the year', () => {
    expect(describeDue(national, now, wib('2026-11-25 16:00'))).toEqual({
      id: 'jatuh tempo Rabu 25 Nov 16.00',
      en: 'due Wednesday 25 Nov 16:00',
    });
    expect(describeDue(national, now, wib('2027-01-08 09:05')).id).toBe('jatuh tempo Jumat 8 Jan 2027 09.05');
    expect(describeDeadline(national, now, wib('2026-11-25 16:00')).id).toBe(
      'jatuh tempo Rabu 25 Nov 16.00, sisa 1 hari 4 j 30 m kerja',
    );
  });

  it('of standard times are those of the annex', () => {
    expect(describeTimes([daysOf(1)])).toEqual({ id: '1 hari', en: '1 day' });
    expect(describeTimes([hoursOf(3)])).toEqual({ id: '3 jam', en: '3 hours' });
    expect(describeTimes([])).toEqual({ id: '0 hari', en: '0 days' });
  });

  it.each([
    [0, '0 m', '0 min'],
    [0.4, '0 m', '0 min'],
    [45, '45 m', '45 min'],
    [95, '1 j 35 m', '1 h 35 min'],
    [450, '1 hari', '1 day'],
    [450 + 95, '1 hari 1 j', '1 day 1 h'],
    [5 * 450 - 1, '4 hari 7 j', '4 days 7 h'],
  ])('spent time in ordinary days: %d minutes', (minutes, id, en) => {
    expect(describeSpent(minutes, 450)).toEqual({ id, en });
  });

  it('an ordinary day is what a week divides into, and a standard time is counted in such days', () => {
    expect(ordinaryDay(national)).toBe(450);
    expect(standardMinutes(hostingSop.totals.withCapacity, 450)).toBe(9 * 450 + 180);
  });
});
