/**
 * The working time of a calendar as numbers: every stretch of work (a day before its break, a day after it) in order, with
 * the working time that lies before it. Years are worked out when first asked for, so that a question over years is two
 * binary searches. Only `working-calendar.ts` uses this file; positions are milliseconds of the Unix epoch.
 */

const dayLength = 86_400_000;
const firstYearKnown = 1900;
const lastYearKnown = 2199;

/** A calendar without a working day for longer than this is a mistake, not a holiday. */
export const longestRest = 400 * dayLength;

/** Working stretches of one weekday, in milliseconds after midnight. */
export type Stretch = readonly [from: number, until: number];

export type CalendarIndex = {
  readonly timeZone: string;
  /** Stretches of a day, given as days since 1970-01-01; empty on a day off. */
  readonly stretchesOn: (day: number) => readonly Stretch[];
  firstYear: number;
  lastYear: number;
  coversFrom: number;
  coversUntil: number;
  // Per stretch: its bounds, the work before it, the number of its working day.
  starts: number[];
  ends: number[];
  before: number[];
  dayOf: number[];
  // Per working day: its first stretch and its length.
  firstStretch: number[];
  lengthOf: number[];
  /** Stretches that follow a rest longer than `longestRest`. */
  afterLongRest: number[];
};

/** An index that knows no year yet. */
export const emptyIndex = (timeZone: string, stretchesOn: CalendarIndex['stretchesOn']): CalendarIndex => ({
  timeZone,
  stretchesOn,
  firstYear: 0,
  lastYear: -1,
  coversFrom: 0,
  coversUntil: 0,
  starts: [],
  ends: [],
  before: [],
  dayOf: [],
  firstStretch: [],
  lengthOf: [],
  afterLongRest: [],
});

/** Days since 1970-01-01 of a date. */
export const dayNumber = (date: Temporal.PlainDate): number => date.toZonedDateTime('UTC').epochMilliseconds / dayLength;

/** ISO weekday (1 = Monday) of a day number. */
export const weekdayOf = (day: number): number => ((((day + 3) % 7) + 7) % 7) + 1;

const at = (list: readonly number[], index: number): number => list[index] ?? 0;

// Zones without daylight saving (all of Indonesia) need one look at the zone a year; elsewhere each moment is looked up.
const clockOfYear = (timeZone: string, year: number, firstDay: number) => {
  const start = new Temporal.PlainDate(year, 1, 1).toZonedDateTime(timeZone);
  const end = new Temporal.PlainDate(year + 1, 1, 1).toZonedDateTime(timeZone);
  const change = start.getTimeZoneTransition('next');
  const steady = !change || change.epochMilliseconds >= end.epochMilliseconds;
  const offset = start.offsetNanoseconds / 1e6;
  const moment = (day: number, time: number): number =>
    steady
      ? day * dayLength + time - offset
      : new Temporal.PlainDate(year, 1, 1)
          .add({ days: day - firstDay })
          .toZonedDateTime({ timeZone, plainTime: new Temporal.PlainTime().add({ milliseconds: time }) }).epochMilliseconds;
  return { start: start.epochMilliseconds, end: end.epochMilliseconds, moment };
};

const appendYear = (index: CalendarIndex, year: number): void => {
  const firstDay = dayNumber(new Temporal.PlainDate(year, 1, 1));
  const lastDay = dayNumber(new Temporal.PlainDate(year, 12, 31));
  const clock = clockOfYear(index.timeZone, year, firstDay);
  for (let day = firstDay; day <= lastDay; day++) {
    let length = 0;
    const firstStretch = index.starts.length;
    for (const [from, until] of index.stretchesOn(day)) {
      const start = clock.moment(day, from);
      const end = clock.moment(day, until);
      if (end <= start) continue; // swallowed by a change of the clock
      const last = index.starts.length - 1;
      index.before.push(last < 0 ? 0 : at(index.before, last) + at(index.ends, last) - at(index.starts, last));
      if (last >= 0 && start - at(index.ends, last) > longestRest) index.afterLongRest.push(last + 1);
      index.starts.push(start);
      index.ends.push(end);
      index.dayOf.push(index.firstStretch.length);
      length += end - start;
    }
    if (length === 0) continue;
    index.firstStretch.push(firstStretch);
    index.lengthOf.push(length);
  }
  index.lastYear = year;
  index.coversUntil = clock.end;
};

/** Makes the index know the year of a moment. Throws a RangeError outside 1900–2199: no case lies there. */
export const cover = (index: CalendarIndex, moment: number): void => {
  if (moment >= index.coversFrom && moment < index.coversUntil) return;
  const year = Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(index.timeZone).year;
  if (year < firstYearKnown || year > lastYearKnown) {
    throw new RangeError(`The working calendar knows the years ${firstYearKnown} to ${lastYearKnown}, not ${year}`);
  }
  const fresh = index.lastYear < index.firstYear;
  if (fresh || year < index.firstYear) {
    const lastYear = fresh ? year : index.lastYear;
    for (const list of [index.starts, index.ends, index.before, index.dayOf, index.firstStretch, index.lengthOf]) list.length = 0;
    index.afterLongRest.length = 0;
    index.firstYear = year;
    index.coversFrom = new Temporal.PlainDate(year, 1, 1).toZonedDateTime(index.timeZone).epochMilliseconds;
    for (let next = year; next <= lastYear; next++) appendYear(index, next);
    return;
  }
  for (let next = index.lastYear + 1; next <= year; next++) appendYear(index, next);
};

/** Appends the next year; false at the end of the known years. */
export const grow = (index: CalendarIndex): boolean => {
  if (index.lastYear >= lastYearKnown) return false;
  appendYear(index, index.lastYear + 1);
  return true;
};

/** The last stretch that starts at or before a covered moment; -1 if none. */
export const stretchAt = (index: CalendarIndex, moment: number): number => {
  let low = 0;
  let high = index.starts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (at(index.starts, middle) <= moment) low = middle + 1;
    else high = middle;
  }
  return low - 1;
};

/** The stretch in which so much work (counted from the first covered year) is reached, at its end included. */
export const stretchOfWork = (index: CalendarIndex, work: number): number => {
  let low = 0;
  let high = index.before.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (at(index.before, middle) < work) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
};

/** Working time from the beginning of the first covered year until a covered moment. */
export const workUntil = (index: CalendarIndex, moment: number): number => {
  const stretch = stretchAt(index, moment);
  if (stretch < 0) return 0;
  const start = at(index.starts, stretch);
  return at(index.before, stretch) + Math.min(moment, at(index.ends, stretch)) - start;
};

/** All working time of the covered years. */
export const workKnown = (index: CalendarIndex): number => {
  const last = index.starts.length - 1;
  return last < 0 ? 0 : at(index.before, last) + at(index.ends, last) - at(index.starts, last);
};
