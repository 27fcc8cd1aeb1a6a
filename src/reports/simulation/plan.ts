import type { Role, SopDefinition, StandardTime } from '#sop/index.ts';

/** A state as the simulation walks through it. */
export type PlannedState = {
  key: string;
  step: number;
  /** Whose turn it is; null: nobody's (the system delivers). */
  role: Role | null;
  /** Whether it waits for the applicant, who is not one post with a queue. */
  applicant: boolean;
  ended: boolean;
  /** Standard time of the step that this state opens; null where another state of the step opened it, or the clock stands. */
  standard: StandardTime | null;
  /** The way on as the SOP means it, where nothing was recorded yet. */
  usualNext: string | null;
};

/** The process from the moment of submission, made of the SOP's definition: no second place knows its arrows. */
export type Plan = {
  states: readonly PlannedState[];
  initial: string;
  totals: SopDefinition['totals'];
  /** The state by whose visit a server is provided: then the longer total holds. */
  serverState: string | null;
  posts: readonly { role: Role; title: SopDefinition['posts'][number]['title'] }[];
};

const applicants: readonly (string | null)[] = ['applicant-head', 'applicant-staff'];

export const planOf = (definition: SopDefinition): Plan => {
  const submit = definition.actions.find(
    (action) => action.from.includes(definition.initial) && action.to !== null && action.tone === 'primary',
  );
  const initial = submit?.to ?? definition.initial;
  const opened = new Set<number>();
  const states = definition.states
    .filter((state) => state.key !== definition.initial)
    .map((state): PlannedState => {
      const onward = definition.actions.filter((action) => action.to !== null && action.from.includes(state.key));
      const usual = onward.find((action) => action.tone === 'primary') ?? onward[0];
      const opens = state.step !== null && state.clock === 'running' && !opened.has(state.step);
      if (opens && state.step !== null) opened.add(state.step);
      return {
        key: state.key,
        step: state.step ?? 0,
        role: state.holder,
        applicant: applicants.includes(state.holder),
        ended: state.ended,
        standard: opens ? (definition.steps.find((step) => step.no === state.step)?.time ?? null) : null,
        usualNext: usual?.to ?? null,
      };
    });
  const roles = new Set(states.map((state) => state.role));
  const provision = definition.steps.find((step) => step.output.some((output) => output.key === 'server'));
  return {
    states,
    initial,
    totals: definition.totals,
    serverState: states.find((state) => state.step === provision?.no && !state.ended)?.key ?? null,
    posts: definition.posts
      .filter((post) => roles.has(post.role) && !applicants.includes(post.role))
      .map(({ role, title }) => ({ role, title })),
  };
};
