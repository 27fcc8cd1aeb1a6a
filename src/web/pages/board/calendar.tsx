import { currentCalendar, listDue } from '#cases/index.ts';
import { listWorkingCalendar } from '#identity/index.ts';
import { shortDate } from '#lib/format.ts';
import { say } from '#lib/words.ts';
import { isWorkingDay, type WorkingCalendar } from '#sop/index.ts';
import { freshForm } from '../../act.ts';
import type { Page } from '../../context.ts';
import { page, signedIn } from '../../page.tsx';
import { paths } from '../../paths.ts';
import { useView, useWords } from '../../view.ts';
import { urgencyOf } from '../cases/shared/deadline-of.tsx';
import { type DefinedRow, withDefinitions } from '../cases/shared/definitions.ts';
import { type Asked, dayBounds, readFilter, toOpenFilter, toQuery } from '../cases/shared/filters.ts';
import { SavedViews } from '../views/saved-views.tsx';
import { BoardFrame, readFrame } from './frame.tsx';
import { words } from './words.ts';

/** Most cases that a day names; the rest is a link to the list. */
const mostOfDay = 4;

/** "2026-11" as a month; this month for anything else. */
const readMonth = (text: string, today: Temporal.PlainDate): Temporal.PlainYearMonth => {
  try {
    return /^\d{4}-\d{2}$/.test(text) ? Temporal.PlainYearMonth.from(text) : today.toPlainYearMonth();
  } catch {
    return today.toPlainYearMonth();
  }
};

/** Whole weeks, Monday first, that show a month. */
const weeksOf = (month: Temporal.PlainYearMonth): Temporal.PlainDate[][] => {
  const first = month.toPlainDate({ day: 1 });
  const last = month.toPlainDate({ day: month.daysInMonth });
  const begin = first.subtract({ days: first.dayOfWeek - 1 });
  const count = Math.ceil((begin.until(last).days + 1) / 7);
  return Array.from({ length: count }, (_, week) => Array.from({ length: 7 }, (_, day) => begin.add({ days: week * 7 + day })));
};

const monthName = (month: Temporal.PlainYearMonth, language: 'id' | 'en'): string =>
  month.toPlainDate({ day: 1 }).toLocaleString(language === 'id' ? 'id-ID' : 'en-GB', { month: 'long', year: 'numeric' });

type DayProps = {
  day: Temporal.PlainDate;
  month: Temporal.PlainYearMonth;
  count: number;
  items: readonly DefinedRow[];
  calendar: WorkingCalendar;
  holiday: string | undefined;
  asked: Asked;
};

const Day = ({ day, month, count, items, calendar, holiday, asked }: DayProps) => {
  const t = useWords();
  const { now, timeZone, language } = useView();
  const today = now.toZonedDateTimeISO(timeZone).toPlainDate();
  const off = !isWorkingDay(calendar, day);
  const look = [
    'g-day',
    off ? 'g-day-off' : '',
    day.equals(today) ? 'g-day-today' : '',
    month.equals(day.toPlainYearMonth()) ? '' : 'g-day-other',
  ];
  const list = paths.cases({ ...toQuery({ ...asked, open: 'yes' }), due: day.toString() });
  return (
    <td class={look.filter(Boolean).join(' ')} {...(day.equals(today) ? { 'aria-current': 'date' as const } : {})}>
      <p class="g-day-no">
        <time datetime={day.toString()}>
          <span class="g-day-short">{day.day}</span>
          <span class="g-day-long">{shortDate(day, language, timeZone)}</span>
        </time>
        {off ? <span class="g-day-name">{holiday ?? <span class="visually-hidden">{t(words.dayOff)}</span>}</span> : null}
        {count > 0 ? (
          <a class="g-day-count" href={list}>
            {t(words.dueCount, { n: count })}
          </a>
        ) : null}
      </p>
      {items.length > 0 ? (
        <ul>
          {items.map(({ row, state }) => (
            <li class={`g-due g-due-${urgencyOf(calendar, now, row.due_at, state.clock)}`}>
              <a href={paths.case(row.number)}>{row.application_name || t(words.unnamed)}</a>
            </li>
          ))}
          {count > items.length ? (
            <li>
              <a href={list}>{t(words.more, { n: count - items.length })}</a>
            </li>
          ) : null}
        </ul>
      ) : null}
    </td>
  );
};

/** Open cases on the days on which their steps are due, a month at a time, beside the office's days off. */
export const boardCalendarPage: Page = (app) => {
  app.get(paths.boardCalendar(), async (c) => {
    const actor = signedIn(c);
    const { db } = c.var.services;
    const { language, now } = c.var;
    const asked = readFilter(c);
    const timeZone = c.var.installation?.timeZone ?? 'UTC';
    const month = readMonth(c.req.query('month') ?? '', now.toZonedDateTimeISO(timeZone).toPlainDate());
    const weeks = weeksOf(month);
    const days = weeks.flat().map((day) => ({ date: day.toString(), ...dayBounds(day, timeZone) }));
    const [due, calendar, rows, frame] = await Promise.all([
      listDue(db, actor, { ...toOpenFilter(asked), days, each: mostOfDay }, now),
      currentCalendar(db),
      listWorkingCalendar(db),
      readFrame(db, actor),
    ]);
    const defined = await withDefinitions(db, due.rows);
    const of = (day: Temporal.PlainDate) => defined.filter((_, index) => due.rows[index]?.due_on === day.toString());
    const holidays = new Map(rows.holidays.map((holiday) => [holiday.date.toString(), holiday.name]));
    const link = (to: Temporal.PlainYearMonth) => paths.boardCalendar({ ...toQuery(asked), month: to.toString() });
    const weekday = (day: Temporal.PlainDate) => day.toLocaleString(language === 'id' ? 'id-ID' : 'en-GB', { weekday: 'long' });
    return page(
      c,
      {
        title: words.calendarTitle,
        section: 'board',
        width: 'full',
        lead: monthName(month, language),
        scripts: ['board.js', 'live.js'],
      },
      <>
        <BoardFrame kind="calendar" asked={asked} offices={frame.offices} />
        <SavedViews views={frame.views} path={paths.boardCalendar()} query={toQuery(asked)} state={freshForm(c)} />
        <nav class="g-months" aria-label={say(words.month, language)}>
          <a href={link(month.subtract({ months: 1 }))} rel="prev">
            ← {say(words.previousMonth, language)}
          </a>
          <a href={paths.boardCalendar(toQuery(asked))}>{say(words.today, language)}</a>
          <a href={link(month.add({ months: 1 }))} rel="next">
            {say(words.nextMonth, language)} →
          </a>
        </nav>
        <div class="g-month-wrap" id="calendar" data-watch>
          <table class="g-month">
            <caption class="visually-hidden">{monthName(month, language)}</caption>
            <thead>
              <tr>
                {(weeks[0] ?? []).map((day) => (
                  <th scope="col">{weekday(day)}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {weeks.map((week) => (
                <tr>
                  {week.map((day) => (
                    <Day
                      day={day}
                      month={month}
                      count={due.counts.get(day.toString()) ?? 0}
                      items={of(day)}
                      calendar={calendar}
                      holiday={holidays.get(day.toString())}
                      asked={asked}
                    />
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </>,
    );
  });
};
