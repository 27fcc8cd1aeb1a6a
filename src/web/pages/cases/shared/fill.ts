import { type Language, say, type Words } from '#lib/words.ts';

type Values = Readonly<Record<string, string | number | Words>>;

const inLanguage = (values: Values, language: Language): Record<string, string | number> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, typeof value === 'object' ? value[language] : value]));

/** A phrase with its marks filled in both languages; a value may be a phrase itself. */
export const fill = (words: Words, values: Values): Words => ({
  id: say(words, 'id', inLanguage(values, 'id')),
  en: say(words, 'en', inLanguage(values, 'en')),
});
