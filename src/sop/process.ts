import { type CaseFacts, type ProcessActor, postFor, systemActor } from './facts.ts';
import { type Refusal, refusalOf } from './refusal.ts';
import type { Requirement, SopAction, SopDefinition, SopState, SopStep } from './types.ts';

export type AllowedAction = { action: SopAction; refusal: Refusal | null };

export type Transition =
  | {
      ok: true;
      action: SopAction;
      /** The state afterwards; the same as before for an act inside a step. */
      to: SopState;
      /** The post in whose name it is done; null for the system. */
      postId: string | null;
      acting: 'definitive' | 'plt' | 'plh' | null;
      /** The step that this act closes and the one that it opens; both null while the step stays open. */
      closes: number | null;
      opens: number | null;
    }
  | { ok: false; refusal: Refusal; possible: readonly SopAction[] };

/** The state by its key. Throws where a definition and a stored case do not fit together. */
export const stateOf = (definition: SopDefinition, key: string): SopState => {
  const state = definition.states.find((each) => each.key === key);
  if (!state) throw new Error(`SOP ${definition.code} ${definition.version} has no state ${key}`);
  return state;
};

/** The step by its number in the annex. */
export const stepOf = (definition: SopDefinition, no: number): SopStep => {
  const step = definition.steps.find((each) => each.no === no);
  if (!step) throw new Error(`SOP ${definition.code} ${definition.version} has no step ${no}`);
  return step;
};

/** The action by its key, or undefined for a word from outside. */
export const findAction = (definition: SopDefinition, key: string): SopAction | undefined =>
  definition.actions.find((action) => action.key === key);

/** Every kelengkapan, output and condition of the SOP, by key. */
export const requirementOf = (definition: SopDefinition, key: string): Requirement => {
  const all = [...definition.steps.flatMap((step) => [...step.kelengkapan, ...step.output]), ...definition.conditions];
  const requirement = all.find((each) => each.key === key);
  if (!requirement) throw new Error(`SOP ${definition.code} ${definition.version} has no requirement ${key}`);
  return requirement;
};

/**
 * What an actor may do with a case now: every action that starts in its state and belongs to a post of the actor's, each
 * with what still stands against it. This one function draws the buttons; `transition` refuses by the same rules.
 */
export const allowedActions = (definition: SopDefinition, facts: CaseFacts, actor: ProcessActor): AllowedAction[] =>
  definition.actions
    .filter((action) => action.from.includes(facts.state) && postFor(facts, actor, action.by) !== undefined)
    .map((action) => ({ action, refusal: refusalOf(facts, actor, action) }));

/** Actions that anyone could do in this state, for the sentence "what is possible now and by whom". */
export const possibleActions = (definition: SopDefinition, state: string): SopAction[] =>
  definition.actions.filter((action) => action.from.includes(state) && action.to !== null && action.by.length > 0);

/**
 * Whether one act may be done, and where it leads. Pure: the caller stores what it says. Refusals come in the order
 * unknown, not now, wrong post, asked it, taken by another, missing.
 */
export const transition = (
  definition: SopDefinition,
  facts: CaseFacts,
  actor: ProcessActor | typeof systemActor,
  key: string,
): Transition => {
  const action = findAction(definition, key);
  const possible = possibleActions(definition, facts.state);
  if (!action) return { ok: false, refusal: { code: 'unknown-action' }, possible };
  const refusal = refusalOf(facts, actor, action);
  if (refusal) return { ok: false, refusal, possible };
  const from = stateOf(definition, facts.state);
  const to = stateOf(definition, action.to ?? facts.state);
  const stays = from.step === to.step;
  const post = actor === systemActor ? undefined : postFor(facts, actor, action.by);
  return {
    ok: true,
    action,
    to,
    postId: post?.postId ?? null,
    acting: post?.kind ?? null,
    closes: stays ? null : from.step,
    opens: stays ? null : to.step,
  };
};

/** The state that a case must be in after these acts, from the initial one on: what the stored column is compared with. */
export const foldState = (definition: SopDefinition, actionKeys: readonly string[]): string =>
  actionKeys.reduce((state, key) => {
    const action = findAction(definition, key);
    if (!action?.from.includes(state)) throw new Error(`Act ${key} cannot have happened in state ${state}`);
    return action.to ?? state;
  }, definition.initial);
