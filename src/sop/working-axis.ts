import type { StandardTime } from './types.ts';
import { type WorkingCalendar, workingStretches } from './working-calendar.ts';

/**
 * A working calendar between two moments, as a line of working minutes: for whoever asks millions of times (simulation). On
 * it there are no nights, breaks and holidays; a day ends where the next one begins.
 */
export type WorkingAxis = {
  /** Working minutes between the beginning and the end of the axis. */
  readonly length: number;
  // Per stretch of work: its bounds in milliseconds and the working minutes before it.
  readonly starts: Float64Array;
  readonly ends: Float64Array;
  readonly before: Float64Array;
  /** Per working day: the minute at which it ends. */
  readonly dayEnds: Float64Array;
};

/** Compiles the calendar between two moments. */
export const compileAxis = (calendar: WorkingCalendar, from: Temporal.Instant, until: Temporal.Instant): WorkingAxis => {
  const begin = from.epochMilliseconds;
  const stretches = workingStretches(calendar, from, until);
  const starts = Float64Array.from(stretches, (stretch) => Math.max(begin, stretch.start));
  const ends = Float64Array.from(stretches, (stretch) => Math.min(until.epochMilliseconds, stretch.end));
  const before = new Float64Array(stretches.length);
  const dayEnds: number[] = [];
  let length = 0;
  for (const [index, { day }] of stretches.entries()) {
    before[index] = length;
    length += ((ends[index] ?? 0) - (starts[index] ?? 0)) / 60_000;
    if (stretches[index + 1]?.day !== day) dayEnds.push(length);
  }
  return { length, starts, ends, before, dayEnds: Float64Array.from(dayEnds) };
};

/** How many entries of a sorted list are at most a value. */
const upTo = (list: Float64Array, value: number): number => {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((list[middle] ?? 0) <= value) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** Working minutes from the beginning of the axis until a moment. */
export const minuteOf = (axis: WorkingAxis, moment: Temporal.Instant): number => {
  const at = moment.epochMilliseconds;
  const index = upTo(axis.starts, at) - 1;
  if (index < 0) return 0;
  return (axis.before[index] ?? 0) + (Math.min(at, axis.ends[index] ?? 0) - (axis.starts[index] ?? 0)) / 60_000;
};

/** The moment at which a minute of the axis is reached, at the end of a stretch if it lies there; never beyond the axis. */
export const momentOf = (axis: WorkingAxis, minute: number): Temporal.Instant => {
  const bounded = Math.min(Math.max(0, minute), axis.length);
  // The last stretch that begins before it: what is reached at closing time is reached today.
  let index = Math.max(0, upTo(axis.before, bounded) - 1);
  if (index > 0 && axis.before[index] === bounded) index -= 1;
  const at = (axis.starts[index] ?? 0) + (bounded - (axis.before[index] ?? 0)) * 60_000;
  return Temporal.Instant.fromEpochMilliseconds(Math.round(Math.min(at, axis.ends[index] ?? at)));
};

/** When a step that opened at a minute is due, as `dueAt` says it of moments; the end of the axis where it lies beyond. */
export const dueMinute = (axis: WorkingAxis, opened: number, time: StandardTime): number => {
  if (time.unit === 'hours') return opened + time.amount * 60;
  return axis.dayEnds[upTo(axis.dayEnds, opened) + time.amount] ?? axis.length;
};
