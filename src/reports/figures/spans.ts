/** A stretch of whole days by the office's clocks, both inclusive. */
export type Days = { from: Temporal.PlainDate; until: Temporal.PlainDate };

export type SpanKind = 'day' | 'month' | 'year';

export type Span = { span: SpanKind; starts: Temporal.PlainDate };

const isAfter = (a: Temporal.PlainDate, b: Temporal.PlainDate): boolean => Temporal.PlainDate.compare(a, b) > 0;

export const firstOfMonth = (day: Temporal.PlainDate): Temporal.PlainDate => day.with({ day: 1 });

export const lastOfMonth = (day: Temporal.PlainDate): Temporal.PlainDate => day.with({ day: day.daysInMonth });

/** The span of a kind in which a day lies. */
export const spanAround = (span: SpanKind, day: Temporal.PlainDate): Days => {
  if (span === 'day') return { from: day, until: day };
  if (span === 'month') return { from: firstOfMonth(day), until: lastOfMonth(day) };
  return { from: day.with({ month: 1, day: 1 }), until: day.with({ month: 12, day: 31 }) };
};

/** The spans that make up a stretch of days: the largest of these kinds that fit into it and may be used, single days at the edges. */
export const spansOf = ({ from, until }: Days, kinds: readonly SpanKind[], mayUse: (span: Span) => boolean): Span[] => {
  const spans: Span[] = [];
  for (let day = from; !isAfter(day, until); ) {
    const fits = (span: SpanKind): boolean => {
      const around = spanAround(span, day);
      return around.from.equals(day) && !isAfter(around.until, until) && mayUse({ span, starts: day });
    };
    const span = (['year', 'month'] as const).find((each) => kinds.includes(each) && fits(each)) ?? 'day';
    spans.push({ span, starts: day });
    day = spanAround(span, day).until.add({ days: 1 });
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
