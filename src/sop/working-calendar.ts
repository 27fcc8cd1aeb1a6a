import { AppError, invalid } from '#lib/errors.ts';
import { calendarFaults } from './calendar-faults.ts';
import {
  type CalendarIndex,
  cover,
  dayNumber,
  emptyIndex,
  grow,
  longestRest,
  type Stretch,
  stretchAt,
  stretchOfWork,
  weekdayOf,
  workKnown,
  workUntil,
} from './calendar-index.ts';

/** ISO weekday: 1 = Monday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;
export type WorkingDay = {
  starts: Temporal.PlainTime;
  ends: Temporal.PlainTime;
  breakStarts: Temporal.PlainTime | null;
  breakEnds: Temporal.PlainTime | null;
};
/** Hours per weekday; a weekday that is not named is off. */
export type WeekHours = Readonly<Partial<Record<Weekday, WorkingDay>>>;
export type Certainty = 'official' | 'estimate';
/** Other hours from the first to the last day, both inclusive (Ramadan; a period of one day for a special working day). */
export type CalendarPeriod = {
  name: string;
  firstDay: Temporal.PlainDate;
  lastDay: Temporal.PlainDate;
  status: Certainty;
  hours: WeekHours;
};
export type Holiday = {
  date: Temporal.PlainDate;
  kind: 'national' | 'collective_leave' | 'special';
  name: string;
  status: Certainty;
};
export type CalendarData = {
  timeZone: string;
  base: WeekHours;
  periods: readonly CalendarPeriod[];
  holidays: readonly Holiday[];
};

/** A checked calendar. Its answers never change; it only remembers the years it was asked about. */
export type WorkingCalendar = { readonly timeZone: string; readonly data: CalendarData };

type Inside = { index: CalendarIndex; hours: (day: number) => WorkingDay | null };
const insides = new WeakMap<WorkingCalendar, Inside>();

const inside = (calendar: WorkingCalendar): Inside => {
  const found = insides.get(calendar);
  if (!found) throw new TypeError('Not a calendar of makeCalendar');
  return found;
};

const midnight = new Temporal.PlainTime();
const ofDay = (time: Temporal.PlainTime): number => midnight.until(time).total('milliseconds');

const stretchesOf = (day: WorkingDay): readonly Stretch[] => {
  const [starts, ends] = [ofDay(day.starts), ofDay(day.ends)];
  if (!day.breakStarts || !day.breakEnds) return [[starts, ends]];
  const stretches: Stretch[] = [
    [starts, ofDay(day.breakStarts)],
    [ofDay(day.breakEnds), ends],
  ];
  return stretches.filter(([from, until]) => until > from);
};

/**
 * Makes a calendar of the office's data. Throws `invalid` naming every faulty field: overlapping periods, a date listed
 * twice, a day that ends before it starts, a break outside the day, an unknown time zone.
 */
export const makeCalendar = (data: CalendarData): WorkingCalendar => {
  const faults = calendarFaults(data);
  if (faults.length > 0) throw invalid(faults);
  const daysOff = new Set(data.holidays.map((holiday) => dayNumber(holiday.date)));
  const periods = data.periods.map((period) => ({
    firstDay: dayNumber(period.firstDay),
    lastDay: dayNumber(period.lastDay),
    hours: period.hours,
  }));
  const stretches = new Map<WorkingDay, readonly Stretch[]>();
  for (const hours of [data.base, ...data.periods.map((period) => period.hours)]) {
    for (const day of Object.values(hours)) stretches.set(day, stretchesOf(day));
  }
  const hours = (day: number): WorkingDay | null => {
    if (daysOff.has(day)) return null;
    const period = periods.find(({ firstDay, lastDay }) => firstDay <= day && day <= lastDay);
    return (period?.hours ?? data.base)[weekdayOf(day) as Weekday] ?? null;
  };
  const stretchesOn = (day: number): readonly Stretch[] => {
    const found = hours(day);
    return (found && stretches.get(found)) ?? [];
  };
  const calendar: WorkingCalendar = Object.freeze({ timeZone: data.timeZone, data });
  insides.set(calendar, { index: emptyIndex(data.timeZone, stretchesOn), hours });
  return calendar;
};

const instant = (moment: number): Temporal.Instant => Temporal.Instant.fromEpochMilliseconds(moment);

const noWorkingDay = (index: CalendarIndex, after: number): AppError =>
  new AppError('unavailable', {
    what: `the working calendar has no working day within 400 days after ${instant(after).toZonedDateTimeISO(index.timeZone).toPlainDate()}`,
  });

// The stretch in which a moment lies, or else the next one.
const openStretch = (index: CalendarIndex, moment: number): number => {
  cover(index, moment);
  const last = stretchAt(index, moment);
  if (last >= 0 && moment < (index.ends[last] ?? 0)) return last;
  const next = last + 1;
  while (next >= index.starts.length && index.coversUntil <= moment + longestRest && grow(index));
  const start = index.starts[next];
  if (start === undefined || start - moment > longestRest) throw noWorkingDay(index, moment);
  return next;
};

// Grows the index until it holds enough, and refuses a way that leads over too long a rest.
const reach = (index: CalendarIndex, from: number, enough: () => boolean, last: () => number): void => {
  while (!enough()) {
    const lastEnd = index.ends.at(-1) ?? index.coversFrom;
    if (index.coversUntil - lastEnd > longestRest || !grow(index)) throw noWorkingDay(index, lastEnd);
  }
  const until = last();
  const gap = index.afterLongRest.find((stretch) => stretch > from && stretch <= until);
  if (gap !== undefined) throw noWorkingDay(index, index.ends[gap - 1] ?? 0);
};

// The moment at which so much work is done, counted from the beginning of a stretch; the end of a stretch belongs to it.
const afterWork = (index: CalendarIndex, stretch: number, work: number): number => {
  const goal = (index.before[stretch] ?? 0) + work;
  reach(
    index,
    stretch,
    () => workKnown(index) >= goal,
    () => stretchOfWork(index, goal),
  );
  const found = stretchOfWork(index, goal);
  return (index.starts[found] ?? 0) + goal - (index.before[found] ?? 0);
};

const isCount = (value: number, what: string): void => {
  if (!Number.isFinite(value) || value < 0) throw new RangeError(`${what} must be zero or more, not ${value}`);
};

/** The hours of a date; null on a day off. */
export const hoursOf = (calendar: WorkingCalendar, date: Temporal.PlainDate): WorkingDay | null =>
  inside(calendar).hours(dayNumber(date));

/** Whether people work on a date at all. */
export const isWorkingDay = (calendar: WorkingCalendar, date: Temporal.PlainDate): boolean => hoursOf(calendar, date) !== null;

/** Whether people work at a moment. The first moment of a stretch belongs to it, the moment of closing does not. */
export const isWorkingMoment = (calendar: WorkingCalendar, moment: Temporal.Instant): boolean => {
  const { index } = inside(calendar);
  const at = moment.epochMilliseconds;
  cover(index, at);
  const stretch = stretchAt(index, at);
  return stretch >= 0 && at < (index.ends[stretch] ?? 0);
};

/** The moment itself if people work then, else the next opening. Throws `unavailable` if there is none within 400 days. */
export const nextWorkingMoment = (calendar: WorkingCalendar, moment: Temporal.Instant): Temporal.Instant => {
  const { index } = inside(calendar);
  const start = index.starts[openStretch(index, moment.epochMilliseconds)] ?? 0;
  return start <= moment.epochMilliseconds ? moment : instant(start);
};

/**
 * The end of the n-th working day after the day on which a step opened; n = 0 is the end of that day itself. What opens
 * outside working hours opens at the next working moment: on Saturday night, on Monday; at closing time sharp, the next
 * working day; in the break, after it. (Reading 4 of the SOP.)
 */
export const addWorkingDays = (calendar: WorkingCalendar, from: Temporal.Instant, days: number): Temporal.Instant => {
  isCount(days, 'Working days');
  if (!Number.isInteger(days)) throw new RangeError(`Working days must be a whole number, not ${days}`);
  const { index } = inside(calendar);
  const opened = openStretch(index, from.epochMilliseconds);
  // The covered years move up, never down, while the index grows: the number of the day stays right.
  const day = (index.dayOf[opened] ?? 0) + days;
  const lastStretch = () => (index.firstStretch[day + 1] ?? index.starts.length) - 1;
  reach(index, opened, () => day < index.firstStretch.length, lastStretch);
  return instant(index.ends[lastStretch()] ?? 0);
};

/**
 * The moment at which so many working minutes have passed since a step opened, breaks and days off not counted. If that is
 * the moment of closing, it is the deadline, not the next opening.
 */
export const addWorkingMinutes = (calendar: WorkingCalendar, from: Temporal.Instant, minutes: number): Temporal.Instant => {
  isCount(minutes, 'Working minutes');
  if (minutes === 0) return nextWorkingMoment(calendar, from);
  const { index } = inside(calendar);
  const stretch = openStretch(index, from.epochMilliseconds);
  const done = Math.max(0, from.epochMilliseconds - (index.starts[stretch] ?? 0));
  return instant(afterWork(index, stretch, done + Math.round(minutes * 60_000)));
};

/** Working minutes between two moments, breaks and days off not counted; 0 if b is not after a. May be a fraction. */
export const workingMinutesBetween = (calendar: WorkingCalendar, a: Temporal.Instant, b: Temporal.Instant): number => {
  const [from, until] = [a.epochMilliseconds, b.epochMilliseconds];
  if (until <= from) return 0;
  const { index } = inside(calendar);
  cover(index, from);
  cover(index, until);
  return (workUntil(index, until) - workUntil(index, from)) / 60_000;
};

// Where a covered moment stands, in working days since the index begins: 7.5 is in the middle of the eighth.
const dayPosition = (index: CalendarIndex, moment: number): number => {
  const stretch = stretchAt(index, moment);
  if (stretch < 0) return 0;
  const day = index.dayOf[stretch] ?? 0;
  const done = workUntil(index, moment) - (index.before[index.firstStretch[day] ?? 0] ?? 0);
  return day + done / (index.lengthOf[day] ?? 1);
};

/**
 * Working days between two moments, in parts: a day counts as one whatever its hours, half of its working time as a half.
 * 0 if b is not after a.
 */
export const workingDaysBetween = (calendar: WorkingCalendar, a: Temporal.Instant, b: Temporal.Instant): number => {
  const [from, until] = [a.epochMilliseconds, b.epochMilliseconds];
  if (until <= from) return 0;
  const { index } = inside(calendar);
  cover(index, from);
  cover(index, until);
  return dayPosition(index, until) - dayPosition(index, from);
};

/** Moves a moment on by working days in parts, the inverse of `workingDaysBetween`; whole days end where a day ends. */
export const addWorkingDayParts = (calendar: WorkingCalendar, from: Temporal.Instant, parts: number): Temporal.Instant => {
  isCount(parts, 'Working days');
  if (parts === 0) return from;
  const { index } = inside(calendar);
  cover(index, from.epochMilliseconds);
  const start = stretchAt(index, from.epochMilliseconds);
  // Rounded to a billionth of a day (far below a millisecond), so that a sum of parts that is a whole day ends with it.
  const goal = Math.round((dayPosition(index, from.epochMilliseconds) + parts) * 1e9) / 1e9;
  const day = Math.max(0, Math.ceil(goal) - 1);
  const firstStretch = () => index.firstStretch[day] ?? 0;
  reach(index, start, () => day < index.firstStretch.length, firstStretch);
  return instant(afterWork(index, firstStretch(), Math.round((goal - day) * (index.lengthOf[day] ?? 0))));
};

/**
 * Working time between two moments as people say it: whole working days, and the minutes that are left over. Days of
 * different length (Ramadan) count as one day each; left-overs that fill the last day become one.
 */
export const workingSpan = (
  calendar: WorkingCalendar,
  a: Temporal.Instant,
  b: Temporal.Instant,
): { days: number; minutes: number } => {
  const [from, until] = [a.epochMilliseconds, b.epochMilliseconds];
  if (until <= from) return { days: 0, minutes: 0 };
  const { index } = inside(calendar);
  cover(index, from);
  cover(index, until);
  const at = stretchAt(index, from);
  const firstStretch = at >= 0 && from < (index.ends[at] ?? 0) ? at : at + 1;
  const reached = stretchAt(index, until);
  const lastStretch = index.starts[reached] === until ? reached - 1 : reached;
  if (lastStretch < firstStretch) return { days: 0, minutes: 0 };
  const [first, last] = [index.dayOf[firstStretch] ?? 0, index.dayOf[lastStretch] ?? 0];
  const workBefore = (day: number): number => index.before[index.firstStretch[day] ?? 0] ?? 0;
  const length = (day: number): number => index.lengthOf[day] ?? 1;
  const ofFirst = workBefore(first) + length(first) - workUntil(index, from);
  const ofLast = workUntil(index, until) - workBefore(last);
  const firstIsWhole = last > first && ofFirst === length(first);
  const between = last === first ? 0 : last - first - 1 + (firstIsWhole ? 1 : 0);
  const rest = last === first ? ofLast - (length(first) - ofFirst) : ofLast + (firstIsWhole ? 0 : ofFirst);
  const carried = Math.floor(rest / length(last));
  return { days: between + carried, minutes: (rest - carried * length(last)) / 60_000 };
};

/**
 * Whether an answer about this stretch of time may still change: an estimated holiday or period lies in it, or a year
 * whose table of national holidays has not been entered as official.
 */
export const isEstimated = (calendar: WorkingCalendar, from: Temporal.Instant, until: Temporal.Instant): boolean => {
  const dates = [from, until].map((moment) => moment.toZonedDateTimeISO(calendar.timeZone).toPlainDate());
  const [first, last] = dates.sort(Temporal.PlainDate.compare) as [Temporal.PlainDate, Temporal.PlainDate];
  const { holidays, periods } = calendar.data;
  const within = (a: Temporal.PlainDate, b: Temporal.PlainDate): boolean =>
    Temporal.PlainDate.compare(a, last) <= 0 && Temporal.PlainDate.compare(first, b) <= 0;
  if (holidays.some((holiday) => holiday.status === 'estimate' && within(holiday.date, holiday.date))) return true;
  if (periods.some((period) => period.status === 'estimate' && within(period.firstDay, period.lastDay))) return true;
  const officialYears = new Set(
    holidays.filter(({ kind, status }) => kind === 'national' && status === 'official').map(({ date }) => date.year),
  );
  for (let year = first.year; year <= last.year; year++) if (!officialYears.has(year)) return true;
  return false;
};

/** The stretches of work that end after one moment and begin before another, in milliseconds, each with the number of its working day. */
export const workingStretches = (
  calendar: WorkingCalendar,
  from: Temporal.Instant,
  until: Temporal.Instant,
): { start: number; end: number; day: number }[] => {
  const { index } = inside(calendar);
  cover(index, from.epochMilliseconds);
  cover(index, until.epochMilliseconds);
  const stretches: { start: number; end: number; day: number }[] = [];
  for (let at = Math.max(0, stretchAt(index, from.epochMilliseconds)); at < index.starts.length; at += 1) {
    const [start, end] = [index.starts[at] ?? 0, index.ends[at] ?? 0];
    if (start >= until.epochMilliseconds) break;
    if (end > from.epochMilliseconds) stretches.push({ start, end, day: index.dayOf[at] ?? 0 });
  }
  return stretches;
};
