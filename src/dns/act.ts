import { type Doer, system } from '#audit/index.ts';

/** When, and by whom; without a doer it was the system, for the holder of the name. */
export type Act = { now: Temporal.Instant; doer?: Doer };

export const doerOf = (act: Act): Doer => act.doer ?? system;
