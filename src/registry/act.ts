import { type Doer, system } from '#audit/index.ts';

/** What every change of the register is told: when, by whom and, where something else caused it, what that was ("K-2026-0042"). */
export type Act = { now: Temporal.Instant; doer: Doer; because?: string };

/** The same for what a holder takes or gives back: without a doer it was the system, for the holder. */
export type HolderAct = { now: Temporal.Instant; doer?: Doer };

export const doerOf = (act: HolderAct): Doer => act.doer ?? system;

/** The part of an audit event's data that names the cause; empty when there is none. */
export const cause = (act: Act): { because?: string } => (act.because ? { because: act.because } : {});

/** Which values differ between two states of a record, as `{field: [before, after]}`; texts, numbers and dates compare as text. */
export const changesBetween = (
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): Record<string, [unknown, unknown]> => {
  const changes: Record<string, [unknown, unknown]> = {};
  for (const [field, value] of Object.entries(after)) {
    if (String(before[field] ?? '') !== String(value ?? '')) changes[field] = [before[field] ?? null, value ?? null];
  }
  return changes;
};
