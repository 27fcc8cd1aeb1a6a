import type { BoardRow } from '#cases/index.ts';
import { shortDate } from '#lib/format.ts';
import type { SopDefinition, SopState, WorkingCalendar } from '#sop/index.ts';
import { paths } from '../../paths.ts';
import { useView, useWords } from '../../view.ts';
import { reasonLabel } from '../cases/delay/delay.tsx';
import { StepDeadline, urgencyOf } from '../cases/shared/deadline-of.tsx';
import { words } from './words.ts';

/** A listed case with the definition under which it runs. */
export type BoardItem = {
  row: Omit<BoardRow, 'delay_reason'> & { delay_reason?: string | null };
  definition: SopDefinition;
  state: SopState;
};

/** "Rani Kusuma" as "RK": who took the task, small enough for a card. */
const initialsOf = (name: string): string =>
  name
    .replace(/,.*$/, '')
    .split(/\s+/)
    .filter((part) => !part.endsWith('.'))
    .slice(0, 2)
    .map((part) => [...part][0]?.toUpperCase() ?? '')
    .join('');

/** A case as a card: what it is, whose, until when, who has taken it, and why it is late where that was said. */
export const CaseCard = ({ item, calendar }: { item: BoardItem; calendar: WorkingCalendar }) => {
  const t = useWords();
  const { now, language, timeZone } = useView();
  const { row, state } = item;
  const urgency = urgencyOf(calendar, now, row.due_at, state.clock);
  // The first state of a step is what its column says; any other is worth a word.
  const usual = !state.ended && item.definition.states.find((each) => each.step === state.step)?.key === state.key;
  const reason = urgency === 'late' ? reasonLabel(row.delay_reason ?? null) : null;
  return (
    <li class={`g-case g-case-${urgency}`}>
      <a class="g-case-name" href={paths.case(row.number)}>
        {row.application_name || t(words.unnamed)}
      </a>
      <span class="g-case-line">
        <span class="g-case-number">{row.number}</span> <abbr title={row.office_name}>{row.office_abbreviation}</abbr>
      </span>
      {usual ? null : <span class={`g-case-state g-${state.colour}`}>{t(state.label)}</span>}
      {reason ? <span class="g-case-reason">{t(reason)}</span> : null}
      <span class="g-case-foot">
        {row.closed_at ? (
          <time datetime={row.closed_at.toString()}>{shortDate(row.closed_at, language, timeZone)}</time>
        ) : (
          <StepDeadline calendar={calendar} due={row.due_at} clock={state.clock} short />
        )}
        {row.assignee_name ? (
          <span class="g-avatar" title={t(words.assigned, { name: row.assignee_name })}>
            <span aria-hidden="true">{initialsOf(row.assignee_name)}</span>
            <span class="visually-hidden">{t(words.assigned, { name: row.assignee_name })}</span>
          </span>
        ) : null}
      </span>
    </li>
  );
};
