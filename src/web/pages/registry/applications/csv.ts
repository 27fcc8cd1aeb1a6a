import { toCsv } from '#lib/csv.ts';
import { type Language, say } from '#lib/words.ts';
import { type ApplicationEntry, applicationFields, applicationStatuses, choiceOf } from '#registry/index.ts';
import { shared } from '../shared/words.ts';

/** The listed applications with all their fields; personal data is masked as in the list itself. */
export const applicationsCsv = (rows: readonly ApplicationEntry[], language: Language): string => {
  const head = [shared.office, shared.status].map((words) => say(words, language));
  const cells = (row: ApplicationEntry): string[] =>
    applicationFields.map(({ key, choices, kind }) => {
      const value = row[key];
      if (kind === 'yes_no') return say(value ? shared.yes : shared.no, language);
      return choices && value ? say(choiceOf(choices, String(value)).label, language) : String(value ?? '');
    });
  return toCsv([
    [...applicationFields.map((field) => say(field.label, language)), ...head],
    ...rows.map((row) => [...cells(row), row.officeName, say(choiceOf(applicationStatuses, row.status).label, language)]),
  ]);
};
