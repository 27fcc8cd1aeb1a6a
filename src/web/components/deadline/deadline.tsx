import { shortMoment } from '#lib/format.ts';
import { type Phrase, useView, useWords } from '../../view.ts';
import { Icon } from '../icon/icon.tsx';

export type DeadlineState = 'ample' | 'soon' | 'late' | 'standing' | 'met';

const words = {
  late: { id: 'Terlambat', en: 'Late' },
  standing: { id: 'Waktu berhenti', en: 'Clock stands' },
  due: { id: 'Batas waktu', en: 'Due' },
} as const;

const icons: Record<DeadlineState, string> = {
  ample: 'clock',
  soon: 'clock-exclamation',
  late: 'alert-triangle',
  standing: 'player-pause',
  met: 'check',
};

type DeadlineProps = {
  due: Temporal.Instant | null;
  state: DeadlineState;
  /** What is left or over in working time, as said by the caller: "sisa 1 hari 2 jam", "lewat 3 jam". */
  remaining?: Phrase;
};

/** Until when, and what is left of it. Late is said in a word, not only in red. */
export const Deadline = ({ due, state, remaining }: DeadlineProps) => {
  const t = useWords();
  const { language, timeZone } = useView();
  return (
    <span class={`g-deadline g-deadline-${state}`}>
      <Icon name={icons[state]} size={16} />
      <span>
        {due ? (
          <time datetime={due.toString()}>
            <span class="visually-hidden">{t(words.due)} </span>
            {shortMoment(due, language, timeZone)}
          </time>
        ) : null}
        {state === 'late' || state === 'standing' || remaining ? (
          <span class="g-deadline-rest">
            {state === 'late' ? t(words.late) : state === 'standing' ? t(words.standing) : ''}
            {(state === 'late' || state === 'standing') && remaining ? ', ' : ''}
            {remaining ? t(remaining) : ''}
          </span>
        ) : null}
      </span>
    </span>
  );
};
