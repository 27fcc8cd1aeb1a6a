import { addWorkingMinutes, isWorkingMoment, nextWorkingMoment, type WorkingCalendar } from '#sop/index.ts';

/** A clock that stands until it is told to go on, and only ever shows working time. */
export type StageClock = {
  now: () => Temporal.Instant;
  /** Lets so many working minutes pass; what would end at closing time goes on at the next opening. */
  pass: (workingMinutes: number) => Temporal.Instant;
  /** Goes to this moment, or to the next opening after it. */
  goTo: (moment: Temporal.Instant) => Temporal.Instant;
};

/** A simulated clock of an office, which begins at the given moment or at the next opening after it. */
export const stageClock = (calendar: WorkingCalendar, start: Temporal.Instant): StageClock => {
  const open = (moment: Temporal.Instant): Temporal.Instant =>
    isWorkingMoment(calendar, moment) ? moment : nextWorkingMoment(calendar, moment);
  let at = open(start);
  const goTo = (moment: Temporal.Instant): Temporal.Instant => {
    at = open(moment);
    return at;
  };
  return { now: () => at, pass: (workingMinutes) => goTo(addWorkingMinutes(calendar, at, workingMinutes)), goTo };
};
