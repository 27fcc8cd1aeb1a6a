import { sql } from 'kysely';
import type { Db } from '#db/index.ts';
import type { CalendarStatus, HolidayKind } from './choices.ts';

export type WorkingDay = {
  starts: Temporal.PlainTime;
  ends: Temporal.PlainTime;
  breakStarts: Temporal.PlainTime | null;
  breakEnds: Temporal.PlainTime | null;
};

/** Hours per ISO weekday (1 = Monday); a weekday that is not named is off. */
export type WeekHours = Partial<Record<1 | 2 | 3 | 4 | 5 | 6 | 7, WorkingDay>>;

export type Holiday = { date: Temporal.PlainDate; kind: HolidayKind; name: string; basis: string; status: CalendarStatus };

export type WorkingPeriod = {
  id: string;
  name: string;
  firstDay: Temporal.PlainDate;
  lastDay: Temporal.PlainDate;
  basis: string;
  status: CalendarStatus;
  hours: WeekHours;
};

/** The base period holds wherever no other does; it has no days of its own. */
export type BasePeriod = Omit<WorkingPeriod, 'firstDay' | 'lastDay'>;

/** The working calendar as the office edits it. `base`, `periods` and `holidays` are what the SOP room's `makeCalendar` takes. */
export type WorkingCalendarRows = {
  base: WeekHours;
  basePeriod: BasePeriod | null;
  periods: WorkingPeriod[];
  holidays: Holiday[];
};

type Day = { weekday: keyof WeekHours; starts: string; ends: string; breakStarts: string | null; breakEnds: string | null };
type Period = Omit<WorkingPeriod, 'firstDay' | 'lastDay' | 'hours'> & {
  firstDay: string | null;
  lastDay: string | null;
  days: Day[];
};
type Row = { periods: Period[]; holidays: (Omit<Holiday, 'date'> & { date: string })[] };

const time = (text: string): Temporal.PlainTime => Temporal.PlainTime.from(text);

const hoursOf = (days: readonly Day[]): WeekHours =>
  Object.fromEntries(
    days.map(({ weekday, starts, ends, breakStarts, breakEnds }) => [
      weekday,
      {
        starts: time(starts),
        ends: time(ends),
        breakStarts: breakStarts ? time(breakStarts) : null,
        breakEnds: breakEnds ? time(breakEnds) : null,
      },
    ]),
  );

/** Holidays in order of date and periods in order of their first day, in one query. */
export const listWorkingCalendar = async (db: Db): Promise<WorkingCalendarRows> => {
  const { rows } = await sql<Row>`
    select coalesce((
        select json_agg(json_build_object('id', p.id, 'name', p.name, 'firstDay', p.first_day, 'lastDay', p.last_day,
          'basis', p.basis, 'status', p.status, 'days', coalesce((
            select json_agg(json_build_object('weekday', h.weekday, 'starts', h.starts, 'ends', h.ends,
              'breakStarts', h.break_starts, 'breakEnds', h.break_ends) order by h.weekday)
            from working_hours h where h.period_id = p.id), '[]')) order by p.first_day nulls first)
        from working_period p), '[]') as periods,
      coalesce((
        select json_agg(json_build_object('date', date, 'kind', kind, 'name', name, 'basis', basis, 'status', status) order by date)
        from holiday), '[]') as holidays`.execute(db);
  const { periods = [], holidays = [] } = rows[0] ?? {};
  const read = periods.map(({ days, firstDay, lastDay, ...period }) => ({
    ...period,
    firstDay: firstDay ? Temporal.PlainDate.from(firstDay) : null,
    lastDay: lastDay ? Temporal.PlainDate.from(lastDay) : null,
    hours: hoursOf(days),
  }));
  const base = read.find((period) => period.firstDay === null);
  const basePeriod = base && { id: base.id, name: base.name, basis: base.basis, status: base.status, hours: base.hours };
  return {
    base: base?.hours ?? {},
    basePeriod: basePeriod ?? null,
    periods: read.flatMap(({ firstDay, lastDay, ...period }) => (firstDay && lastDay ? [{ ...period, firstDay, lastDay }] : [])),
    holidays: holidays.map((holiday) => ({ ...holiday, date: Temporal.PlainDate.from(holiday.date) })),
  };
};
