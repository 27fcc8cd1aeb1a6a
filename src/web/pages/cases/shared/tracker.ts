import type { Words } from '#lib/words.ts';
import { describeTimes, type SopDefinition, stateOf } from '#sop/index.ts';
import type { StepState, TrackedStep } from '../../../components/steps/steps.tsx';

/** What the tracker must know of a case. */
export type Tracked = {
  state: string;
  round: number;
  due_at: Temporal.Instant | null;
  server_branch: boolean | null;
};

/** A visit of a step, as stored. */
export type Visit = { step: number; closed_at: Temporal.Instant | null; outcome: string | null; late: boolean | null };

const months: readonly Words[] = [
  ...['Jan', 'Feb', 'Mar', 'Apr'].map((name) => ({ id: name, en: name })),
  { id: 'Mei', en: 'May' },
  ...['Jun', 'Jul'].map((name) => ({ id: name, en: name })),
  { id: 'Agu', en: 'Aug' },
  { id: 'Sep', en: 'Sep' },
  { id: 'Okt', en: 'Oct' },
  { id: 'Nov', en: 'Nov' },
  { id: 'Des', en: 'Dec' },
];

const dayOf = (at: Temporal.Instant, timeZone: string): Words => {
  const { day, month } = at.toZonedDateTimeISO(timeZone);
  const name = months[month - 1] ?? { id: '', en: '' };
  return { id: `${day} ${name.id}`, en: `${day} ${name.en}` };
};

const join = (parts: readonly (Words | null)[]): Words | undefined => {
  const given = parts.filter((part) => part !== null);
  if (given.length === 0) return undefined;
  return { id: given.map((part) => part.id).join(', '), en: given.map((part) => part.en).join(', ') };
};

const late: Words = { id: 'terlambat', en: 'late' };
const timesReturned = (count: number): Words => ({
  id: `${count}× dikembalikan`,
  en: `returned ${count}×`,
});

/**
 * The steps of the annex with where a case stands among them: done (with the day), open, late, returned, left out by the
 * branch that was taken, or still to come (with the standard time). The loop back to the applicant starts the row anew.
 */
export const trackerOf = (
  definition: SopDefinition,
  tracked: Tracked,
  visits: readonly Visit[],
  options: { now: Temporal.Instant; timeZone: string; href?: (no: number) => string | undefined },
): TrackedStep[] => {
  const returns = visits.filter((visit) => visit.outcome === 'return').length;
  return definition.steps.map((step) => {
    const own = visits.filter((visit) => visit.step === step.no);
    const closed = own.filter((visit) => visit.closed_at !== null).at(-1);
    const state = stepStateOf(definition, tracked, visits, step.no, options.now);
    const href = options.href?.(step.no);
    const note = join([
      closed?.closed_at && state === 'done' ? dayOf(closed.closed_at, options.timeZone) : null,
      closed?.late && state === 'done' ? late : null,
      step.no === 1 && returns > 0 ? timesReturned(returns) : null,
      state === 'waiting' ? describeTimes([step.time]) : null,
    ]);
    return { no: step.no, name: step.name, state, ...(note ? { note } : {}), ...(href ? { href } : {}) };
  });
};

const stepStateOf = (
  definition: SopDefinition,
  tracked: Tracked,
  visits: readonly Visit[],
  no: number,
  now: Temporal.Instant,
): StepState => {
  const state = stateOf(definition, tracked.state);
  if (!state.ended && state.step === no) {
    if (state.clock === 'standing') return 'returned';
    return tracked.due_at && Temporal.Instant.compare(tracked.due_at, now) < 0 ? 'late' : 'current';
  }
  const visited = visits.some((visit) => visit.step === no);
  // Every step was walked when the answer went out; a refused or withdrawn case stopped at its last step.
  const position =
    state.step ??
    (definition.flow.some((arrow) => arrow.to === 'end' && hasVisited(visits, arrow.from)) ? Infinity : lastOf(visits));
  if (state.ended && no === position) return 'returned';
  if (no > position) return 'waiting';
  return visited ? 'done' : 'skipped';
};

const hasVisited = (visits: readonly Visit[], no: number): boolean =>
  visits.some((visit) => visit.step === no && visit.outcome !== 'withdraw');

const lastOf = (visits: readonly Visit[]): number => visits.at(-1)?.step ?? 1;
