import type { Model } from './model.ts';
import type { Plan } from './plan.ts';
import type { Random } from './random.ts';

/** Where a case stands: in which state, and since how many working minutes. */
export type Standing = { state: string; elapsed: number };

/** A case that goes round longer than this is not worth simulating. */
const mostVisits = 60;

const pick = (random: Random, next: Readonly<Record<string, number>>): string | null => {
  const entries = Object.entries(next);
  let ticket = random() * entries.reduce((sum, [, count]) => sum + count, 0);
  for (const [key, count] of entries) {
    ticket -= count;
    if (ticket < 0) return key;
  }
  return entries.at(-1)?.[0] ?? null;
};

/** How long the rest of a stay lasts that has lasted so long: like those that lasted longer still. */
const rest = (random: Random, stay: readonly number[], elapsed: number): number => {
  let longer = stay.length;
  while (longer > 0 && (stay[longer - 1] ?? 0) > elapsed) longer -= 1;
  const left = stay.length - longer;
  if (left > 0) return (stay[longer + Math.floor(random() * left)] ?? elapsed) - elapsed;
  // Longer than ever before: what is known of it is only how stays end.
  return random() * (stay[Math.floor(random() * stay.length)] ?? 0);
};

/**
 * Working minutes until a case is ended, so many times over, sorted: the process walked from where it stands, each stay drawn
 * from the recorded ones.
 */
export const drawEnds = (
  plan: Plan,
  model: Model,
  standing: Standing,
  { random, runs }: { random: Random; runs: number },
): Float64Array => {
  const ended = new Set(plan.states.filter((state) => state.ended).map((state) => state.key));
  const ends = new Float64Array(runs);
  for (let run = 0; run < runs; run += 1) {
    let { state, elapsed } = standing;
    let minutes = 0;
    for (let visit = 0; visit < mostVisits && !ended.has(state); visit += 1) {
      const known = model.states[state];
      if (!known) break;
      minutes += rest(random, known.stay, elapsed);
      elapsed = 0;
      state = pick(random, known.next) ?? 'completed';
    }
    ends[run] = minutes;
  }
  return ends.sort();
};

/** The value that a share of sorted values lies below, between neighbours where it falls between them. */
export const valueAt = (sorted: ArrayLike<number>, share: number): number => {
  const place = Math.min(Math.max(share, 0), 1) * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(place)] ?? 0, sorted[Math.ceil(place)] ?? 0];
  return low + (high - low) * (place - Math.floor(place));
};

/** The share of sorted values that lies below a value; what is equal counts half. */
export const shareBelow = (sorted: ArrayLike<number>, value: number): number => {
  let below = 0;
  let equal = 0;
  for (let index = 0; index < sorted.length; index += 1) {
    const each = sorted[index] ?? 0;
    if (each < value) below += 1;
    else if (each === value) equal += 1;
  }
  return sorted.length === 0 ? 0.5 : (below + equal / 2) / sorted.length;
};
