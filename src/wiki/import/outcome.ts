import type { Collision } from './kinds.ts';

/** What was found of a thing in the file before anything is written. */
export const verdicts = ['new', 'same', 'taken', 'redirect', 'refused', 'unused'] as const;
export type Verdict = (typeof verdicts)[number];

/** What became of it. */
export const outcomes = ['made', 'renamed', 'version', 'same', 'skipped', 'redirected', 'refused', 'unused'] as const;
export type Outcome = (typeof outcomes)[number];

/** What the report promises: what becomes of a line when the import is carried out with this choice and nobody writes in between. */
export const promised = (verdict: Verdict, taken: Collision): Outcome => {
  switch (verdict) {
    case 'new':
      return 'made';
    case 'redirect':
      return 'redirected';
    case 'taken':
      return ({ skip: 'skipped', rename: 'renamed', version: 'version' } as const)[taken];
    default:
      return verdict;
  }
};
