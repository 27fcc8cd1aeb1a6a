import { diff3Merge } from 'node-diff3';

export type Merged = { text: string; clean: boolean };

/** The lines between which both texts of a conflict stand. A text that still has them is not saved. */
export const conflictMarks = { mine: '<<<<<<< TULISAN ANDA', between: '=======', theirs: '>>>>>>> SUDAH TERSIMPAN' } as const;

/** Whether the marks of a conflict still stand in a text. */
export const hasConflict = (text: string): boolean =>
  new RegExp(`^(?:${conflictMarks.mine}|${conflictMarks.theirs})$`, 'm').test(text);

/** Beyond so many lines that differ, nobody waits for a merge line by line: the two texts are laid one after the other. */
const mostLines = 4000;

type Region = { ok?: string[]; conflict?: { a: string[]; b: string[] } };

const same = (a: string[], o: string[], b: string[], n: number): boolean => a[n] === o[n] && b[n] === o[n];

const conflictOf = (mine: readonly string[], theirs: readonly string[]): string[] => [
  conflictMarks.mine,
  ...mine,
  conflictMarks.between,
  ...theirs,
  conflictMarks.theirs,
];

/**
 * Brings together what two people made of one text. `clean`: their changes lie apart, and both are in the text. Otherwise
 * it holds both at each place where they met, between `conflictMarks`; no line of either is lost.
 */
export const mergeTexts = (texts: { mine: string; base: string; theirs: string }): Merged => {
  if (texts.mine === texts.theirs || texts.theirs === texts.base) return { text: texts.mine, clean: true };
  if (texts.mine === texts.base) return { text: texts.theirs, clean: true };
  const [mine, base, theirs] = [texts.mine.split('\n'), texts.base.split('\n'), texts.theirs.split('\n')];
  const shortest = Math.min(mine.length, base.length, theirs.length);
  let head = 0;
  while (head < shortest && same(mine, base, theirs, head)) head += 1;
  let tail = 0;
  while (tail < shortest - head && mine.at(-1 - tail) === base.at(-1 - tail) && theirs.at(-1 - tail) === base.at(-1 - tail))
    tail += 1;
  const inner = (lines: string[]): string[] => lines.slice(head, lines.length - tail);
  const [a, o, b] = [inner(mine), inner(base), inner(theirs)];
  const regions: Region[] =
    Math.max(a.length, o.length, b.length) > mostLines
      ? [{ conflict: { a, b } }]
      : diff3Merge(a, o, b, { excludeFalseConflicts: true });
  const middle = regions.flatMap((region) => region.ok ?? conflictOf(region.conflict?.a ?? [], region.conflict?.b ?? []));
  const clean = regions.every((region) => region.ok !== undefined);
  return { text: [...base.slice(0, head), ...middle, ...(tail > 0 ? base.slice(-tail) : [])].join('\n'), clean };
};
