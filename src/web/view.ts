import { type Child, createContext, useContext } from 'hono/jsx';
import type { Actor } from '#identity/index.ts';
import { type Language, say, type Words } from '#lib/words.ts';

/** What components know of the page they stand on. */
export type View = {
  language: Language;
  timeZone: string;
  now: Temporal.Instant;
  path: string;
  actor: Actor | null;
};

/** A text for a component: Words, said in the page's language, or a text that is already said (a name, a number). */
export type Phrase = Words | string;

export type Children = { children?: Child };

const outside: View = {
  language: 'id',
  timeZone: 'UTC',
  now: Temporal.Instant.fromEpochMilliseconds(0),
  path: '/',
  actor: null,
};

export const ViewContext = createContext<View>(outside);

/** The page's view. Only in components, never after an await. */
export const useView = (): View => useContext(ViewContext);

/** A function that says a phrase in the page's language. */
export const useWords = (): ((phrase: Phrase, values?: Readonly<Record<string, string | number>>) => string) => {
  const { language } = useContext(ViewContext);
  return (phrase, values) => (typeof phrase === 'string' ? phrase : say(phrase, language, values));
};
