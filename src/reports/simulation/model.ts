import { standardMinutes } from '#sop/index.ts';
import type { Plan } from './plan.ts';

/** A stay of a case in a state, in minutes of a working axis. */
export type Visit = { state: string; entered: number; left: number; to: string };

/** What is recorded of a case that was answered: its visits from submission to the end. */
export type History = { visits: readonly Visit[] };

export type StateModel = {
  visits: number;
  /** How long cases stayed, waiting included; sorted working minutes. */
  stay: readonly number[];
  /** How long the post was at it: from when it could begin (the case was there and the one before done). Sorted. */
  effort: readonly number[];
  /** Where cases went from here, with how often. */
  next: Readonly<Record<string, number>>;
};

/** Durations and turns as they were recorded: what both forecast and simulation draw from. */
export type Model = {
  cases: number;
  /** Requests per minute of working time. */
  arrivals: number;
  /** Which part of a post's recorded time at a case keeps it from other cases; the rest of it other work went on. */
  hold: number;
  states: Readonly<Record<string, StateModel>>;
};

/** So few stays say nothing; the SOP's own time stands in. */
const fewestVisits = 5;

/** So many values of each distribution are kept: more only makes it longer. */
const mostKept = 240;

const thinned = (values: number[]): number[] => {
  const sorted = values.sort((a, b) => a - b).map((value) => Math.round(value * 10) / 10);
  if (sorted.length <= mostKept) return sorted;
  return Array.from({ length: mostKept }, (_, index) => sorted[Math.floor(((index + 0.5) * sorted.length) / mostKept)] ?? 0);
};

/**
 * How long a post was at each case: one thing after another, in the order in which they were done. From when it could have
 * begun (the case was there, the one before was done) until it was done. That holds whatever else kept the post busy.
 */
const effortsOf = (plan: Plan, histories: readonly History[]): Map<string, number[]> => {
  const roles = new Map(plan.states.map((state) => [state.key, state.applicant ? null : state.role]));
  const byRole = new Map<string, Visit[]>();
  for (const visit of histories.flatMap((history) => history.visits)) {
    const role = roles.get(visit.state);
    if (!role) continue;
    const visits = byRole.get(role) ?? [];
    visits.push(visit);
    byRole.set(role, visits);
  }
  const efforts = new Map<string, number[]>();
  for (const visits of byRole.values()) {
    let free = 0;
    for (const visit of visits.sort((a, b) => a.left - b.left || a.entered - b.entered)) {
      const values = efforts.get(visit.state) ?? [];
      values.push(Math.max(0, visit.left - Math.max(visit.entered, free)));
      efforts.set(visit.state, values);
      free = Math.max(free, visit.left);
    }
  }
  return efforts;
};

/** Learns a model from recorded cases; states that were hardly seen get the SOP's own time and way. `dayMinutes`: an ordinary day. */
export const learn = (
  plan: Plan,
  histories: readonly History[],
  { dayMinutes, span }: { dayMinutes: number; span: number },
): Model => {
  const efforts = effortsOf(plan, histories);
  const stays = new Map<string, number[]>();
  const turns = new Map<string, Record<string, number>>();
  for (const visit of histories.flatMap((history) => history.visits)) {
    const values = stays.get(visit.state) ?? [];
    values.push(Math.max(0, visit.left - visit.entered));
    stays.set(visit.state, values);
    const next = turns.get(visit.state) ?? {};
    next[visit.to] = (next[visit.to] ?? 0) + 1;
    turns.set(visit.state, next);
  }
  const states = plan.states
    .filter((state) => !state.ended)
    .map((state): [string, StateModel] => {
      const stay = stays.get(state.key) ?? [];
      if (stay.length >= fewestVisits) {
        const effort = efforts.get(state.key) ?? [...stay];
        return [
          state.key,
          { visits: stay.length, stay: thinned(stay), effort: thinned(effort), next: turns.get(state.key) ?? {} },
        ];
      }
      const standard = state.standard ? standardMinutes([state.standard], dayMinutes) : 0;
      const next = turns.get(state.key) ?? (state.usualNext ? { [state.usualNext]: 1 } : {});
      return [state.key, { visits: stay.length, stay: [standard], effort: [standard], next }];
    });
  return {
    cases: histories.length,
    arrivals: span > 0 ? histories.length / span : 0,
    hold: 1,
    states: Object.fromEntries(states),
  };
};

/** Nobody works at one request for all of a standard time; without a past this much of it is assumed. */
const assumedHold = 0.25;

/** What the SOP prescribes, as a model: every step takes its standard time. For an office without a past. */
export const prescribed = (plan: Plan, dayMinutes: number): Model => ({
  ...learn(plan, [], { dayMinutes, span: 0 }),
  hold: assumedHold,
});
