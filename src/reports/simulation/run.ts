import type { WorkingAxis } from '#sop/index.ts';
import type { Model } from './model.ts';
import type { Plan } from './plan.ts';
import { type Scenario, type SimulationResult, simulate } from './simulate.ts';

/** What a run is given; it can be sent to a thread. */
export type SimulationJob = { plan: Plan; model: Model; axis: WorkingAxis; scenarios: readonly Scenario[] };

/** Plays the scenarios one after the other. */
export const runSimulation = ({ plan, model, axis, scenarios }: SimulationJob): SimulationResult[] =>
  scenarios.map((scenario) => simulate(plan, model, axis, scenario));
