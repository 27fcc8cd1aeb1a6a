import { printable } from '#lib/printable.ts';
import { flags, type Inline, type Run } from './tree.ts';

/** Between the letters of a word that is wider than its line; it has no width and no look. */
const here = '\u200b';

/** Lets a word that is longer than its line break: after a sign such as "." or "/", or, where even that is too long, anywhere. */
export const breakable = (text: string, longest: number): string => {
  if (text.length <= longest) return text;
  return text
    .split(/(\s+)/)
    .map((word) => {
      if (word.length <= longest) return word;
      const parts = word.match(/[^./_\-=&?:@,;|\\]*[./_\-=&?:@,;|\\]?/g)?.filter((part) => part !== '') ?? [word];
      return parts.map((part) => (part.length <= longest ? part : [...part].join(here))).join(here);
    })
    .join('');
};

/** Text as it stands in a line: printable, every white space one blank. */
export const lineText = (text: string): string => printable(text).replace(/\s+/g, ' ');

const isRun = (inline: Inline): inline is Run => !('t' in inline);

const runsOf = (inline: Inline): Run[] => (isRun(inline) ? [inline] : 'c' in inline ? inline.c : []);

/** The words of a line, without their look. */
export const wordsOf = (inlines: readonly Inline[]): string =>
  inlines
    .map((inline) =>
      'v' in inline ? inline.v : 'c' in inline ? inline.c.map(({ v }) => v).join('') : inline.t === 'br' ? ' ' : '',
    )
    .join('');

const isBlank = (inline: Inline): boolean => isRun(inline) && inline.v.trim() === '' && !inline.f?.includes(flags.code);

/** A line without blanks at its ends and without two in a row. Returns nothing for a line that shows nothing. */
export const tidy = (inlines: readonly Inline[]): Inline[] => {
  const kept: Inline[] = [];
  let blank = true;
  for (const inline of inlines) {
    if ('t' in inline && inline.t === 'br') {
      blank = true;
      kept.push(inline);
      continue;
    }
    const runs = runsOf(inline);
    for (const run of runs) {
      if (blank) run.v = run.v.replace(/^ +/, '');
      if (run.v !== '') blank = run.v.endsWith(' ');
    }
    if (runs.length === 0) blank = false;
    if (!isRun(inline) || inline.v !== '') kept.push(inline);
  }
  while (kept.length > 0) {
    const last = kept.at(-1);
    if (!last || !(isBlank(last) || ('t' in last && last.t === 'br'))) break;
    kept.pop();
  }
  while (kept[0] && (isBlank(kept[0]) || ('t' in kept[0] && kept[0].t === 'br'))) kept.shift();
  return kept;
};

/** Neighbours of one look as one run. */
export const merged = (inlines: readonly Inline[]): Inline[] => {
  const made: Inline[] = [];
  for (const inline of inlines) {
    const last = made.at(-1);
    if (last && isRun(last) && isRun(inline) && last.f === inline.f) last.v += inline.v;
    else made.push(isRun(inline) ? { ...inline } : inline);
  }
  return made;
};
