import {
  calendarStatuses,
  type Holiday,
  holidayKinds,
  listWorkingCalendar,
  type WeekHours,
  type WorkingCalendarRows,
  weekdays,
} from '#identity/index.ts';
import { shortDate } from '#lib/format.ts';
import { say } from '#lib/words.ts';
import { Alert } from '../../../components/alert/alert.tsx';
import { LinkButton } from '../../../components/button/button.tsx';
import { Card, Stack } from '../../../components/card/card.tsx';
import { Empty } from '../../../components/empty/empty.tsx';
import { Status } from '../../../components/status/status.tsx';
import { Table } from '../../../components/table/table.tsx';
import { Tabs } from '../../../components/tabs/tabs.tsx';
import type { Page } from '../../../context.ts';
import { page } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { useView, useWords } from '../../../view.ts';
import { adminReader } from '../shared/guard.ts';
import { shared } from '../shared/words.ts';
import { gapsOf } from './gaps.ts';
import { words } from './words.ts';

const choice = <Value extends string, Of extends { value: Value }>(choices: readonly Of[], value: Value): Of =>
  choices.find((each) => each.value === value) ?? (choices[0] as Of);

const Holidays = ({ holidays, mayChange }: { holidays: readonly Holiday[]; mayChange: boolean }) => {
  const t = useWords();
  const { language, timeZone } = useView();
  return (
    <Table
      caption={words.title}
      rows={holidays}
      empty={<Empty title={words.noHolidays} text={words.noHolidaysHow} icon="calendar-off" />}
      columns={[
        { key: 'date', label: words.date, tight: true, cell: (holiday) => shortDate(holiday.date, language, timeZone) },
        {
          key: 'name',
          label: words.name,
          cell: (holiday) => (
            <>
              {holiday.name}
              <span class="g-sub">{holiday.basis}</span>
            </>
          ),
        },
        {
          key: 'kind',
          label: words.kind,
          tight: true,
          cell: (holiday) => {
            const kind = choice(holidayKinds, holiday.kind);
            return <Status label={kind.label} colour={kind.colour} />;
          },
        },
        {
          key: 'status',
          label: shared.status,
          tight: true,
          cell: (holiday) => {
            const status = choice(calendarStatuses, holiday.status);
            return <Status label={status.label} colour={status.colour} />;
          },
        },
        ...(mayChange
          ? [
              {
                key: 'edit',
                label: shared.action,
                quiet: true,
                align: 'right' as const,
                cell: (holiday: Holiday) => (
                  <a href={paths.holiday(holiday.date.toString())}>
                    {t(words.edit)}
                    <span class="visually-hidden"> {holiday.name}</span>
                  </a>
                ),
              },
            ]
          : []),
      ]}
    />
  );
};

const clock = (time: Temporal.PlainTime, language: 'id' | 'en'): string =>
  time
    .toString()
    .slice(0, 5)
    .replace(':', language === 'id' ? '.' : ':');

/** Days with the same hours in one line: "Senin–Kamis 07.30–16.00, istirahat 12.00–13.00". */
const Week = ({ hours }: { hours: WeekHours }) => {
  const t = useWords();
  const { language } = useView();
  const lines: { from: string; to: string; text: string }[] = [];
  for (const day of weekdays) {
    const of = hours[day.value as keyof WeekHours];
    if (!of) continue;
    const rest =
      of.breakStarts && of.breakEnds
        ? `, ${t(words.rest)} ${clock(of.breakStarts, language)}–${clock(of.breakEnds, language)}`
        : '';
    const text = `${clock(of.starts, language)}–${clock(of.ends, language)}${rest}`;
    const last = lines.at(-1);
    if (last?.text === text) last.to = t(day.label);
    else lines.push({ from: t(day.label), to: t(day.label), text });
  }
  return (
    <>
      {lines.map((line) => (
        <div>
          {line.from === line.to ? line.from : `${line.from}–${line.to}`} {line.text}
        </div>
      ))}
    </>
  );
};

const Periods = ({ calendar, mayChange }: { calendar: WorkingCalendarRows; mayChange: boolean }) => {
  const t = useWords();
  const { language, timeZone } = useView();
  const { basePeriod } = calendar;
  const rows = [
    ...(basePeriod ? [{ ...basePeriod, days: null }] : []),
    ...calendar.periods.map((each) => ({ ...each, days: { first: each.firstDay, last: each.lastDay } })),
  ];
  return (
    <Table
      caption={words.periods}
      rows={rows}
      columns={[
        {
          key: 'name',
          label: words.period,
          cell: (period) => (
            <>
              {mayChange ? <a href={paths.workingPeriod(period.id)}>{period.name}</a> : period.name}
              <span class="g-sub">
                {period.days
                  ? `${shortDate(period.days.first, language, timeZone)} – ${shortDate(period.days.last, language, timeZone)}`
                  : t(words.base)}
              </span>
            </>
          ),
        },
        { key: 'hours', label: words.hours, cell: (period) => <Week hours={period.hours} /> },
        {
          key: 'status',
          label: shared.status,
          tight: true,
          cell: (period) => {
            const status = choice(calendarStatuses, period.status);
            return <Status label={status.label} colour={status.colour} />;
          },
        },
      ]}
    />
  );
};

/** The working calendar as the office keeps it. */
export const calendarPage: Page = (app) => {
  app.get(paths.calendar(), async (c) => {
    const { mayChange } = adminReader(c);
    const calendar = await listWorkingCalendar(c.var.services.db);
    const { language, now, installation } = c.var;
    const gaps = gapsOf(calendar, now.toZonedDateTimeISO(installation?.timeZone ?? 'UTC').toPlainDate());
    const thisYear = now.toZonedDateTimeISO(installation?.timeZone ?? 'UTC').year;
    const asked = Number(c.req.query('year') ?? thisYear);
    const year = Number.isInteger(asked) && asked > 2000 && asked < 2200 ? asked : thisYear;
    const years = [...new Set([...calendar.holidays.map((holiday) => holiday.date.year), thisYear, thisYear + 1, year])].sort(
      (a, b) => a - b,
    );
    const holidays = calendar.holidays.filter((holiday) => holiday.date.year === year);
    return page(
      c,
      {
        title: words.title,
        section: 'calendar',
        lead: say(words.lead, language),
        actions: mayChange ? (
          <>
            <LinkButton href={paths.holiday()} label={words.addHoliday} icon="plus" tone="primary" />
            <LinkButton href={paths.holidayImport()} label={words.import} icon="clipboard-text" />
          </>
        ) : null,
      },
      <Stack>
        {gaps.length > 0 ? (
          <Alert tone="warning" title={words.gaps}>
            <ul>
              {gaps.map((gap) => (
                <li>{say(gap, language)}</li>
              ))}
            </ul>
          </Alert>
        ) : null}
        <div>
          <Tabs
            label={words.year}
            current={String(year)}
            tabs={years.map((each) => ({ key: String(each), label: String(each), href: paths.calendar({ year: each }) }))}
          />
          {holidays.some((holiday) => holiday.status === 'estimate') ? (
            <div class="g-said">
              <Alert tone="warning">
                <p>{say(words.estimated, language)}</p>
              </Alert>
            </div>
          ) : null}
          <Card title={say(words.holidays, language, { year })} flush>
            <Holidays holidays={holidays} mayChange={mayChange} />
          </Card>
        </div>
        <Card
          title={words.periods}
          flush
          aside={mayChange ? <a href={paths.workingPeriod('new')}>{say(words.addPeriod, language)}</a> : null}
        >
          <p class="g-muted g-inset">{say(words.periodsHow, language)}</p>
          <Periods calendar={calendar} mayChange={mayChange} />
        </Card>
      </Stack>,
    );
  });
};
