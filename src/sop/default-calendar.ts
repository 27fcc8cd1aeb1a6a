import type { CalendarData, Certainty, Holiday, Weekday, WeekHours, WorkingDay } from './working-calendar.ts';

/**
 * The national calendar with which an office starts: rows for the tables `holiday`, `working_period` and `working_hours`.
 * Data to begin with, not a rule: the office edits its copy.
 */

/** A row of `holiday`. */
export type HolidayRow = Holiday & { basis: string };
/** A row of `working_period` with its hours; without days it is the base. */
export type PeriodRow = {
  name: string;
  firstDay: Temporal.PlainDate | null;
  lastDay: Temporal.PlainDate | null;
  basis: string;
  status: Certainty;
  hours: WeekHours;
};

const time = (text: string): Temporal.PlainTime => Temporal.PlainTime.from(text);
const date = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);
const day = (starts: string, breakStarts: string, breakEnds: string, ends: string): WorkingDay => ({
  starts: time(starts),
  ends: time(ends),
  breakStarts: time(breakStarts),
  breakEnds: time(breakEnds),
});
const week = (monToThu: WorkingDay, friday: WorkingDay): WeekHours => ({
  1: monToThu,
  2: monToThu,
  3: monToThu,
  4: monToThu,
  5: friday,
});

// 37 h 30 m a week from 07.30, break 60 minutes, on Friday 90.
const normalWeek = week(day('07:30', '12:00', '13:00', '16:00'), day('07:30', '11:30', '13:00', '16:30'));
// 32 h 30 m a week from 08.00, break 30 minutes, on Friday 60.
const ramadanWeek = week(day('08:00', '12:00', '12:30', '15:00'), day('08:00', '11:30', '12:30', '15:30'));

const ramadan = (hijri: number, firstDay: string, lastDay: string, status: Certainty): PeriodRow => ({
  name: `Ramadan ${hijri} H`,
  firstDay: date(firstDay),
  lastDay: date(lastDay),
  basis: status === 'official' ? 'Perpres 21/2023' : 'Perpres 21/2023; tanggal perkiraan (kriteria MABIMS)',
  status,
  hours: ramadanWeek,
});

export const defaultPeriods: readonly PeriodRow[] = [
  { name: 'Normal', firstDay: null, lastDay: null, basis: 'Perpres 21/2023', status: 'official', hours: normalWeek },
  ramadan(1446, '2025-03-01', '2025-03-30', 'official'),
  ramadan(1447, '2026-02-19', '2026-03-20', 'official'),
  ramadan(1448, '2027-02-08', '2027-03-09', 'estimate'),
];

type Listed = readonly [date: string, name: string];
const rows = (kind: Holiday['kind'], status: Certainty, basis: string, listed: readonly Listed[]): HolidayRow[] =>
  listed.map(([text, name]) => ({ date: date(text), kind, name, basis, status }));

const skb2025 = 'SKB 3 Menteri 1017/2/2 tanggal 14 Oktober 2024';
const skb2026 = 'SKB 3 Menteri 1497/2/5 tanggal 19 September 2025';

export const defaultHolidays: readonly HolidayRow[] = [
  ...rows('national', 'official', skb2025, [
    ['2025-01-01', 'Tahun Baru 2025 Masehi'],
    ['2025-01-27', 'Isra Mikraj Nabi Muhammad saw.'],
    ['2025-01-29', 'Tahun Baru Imlek 2576 Kongzili'],
    ['2025-03-29', 'Hari Suci Nyepi (Tahun Baru Saka 1947)'],
    ['2025-03-31', 'Idul Fitri 1446 H, hari pertama'],
    ['2025-04-01', 'Idul Fitri 1446 H, hari kedua'],
    ['2025-04-18', 'Wafat Yesus Kristus'],
    ['2025-04-20', 'Kebangkitan Yesus Kristus (Paskah)'],
    ['2025-05-01', 'Hari Buruh Internasional'],
    ['2025-05-12', 'Hari Raya Waisak 2569 BE'],
    ['2025-05-29', 'Kenaikan Yesus Kristus'],
    ['2025-06-01', 'Hari Lahir Pancasila'],
    ['2025-06-06', 'Idul Adha 1446 H'],
    ['2025-06-27', '1 Muharam, Tahun Baru Islam 1447 H'],
    ['2025-08-17', 'Proklamasi Kemerdekaan'],
    ['2025-09-05', 'Maulid Nabi Muhammad saw.'],
    ['2025-12-25', 'Kelahiran Yesus Kristus (Natal)'],
  ]),
  ...rows('collective_leave', 'official', skb2025, [
    ['2025-01-28', 'Cuti bersama Tahun Baru Imlek'],
    ['2025-03-28', 'Cuti bersama Nyepi'],
    ['2025-04-02', 'Cuti bersama Idul Fitri'],
    ['2025-04-03', 'Cuti bersama Idul Fitri'],
    ['2025-04-04', 'Cuti bersama Idul Fitri'],
    ['2025-04-07', 'Cuti bersama Idul Fitri'],
    ['2025-05-13', 'Cuti bersama Waisak'],
    ['2025-05-30', 'Cuti bersama Kenaikan Yesus Kristus'],
    ['2025-06-09', 'Cuti bersama Idul Adha'],
    ['2025-12-26', 'Cuti bersama Natal'],
  ]),
  ...rows('collective_leave', 'official', 'SKB 3 Menteri 933/1/3 tanggal 7 Agustus 2025', [
    ['2025-08-18', 'Cuti bersama Proklamasi Kemerdekaan'],
  ]),
  ...rows('national', 'official', skb2026, [
    ['2026-01-01', 'Tahun Baru 2026 Masehi'],
    ['2026-01-16', 'Isra Mikraj Nabi Muhammad saw.'],
    ['2026-02-17', 'Tahun Baru Imlek 2577 Kongzili'],
    ['2026-03-19', 'Hari Suci Nyepi (Tahun Baru Saka 1948)'],
    ['2026-03-21', 'Idul Fitri 1447 H, hari pertama'],
    ['2026-03-22', 'Idul Fitri 1447 H, hari kedua'],
    ['2026-04-03', 'Wafat Yesus Kristus'],
    ['2026-04-05', 'Kebangkitan Yesus Kristus (Paskah)'],
    ['2026-05-01', 'Hari Buruh Internasional'],
    ['2026-05-14', 'Kenaikan Yesus Kristus'],
    ['2026-05-27', 'Idul Adha 1447 H'],
    ['2026-05-31', 'Hari Raya Waisak 2570 BE'],
    ['2026-06-01', 'Hari Lahir Pancasila'],
    ['2026-06-16', '1 Muharam, Tahun Baru Islam 1448 H'],
    ['2026-08-17', 'Proklamasi Kemerdekaan'],
    ['2026-08-25', 'Maulid Nabi Muhammad saw.'],
    ['2026-12-25', 'Kelahiran Yesus Kristus (Natal)'],
  ]),
  ...rows('collective_leave', 'official', `${skb2026}; Keppres 42/2025`, [
    ['2026-02-16', 'Cuti bersama Tahun Baru Imlek'],
    ['2026-03-18', 'Cuti bersama Nyepi'],
    ['2026-03-20', 'Cuti bersama Idul Fitri'],
    ['2026-03-23', 'Cuti bersama Idul Fitri'],
    ['2026-03-24', 'Cuti bersama Idul Fitri'],
    ['2026-05-15', 'Cuti bersama Kenaikan Yesus Kristus'],
    ['2026-05-28', 'Cuti bersama Idul Adha'],
    ['2026-12-24', 'Cuti bersama Natal'],
  ]),
  ...rows('national', 'estimate', 'Perkiraan; SKB 3 Menteri tahun 2027 belum dimasukkan', [
    ['2027-01-01', 'Tahun Baru 2027 Masehi'],
    ['2027-01-05', 'Isra Mikraj Nabi Muhammad saw. (1448 H)'],
    ['2027-02-06', 'Tahun Baru Imlek 2578 Kongzili'],
    ['2027-03-08', 'Hari Suci Nyepi (Tahun Baru Saka 1949)'],
    ['2027-03-10', 'Idul Fitri 1448 H, hari pertama'],
    ['2027-03-11', 'Idul Fitri 1448 H, hari kedua'],
    ['2027-03-26', 'Wafat Yesus Kristus'],
    ['2027-03-28', 'Kebangkitan Yesus Kristus (Paskah)'],
    ['2027-05-01', 'Hari Buruh Internasional'],
    ['2027-05-06', 'Kenaikan Yesus Kristus'],
    ['2027-05-17', 'Idul Adha 1448 H'],
    ['2027-05-20', 'Hari Raya Waisak 2571 BE'],
    ['2027-06-01', 'Hari Lahir Pancasila'],
    ['2027-06-06', '1 Muharam, Tahun Baru Islam 1449 H'],
    ['2027-08-15', 'Maulid Nabi Muhammad saw.'],
    ['2027-08-17', 'Proklamasi Kemerdekaan'],
    ['2027-12-25', 'Kelahiran Yesus Kristus (Natal)'],
    ['2027-12-26', 'Isra Mikraj Nabi Muhammad saw. (1449 H)'],
  ]),
];

/** The default rows as a calendar's data. */
export const defaultCalendarData = (timeZone: string): CalendarData => calendarData(timeZone, defaultHolidays, defaultPeriods);

/** Puts rows together as a calendar's data: the period without days is the base, without one nobody ever works. */
export const calendarData = (timeZone: string, holidays: readonly Holiday[], periods: readonly PeriodRow[]): CalendarData => ({
  timeZone,
  base: periods.find((period) => !period.firstDay)?.hours ?? {},
  periods: periods.flatMap(({ name, firstDay, lastDay, status, hours }) =>
    firstDay && lastDay ? [{ name, firstDay, lastDay, status, hours }] : [],
  ),
  holidays,
});

type StoredHours = {
  period_id: string;
  weekday: number;
  starts: Temporal.PlainTime;
  ends: Temporal.PlainTime;
  break_starts: Temporal.PlainTime | null;
  break_ends: Temporal.PlainTime | null;
};
type StoredPeriod = {
  id: string;
  name: string;
  first_day: Temporal.PlainDate | null;
  last_day: Temporal.PlainDate | null;
  status: string;
};
type StoredHoliday = { date: Temporal.PlainDate; kind: string; name: string; status: string };

const certainty = (status: string): Certainty => (status === 'official' ? 'official' : 'estimate');
const holidayKind = (kind: string): Holiday['kind'] => (kind === 'national' || kind === 'collective_leave' ? kind : 'special');

/** The rows of `holiday`, `working_period` and `working_hours`, as the database gives them, as a calendar's data. */
export const calendarDataOfRows = (
  timeZone: string,
  rows: { holidays: readonly StoredHoliday[]; periods: readonly StoredPeriod[]; hours: readonly StoredHours[] },
): CalendarData => {
  const weekOf = (periodId: string): WeekHours =>
    Object.fromEntries(
      rows.hours
        .filter((hours) => hours.period_id === periodId)
        .map(({ weekday, starts, ends, break_starts: breakStarts, break_ends: breakEnds }) => [
          weekday as Weekday,
          { starts, ends, breakStarts, breakEnds },
        ]),
    );
  const holidays = rows.holidays.map(({ date, kind, name, status }) => ({
    date,
    kind: holidayKind(kind),
    name,
    status: certainty(status),
  }));
  const periods = rows.periods.map((period) => ({
    name: period.name,
    firstDay: period.first_day,
    lastDay: period.last_day,
    basis: '',
    status: certainty(period.status),
    hours: weekOf(period.id),
  }));
  return calendarData(timeZone, holidays, periods);
};
