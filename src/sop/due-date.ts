import type { StandardTime } from './types.ts';
import {
  addWorkingDayParts,
  addWorkingDays,
  addWorkingMinutes,
  nextWorkingMoment,
  type WorkingCalendar,
  workingDaysBetween,
  workingMinutesBetween,
} from './working-calendar.ts';

/** A time in which the clock of the agency stands still because the case waits for the applicant; `until` is `now` while it lasts. */
export type Standing = { from: Temporal.Instant; until: Temporal.Instant };

/** Working days and working hours of several steps together: how the published totals come out of the annex. */
export const sumTimes = (times: readonly StandardTime[]): { days: number; hours: number } => {
  const sum = (unit: StandardTime['unit']): number =>
    times.reduce((total, time) => (time.unit === unit ? total + time.amount : total), 0);
  return { days: sum('days'), hours: sum('hours') };
};

/**
 * When a step that opened at a moment must be done (reading 4 of the SOP): `n hari` at the end of the n-th working day
 * after the day of opening, `n jam` after n hours of working time.
 */
export const dueAt = (calendar: WorkingCalendar, openedAt: Temporal.Instant, time: StandardTime): Temporal.Instant =>
  time.unit === 'days'
    ? addWorkingDays(calendar, openedAt, time.amount)
    : addWorkingMinutes(calendar, openedAt, time.amount * 60);

const inOrder = (standing: readonly Standing[], submittedAt: Temporal.Instant): Standing[] => {
  const merged: Standing[] = [];
  const clipped = standing
    .map(({ from, until }) => ({ from: Temporal.Instant.compare(from, submittedAt) < 0 ? submittedAt : from, until }))
    .filter(({ from, until }) => Temporal.Instant.compare(from, until) < 0)
    .sort((a, b) => Temporal.Instant.compare(a.from, b.from));
  for (const next of clipped) {
    const last = merged.at(-1);
    if (!last || Temporal.Instant.compare(last.until, next.from) < 0) merged.push({ ...next });
    else if (Temporal.Instant.compare(last.until, next.until) < 0) last.until = next.until;
  }
  return merged;
};

/**
 * When the agency must have answered: all days of the times first, then all hours, from the moment of submission. While
 * the case waits for the applicant the clock stands still (reading 5): what was left when it stopped is left when it goes
 * on. In the days, standing time counts in working days and their parts, so that half a day in Ramadan is half a day and a
 * holiday entered later never makes the deadline earlier; in the hours, in working minutes. With days of equal length both
 * are the same. Standing that begins after the deadline does not move it.
 */
export const totalDue = (
  calendar: WorkingCalendar,
  submittedAt: Temporal.Instant,
  times: readonly StandardTime[],
  standing: readonly Standing[],
): Temporal.Instant => {
  const { days, hours } = sumTimes(times);
  const pauses = inOrder(standing, submittedAt);
  const runs = (from: Temporal.Instant, due: Temporal.Instant): boolean => Temporal.Instant.compare(from, due) < 0;
  const unpaused = days > 0 ? addWorkingDays(calendar, submittedAt, days) : nextWorkingMoment(calendar, submittedAt);
  let due = unpaused;
  let next = 0;
  // The parts are summed and added once: rounding after each wait would make the sum depend on how it was cut.
  let waited = 0;
  for (let pause = pauses[next]; days > 0 && pause && runs(pause.from, due); pause = pauses[++next]) {
    waited += workingDaysBetween(calendar, pause.from, pause.until);
    due = addWorkingDayParts(calendar, unpaused, waited);
  }
  if (hours === 0) return due;
  due = addWorkingMinutes(calendar, due, hours * 60);
  for (let pause = pauses[next]; pause && runs(pause.from, due); pause = pauses[++next]) {
    due = addWorkingMinutes(calendar, due, workingMinutesBetween(calendar, pause.from, pause.until));
  }
  return due;
};

/**
 * How far a deadline is away in working minutes, or since how many it has passed. What is done at the due moment itself is
 * in time. Late with 0 minutes: passed, but nobody has worked since.
 */
export const remaining = (
  calendar: WorkingCalendar,
  now: Temporal.Instant,
  due: Temporal.Instant,
): { late: boolean; minutes: number } => {
  const late = Temporal.Instant.compare(now, due) > 0;
  return { late, minutes: late ? workingMinutesBetween(calendar, due, now) : workingMinutesBetween(calendar, now, due) };
};

/** Whether a step comes near its end: a quarter of its working time or less is left, and it is not late. */
export const dueSoon = (
  calendar: WorkingCalendar,
  step: { openedAt: Temporal.Instant; due: Temporal.Instant },
  now: Temporal.Instant,
): boolean => {
  const { late, minutes } = remaining(calendar, now, step.due);
  return !late && minutes * 4 <= workingMinutesBetween(calendar, step.openedAt, step.due);
};
