import { fault, isFault } from '#lib/fault.ts';
import { recordCapacity, recordCompleteness } from '#registry/index.ts';
import {
  addWorkingMinutes,
  isWorkingMoment,
  nextWorkingMoment,
  type WorkingCalendar,
  workingMinutesBetween,
} from '#sop/index.ts';
import { type Random, seeded } from '../stage/random.ts';
import type { Stage } from '../stage/stage.ts';
import { bookCues } from './books.ts';
import type { DemoData } from './read-demo.ts';
import { reportCues } from './reports.ts';
import type { Scene } from './scene.ts';
import type { DemoEntry } from './schema.ts';
import { type Beat, scriptOf } from './script.ts';
import type { DemoCast } from './set-up.ts';
import { workCues } from './work.ts';

type Cue = { at: Temporal.Instant; beat: Beat };

/** An application's case as it is going to be played: every beat with its moment. */
type Planned = { entry: DemoEntry; random: Random; cues: Cue[] };

type Times = { now: Temporal.Instant; seed: number };

/**
 * When everything happens. Ended cases begin where the data say; the others end as long before `now` as their open step has
 * waited. The same seed and the same `now` give the same plan. Throws a fault when a case would reach beyond `now`.
 */
export const planDemo = (calendar: WorkingCalendar, entries: readonly DemoEntry[], { now, seed }: Times): Planned[] =>
  entries.map((entry, index) => {
    const random = seeded(seed + index);
    const beats = scriptOf(entry, random);
    const total = beats.reduce((sum, beat) => sum + beat.after, 0);
    const { days_ago, dwell = 60 } = entry.case;
    const start =
      days_ago === undefined
        ? workingMinutesBefore(calendar, now, total + dwell)
        : now.subtract({ hours: 24 * days_ago + Math.floor(random.next() * 6) });
    let at = openAt(calendar, start.round('minute'));
    const cues = beats.map((beat) => {
      at = openAt(calendar, addWorkingMinutes(calendar, at, beat.after));
      return { at, beat };
    });
    if (Temporal.Instant.compare(at, now) > 0)
      throw fault(`samples/demo: ${entry.name} would end after today; begin it earlier.`);
    return { entry, random, cues };
  });

/**
 * Plays all cases of the sample city side by side, and what else goes through its books of letters, in the order of their
 * times, so that the numbers of cases and letters grow with their dates.
 */
export const playDemo = async (
  stage: Stage,
  calendar: WorkingCalendar,
  data: DemoData,
  cast: DemoCast,
  times: Times & { told: (done: number, all: number) => void },
): Promise<void> => {
  const cases = planDemo(calendar, data.entries, times).flatMap(({ entry, random, cues }, index) => {
    const scene = sceneOf(stage, calendar, data, cast, { entry, random, index });
    return cues.map(({ at, beat }) => ({ at, name: entry.name, does: () => beat.does(scene) }));
  });
  const books = bookCues(stage, cast, data.books, times.now)
    .map((cue) => ({ ...cue, name: 'books.yaml', at: openAt(calendar, cue.at.round('minute')) }))
    .filter((cue) => Temporal.Instant.compare(cue.at, times.now) <= 0);
  const reports = reportCues(stage, cast, { from: stage.clock.now(), now: times.now })
    .map((cue) => ({ ...cue, name: 'monthly report', at: openAt(calendar, cue.at) }))
    .filter((cue) => Temporal.Instant.compare(cue.at, times.now) <= 0);
  const work = workCues(stage, calendar, cast, times.now).map((cue) => ({ ...cue, name: 'work' }));
  const cues = [...cases, ...books, ...reports, ...work].sort((a, b) => Temporal.Instant.compare(a.at, b.at));
  const dayOf = (moment: Temporal.Instant) => moment.toZonedDateTimeISO(cast.city.city.time_zone).toPlainDate();
  for (const [index, { at, name, does }] of cues.entries()) {
    const today = dayOf(stage.clock.now());
    // What the worker keeps of a day, by its last look.
    if (!today.equals(dayOf(at))) {
      await recordCapacity(stage.db, today);
      await recordCompleteness(stage.db, today);
    }
    stage.clock.goTo(at);
    try {
      await does();
    } catch (error) {
      if (isFault(error)) throw fault(`${name}: ${error.message}`, error);
      throw error;
    }
    times.told(index + 1, cues.length);
  }
};

const sceneOf = (
  stage: Stage,
  calendar: WorkingCalendar,
  data: DemoData,
  cast: DemoCast,
  { entry, random, index }: { entry: DemoEntry; random: Random; index: number },
): Scene => {
  const office = cast.offices.get(entry.office);
  const stack = data.stacks[entry.stack];
  if (!office) throw fault(`samples/demo: ${entry.name} belongs to ${entry.office}, which is no office of city.yaml.`);
  if (!stack) throw fault(`samples/demo: ${entry.name} is built on ${entry.stack}, which stacks.yaml does not describe.`);
  const [first, ...others] = office.entry.administrators;
  if (!first) throw fault(`samples/demo: ${entry.office} names no administrator.`);
  const administrator = random.pick([first, ...others]);
  return {
    stage,
    calendar,
    cast,
    office,
    entry,
    stack,
    administrator,
    serial: index + 3,
    id: '',
    number: '',
    recommendation: null,
  };
};

const openAt = (calendar: WorkingCalendar, moment: Temporal.Instant): Temporal.Instant =>
  isWorkingMoment(calendar, moment) ? moment : nextWorkingMoment(calendar, moment);

/** The latest moment from which so many working minutes are left until `until`, to the half minute. */
const workingMinutesBefore = (calendar: WorkingCalendar, until: Temporal.Instant, minutes: number): Temporal.Instant => {
  // A week has 37.5 working hours of 168; a month more than covers every row of holidays.
  let early = until.subtract({ hours: Math.ceil(minutes / 60) * 6 + 24 * 30 });
  let late = until;
  while (late.since(early).total('seconds') > 30) {
    const middle = early.add({ seconds: Math.floor(late.since(early).total('seconds') / 2) });
    if (workingMinutesBetween(calendar, middle, until) >= minutes) early = middle;
    else late = middle;
  }
  return early;
};
