import { currentCalendar, listCases } from '#cases/index.ts';
import type { Db } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import { listOffices } from '#identity/index.ts';
import { shortDate } from '#lib/format.ts';
import { say } from '#lib/words.ts';
import { describeTimes, hostingSop, type SopStep, type WorkingCalendar } from '#sop/index.ts';
import { LinkButton } from '../../components/button/button.tsx';
import { FilterBar, FilterCheck, FilterSelect, FilterText } from '../../components/filter/filter.tsx';
import type { Page } from '../../context.ts';
import { page, signedIn } from '../../page.tsx';
import { paths } from '../../paths.ts';
import { useView, useWords } from '../../view.ts';
import { StepDeadline, urgencyOf } from '../cases/shared/deadline-of.tsx';
import { type DefinedRow, withDefinitions } from '../cases/shared/definitions.ts';
import { type Asked, readFilter, toCaseFilter, toQuery } from '../cases/shared/filters.ts';
import { words } from './words.ts';

/** Most cards of one column; the rest is a link to the list. */
const mostCards = 8;
const mostClosed = 5;

const readBoard = async (db: Db, actor: Actor, asked: Asked, now: Temporal.Instant) => {
  const filter = toCaseFilter({ ...asked, state: '', step: '', open: '' });
  const [open, closed, offices, calendar] = await Promise.all([
    listCases(db, actor, { ...filter, open: true, limit: 1000, offset: 0 }, now),
    asked.late ? [] : listCases(db, actor, { ...filter, open: false, limit: mostClosed, offset: 0 }, now),
    actor.host || actor.auditor ? listOffices(db, { active: true, kind: 'applicant' }) : [],
    currentCalendar(db),
  ]);
  return { open: await withDefinitions(db, open), closed: await withDefinitions(db, closed), offices, calendar };
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

const CaseCard = ({ item, calendar }: { item: DefinedRow; calendar: WorkingCalendar }) => {
  const t = useWords();
  const { now, language, timeZone } = useView();
  const { row, state } = item;
  const urgency = urgencyOf(calendar, now, row.due_at, state.clock);
  // The first state of a step is what its column says; any other is worth a word.
  const usual = !state.ended && item.definition.states.find((each) => each.step === state.step)?.key === state.key;
  return (
    <li class={`g-case g-case-${urgency}`}>
      <a class="g-case-name" href={paths.case(row.number)}>
        {row.application_name || t(words.unnamed)}
      </a>
      <span class="g-case-line">
        <span class="g-case-number">{row.number}</span> <abbr title={row.office_name}>{row.office_abbreviation}</abbr>
      </span>
      {usual ? null : <span class={`g-case-state g-${state.colour}`}>{t(state.label)}</span>}
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

type ColumnProps = { step: SopStep; items: readonly DefinedRow[]; calendar: WorkingCalendar; asked: Asked };

const Column = ({ step, items, calendar, asked }: ColumnProps) => {
  const t = useWords();
  const { now } = useView();
  const late = items.filter(({ row, state }) => urgencyOf(calendar, now, row.due_at, state.clock) === 'late').length;
  const hidden = items.length - mostCards;
  const heading = `step-${step.no}`;
  return (
    <section class={items.length > 0 ? 'g-lane' : 'g-lane g-lane-empty'} aria-labelledby={heading}>
      <header class="g-lane-head">
        <h2 id={heading}>
          <span class="g-lane-no">{step.no}</span>
          <span>{t(step.name)}</span>
          <span class="g-lane-count">
            <span class="visually-hidden">: </span>
            {items.length}
            <span class="visually-hidden"> {t(words.count)}</span>
          </span>
        </h2>
        <p>
          <span>{t(words.standard, { time: t(describeTimes([step.time])) })}</span>
          {late > 0 ? <strong class="g-lane-late">{t(words.lateCount, { n: late })}</strong> : null}
        </p>
      </header>
      {items.length === 0 ? <p class="g-lane-none">{t(words.none)}</p> : null}
      <ul>
        {items.slice(0, mostCards).map((item) => (
          <CaseCard item={item} calendar={calendar} />
        ))}
      </ul>
      {hidden > 0 ? (
        <a class="g-lane-more" href={paths.cases({ ...toQuery({ ...asked, step: String(step.no) }) })}>
          {t(words.more, { n: hidden })}
        </a>
      ) : null}
    </section>
  );
};

const Closed = ({ closed, calendar }: { closed: readonly DefinedRow[]; calendar: WorkingCalendar }) => {
  const t = useWords();
  return (
    <section class="g-lane g-lane-closed" aria-labelledby="closed">
      <header class="g-lane-head">
        <h2 id="closed">{t(words.done)}</h2>
        <p>
          <a href={paths.cases({ open: 'no' })}>{t(words.allDone)}</a>
        </p>
      </header>
      {closed.length === 0 ? <p class="g-lane-none">{t(words.doneNone)}</p> : null}
      <ul>
        {closed.map((item) => (
          <CaseCard item={item} calendar={calendar} />
        ))}
      </ul>
    </section>
  );
};

/** Every open case as a card in the column of its step. */
export const boardPage: Page = (app) => {
  app.get(paths.board(), async (c) => {
    const actor = signedIn(c);
    const asked = readFilter(c);
    const { open, closed, offices, calendar } = await readBoard(c.var.services.db, actor, asked, c.var.now);
    const urgencies = open.map(({ row, state }) => urgencyOf(calendar, c.var.now, row.due_at, state.clock));
    const count = (wanted: string): number => urgencies.filter((urgency) => urgency === wanted).length;
    const figures = { open: open.length, late: count('late'), standing: count('standing') };
    return page(
      c,
      {
        title: words.title,
        section: 'board',
        width: 'full',
        lead: say(words.figures, c.var.language, figures),
        actions: <LinkButton href={paths.cases(toQuery(asked))} label={words.asList} icon="list" />,
      },
      <>
        <FilterBar action={paths.board()} active={Boolean(asked.office || asked.q || asked.late)}>
          <FilterText name="q" label={words.search} value={asked.q} />
          {offices.length > 0 ? (
            <FilterSelect
              name="office"
              label={words.office}
              value={asked.office}
              options={offices.map((office) => ({ value: office.id, label: office.name }))}
            />
          ) : null}
          <FilterCheck name="late" label={words.late} checked={asked.late} />
        </FilterBar>
        <div class="g-board">
          {hostingSop.steps.map((step) => (
            <Column step={step} items={open.filter(({ state }) => state.step === step.no)} calendar={calendar} asked={asked} />
          ))}
          {asked.late ? null : <Closed closed={closed} calendar={calendar} />}
        </div>
      </>,
    );
  });
};
