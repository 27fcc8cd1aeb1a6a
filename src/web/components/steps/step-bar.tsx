import { type Phrase, useWords } from '../../view.ts';

type StepBarProps = {
  /** How many steps there are, and which one is open (0: none yet; more than `total`: all done). */
  total: number;
  current: number;
  tone?: 'current' | 'late' | 'returned';
  /** What the bar says in words; it stands beside it. */
  label: Phrase;
};

/** Where something stands among its steps, in one small line for lists. */
export const StepBar = ({ total, current, tone = 'current', label }: StepBarProps) => {
  const t = useWords();
  const steps = Array.from({ length: total }, (_, index) => index + 1);
  return (
    <span class="g-stepbar">
      <span class="g-stepbar-label">{t(label)}</span>
      <span class="g-steps-bar" aria-hidden="true">
        {steps.map((no) => (
          <span class={no < current ? 'g-step-done' : no === current ? `g-step-${tone}` : 'g-step-waiting'} />
        ))}
      </span>
    </span>
  );
};
