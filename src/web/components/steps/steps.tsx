import { type Phrase, useWords } from '../../view.ts';
import { Icon } from '../icon/icon.tsx';

export type StepState = 'done' | 'current' | 'waiting' | 'skipped' | 'returned' | 'late';

export type TrackedStep = {
  no: number;
  name: Phrase;
  state: StepState /** Who or when, one short line. */;
  note?: Phrase;
  href?: string;
};

const stateWords = {
  done: { id: 'selesai', en: 'done' },
  current: { id: 'sedang berjalan', en: 'current' },
  waiting: { id: 'belum', en: 'not yet' },
  skipped: { id: 'dilewati', en: 'skipped' },
  returned: { id: 'dikembalikan', en: 'returned' },
  late: { id: 'terlambat', en: 'late' },
} as const;

const words = {
  title: { id: 'Langkah', en: 'Steps' },
  position: { id: 'Langkah {no} dari {all}', en: 'Step {no} of {all}' },
  finished: { id: 'Semua langkah selesai', en: 'All steps done' },
  all: { id: 'Semua langkah', en: 'All steps' },
} as const;

const icons: Partial<Record<StepState, string>> = { done: 'check', skipped: 'minus', returned: 'arrow-back-up' };

const Step = ({ step }: { step: TrackedStep }) => {
  const t = useWords();
  const icon = icons[step.state];
  const open = step.state === 'current' || step.state === 'late' || step.state === 'returned';
  return (
    <li class={`g-step g-step-${step.state}`} {...(open ? { 'aria-current': 'step' } : {})}>
      <span class="g-step-no">{icon ? <Icon name={icon} size={14} /> : step.no}</span>
      <span class="g-step-name">
        <span class="visually-hidden">{step.no}. </span>
        {step.href ? <a href={step.href}>{t(step.name)}</a> : t(step.name)}
        <span class="visually-hidden"> ({t(stateWords[step.state])})</span>
      </span>
      {step.note ? <span class="g-step-note">{t(step.note)}</span> : null}
    </li>
  );
};

/** Where a case stands among the steps of its SOP. Wide screens show the row, phones the position and a list to open. */
export const Steps = ({ steps }: { steps: readonly TrackedStep[] }) => {
  const t = useWords();
  const current = steps.find((step) => step.state === 'current' || step.state === 'late' || step.state === 'returned');
  return (
    <div class="g-steps">
      <ol class="g-steps-row" aria-label={t(words.title)}>
        {steps.map((step) => (
          <Step step={step} />
        ))}
      </ol>
      <div class="g-steps-phone">
        <p class="g-steps-position">
          <span class="g-muted">{current ? t(words.position, { no: current.no, all: steps.length }) : t(words.finished)}</span>
          {current ? <strong>{t(current.name)}</strong> : null}
        </p>
        <div class="g-steps-bar" aria-hidden="true">
          {steps.map((step) => (
            <span class={`g-step-${step.state}`} />
          ))}
        </div>
        <details class="g-details">
          <summary>{t(words.all)}</summary>
          <ol class="g-steps-list" aria-label={t(words.title)}>
            {steps.map((step) => (
              <Step step={step} />
            ))}
          </ol>
        </details>
      </div>
    </div>
  );
};
