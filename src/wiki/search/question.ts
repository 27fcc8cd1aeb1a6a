/** Words that say little beside others: a page need not have them. Alone they are looked for like any other. */
const little = new Set(
  'yang dan di ke dari untuk pada dengan atau ini itu dalam oleh sebagai adalah cara bagaimana the a an of to in and for on how is'.split(
    ' ',
  ),
);

const mostWords = 8;

/**
 * A search as PostgreSQL is asked, in texts for `to_tsquery`: quoted words and operators only, so that nothing typed is
 * syntax. A page must have all of `words`, compared by stems ('' for none), and of `last` what one of the two says: `stem`,
 * or `ends`, whose words are compared as they are.
 */
export type Question = {
  words: string;
  last: { stem: string; ends: string } | null;
  /** The words side by side; '' when there is only one. */
  phrase: string;
};

/** What somebody typed, with the other ways to understand it. */
export type ReadQuestion = Question & {
  /** The last word taken as the beginning of one; null when it is too short for that. */
  unfinished: { beginning: string; endingIn: (words: readonly string[]) => Question } | null;
  /** All words but any one; null when that would be no search. */
  allButOne: Question | null;
  /** The single words, for the correction of typing errors; empty for a search with signs. */
  single: string[];
};

/** The parts of which something written together is made: "srv-web-01" is srv, web and 01. */
const partsOf = (written: string): string[] => written.match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];

const inRow = (parts: readonly string[]): string => parts.map((part) => `'${part}'`).join(' <-> ');

/**
 * Other forms that the stemmer does not lead to the same stem: a first t or k that the prefix swallows (tulis, menulis;
 * kirim, pengiriman), and the English plural.
 */
const formsOf = (word: string): string[] => {
  const forms = [word];
  const swallowed = /^(?:me|pe)(?:n|ng)([aeiou].{2,})$/.exec(word)?.[1];
  if (swallowed) forms.push(`${/^..ng/.test(word) ? 'k' : 't'}${swallowed}`);
  if (/^t[aeiou].{2,}$/.test(word)) forms.push(`men${word.slice(1)}`);
  if (/^k[aeiou].{2,}$/.test(word)) forms.push(`meng${word.slice(1)}`);
  if (/^[a-z]{3,}[^s\d]$/.test(word)) forms.push(`${word}s`);
  if (/^[a-z]{3,}[^s]s$/.test(word)) forms.push(word.slice(0, -1));
  return forms;
};

/** So long must the beginning of a word be to be looked for as one. */
const shortestBeginning = 3;

const quoted = (words: readonly string[]): string => words.map((word) => `'${word}'`).join(' | ');

const term = (written: string): string => {
  const parts = partsOf(written);
  return parts.length > 1 ? `(${inRow(parts)})` : `(${quoted(formsOf(parts[0] ?? ''))})`;
};

const signs = /"|(?:^|\s)-\S|\sOR\s/;

/** Phrases in quotes, OR between two words, and a minus before what a page must not have. Null when nothing is looked for. */
const withSigns = (text: string): ReadQuestion | null => {
  const either: string[][] = [];
  const without: string[] = [];
  let or = false;
  for (const [, minus, inQuotes, word = ''] of text.matchAll(/(-?)(?:"([^"]*)"?|(\S+))/g)) {
    if (word === 'OR') {
      or = either.length > 0;
      continue;
    }
    const parts = partsOf((inQuotes ?? word).toLowerCase());
    if (parts.length === 0 || either.length + without.length === mostWords) continue;
    const asked = inQuotes === undefined ? term(parts.join('-')) : `(${inRow(parts.slice(0, 20))})`;
    if (minus) without.push(`!${asked}`);
    else if (or) either.at(-1)?.push(asked);
    else either.push([asked]);
    or = false;
  }
  if (either.length === 0) return null;
  const words = [...either.map((each) => `(${each.join(' | ')})`), ...without].join(' & ');
  return { words, last: null, phrase: '', unfinished: null, allButOne: null, single: [] };
};

/** Reads what somebody typed into a search. Null when there is no word in it. */
export const readQuestion = (typed: string): ReadQuestion | null => {
  const text = typed.normalize('NFC');
  if (signs.test(text)) return withSigns(text);
  const written = text
    .toLowerCase()
    .split(/\s+/)
    .filter((each) => partsOf(each).length > 0);
  const telling = written.filter((each) => !little.has(each));
  const asked = (telling.length > 0 ? telling : written).slice(0, mostWords);
  const last = asked.at(-1);
  if (last === undefined) return null;
  const terms = asked.map(term);
  const without = (at: number): string => terms.filter((_, n) => n !== at).join(' & ');
  const phrase = asked.length > 1 ? inRow(asked.flatMap(partsOf).slice(0, 20)) : '';
  return {
    words: terms.join(' & '),
    last: null,
    phrase,
    unfinished: unfinishedOf(last, without(terms.length - 1), phrase),
    allButOne: terms.length > 1 ? { words: terms.map((_, n) => `(${without(n)})`).join(' | '), last: null, phrase } : null,
    single: asked,
  };
};

const unfinishedOf = (last: string, before: string, phrase: string): ReadQuestion['unfinished'] => {
  const parts = partsOf(last);
  const beginning = parts.pop() ?? '';
  if (beginning.length < shortestBeginning) return null;
  const inFront = parts.map((part) => `'${part}' <-> `).join('');
  return {
    beginning,
    endingIn: (words) => {
      const ends = words.length === 0 ? `'${beginning}':*` : `(${quoted(words.flatMap(partsOf))})`;
      return { words: before, last: { stem: term(last), ends: `${inFront}${ends}` }, phrase };
    },
  };
};
