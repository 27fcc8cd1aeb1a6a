/** A text in pieces: `hit` is what was looked for. */
export type Snippet = { text: string; hit: boolean }[];

/** What PostgreSQL puts around a hit; no text of a page holds them (`searchedOf`). */
export const hitMarks = { open: '\u0002', close: '\u0003' } as const;

/** A text that PostgreSQL has marked, in pieces. */
export const piecesOf = (marked: string): Snippet => {
  const [first = '', ...others] = marked.split(hitMarks.open);
  const rest = others.flatMap((each) => {
    const [hit = '', after = ''] = each.split(hitMarks.close);
    return [
      { text: hit, hit: true },
      { text: after, hit: false },
    ];
  });
  return [{ text: first, hit: false }, ...rest].filter(({ text }) => text !== '');
};

/**
 * Beginnings by which the words of a tsquery are looked for in a text: an affix may have changed the first letter
 * ("pulih" stands in "memulihkan" as "ulih").
 */
export const rootsOf = (tsquery: string): string[] => [
  ...new Set(
    [...tsquery.matchAll(/(!?)'([\p{L}\p{N}\p{M}]+)'/gu)]
      .filter(([, not]) => not === '')
      .map(([, , word = '']) => (/^[ktps]\p{L}{4,}$/u.test(word) ? word.slice(1) : word)),
  ),
];

const snippetLength = 260;

/**
 * The piece of a text in which most of the words stand together, about two lines long and cut between words; its beginning
 * when none of them is there. Linear in the text's length.
 */
export const bestPiece = (text: string, roots: readonly string[]): string => {
  const found =
    roots.length === 0
      ? []
      : [...text.matchAll(new RegExp(`(?<![\\p{L}\\p{N}])(?:\\p{L}{0,5}?)(${roots.map(escaped).join('|')})`, 'giu'))]
          .slice(0, 2000)
          .map((match) => ({ at: match.index, root: (match[1] ?? '').toLowerCase() }));
  let best = { at: 0, roots: 0 };
  let from = 0;
  const inside = new Map<string, number>();
  for (const { at, root } of found) {
    inside.set(root, (inside.get(root) ?? 0) + 1);
    while (at - (found[from]?.at ?? 0) > snippetLength - 60) {
      const gone = found[from]?.root ?? '';
      const left = (inside.get(gone) ?? 1) - 1;
      if (left === 0) inside.delete(gone);
      else inside.set(gone, left);
      from += 1;
    }
    if (inside.size > best.roots) best = { at: found[from]?.at ?? 0, roots: inside.size };
  }
  return cutAt(text, Math.max(0, best.at - 60));
};

const escaped = (word: string): string => word.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

const cutAt = (text: string, near: number): string => {
  const from = near === 0 ? 0 : text.slice(near, near + 40).search(/\s/) + near + 1;
  const long = text.slice(from, from + snippetLength);
  const whole = from + snippetLength >= text.length;
  const to = whole ? long.length : Math.max(long.search(/\s\S*$/), snippetLength - 40);
  return `${from > 0 ? '… ' : ''}${onOneLine(long.slice(0, to))}${whole ? '' : ' …'}`;
};

/** Lines one after another; where one ends without a stop and the next begins anew (a heading, an item), a dot stands between. */
const onOneLine = (text: string): string =>
  text
    .replace(/([^\s.,;:!?…])[^\S\n]*\n\s*(?=\p{Lu})/gu, '$1 · ')
    .replace(/\s+/g, ' ')
    .trim();
