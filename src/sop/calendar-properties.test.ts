import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nationalData, withDaysOff, workingDay } from '../../test/support/calendar.ts';
import { dueAt, remaining, type Standing, totalDue } from './due-date.ts';
import type { StandardTime } from './types.ts';
import {
  addWorkingDayParts,
  addWorkingDays,
  addWorkingMinutes,
  type CalendarData,
  hoursOf,
  isWorkingMoment,
  makeCalendar,
  nextWorkingMoment,
  type WeekHours,
  type WorkingCalendar,
  workingDaysBetween,
  workingMinutesBetween,
  workingSpan,
} from './working-calendar.ts';

const check = <T extends unknown[]>(property: fc.IProperty<T>, runs = 300) =>
  fc.assert(property, { seed: 20261124, numRuns: runs });

const zone = 'Asia/Jakarta';
const earliest = Temporal.Instant.from('2025-01-01T00:00+07:00').epochMilliseconds;
const latest = Temporal.Instant.from('2027-12-31T00:00+07:00').epochMilliseconds;
const minute = 60_000;
const instant = (at: number) => Temporal.Instant.fromEpochMilliseconds(at);

// Moments to the minute (sums of minutes are then exact), with the edges of the day drawn more often than chance would.
const anyMoment = fc.oneof(
  fc.integer({ min: earliest / minute, max: latest / minute }).map((at) => instant(at * minute)),
  fc
    .tuple(
      fc.integer({ min: 0, max: 1090 }),
      fc.constantFrom('07:29', '07:30', '11:30', '12:00', '12:59', '13:00', '15:00', '15:59', '16:00', '16:30', '23:59'),
    )
    .map(([day, time]) =>
      Temporal.PlainDate.from('2025-01-01').add({ days: day }).toZonedDateTime({ timeZone: zone, plainTime: time }).toInstant(),
    ),
);
const twoMoments = fc.tuple(anyMoment, anyMoment).map((pair) => pair.sort(Temporal.Instant.compare));
const threeMoments = fc.tuple(anyMoment, anyMoment, anyMoment).map((three) => three.sort(Temporal.Instant.compare));
const anyDate = fc.integer({ min: 0, max: 1090 }).map((days) => Temporal.PlainDate.from('2025-01-01').add({ days }));
const anyTime: fc.Arbitrary<StandardTime> = fc.oneof(
  fc.record({ unit: fc.constant('days' as const), amount: fc.integer({ min: 0, max: 20 }) }),
  fc.record({ unit: fc.constant('hours' as const), amount: fc.integer({ min: 0, max: 40 }) }),
);

// The national calendar with some days off added, or a week that no rule foresaw.
const quarter = (n: number) => new Temporal.PlainTime().add({ minutes: 15 * n });
const oddDay = fc
  .uniqueArray(fc.integer({ min: 0, max: 95 }), { minLength: 4, maxLength: 4 })
  .map((quarters) => quarters.sort((a, b) => a - b).map((n) => quarter(n).toString()) as [string, string, string, string])
  .chain(([a, b, c, d]) => fc.constantFrom(workingDay(a, d, [b, c]), workingDay(a, d), workingDay(a, d, [a, b])));
const oddWeek: fc.Arbitrary<WeekHours> = fc
  .record({ 1: oddDay, 2: oddDay, 3: oddDay, 4: oddDay, 5: oddDay, 6: oddDay, 7: oddDay }, { requiredKeys: ['3'] })
  .map((week) => week as WeekHours);
type Plan = { daysOff: readonly Temporal.PlainDate[] } | { week: WeekHours };
const anyPlan: fc.Arbitrary<Plan> = fc.oneof(
  fc.record({ daysOff: fc.array(anyDate, { maxLength: 12 }) }),
  fc.record({ week: oddWeek }),
);
const dataOf = (plan: Plan): CalendarData =>
  'week' in plan ? { ...nationalData, base: plan.week } : withDaysOff(nationalData, plan.daysOff);
const calendarOf = (plan: Plan): WorkingCalendar => makeCalendar(dataOf(plan));
const moment = (calendar: WorkingCalendar, at: Temporal.Instant) => at.toZonedDateTimeISO(calendar.timeZone).toPlainDateTime();

/** The slow truth: one minute after the other, read off the hours of its date. */
const worksInMinute = (calendar: WorkingCalendar, at: number): boolean => {
  const local = moment(calendar, instant(at));
  const hours = hoursOf(calendar, local.toPlainDate());
  if (!hours) return false;
  const time = local.toPlainTime();
  const notBefore = (bound: Temporal.PlainTime) => Temporal.PlainTime.compare(time, bound) >= 0;
  const inBreak = hours.breakStarts && hours.breakEnds && notBefore(hours.breakStarts) && !notBefore(hours.breakEnds);
  return notBefore(hours.starts) && !notBefore(hours.ends) && !inBreak;
};
const slowMinutes = (calendar: WorkingCalendar, from: Temporal.Instant, until: Temporal.Instant): number => {
  let count = 0;
  for (let at = from.epochMilliseconds; at < until.epochMilliseconds; at += minute) if (worksInMinute(calendar, at)) count++;
  return count;
};

const isWorkOrItsEnd = (calendar: WorkingCalendar, at: Temporal.Instant): boolean =>
  isWorkingMoment(calendar, at) || isWorkingMoment(calendar, at.subtract({ milliseconds: 1 }));

describe('against a model that walks minute by minute', () => {
  const nearby = fc.tuple(anyMoment, fc.integer({ min: 0, max: 8 * 24 * 60 }));

  it('workingMinutesBetween counts the same minutes', () => {
    check(
      fc.property(anyPlan, nearby, (plan, [from, length]) => {
        const calendar = calendarOf(plan);
        const until = from.add({ minutes: length });
        expect(workingMinutesBetween(calendar, from, until)).toBe(slowMinutes(calendar, from, until));
      }),
      25,
    );
  });

  it('addWorkingMinutes ends at the first moment by which the minutes have passed', () => {
    check(
      fc.property(anyPlan, anyMoment, fc.integer({ min: 1, max: 900 }), (plan, from, minutes) => {
        const calendar = calendarOf(plan);
        let at = from.epochMilliseconds;
        for (let left = minutes; left > 0; at += minute) if (worksInMinute(calendar, at)) left--;
        expect(addWorkingMinutes(calendar, from, minutes).epochMilliseconds).toBe(at);
      }),
      60,
    );
  });

  it('addWorkingDays ends with the last working minute of the n-th working day after that of opening', () => {
    check(
      fc.property(anyPlan, anyMoment, fc.integer({ min: 0, max: 8 }), (plan, from, days) => {
        const calendar = calendarOf(plan);
        let at = from.epochMilliseconds;
        while (!worksInMinute(calendar, at)) at += minute;
        let date = moment(calendar, instant(at)).toPlainDate();
        for (let left = days; left > 0; ) {
          date = date.add({ days: 1 });
          if (hoursOf(calendar, date)) left--;
        }
        const end = hoursOf(calendar, date)?.ends;
        const due = moment(calendar, addWorkingDays(calendar, from, days));
        expect(due.toPlainDate().toString()).toBe(date.toString());
        expect(due.toPlainTime().toString()).toBe(end?.toString());
      }),
      60,
    );
  });
});

describe('working time', () => {
  it('adds up: a to b and b to c are a to c', () => {
    check(
      fc.property(anyPlan, threeMoments, (plan, [a, b, c]) => {
        const calendar = calendarOf(plan);
        if (!a || !b || !c) return;
        const minutes = (from: Temporal.Instant, until: Temporal.Instant) => workingMinutesBetween(calendar, from, until);
        expect(minutes(a, b) + minutes(b, c)).toBe(minutes(a, c));
        const days = (from: Temporal.Instant, until: Temporal.Instant) => workingDaysBetween(calendar, from, until);
        expect(days(a, b) + days(b, c)).toBeCloseTo(days(a, c), 8);
      }),
    );
  });

  it('of nothing is nothing, and backwards is nothing', () => {
    check(
      fc.property(anyPlan, twoMoments, (plan, [a, b]) => {
        const calendar = calendarOf(plan);
        if (!a || !b) return;
        expect(workingMinutesBetween(calendar, a, a)).toBe(0);
        expect(workingMinutesBetween(calendar, b, a)).toBe(0);
      }),
    );
  });

  it('is what addWorkingMinutes adds: the two are inverse', () => {
    check(
      fc.property(anyPlan, anyMoment, fc.integer({ min: 0, max: 20_000 }), (plan, from, minutes) => {
        const calendar = calendarOf(plan);
        const until = addWorkingMinutes(calendar, from, minutes);
        expect(workingMinutesBetween(calendar, from, until)).toBe(minutes);
        const again = addWorkingMinutes(calendar, from, workingMinutesBetween(calendar, from, until));
        expect(again.epochMilliseconds).toBe(until.epochMilliseconds);
      }),
    );
  });

  it('in parts of days is what addWorkingDayParts adds', () => {
    check(
      fc.property(anyPlan, anyMoment, fc.integer({ min: 1, max: 900 }), (plan, from, tenths) => {
        const calendar = calendarOf(plan);
        const until = addWorkingDayParts(calendar, from, tenths / 10);
        expect(workingDaysBetween(calendar, from, until)).toBeCloseTo(tenths / 10, 6);
      }),
    );
  });

  it('said in whole days and minutes loses nothing', () => {
    const sameEveryDay = makeCalendar({
      ...nationalData,
      base: Object.fromEntries([1, 2, 3, 4, 5].map((day) => [day, workingDay('07:30', '16:00', ['12:00', '13:00'])])),
      periods: [],
    });
    check(
      fc.property(twoMoments, ([a, b]) => {
        if (!a || !b) return;
        const { days, minutes } = workingSpan(sameEveryDay, a, b);
        expect(days * 450 + minutes).toBe(workingMinutesBetween(sameEveryDay, a, b));
        expect(minutes).toBeLessThan(450);
      }),
    );
  });
});

describe('a deadline', () => {
  const before = (a: Temporal.Instant, b: Temporal.Instant) => Temporal.Instant.compare(a, b) <= 0;

  it('is a working moment or the end of one', () => {
    check(
      fc.property(anyPlan, anyMoment, anyTime, (plan, from, time) => {
        const calendar = calendarOf(plan);
        expect(isWorkOrItsEnd(calendar, dueAt(calendar, from, time))).toBe(true);
      }),
    );
  });

  it('is never before the step can begin', () => {
    check(
      fc.property(anyPlan, anyMoment, anyTime, (plan, from, time) => {
        const calendar = calendarOf(plan);
        expect(before(nextWorkingMoment(calendar, from), dueAt(calendar, from, time))).toBe(true);
      }),
    );
  });

  it('never comes earlier for a step that opens later', () => {
    check(
      fc.property(anyPlan, twoMoments, anyTime, (plan, [a, b], time) => {
        const calendar = calendarOf(plan);
        if (!a || !b) return;
        expect(before(dueAt(calendar, a, time), dueAt(calendar, b, time))).toBe(true);
      }),
    );
  });

  it('comes later for one day or one hour more', () => {
    check(
      fc.property(anyPlan, anyMoment, anyTime, (plan, from, time) => {
        const calendar = calendarOf(plan);
        const more = dueAt(calendar, from, { ...time, amount: time.amount + 1 });
        expect(Temporal.Instant.compare(dueAt(calendar, from, time), more)).toBeLessThan(0);
      }),
    );
  });

  it('is never made earlier by a holiday', () => {
    check(
      fc.property(anyPlan, fc.array(anyDate, { minLength: 1, maxLength: 10 }), anyMoment, anyTime, (plan, dates, from, time) => {
        const data = dataOf(plan);
        const due = dueAt(makeCalendar(data), from, time);
        expect(before(due, dueAt(makeCalendar(withDaysOff(data, dates)), from, time))).toBe(true);
      }),
    );
  });

  it('leaves elapsed and remaining time that are together the whole', () => {
    check(
      fc.property(anyPlan, anyMoment, anyTime, fc.nat({ max: 40 * 24 * 60 }), (plan, from, time, later) => {
        const calendar = calendarOf(plan);
        const due = dueAt(calendar, from, time);
        const now = from.add({ minutes: later });
        const left = remaining(calendar, now, due);
        const elapsed = workingMinutesBetween(calendar, from, now);
        const whole = workingMinutesBetween(calendar, from, due);
        expect(elapsed + (left.late ? -left.minutes : left.minutes)).toBe(whole);
      }),
    );
  });
});

describe('the total with standing time', () => {
  const times: StandardTime[] = [
    { unit: 'days', amount: 9 },
    { unit: 'hours', amount: 3 },
  ];
  const before = (a: Temporal.Instant, b: Temporal.Instant) => Temporal.Instant.compare(a, b) <= 0;
  // Waits within the weeks after submission, of minutes up to three weeks.
  const anyStanding = fc.array(fc.tuple(fc.nat({ max: 30 * 24 * 60 }), fc.nat({ max: 21 * 24 * 60 })), { maxLength: 4 });
  const standingAfter = (submitted: Temporal.Instant, waits: readonly (readonly [number, number])[]): Standing[] =>
    waits.map(([after, length]) => ({
      from: submitted.add({ minutes: after }),
      until: submitted.add({ minutes: after + length }),
    }));

  it('never comes earlier for more waiting', () => {
    check(
      fc.property(anyPlan, anyMoment, anyStanding, anyStanding, (plan, submitted, waits, more) => {
        const calendar = calendarOf(plan);
        const due = totalDue(calendar, submitted, times, standingAfter(submitted, waits));
        const later = totalDue(calendar, submitted, times, standingAfter(submitted, [...waits, ...more]));
        expect(before(due, later)).toBe(true);
      }),
    );
  });

  it('does not depend on the order in which the waits are given, nor on waits that overlap being given as one', () => {
    check(
      fc.property(anyPlan, anyMoment, anyStanding, (plan, submitted, waits) => {
        const calendar = calendarOf(plan);
        const standing = standingAfter(submitted, waits);
        const due = totalDue(calendar, submitted, times, standing);
        expect(totalDue(calendar, submitted, times, standing.toReversed()).equals(due)).toBe(true);
        expect(totalDue(calendar, submitted, times, [...standing, ...standing]).equals(due)).toBe(true);
      }),
    );
  });

  it('is never made earlier by a holiday, wherever it falls: before, in or after the waiting, in Ramadan or not', () => {
    check(
      fc.property(
        anyPlan,
        fc.array(fc.nat({ max: 60 }), { minLength: 1, maxLength: 6 }),
        anyMoment,
        anyStanding,
        (plan, offsets, submitted, waits) => {
          const data = dataOf(plan);
          const standing = standingAfter(submitted, waits);
          const first = submitted.toZonedDateTimeISO(zone).toPlainDate();
          const dates = offsets.map((days) => first.add({ days }));
          const due = totalDue(makeCalendar(data), submitted, times, standing);
          const later = totalDue(makeCalendar(withDaysOff(data, dates)), submitted, times, standing);
          expect(before(due, later)).toBe(true);
        },
      ),
      600,
    );
  });

  it('leaves, whenever the case is with the agency, elapsed and remaining time that are together the whole', () => {
    const whole: StandardTime[] = [{ unit: 'days', amount: 9 }];
    check(
      fc.property(
        anyPlan,
        anyMoment,
        fc.nat({ max: 5000 }),
        fc.nat({ max: 20_000 }),
        fc.nat({ max: 5000 }),
        (plan, submitted, runs, waits, then) => {
          const calendar = calendarOf(plan);
          const standing = { from: submitted.add({ minutes: runs }), until: submitted.add({ minutes: runs + waits }) };
          const now = standing.until.add({ minutes: then });
          const due = totalDue(calendar, submitted, whole, [standing]);
          const days = (a: Temporal.Instant, b: Temporal.Instant) =>
            workingDaysBetween(calendar, a, b) - workingDaysBetween(calendar, b, a);
          const elapsed = days(submitted, standing.from) + days(standing.until, now);
          const total = days(submitted, totalDue(calendar, submitted, whole, []));
          expect(elapsed + days(now, due)).toBeCloseTo(total, 6);
        },
      ),
    );
  });
});
