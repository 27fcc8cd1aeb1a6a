import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fewestDays, forecastOf } from './forecast.ts';

const start = Temporal.PlainDate.from('2026-09-01');
const days = (taken: readonly number[], total = 1000) =>
  taken.map((value, index) => ({ day: start.add({ days: index }), total, taken: value }));
const line = (count: number, from: number, perDay: number) => Array.from({ length: count }, (_, index) => from + perDay * index);

describe('when a resource runs out', () => {
  test('a straight line is followed exactly, and leaves no doubt', () => {
    const forecast = forecastOf(days(line(31, 400, 10)));
    // 700 on the last of 31 days, 300 left, 10 a day: 30 days later.
    const day = start.add({ days: 30 + 30 });
    expect(forecast).toEqual({ kind: 'on', perMonth: expect.closeTo(300, 6), day, earliest: day, latest: day });
  });

  test.each([
    ['nothing is known', [], { kind: 'few', days: 0 }],
    ['too few days are known', line(fewestDays - 1, 10, 5), { kind: 'few', days: fewestDays - 1 }],
    ['it does not grow', line(30, 500, 0), { kind: 'steady' }],
    ['it shrinks', line(30, 500, -3), { kind: 'steady' }],
    ['it is used up', line(30, 710, 10), { kind: 'out' }],
  ])('nothing is foretold when %s', (_, taken, expected) => {
    expect(forecastOf(days(taken))).toEqual(expected);
  });

  test('beyond five years no day is named', () => {
    expect(forecastOf(days(line(60, 0, 0.2)))).toMatchObject({ kind: 'far' });
  });

  test('days that disagree widen the range, and the day lies within it', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -40, max: 40 }), { minLength: 30, maxLength: 60 }), (noise) => {
        const forecast = forecastOf(days(noise.map((shift, index) => 300 + 6 * index + shift)));
        if (forecast.kind !== 'on') return;
        expect(Temporal.PlainDate.compare(forecast.earliest, forecast.day)).toBeLessThanOrEqual(0);
        if (forecast.latest) expect(Temporal.PlainDate.compare(forecast.day, forecast.latest)).toBeLessThanOrEqual(0);
      }),
      { seed: 11, numRuns: 100 },
    );
  });
});
