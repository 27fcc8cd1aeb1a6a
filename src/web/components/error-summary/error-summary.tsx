import { errorKinds } from '#lib/errors.ts';
import type { FormState } from '../../form.ts';
import { useWords } from '../../view.ts';
import { fieldId, labelOf } from '../field/wiring.ts';
import { Icon } from '../icon/icon.tsx';

const words = { title: { id: 'Ada yang perlu diperbaiki', en: 'There is a problem' } } as const;

/** What is wrong with the form and where, at the top of the page; each fault links to its field. Nothing when all is well.
 * Drawn after the fields, which note their labels. */
export const ErrorSummary = ({ state }: { state: FormState }) => {
  const t = useWords();
  if (state.faults.length === 0 && !state.error) return null;
  const sentence =
    state.error && state.error.code !== 'invalid' ? t(errorKinds[state.error.code].person, state.error.values) : null;
  return (
    <div
      class="g-errors"
      role="alert"
      tabindex={-1}
      id="error-summary"
      autofocus
      data-focus
      aria-labelledby="error-summary-title"
    >
      <h2 class="g-errors-title" id="error-summary-title">
        <Icon name="alert-circle" /> {t(words.title)}
      </h2>
      {sentence ? <p>{sentence}</p> : null}
      {state.faults.length > 0 ? (
        <ul>
          {state.faults.map((fault) => {
            const label = labelOf(state, fault.field);
            const sentence = label ? `${label}: ${t(fault.message)}` : t(fault.message);
            return <li>{label ? <a href={`#${fieldId(fault.field)}`}>{sentence}</a> : sentence}</li>;
          })}
        </ul>
      ) : null}
    </div>
  );
};
