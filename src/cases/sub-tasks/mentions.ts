/** A person that a text may mention. */
export type Mentionable = { personId: string; name: string };

const plain = (text: string): string => text.normalize('NFKC').toLowerCase();

/** Letters and digits go on; a name ends where none of them follows. */
const goesOn = (text: string, at: number): boolean => /[\p{L}\p{N}]/u.test(text.charAt(at));

/**
 * Who is mentioned in a text: "@" before a name as the register writes it, without its titles ("@Maya Anggraini" for
 * "Maya Anggraini, S.Kom."), in any case of letters. Of several names that fit, the longest is meant. Each person once, in the
 * order of the text.
 */
export const mentionsIn = (text: string, people: readonly Mentionable[]): string[] => {
  const names = people
    .flatMap(({ personId, name }) =>
      [...new Set([name, name.replace(/,.*$/, '')])].map((each) => ({ personId, name: plain(each.trim()) })),
    )
    .filter(({ name }) => name.length > 1)
    .sort((a, b) => b.name.length - a.name.length);
  const found = new Set<string>();
  const low = plain(text);
  for (let at = low.indexOf('@'); at >= 0; at = low.indexOf('@', at + 1)) {
    // In an e-mail address it mentions nobody.
    if (at > 0 && goesOn(low, at - 1)) continue;
    const named = names.find(({ name }) => low.startsWith(name, at + 1) && !goesOn(low, at + 1 + name.length));
    if (named) found.add(named.personId);
  }
  return [...found];
};
