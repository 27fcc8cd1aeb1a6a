import type { Db } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import { type Language, say, type Words } from '#lib/words.ts';
import type { GeneratedCell, GeneratedPart } from '#wiki/index.ts';

/** Who reads a page, when, and in which language the parts are said. */
export type Reading = { db: Db; actor: Actor; now: Temporal.Instant; timeZone: string; language: Language };

const words = {
  facts: { id: 'Fakta', en: 'Facts' },
  register: { id: 'Data lengkap', en: 'Full record' },
  open: { id: 'buka daftar', en: 'open the register' },
  list: { id: 'Buka daftarnya', en: 'Open the list' },
} as const satisfies Record<string, Words>;

export type Fact = { label: Words; value: readonly (GeneratedCell | null | undefined)[] };

export const fact = (label: Words, ...value: Fact['value']): Fact => ({ label, value });

/** The facts that are known; with `register`, where the whole record stands. */
export const factsPart = (
  { language }: Reading,
  facts: readonly Fact[],
  register?: { kind: string; id: string },
): GeneratedPart => ({
  key: 'facts',
  title: say(words.facts, language),
  place: 'above',
  facts: [...facts, ...(register ? [fact(words.register, { text: say(words.open, language), ...register })] : [])].flatMap(
    ({ label, value }) => {
      const known = value.filter((cell): cell is GeneratedCell => cell !== null && cell !== undefined && cell !== '');
      return known.length > 0 ? [{ label: say(label, language), value: known }] : [];
    },
  ),
});

/** The way from a table to the whole list of the register. */
export const listCell = (language: Language, list: { kind: string; id: string }) => ({
  text: say(words.list, language),
  ...list,
});

type TableInput = {
  key: string;
  title: Words;
  place?: GeneratedPart['place'];
  columns: readonly Words[];
  rows: readonly (readonly GeneratedCell[])[];
  more?: boolean;
  /** Where the register shows the whole list. */
  list?: { kind: string; id: string };
};

/** A table of the part; a column that says nothing in any row is left out. */
export const tablePart = (
  { language }: Reading,
  { key, title, place = 'below', columns, rows, more = false, list }: TableInput,
): GeneratedPart => {
  const said = columns.map((_, n) => rows.length === 0 || rows.some((row) => (row[n] ?? '') !== ''));
  const table = {
    caption: say(title, language),
    columns: columns.filter((_, n) => said[n]).map((label) => say(label, language)),
    rows: rows.map((row) => row.filter((_, n) => said[n])),
    more,
    ...(list ? { list: listCell(language, list) } : {}),
  };
  return { key, title: say(title, language), place, table };
};
