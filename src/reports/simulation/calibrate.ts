import type { WorkingAxis } from '#sop/index.ts';
import type { History, Model } from './model.ts';
import type { Plan } from './plan.ts';
import { simulate } from './simulate.ts';

const seeds = [11, 12, 13, 14];
/** Nobody is at one request for all the time that it lies there, even where no queue tells so: four tenths are the most. */
const shares = [0.4, 0.3, 0.2, 0.1, 0.05];

/** Working minutes of the agency on a recorded case: its stays, those with the applicant left out. */
const totalOf = (plan: Plan, { visits }: History): number => {
  const applicants = new Set(plan.states.filter((state) => state.applicant).map((state) => state.key));
  return visits.reduce((sum, visit) => sum + (applicants.has(visit.state) ? 0 : visit.left - visit.entered), 0);
};

/**
 * Finds which part of the recorded times keeps a post from other cases: the largest with which the load that was recorded takes,
 * played over the same time, no longer than it did. What a log of acts cannot tell (was it work, or did it lie there?) is told
 * by the queues that did not arise.
 */
export const calibrate = (plan: Plan, model: Model, axis: WorkingAxis, histories: readonly History[]): Model => {
  const recorded = histories.reduce((sum, history) => sum + totalOf(plan, history), 0) / Math.max(1, histories.length);
  const played = (hold: number): number => {
    const means = seeds.map((seed) => {
      const load = {
        arrivals: model.arrivals,
        servers: {},
        absences: [],
        open: [],
        until: axis.length * 0.9,
        most: 50_000,
        seed,
      };
      return simulate(plan, { ...model, hold }, axis, load).mean ?? 0;
    });
    return means.reduce((sum, mean) => sum + mean, 0) / means.length;
  };
  const hold = shares.find((share) => played(share) <= recorded * 1.05) ?? shares.at(-1) ?? 1;
  return { ...model, hold };
};
