import type { Model } from './model.ts';
import type { Plan } from './plan.ts';
import type { Random } from './random.ts';

/** Where a case stands: in which state, and since how many working minutes. */
export type Standing = { state: string; elapsed: number };

/** A case that goes round longer than this is not worth simulating. */
const mostVisits = 60;

/** A state as it is walked through millions of times: its stays, and its turns as shares that add up to one. */
type Station = { stay: Float64Array; next: Int32Array; upTo: Float64Array };

/** Stations by number; the ended states have none. */
type Walk = { indexOf: ReadonlyMap<string, number>; stations: readonly (Station | null)[] };

const walks = new WeakMap<Model, Walk>();

const walkOf = (plan: Plan, model: Model): Walk => {
  const known = walks.get(model);
  if (known) return known;
  const indexOf = new Map(plan.states.map((state, index) => [state.key, index]));
  const stations = plan.states.map((state): Station | null => {
    const learned = state.ended ? undefined : model.states[state.key];
    if (!learned) return null;
    const turns = Object.entries(learned.next).filter(([key]) => indexOf.has(key));
    const all = turns.reduce((sum, [, count]) => sum + count, 0);
    let sum = 0;
    return {
      stay: Float64Array.from(learned.stay),
      next: Int32Array.from(turns, ([key]) => indexOf.get(key) ?? -1),
      upTo: Float64Array.from(turns, ([, count]) => {
        sum += count;
        return sum / all;
      }),
    };
  });
  const walk = { indexOf, stations };
  walks.set(model, walk);
  return walk;
};

const turn = (random: Random, { next, upTo }: Station): number => {
  const ticket = random();
  let index = 0;
  while (index < upTo.length - 1 && ticket >= (upTo[index] as number)) index += 1;
  return next[index] ?? -1;
};

/** How long the rest of a stay lasts that has lasted so long: like those that lasted longer still. */
const rest = (random: Random, stay: Float64Array, elapsed: number): number => {
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
  const { indexOf, stations } = walkOf(plan, model);
  const first = indexOf.get(standing.state) ?? -1;
  const ends = new Float64Array(runs);
  for (let run = 0; run < runs; run += 1) {
    let [at, elapsed, minutes] = [first, standing.elapsed, 0];
    for (let visit = 0; visit < mostVisits; visit += 1) {
      const station = stations[at];
      if (!station) break;
      minutes += rest(random, station.stay, elapsed);
      elapsed = 0;
      at = turn(random, station);
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
