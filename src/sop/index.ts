export { type CaseFacts, type ProcessActor, postFor, systemActor } from './facts.ts';
export { hostingSop } from './hosting.ts';
export {
  type AllowedAction,
  allowedActions,
  findAction,
  foldState,
  possibleActions,
  requirementOf,
  stateOf,
  stepOf,
  type Transition,
  transition,
} from './process.ts';
export type { Refusal } from './refusal.ts';
export type * from './types.ts';
