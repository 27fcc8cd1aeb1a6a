import { type Days, firstOfMonth, lastOfMonth } from './spans.ts';

export type PeriodKind = 'month' | 'quarter' | 'year' | 'range';

export type Period = { kind: PeriodKind; days: Days };

/** The longest range that is counted: a long look back, and no request that takes minutes. */
export const longestRange = { years: 10 } as const;

const monthsOf: Readonly<Record<Exclude<PeriodKind, 'range'>, number>> = { month: 1, quarter: 3, year: 12 };

/** The month, quarter or year in which a day lies. */
export const periodAround = (kind: Exclude<PeriodKind, 'range'>, day: Temporal.PlainDate): Period => {
  const length = monthsOf[kind];
  const from = firstOfMonth(day).with({ month: day.month - ((day.month - 1) % length) });
  return { kind, days: { from, until: lastOfMonth(from.add({ months: length - 1 })) } };
};

/** The one before or after, of the same length. A range moves by its own length. */
export const neighbour = ({ kind, days }: Period, direction: 1 | -1): Period => {
  if (kind !== 'range') return periodAround(kind, direction > 0 ? days.until.add({ days: 1 }) : days.from.subtract({ days: 1 }));
  const length = days.from.until(days.until, { largestUnit: 'days' }).days + 1;
  const move = { days: direction * length };
  return { kind, days: { from: days.from.add(move), until: days.until.add(move) } };
};

/** "2026-11", "2026-Q4", "2026" or "2026-11-03..2026-11-20": how a period stands in an address. */
export const periodText = ({ kind, days: { from, until } }: Period): string => {
  if (kind === 'month') return from.toString().slice(0, 7);
  if (kind === 'quarter') return `${from.year}-Q${(from.month + 2) / 3}`;
  if (kind === 'year') return String(from.year);
  return `${from}..${until}`;
};

const inReach = (year: number): boolean => year >= 2000 && year <= 2199;

/** Reads a period from an address or a command line; null for anything that is none. */
export const readPeriod = (text: string): Period | null => {
  const [, year, rest] = /^(\d{4})(?:-(.+))?$/.exec(text) ?? [];
  if (year && inReach(Number(year))) {
    if (rest === undefined) return periodAround('year', Temporal.PlainDate.from({ year: Number(year), month: 1, day: 1 }));
    const [, quarter] = /^Q([1-4])$/.exec(rest) ?? [];
    if (quarter)
      return periodAround('quarter', Temporal.PlainDate.from({ year: Number(year), month: Number(quarter) * 3, day: 1 }));
    const [, month] = /^(0[1-9]|1[0-2])$/.exec(rest) ?? [];
    if (month) return periodAround('month', Temporal.PlainDate.from({ year: Number(year), month: Number(month), day: 1 }));
  }
  const [, from, until] = /^(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})$/.exec(text) ?? [];
  return from && until ? readRange(from, until) : null;
};

/** A range of two days; null where one is no day, the end lies before the beginning, or it is longer than ten years. */
export const readRange = (from: string, until: string): Period | null => {
  const [first, last] = [readDay(from), readDay(until)];
  if (!first || !last || Temporal.PlainDate.compare(first, last) > 0) return null;
  if (Temporal.PlainDate.compare(first.add(longestRange), last) < 0) return null;
  return { kind: 'range', days: { from: first, until: last } };
};

const readDay = (text: string): Temporal.PlainDate | null => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  try {
    const day = Temporal.PlainDate.from(text, { overflow: 'reject' });
    return inReach(day.year) ? day : null;
  } catch {
    return null;
  }
};
