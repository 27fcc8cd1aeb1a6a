/** A stretch of whole days by the office's clocks, both inclusive. */
export type Days = { from: Temporal.PlainDate; until: Temporal.PlainDate };

export type Span = { span: 'day' | 'month'; starts: Temporal.PlainDate };

const isAfter = (a: Temporal.PlainDate, b: Temporal.PlainDate): boolean => Temporal.PlainDate.compare(a, b) > 0;

export const firstOfMonth = (day: Temporal.PlainDate): Temporal.PlainDate => day.with({ day: 1 });

export const lastOfMonth = (day: Temporal.PlainDate): Temporal.PlainDate => day.with({ day: day.daysInMonth });

/** The spans that make up a stretch of days: whole months where `inMonths` allows it, single days at the edges. */
export const spansOf = ({ from, until }: Days, inMonths: (month: Temporal.PlainDate) => boolean): Span[] => {
  const spans: Span[] = [];
  for (let day = from; !isAfter(day, until); ) {
    const whole = day.day === 1 && !isAfter(lastOfMonth(day), until) && inMonths(day);
    spans.push({ span: whole ? 'month' : 'day', starts: day });
    day = whole ? day.add({ months: 1 }) : day.add({ days: 1 });
  }
  return spans;
};

/** The moments that a stretch of days reaches over: from the first one until before the second. */
export const momentsOf = ({ from, until }: Days, timeZone: string): { from: Temporal.Instant; before: Temporal.Instant } => ({
  from: from.toZonedDateTime(timeZone).toInstant(),
  before: until.add({ days: 1 }).toZonedDateTime(timeZone).toInstant(),
});

/** The parts of a stretch that a chart over time shows, each a bar: days up to 31 days, weeks up to 14 weeks, else months. */
export const partsOf = (days: Days): { unit: 'day' | 'week' | 'month'; parts: Days[] } => {
  const length = days.from.until(days.until, { largestUnit: 'days' }).days + 1;
  const unit = length <= 31 ? 'day' : length <= 100 ? 'week' : 'month';
  const parts: Days[] = [];
  for (let from = days.from; !isAfter(from, days.until); ) {
    const end = unit === 'day' ? from : unit === 'week' ? from.add({ days: 7 - from.dayOfWeek }) : lastOfMonth(from);
    const until = isAfter(end, days.until) ? days.until : end;
    parts.push({ from, until });
    from = until.add({ days: 1 });
  }
  return { unit, parts };
};
