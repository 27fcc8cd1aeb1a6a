import { type Language, say } from '#lib/words.ts';
import type { DefinedRow } from '../shared/definitions.ts';
import { words } from './words.ts';

/** A cell of a CSV (RFC 4180). What a spreadsheet would take for a formula is made a text. */
const cell = (value: string): string => {
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

type Options = { language: Language; timeZone: string; domain: string; now: Temporal.Instant };

/** The listed cases as CSV with a header line; the byte order mark tells spreadsheets that it is UTF-8. */
export const caseCsv = (rows: readonly DefinedRow[], { language, timeZone, domain, now }: Options): string => {
  const t = (phrase: (typeof words)[keyof typeof words]): string => say(phrase, language);
  const moment = (at: Temporal.Instant | null): string =>
    at ? at.toZonedDateTimeISO(timeZone).toPlainDateTime().toString({ smallestUnit: 'minute' }).replace('T', ' ') : '';
  const isLate = (at: Temporal.Instant | null): boolean => at !== null && Temporal.Instant.compare(at, now) < 0;
  const head = [
    words.number,
    words.request,
    words.office,
    words.subdomain,
    words.state,
    words.step,
    words.due,
    words.isLate,
    words.holder,
    words.submitted,
    words.closedOn,
  ].map(t);
  const lines = rows.map(({ row, state }) => [
    row.number,
    row.application_name,
    row.office_name,
    row.subdomain ? `${row.subdomain}.${domain}` : '',
    say(state.label, language),
    state.step === null ? '' : String(state.step),
    row.closed_at ? '' : moment(row.due_at),
    row.closed_at === null && isLate(row.due_at) ? t(words.yes) : t(words.no),
    row.assignee_name ?? '',
    moment(row.submitted_at),
    moment(row.closed_at),
  ]);
  return `\ufeff${[head, ...lines].map((line) => line.map(cell).join(',')).join('\r\n')}\r\n`;
};
