import { countOpen, currentCalendar, listCases, listMostUrgent } from '#cases/index.ts';
import type { Db } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import { say } from '#lib/words.ts';
import { describeTimes, hostingSop, type SopStep, type WorkingCalendar } from '#sop/index.ts';
import { freshForm } from '../../act.ts';
import { LinkButton } from '../../components/button/button.tsx';
import type { Page } from '../../context.ts';
import { page, signedIn } from '../../page.tsx';
import { paths } from '../../paths.ts';
import { useWords } from '../../view.ts';
import { withDefinitions } from '../cases/shared/definitions.ts';
import { type Asked, readFilter, toOpenFilter, toQuery } from '../cases/shared/filters.ts';
import { SavedViews } from '../views/saved-views.tsx';
import { type BoardItem, CaseCard } from './cards.tsx';
import { BoardFrame, readFrame } from './frame.tsx';
import { words } from './words.ts';

/** Most cards of one column; the rest is a link to the list. */
const mostCards = 8;
const mostClosed = 5;

type Count = { open: number; late: number };

const readBoard = async (db: Db, actor: Actor, asked: Asked, now: Temporal.Instant) => {
  const filter = toOpenFilter(asked);
  const [counts, cards, closed, calendar] = await Promise.all([
    countOpen(db, actor, filter, now),
    listMostUrgent(db, actor, { ...filter, each: mostCards }, now),
    asked.late ? [] : listCases(db, actor, { ...filter, open: false, limit: mostClosed, offset: 0 }, now),
    currentCalendar(db),
  ]);
  return { counts, cards: await withDefinitions(db, cards), closed: await withDefinitions(db, closed), calendar };
};

/** How many cases stand in these states together. */
const sumOf = (counts: ReadonlyMap<string, Count>, states: readonly string[]): Count =>
  states.reduce(
    (sum, state) => ({ open: sum.open + (counts.get(state)?.open ?? 0), late: sum.late + (counts.get(state)?.late ?? 0) }),
    { open: 0, late: 0 },
  );

const statesOf = (step: SopStep): string[] => hostingSop.states.filter((state) => state.step === step.no).map(({ key }) => key);

type ColumnProps = { step: SopStep; count: Count; items: readonly BoardItem[]; calendar: WorkingCalendar; asked: Asked };

const Column = ({ step, count, items, calendar, asked }: ColumnProps) => {
  const t = useWords();
  const shown = items.slice(0, mostCards);
  const hidden = count.open - shown.length;
  const heading = `step-${step.no}`;
  return (
    <section class={shown.length > 0 ? 'g-lane' : 'g-lane g-lane-empty'} aria-labelledby={heading}>
      <header class="g-lane-head">
        <h2 id={heading}>
          <span class="g-lane-no">{step.no}</span>
          <span>{t(step.name)}</span>
          <span class="g-lane-count">
            <span class="visually-hidden">: </span>
            {count.open}
            <span class="visually-hidden"> {t(words.count)}</span>
          </span>
        </h2>
        <p>
          <span>{t(words.standard, { time: t(describeTimes([step.time])) })}</span>
          {count.late > 0 ? <strong class="g-lane-late">{t(words.lateCount, { n: count.late })}</strong> : null}
        </p>
      </header>
      {shown.length === 0 ? <p class="g-lane-none">{t(words.none)}</p> : null}
      <ul>
        {shown.map((item) => (
          <CaseCard item={item} calendar={calendar} />
        ))}
      </ul>
      {hidden > 0 ? (
        <a class="g-lane-more" href={paths.cases({ ...toQuery({ ...asked, step: String(step.no), open: 'yes' }) })}>
          {t(words.more, { n: hidden })}
        </a>
      ) : null}
    </section>
  );
};

const Closed = ({ closed, calendar }: { closed: readonly BoardItem[]; calendar: WorkingCalendar }) => {
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

const standingStates = hostingSop.states.filter((state) => state.clock === 'standing').map((state) => state.key);

/** The open cases as cards in the columns of their steps, the most urgent of each column. */
export const boardPage: Page = (app) => {
  app.get(paths.board(), async (c) => {
    const actor = signedIn(c);
    const { db } = c.var.services;
    const asked = readFilter(c);
    const [{ counts, cards, closed, calendar }, frame] = await Promise.all([
      readBoard(db, actor, asked, c.var.now),
      readFrame(db, actor),
    ]);
    const all = sumOf(counts, [...counts.keys()]);
    const figures = { open: all.open, late: all.late, standing: sumOf(counts, standingStates).open };
    return page(
      c,
      {
        title: words.title,
        section: 'board',
        width: 'full',
        lead: say(words.figures, c.var.language, figures),
        actions: <LinkButton href={paths.cases(toQuery(asked))} label={words.asList} icon="list" />,
        scripts: ['board.js', 'live.js'],
      },
      <>
        <BoardFrame kind="kanban" asked={asked} offices={frame.offices} />
        <SavedViews
          views={frame.views}
          path={paths.board()}
          query={toQuery({ ...asked, state: '', step: '', open: '', due: '' })}
          state={freshForm(c)}
        />
        <div class="g-board" id="board" data-watch>
          {hostingSop.steps.map((step) => (
            <Column
              step={step}
              count={sumOf(counts, statesOf(step))}
              items={cards.filter(({ state }) => state.step === step.no)}
              calendar={calendar}
              asked={asked}
            />
          ))}
          {asked.late ? null : <Closed closed={closed} calendar={calendar} />}
        </div>
        <p class="g-muted g-small g-keys">{say(words.keys, c.var.language)}</p>
      </>,
    );
  });
};
