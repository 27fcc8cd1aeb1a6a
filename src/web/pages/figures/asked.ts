import { longDate, shortDate } from '#lib/format.ts';
import { isId } from '#lib/ids.ts';
import { type Language, say } from '#lib/words.ts';
import { type Days, figureOffice, type Period, periodAround, periodText, readPeriod, readRange } from '#reports/index.ts';
import type { Ctx } from '../../context.ts';
import { signedIn } from '../../page.tsx';
import { words } from './words.ts';

/** What the address of a page of figures asks for. */
export type Asked = {
  period: Period;
  /** Whether it could not be read, and this month stands in for it. */
  misread: boolean;
  /** The office whose figures are shown; null: all. */
  officeId: string | null;
};

export const todayOf = (c: Ctx): Temporal.PlainDate =>
  c.var.now.toZonedDateTimeISO(c.var.installation?.timeZone ?? 'UTC').toPlainDate();

/** Reads period and office. Throws signed_out, and not_found for an office that the person does not see. */
export const readAsked = (c: Ctx): Asked => {
  const [period, from, until] = ['period', 'from', 'until'].map((name) => c.req.query(name) ?? '');
  const office = c.req.query('office') ?? '';
  const officeId = figureOffice(signedIn(c), isId(office) ? office : null);
  const wanted = from || until ? readRange(from ?? '', until ?? '') : period ? readPeriod(period) : null;
  const anything = Boolean(from || until || period);
  return { period: wanted ?? periodAround('month', todayOf(c)), misread: anything && wanted === null, officeId };
};

/** Period and office back as the parameters of an address. An own office that is the only one seen needs none. */
export const toQuery = (c: Ctx, { period, officeId }: Pick<Asked, 'period' | 'officeId'>) => ({
  period: periodText(period),
  office: officeId !== null && figureOffice(signedIn(c), null) === null ? officeId : undefined,
});

/** "November 2026", "Triwulan 4 2026", "2026", "3 November 2026 sampai 20 November 2026" */
export const periodName = ({ kind, days: { from, until } }: Period, language: Language): string => {
  if (kind === 'month') return longDate(from, language, 'UTC').replace(/^\d+ /, '');
  if (kind === 'quarter') return say(words.quarterOf, language, { no: (from.month + 2) / 3, year: from.year });
  if (kind === 'year') return String(from.year);
  if (from.equals(until)) return longDate(from, language, 'UTC');
  return say(words.rangeOf, language, { from: longDate(from, language, 'UTC'), until: longDate(until, language, 'UTC') });
};

/** How a bar over time is called: "24 Nov", "Minggu 23 Nov", "Nov 2026". */
export const partName = ({ from }: Days, unit: 'day' | 'week' | 'month', language: Language): string => {
  const [, day = '', month = '', year = ''] = shortDate(from, language, 'UTC').split(' ');
  if (unit === 'month') return `${month} ${year}`;
  return `${day} ${month}`;
};
