import { addHistogram, addTime, type Histogram } from './histogram.ts';

/** What became of the cases of a period. Only what was submitted counts; what was withdrawn has no time. */
export type CaseFigures = {
  submitted: number;
  completed: number;
  refused: number;
  withdrawn: number;
  /** Answered (completed or refused) within the published total, and after it. */
  onTime: number;
  late: number;
  /** Working time of the agency from submission to answer, the applicant's own time left out. */
  time: Histogram;
};

/** The visits of one step that ended in a period. */
export type StepFigures = { late: number; time: Histogram };

export type ProcessFigures = {
  steps: Record<string, StepFigures>;
  /** How often requests were sent back, and for which coded reasons (one return may have several). */
  returns: number;
  reasons: Record<string, number>;
  /** Late visits by the reason that was given; '' where none was. */
  delays: Record<string, number>;
};

export type Figures = { cases: CaseFigures; process: ProcessFigures };

/** One thing that happened in a period, as the records say it. */
export type Fact =
  | { kind: 'submitted' }
  | { kind: 'ended'; state: string; late: boolean; minutes: number }
  | { kind: 'step'; step: number; late: boolean; minutes: number; reason: string | null }
  | { kind: 'returned'; reasons: readonly string[] };

export const noFigures = (): Figures => ({
  cases: { submitted: 0, completed: 0, refused: 0, withdrawn: 0, onTime: 0, late: 0, time: {} },
  process: { steps: {}, returns: 0, reasons: {}, delays: {} },
});

const stepIn = ({ steps }: ProcessFigures, no: number | string): StepFigures => {
  const step = steps[no] ?? { late: 0, time: {} };
  steps[no] = step;
  return step;
};

const addTo = (to: Record<string, number>, other: Readonly<Record<string, number>>): void => {
  for (const [key, count] of Object.entries(other)) to[key] = (to[key] ?? 0) + count;
};

/** Counts one fact in. The only place that says what is counted as what. */
export const countFact = ({ cases, process }: Figures, fact: Fact): void => {
  if (fact.kind === 'submitted') cases.submitted += 1;
  else if (fact.kind === 'returned') {
    process.returns += 1;
    for (const reason of fact.reasons) addTo(process.reasons, { [reason]: 1 });
  } else if (fact.kind === 'step') {
    const step = stepIn(process, fact.step);
    if (fact.late) {
      step.late += 1;
      addTo(process.delays, { [fact.reason ?? '']: 1 });
    }
    addTime(step.time, fact.minutes);
  } else if (fact.state === 'withdrawn') cases.withdrawn += 1;
  else {
    if (fact.state === 'refused') cases.refused += 1;
    else cases.completed += 1;
    if (fact.late) cases.late += 1;
    else cases.onTime += 1;
    addTime(cases.time, fact.minutes);
  }
};

export const addCases = (to: CaseFigures, other: CaseFigures): void => {
  for (const key of ['submitted', 'completed', 'refused', 'withdrawn', 'onTime', 'late'] as const) to[key] += other[key];
  addHistogram(to.time, other.time);
};

const addProcess = (to: ProcessFigures, other: ProcessFigures): void => {
  to.returns += other.returns;
  addTo(to.reasons, other.reasons);
  addTo(to.delays, other.delays);
  for (const [no, figures] of Object.entries(other.steps)) {
    const step = stepIn(to, no);
    step.late += figures.late;
    addHistogram(step.time, figures.time);
  }
};

/** Adds the figures of another time or office: counting apart and adding is the same as counting together. */
export const addFigures = (to: Figures, other: Figures): void => {
  addCases(to.cases, other.cases);
  addProcess(to.process, other.process);
};

/** Answered in the period. */
export const answered = (cases: CaseFigures): number => cases.completed + cases.refused;

/** Share of the answers that kept the published total, between 0 and 1; null where nothing was answered. */
export const shareOnTime = (cases: CaseFigures): number | null => (answered(cases) === 0 ? null : cases.onTime / answered(cases));
