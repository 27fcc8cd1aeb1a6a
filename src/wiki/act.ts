import type { Actor } from '#identity/index.ts';

/** What every change of the wiki is told: when and by whom. */
export type Act = { now: Temporal.Instant; actor: Actor };
