import type { Language } from './words.ts';

const locale: Record<Language, string> = { id: 'id-ID', en: 'en-GB' };

type Moment = Temporal.Instant | Temporal.PlainDate;

const withZone = (moment: Moment, timeZone: string): Temporal.ZonedDateTime | Temporal.PlainDate =>
  moment instanceof Temporal.Instant ? moment.toZonedDateTimeISO(timeZone) : moment;

/** "24 November 2026" */
export const longDate = (moment: Moment, language: Language, timeZone: string): string =>
  withZone(moment, timeZone).toLocaleString(locale[language], { day: 'numeric', month: 'long', year: 'numeric' });

/** "Sel 24 Nov 2026" */
export const shortDate = (moment: Moment, language: Language, timeZone: string): string =>
  withZone(moment, timeZone)
    .toLocaleString(locale[language], { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' })
    .replace(',', '');

/** "16.00" (Indonesian writes hours with a full stop), "16:00" in English. */
export const clock = (moment: Temporal.Instant, language: Language, timeZone: string): string => {
  const zoned = moment.toZonedDateTimeISO(timeZone);
  const separator = language === 'id' ? '.' : ':';
  return `${String(zoned.hour).padStart(2, '0')}${separator}${String(zoned.minute).padStart(2, '0')}`;
};

/** "Sel 24 Nov 2026 16.00" */
export const shortMoment = (moment: Temporal.Instant, language: Language, timeZone: string): string =>
  `${shortDate(moment, language, timeZone)} ${clock(moment, language, timeZone)}`;

/** "1.234,5" in Indonesian, "1,234.5" in English. */
export const number = (value: number, language: Language): string => value.toLocaleString(locale[language]);

/** "2,4 MB": sizes of files, in powers of 1000. */
export const fileSize = (bytes: number, language: Language): string => {
  const units = ['B', 'kB', 'MB', 'GB'];
  const power = Math.min(units.length - 1, bytes > 0 ? Math.floor(Math.log10(bytes) / 3) : 0);
  const value = bytes / 1000 ** power;
  return `${value.toLocaleString(locale[language], { maximumFractionDigits: power === 0 || value >= 100 ? 0 : 1 })} ${units[power]}`;
};
