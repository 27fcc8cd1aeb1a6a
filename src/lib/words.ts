/** The languages of the interface. Indonesian comes first: it is the office's. */
export const languages = ['id', 'en'] as const;
export type Language = (typeof languages)[number];

/** One phrase in every language; the type makes a missing translation a compile error. `{name}` marks a value to fill in. */
export type Words = Readonly<Record<Language, string>>;

/** The phrase in one language, its `{name}` marks filled from `values`. A mark without a value stays visible, so that a test finds it. */
export const say = (words: Words, language: Language, values: Readonly<Record<string, string | number>> = {}): string =>
  words[language].replace(/\{(\w+)\}/g, (mark, name: string) => (name in values ? String(values[name]) : mark));
