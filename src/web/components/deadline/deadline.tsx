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
  /** The due moment as the caller says it ("jatuh tempo Rabu 25 Nov 16.00"); without it, as a short moment. */
  when?: Phrase;
  /** What is left or over in working time, as said by the caller: "sisa 1 hari 2 j kerja", "terlambat 3 j kerja". */
  remaining?: Phrase;
};

/** Until when, and what is left of it. Late is said in a word, not only in red. */
export const Deadline = ({ due, state, when, remaining }: DeadlineProps) => {
  const t = useWords();
  const { language, timeZone } = useView();
  return (
    <span class={`g-deadline g-deadline-${state}`}>
      <Icon name={icons[state]} size={16} />
      <span>
        {due ? (
          <time datetime={due.toString()}>
            {when ? (
              t(when)
            ) : (
              <>
                <span class="visually-hidden">{t(words.due)} </span>
                {shortMoment(due, language, timeZone)}
              </>
            )}
          </time>
        ) : null}
        {state === 'late' || state === 'standing' || remaining ? (
          <span class="g-deadline-rest">
            {state === 'standing' ? `${t(words.standing)}${remaining ? ', ' : ''}` : ''}
            {remaining ? t(remaining) : state === 'late' ? t(words.late) : ''}
          </span>
        ) : null}
      </span>
    </span>
  );
};
