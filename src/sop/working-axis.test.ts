import fc from 'fast-check';
import { expect, test } from 'vitest';
import { national } from '../../test/support/calendar.ts';
import { dueAt } from './due-date.ts';
import { compileAxis, dueMinute, minuteOf, momentOf } from './working-axis.ts';
import { isWorkingMoment, nextWorkingMoment, workingMinutesBetween } from './working-calendar.ts';

// Over Ramadan, Lebaran with its cuti bersama, and a year's end.
const from = Temporal.Instant.from('2026-01-05T01:00:00Z');
const until = Temporal.Instant.from('2027-03-01T00:00:00Z');
const axis = compileAxis(national, from, until);
const moment = fc.integer({ min: 0, max: 300 * 24 * 60 }).map((minutes) => from.add({ minutes }));

test('minutes on the axis are those of the working calendar', () => {
  expect(axis.length).toBeCloseTo(workingMinutesBetween(national, from, until), 6);
  fc.assert(
    fc.property(moment, (at) => {
      expect(minuteOf(axis, at)).toBeCloseTo(workingMinutesBetween(national, from, at), 6);
    }),
    { seed: 3, numRuns: 200 },
  );
});

test('a working moment comes back from its minute, and every other as the last moment of work before it', () => {
  fc.assert(
    fc.property(moment, (at) => {
      const back = momentOf(axis, minuteOf(axis, at));
      expect(Temporal.Instant.compare(back, at)).toBeLessThanOrEqual(0);
      expect(workingMinutesBetween(national, back, at)).toBe(0);
      if (isWorkingMoment(national, at) && isWorkingMoment(national, at.subtract({ milliseconds: 1 }))) expect(back).toEqual(at);
    }),
    { seed: 4, numRuns: 200 },
  );
});

test('steps are due on the axis when they are due in the calendar', () => {
  const time = fc.record({ unit: fc.constantFrom('days' as const, 'hours' as const), amount: fc.integer({ min: 1, max: 13 }) });
  fc.assert(
    fc.property(moment, time, (at, standard) => {
      const opened = nextWorkingMoment(national, at);
      const due = dueAt(national, opened, standard);
      expect(dueMinute(axis, minuteOf(axis, opened), standard)).toBeCloseTo(minuteOf(axis, due), 6);
    }),
    { seed: 5, numRuns: 200 },
  );
});

test('what lies beyond the axis is its end', () => {
  expect(minuteOf(axis, until.add({ hours: 9999 }))).toBeCloseTo(axis.length, 6);
  expect(minuteOf(axis, from.subtract({ hours: 9999 }))).toBe(0);
  expect(dueMinute(axis, axis.length - 1, { unit: 'days', amount: 5 })).toBe(axis.length);
});
