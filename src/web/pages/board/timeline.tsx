import { countOpen, currentCalendar, listCases, listVisits, type VisitBar } from '#cases/index.ts';
import { say } from '#lib/words.ts';
import { describeDeadline, isWorkingDay, stepOf, type WorkingCalendar } from '#sop/index.ts';
import { freshForm } from '../../act.ts';
import { Card } from '../../components/card/card.tsx';
import { Empty } from '../../components/empty/empty.tsx';
import { Pagination } from '../../components/pagination/pagination.tsx';
import type { Page } from '../../context.ts';
import { page, signedIn } from '../../page.tsx';
import { paths } from '../../paths.ts';
import { useView, useWords } from '../../view.ts';
import { type DefinedRow, withDefinitions } from '../cases/shared/definitions.ts';
import { readFilter, toOpenFilter, toQuery } from '../cases/shared/filters.ts';
import { SavedViews } from '../views/saved-views.tsx';
import { BoardFrame, readFrame } from './frame.tsx';
import { words } from './words.ts';

const perPage = 25;
/** Four weeks in sight, two of them behind. */
const span = 28;
const height = 22;

type Window = { first: Temporal.PlainDate; days: readonly Temporal.PlainDate[]; timeZone: string };

/** The days in sight; they begin on a Monday, two weeks before this one unless the address says from when. */
const windowOf = (asked: string, today: Temporal.PlainDate, timeZone: string): Window => {
  const given = (): Temporal.PlainDate => {
    try {
      return Temporal.PlainDate.from(asked);
    } catch {
      return today.subtract({ days: 14 });
    }
  };
  const from = /^\d{4}-\d{2}-\d{2}$/.test(asked) ? given() : today.subtract({ days: 14 });
  const first = from.subtract({ days: from.dayOfWeek - 1 });
  return { first, days: Array.from({ length: span }, (_, day) => first.add({ days: day })), timeZone };
};

/** Where a moment lies in the window, in days from its beginning, held inside it. */
const placeOf = (moment: Temporal.Instant, { first, timeZone }: Window): number => {
  const begins = first.toZonedDateTime(timeZone).toInstant();
  const days = (moment.epochMilliseconds - begins.epochMilliseconds) / 86_400_000;
  return Math.round(Math.min(span, Math.max(0, days)) * 100) / 100;
};

type StripProps = { item: DefinedRow; visits: readonly VisitBar[]; window: Window; calendar: WorkingCalendar };

/** The course of one case as bars; said in words for who does not see them. */
const Strip = ({ item, visits, window, calendar }: StripProps) => {
  const t = useWords();
  const { now } = useView();
  const { row, state, definition } = item;
  const step = state.step === null ? null : stepOf(definition, state.step);
  const due = row.due_at ? t(describeDeadline(calendar, now, row.due_at)) : t(words.noDue);
  const today = placeOf(now, window);
  return (
    <svg
      class="g-strip"
      viewBox={`0 0 ${span} ${height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={step ? t(words.bar, { no: step.no, name: t(step.name), due }) : due}
    >
      {window.days.map((day, index) =>
        isWorkingDay(calendar, day) ? null : <rect class="g-strip-off" x={index} y="0" width="1" height={height} />,
      )}
      {visits.map((visit) => {
        const from = placeOf(visit.openedAt, window);
        const until = placeOf(visit.closedAt ?? now, window);
        if (until <= 0 || from >= span) return null;
        const late = visit.late ?? (visit.dueAt !== null && Temporal.Instant.compare(visit.dueAt, now) < 0);
        const look = visit.dueAt === null ? 'waits' : late ? 'late' : 'time';
        return (
          <rect
            class={`g-strip-${look} ${visit.closedAt ? 'g-strip-closed' : ''}`}
            x={from}
            y="4"
            width={Math.max(0.15, until - from - 0.04)}
            height={height - 8}
          />
        );
      })}
      {row.due_at && placeOf(row.due_at, window) < span ? (
        <rect class="g-strip-due" x={placeOf(row.due_at, window)} y="1" width="0.1" height={height - 2} />
      ) : null}
      {today > 0 && today < span ? <rect class="g-strip-today" x={today} y="0" width="0.06" height={height} /> : null}
    </svg>
  );
};

const Days = ({ window, calendar }: { window: Window; calendar: WorkingCalendar }) => {
  const { now, timeZone } = useView();
  const today = now.toZonedDateTimeISO(timeZone).toPlainDate();
  return (
    <div class="g-days" aria-hidden="true">
      {window.days.map((day) => (
        <span class={[isWorkingDay(calendar, day) ? '' : 'g-days-off', day.equals(today) ? 'g-days-today' : ''].join(' ').trim()}>
          {day.day}
        </span>
      ))}
    </div>
  );
};

/** Open cases, one line each, with the visits of their steps as bars on the days: what takes how long, and until when. */
export const boardTimelinePage: Page = (app) => {
  app.get(paths.boardTimeline(), async (c) => {
    const actor = signedIn(c);
    const { db } = c.var.services;
    const { language, now } = c.var;
    const asked = readFilter(c);
    const timeZone = c.var.installation?.timeZone ?? 'UTC';
    const window = windowOf(c.req.query('from') ?? '', now.toZonedDateTimeISO(timeZone).toPlainDate(), timeZone);
    const filter = toOpenFilter(asked);
    const [listed, counts, calendar, frame] = await Promise.all([
      listCases(db, actor, { ...filter, open: true, limit: perPage, offset: (asked.page - 1) * perPage }, now),
      countOpen(db, actor, filter, now),
      currentCalendar(db),
      readFrame(db, actor),
    ]);
    const [items, visits] = await Promise.all([
      withDefinitions(db, listed),
      listVisits(
        db,
        listed.map((row) => row.id),
      ),
    ]);
    const of = Map.groupBy(visits, (visit) => visit.caseId);
    const total = [...counts.values()].reduce((sum, count) => sum + count.open, 0);
    const query = toQuery(asked);
    const link = (days: number) => paths.boardTimeline({ ...query, from: window.first.add({ days }).toString() });
    const month = (day: Temporal.PlainDate | undefined) =>
      day?.toLocaleString(language === 'id' ? 'id-ID' : 'en-GB', { day: 'numeric', month: 'long', year: 'numeric' }) ?? '';
    return page(
      c,
      {
        title: words.timelineTitle,
        section: 'board',
        width: 'full',
        lead: `${month(window.first)} – ${month(window.days.at(-1))}`,
        scripts: ['board.js', 'live.js'],
      },
      <>
        <BoardFrame kind="timeline" asked={asked} offices={frame.offices} />
        <SavedViews views={frame.views} path={paths.boardTimeline()} query={query} state={freshForm(c)} />
        <nav class="g-months" aria-label={say(words.course, language)}>
          <a href={link(-14)} rel="prev">
            ← {say(words.earlier, language)}
          </a>
          <a href={paths.boardTimeline(query)}>{say(words.today, language)}</a>
          <a href={link(14)} rel="next">
            {say(words.later, language)} →
          </a>
        </nav>
        <div id="timeline" data-watch>
          <Card flush>
            {items.length === 0 ? (
              <Empty icon="calendar-stats" title={words.none} />
            ) : (
              <table class="g-gantt">
                <caption class="visually-hidden">{say(words.timelineTitle, language)}</caption>
                <thead>
                  <tr>
                    <th scope="col">{say(words.request, language)}</th>
                    <th scope="col">
                      <span class="visually-hidden">{say(words.course, language)}</span>
                      <Days window={window} calendar={calendar} />
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {items.map((item) => (
                    <tr>
                      <th scope="row">
                        <a href={paths.case(item.row.number)}>{item.row.application_name || say(words.unnamed, language)}</a>
                        <span class="g-sub">
                          {item.row.number} · {item.row.office_abbreviation} · {say(item.state.label, language)}
                        </span>
                      </th>
                      <td>
                        <Strip item={item} visits={of.get(item.row.id) ?? []} window={window} calendar={calendar} />
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            )}
            <Pagination
              page={asked.page}
              perPage={perPage}
              total={total}
              href={(no) => paths.boardTimeline(toQuery(asked, no))}
            />
          </Card>
          <p class="g-muted g-small">{say(words.legend, language)}</p>
        </div>
      </>,
    );
  });
};
