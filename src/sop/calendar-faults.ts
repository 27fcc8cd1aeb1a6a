import type { FieldFault } from '#lib/errors.ts';
import type { Words } from '#lib/words.ts';
import type { CalendarData, WeekHours } from './working-calendar.ts';

const words = {
  zone: { id: 'Zona waktu tidak dikenal.', en: 'Unknown time zone.' },
  order: { id: 'Jam pulang harus sesudah jam masuk.', en: 'The working day must end after it starts.' },
  halfBreak: { id: 'Isi awal dan akhir istirahat, atau kosongkan keduanya.', en: 'Give both ends of the break, or neither.' },
  breakOutside: { id: 'Istirahat harus terletak di dalam jam kerja.', en: 'The break must lie within the working day.' },
  periodOrder: { id: 'Hari terakhir tidak boleh sebelum hari pertama.', en: 'The last day must not be before the first.' },
} satisfies Record<string, Words>;

const isTimeZone = (name: string): boolean => {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return true;
  } catch {
    return false;
  }
};

const hoursFaults = (hours: WeekHours, field: string): FieldFault[] =>
  Object.entries(hours).flatMap(([weekday, day]) => {
    const name = `${field}.${weekday}`;
    if (Temporal.PlainTime.compare(day.ends, day.starts) <= 0) return [{ field: name, message: words.order }];
    if (!day.breakStarts && !day.breakEnds) return [];
    if (!day.breakStarts || !day.breakEnds) return [{ field: name, message: words.halfBreak }];
    const times = [day.starts, day.breakStarts, day.breakEnds, day.ends];
    const inOrder = times.every((time, i) => i === 0 || Temporal.PlainTime.compare(times[i - 1] ?? time, time) <= 0);
    if (!inOrder || day.breakStarts.equals(day.breakEnds)) return [{ field: name, message: words.breakOutside }];
    return [];
  });

const periodFaults = (data: CalendarData): FieldFault[] =>
  data.periods.flatMap((period, i) => {
    const faults = hoursFaults(period.hours, `periods.${i}.hours`);
    if (Temporal.PlainDate.compare(period.lastDay, period.firstDay) < 0) {
      return [...faults, { field: `periods.${i}.lastDay`, message: words.periodOrder }];
    }
    const other = data.periods.find(
      (earlier, j) =>
        j < i &&
        Temporal.PlainDate.compare(earlier.firstDay, period.lastDay) <= 0 &&
        Temporal.PlainDate.compare(period.firstDay, earlier.lastDay) <= 0,
    );
    if (!other) return faults;
    const message = {
      id: `Masa "${period.name}" bertumpang tindih dengan "${other.name}".`,
      en: `The period "${period.name}" overlaps "${other.name}".`,
    };
    return [...faults, { field: `periods.${i}.firstDay`, message }];
  });

const holidayFaults = (data: CalendarData): FieldFault[] => {
  const seen = new Set<string>();
  return data.holidays.flatMap((holiday, i) => {
    const date = holiday.date.toString();
    if (!seen.has(date)) {
      seen.add(date);
      return [];
    }
    const message = { id: `Tanggal ${date} tercatat dua kali.`, en: `The date ${date} is listed twice.` };
    return [{ field: `holidays.${i}.date`, message }];
  });
};

/** Everything that keeps the data from being a calendar, with the field of each fault; empty when it is one. */
export const calendarFaults = (data: CalendarData): FieldFault[] => [
  ...(isTimeZone(data.timeZone) ? [] : [{ field: 'timeZone', message: words.zone }]),
  ...hoursFaults(data.base, 'base'),
  ...periodFaults(data),
  ...holidayFaults(data),
];
