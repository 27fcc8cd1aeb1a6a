import { type CaseFacts, type ProcessActor, postFor, systemActor } from './facts.ts';
import type { SopAction } from './types.ts';

/** Why an act cannot be done, as a closed list. */
export type Refusal =
  | { code: 'unknown-action' }
  | { code: 'not-now' }
  | { code: 'wrong-post' }
  | { code: 'asked-it' }
  | { code: 'taken' }
  | { code: 'missing'; requirements: readonly string[] };

/** What stands against this act, or null. See `transition` for the order. */
export const refusalOf = (facts: CaseFacts, actor: ProcessActor | typeof systemActor, action: SopAction): Refusal | null => {
  if (!action.from.includes(facts.state)) return { code: 'not-now' };
  if (actor === systemActor) {
    if (action.by.length > 0) return { code: 'wrong-post' };
  } else {
    if (!postFor(facts, actor, action.by)) return { code: 'wrong-post' };
    if (action.decides && facts.askedBy.includes(actor.personId)) return { code: 'asked-it' };
    if (action.decides && facts.assigneeId !== null && facts.assigneeId !== actor.personId && action.to !== null)
      return { code: 'taken' };
  }
  const requirements = action.needs.filter((key) => !facts.met.has(key));
  return requirements.length > 0 ? { code: 'missing', requirements } : null;
};
