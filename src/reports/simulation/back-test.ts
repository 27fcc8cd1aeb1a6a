import { drawEnds, shareBelow, valueAt } from './forecast.ts';
import { type History, learn, type Model } from './model.ts';
import type { Plan } from './plan.ts';
import { type Random, seeded } from './random.ts';

/** Between which shares of the drawn ends the range lies, so that it held 80 % of the time. */
export type Levels = { low: number; high: number };

export type BackTest = {
  /** How many past forecasts were made, and in how many of them the case ended within the range. */
  forecasts: number;
  held: number;
  levels: Levels;
};

/** While too few forecasts have been seen to their end: wide, because few recorded cases look more alike than the next ones will. */
const cautious: Levels = { low: 0.02, high: 0.98 };
const blocks = 5;
const runs = 200;
/** Looks per case: somebody opens its page at some moment of its life. */
const looks = 3;
const fewestForLevels = 60;

const levelsOf = (shares: readonly number[]): Levels => {
  if (shares.length < fewestForLevels) return cautious;
  const sorted = shares.toSorted((a, b) => a - b);
  // The next forecast is one more of these: its rank among them is what decides.
  const rank = (share: number): number => Math.min(Math.max(share, 0), 1);
  const step = 1 / sorted.length;
  return { low: valueAt(sorted, rank(0.1 - step)), high: valueAt(sorted, rank(0.9 + step)) };
};

type Look = { low: (levels: Levels) => number; high: (levels: Levels) => number; truth: number; share: number };

/** A forecast at some moment of a past case's life, from what was known before, beside what became of it. */
const lookAt = (plan: Plan, model: Model, history: History, random: Random): Look | null => {
  const [first, last] = [history.visits[0], history.visits.at(-1)];
  if (!first || !last || last.left <= first.entered) return null;
  const at = first.entered + random() * (last.left - first.entered);
  const visit = history.visits.find((each) => at < each.left);
  if (!visit) return null;
  const ends = drawEnds(plan, model, { state: visit.state, elapsed: at - visit.entered }, { random, runs });
  const truth = last.left - at;
  return {
    truth,
    share: shareBelow(ends, truth),
    low: ({ low }) => valueAt(ends, low),
    high: ({ high }) => valueAt(ends, high),
  };
};

/**
 * Forecasts the past: the cases in the order of their end, in five parts; each part from what was known before it began, the
 * width of the range from how earlier forecasts had turned out. What comes out is what the same method would have told people.
 */
export const backTest = (
  plan: Plan,
  histories: readonly History[],
  { seed, dayMinutes }: { seed: number; dayMinutes: number },
): BackTest => {
  const endOf = (history: History): number => history.visits.at(-1)?.left ?? 0;
  const ordered = histories.toSorted((a, b) => endOf(a) - endOf(b));
  const random = seeded(seed);
  const shares: number[] = [];
  let [forecasts, held] = [0, 0];
  for (let block = 1; block < blocks; block += 1) {
    const [from, until] = [block, block + 1].map((each) => Math.floor((each * ordered.length) / blocks));
    const known = ordered.slice(0, from);
    const model = learn(plan, known, { dayMinutes, span: 0 });
    const levels = levelsOf(shares);
    const seen: number[] = [];
    for (const history of ordered.slice(from, until)) {
      for (let look = 0; look < looks; look += 1) {
        const found = lookAt(plan, model, history, random);
        if (!found) continue;
        seen.push(found.share);
        // The first part only teaches how wide the range must be.
        if (block === 1) continue;
        forecasts += 1;
        if (found.low(levels) <= found.truth && found.truth <= found.high(levels)) held += 1;
      }
    }
    shares.push(...seen);
  }
  return { forecasts, held, levels: levelsOf(shares) };
};
