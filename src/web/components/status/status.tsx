import { type Phrase, useWords } from '../../view.ts';

/** Colours of states and choices; the word beside the dot always says the same. */
export type Colour = 'secondary' | 'blue' | 'azure' | 'indigo' | 'purple' | 'orange' | 'yellow' | 'teal' | 'green' | 'red';

/** A state in one glance: its word on a tint of its colour. */
export const Status = ({ label, colour = 'secondary' }: { label: Phrase; colour?: Colour }) => {
  const t = useWords();
  return <span class={`g-status g-${colour}`}>{t(label)}</span>;
};

/** A small plain mark: a count, 'Plt.', 'perkiraan'. */
export const Mark = ({ label }: { label: Phrase }) => {
  const t = useWords();
  return <span class="g-mark">{t(label)}</span>;
};
