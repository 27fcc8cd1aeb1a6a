import type { WorkingAxis } from '#sop/index.ts';
import type { Model } from './model.ts';
import type { Plan } from './plan.ts';
import { type PostResult, type Scenario, type SimulationResult, simulate } from './simulate.ts';

/** What a run is given; it can be sent to a thread. */
export type SimulationJob = {
  plan: Plan;
  model: Model;
  axis: WorkingAxis;
  scenarios: readonly Scenario[];
  /** How often each is played, every time with other chance; the answer is their mean. */
  repeats: number;
};

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

const meanOf = (values: readonly (number | null)[]): number | null => {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : mean(known);
};

/** The mean of several plays of one scenario: counts and queues may then be fractions. */
const together = (results: readonly SimulationResult[]): SimulationResult => {
  const [first] = results;
  if (!first) throw new RangeError('A scenario is played at least once');
  const posts = first.posts.map(({ role, queue }, index): PostResult => {
    const same = results.map((result) => result.posts[index] as PostResult);
    return {
      role,
      busy: mean(same.map((post) => post.busy)),
      wait: mean(same.map((post) => post.wait)),
      queue: queue.map((_, at) => mean(same.map((post) => post.queue[at] ?? 0))),
      most: mean(same.map((post) => post.most)),
    };
  });
  const busiest = posts.filter((post) => post.busy > 0).toSorted((a, b) => b.busy - a.busy || b.wait - a.wait)[0];
  return {
    arrived: mean(results.map((result) => result.arrived)),
    ended: mean(results.map((result) => result.ended)),
    late: mean(results.map((result) => result.late)),
    mean: meanOf(results.map((result) => result.mean)),
    median: meanOf(results.map((result) => result.median)),
    p90: meanOf(results.map((result) => result.p90)),
    points: first.points,
    posts,
    bottleneck: busiest?.role ?? null,
  };
};

/** Plays the scenarios one after the other, each as often as asked, and answers with the mean of each. */
export const runSimulation = ({ plan, model, axis, scenarios, repeats }: SimulationJob): SimulationResult[] =>
  scenarios.map((scenario) =>
    together(
      Array.from({ length: repeats }, (_, play) =>
        simulate(plan, model, axis, { ...scenario, seed: scenario.seed * 1000 + play }),
      ),
    ),
  );
