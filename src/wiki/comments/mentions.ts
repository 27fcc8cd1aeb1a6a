/** Somebody who can be named in a comment. */
export type Nameable = { personId: string; name: string; email: string };

/** A name as it was typed after an @, and who may be meant: nobody known, one, or several of one name. */
export type Mention = { typed: string; people: string[] };

/** "Fajar Hidayatullah" of "Dr. Fajar Hidayatullah, S.Kom.": what people call each other. */
const bare = (name: string): string => (name.split(',')[0] ?? '').replace(/^(\p{L}+\.\s*)+(?=\p{L})/u, '').trim();

const add = (keys: Map<string, Set<string>>, key: string, personId: string): void => {
  if (key !== '') keys.set(key, (keys.get(key) ?? new Set()).add(personId));
};

const isWord = (sign: string | undefined): boolean => sign !== undefined && /[\p{L}\p{N}]/u.test(sign);

/** The longest key that the text begins with and ends at the end of a word. */
const longestOf = (keys: ReadonlyMap<string, unknown>, lower: string, longest: number): string | null => {
  for (let length = Math.min(longest, lower.length); length > 0; length -= 1) {
    const key = lower.slice(0, length);
    if (keys.has(key) && !isWord(lower[length])) return key;
  }
  return null;
};

/**
 * The names that a text calls by "@Name", each once, in their order. A person is called by the whole name, the name without
 * titles, the e-mail address or its part before the @; by the first name too, when no other name follows it. An @ inside a word
 * (an e-mail address) calls nobody.
 */
export const findMentions = (text: string, people: readonly Nameable[]): Mention[] => {
  const keys = new Map<string, Set<string>>();
  const firstNames = new Map<string, Set<string>>();
  for (const { personId, name, email } of people) {
    const address = email.toLowerCase();
    for (const key of [name, bare(name)]) add(keys, key.toLowerCase(), personId);
    for (const key of [address, address.split('@')[0] ?? '']) add(keys, key, personId);
    add(firstNames, bare(name).toLowerCase().split(' ')[0] ?? '', personId);
  }
  const longest = Math.max(0, ...[...keys.keys()].map((key) => key.length));
  const found = new Map<string, Mention>();
  for (const { index } of text.matchAll(/(?<![\p{L}\p{N}._@-])@(?=[\p{L}\p{N}])/gu)) {
    const rest = text.slice(index + 1);
    const lower = rest.toLowerCase();
    const key = longestOf(keys, lower, longest);
    const word = /^[\p{L}\p{N}][\p{L}\p{N}._-]*/u.exec(rest)?.[0].replace(/[._-]+$/, '') ?? '';
    // "@Ratna Wijaya" is not any Ratna.
    const surname = /^ \p{Lu}\p{Ll}+/u.exec(rest.slice(word.length))?.[0] ?? '';
    const typed = key ? rest.slice(0, key.length) : `${word}${surname}`;
    const meant = key ? keys.get(key) : surname === '' ? firstNames.get(word.toLowerCase()) : undefined;
    if (!found.has(typed.toLowerCase())) found.set(typed.toLowerCase(), { typed, people: [...(meant ?? [])] });
  }
  return [...found.values()];
};
