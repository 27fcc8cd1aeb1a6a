import type { Words } from '#lib/words.ts';
import { sumTimes } from './due-date.ts';
import type { StandardTime } from './types.ts';
import { type WorkingCalendar, workingSpan } from './working-calendar.ts';

// Written out here because lists show thousands of deadlines and a formatter per call is slow.
const weekdays: readonly Words[] = [
  { id: 'Senin', en: 'Monday' },
  { id: 'Selasa', en: 'Tuesday' },
  { id: 'Rabu', en: 'Wednesday' },
  { id: 'Kamis', en: 'Thursday' },
  { id: 'Jumat', en: 'Friday' },
  { id: 'Sabtu', en: 'Saturday' },
  { id: 'Minggu', en: 'Sunday' },
];
const months: readonly Words[] = [
  { id: 'Jan', en: 'Jan' },
  { id: 'Feb', en: 'Feb' },
  { id: 'Mar', en: 'Mar' },
  { id: 'Apr', en: 'Apr' },
  { id: 'Mei', en: 'May' },
  { id: 'Jun', en: 'Jun' },
  { id: 'Jul', en: 'Jul' },
  { id: 'Agu', en: 'Aug' },
  { id: 'Sep', en: 'Sep' },
  { id: 'Okt', en: 'Oct' },
  { id: 'Nov', en: 'Nov' },
  { id: 'Des', en: 'Dec' },
];

const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;

// "1 hari 2 j 5 m"; whole minutes, rounded down: never promises time that is not there. Null below a minute.
const amount = (days: number, minutes: number): Words | null => {
  const whole = Math.floor(minutes + 1e-9);
  const [hours, rest] = [Math.floor(whole / 60), whole % 60];
  if (days === 0 && whole === 0) return null;
  const both = [
    hours > 0 ? { id: `${hours} j`, en: `${hours} h` } : null,
    rest > 0 ? { id: `${rest} m`, en: `${rest} min` } : null,
  ];
  const parts = [days > 0 ? { id: `${days} hari`, en: plural(days, 'day') } : null, ...both].filter((part) => part !== null);
  return { id: parts.map((part) => part.id).join(' '), en: parts.map((part) => part.en).join(' ') };
};

/** "sisa 5 j 30 m kerja" or "terlambat 1 hari 2 j kerja": the working time to or since a deadline. */
export const describeRemaining = (calendar: WorkingCalendar, now: Temporal.Instant, due: Temporal.Instant): Words => {
  const late = Temporal.Instant.compare(now, due) > 0;
  const span = late ? workingSpan(calendar, due, now) : workingSpan(calendar, now, due);
  const time = amount(span.days, span.minutes);
  if (late && !time) return { id: 'lewat jatuh tempo', en: 'past due' };
  if (!time) return { id: 'sisa kurang dari 1 m kerja', en: 'less than 1 min of working time left' };
  if (late) return { id: `terlambat ${time.id} kerja`, en: `late by ${time.en} of working time` };
  return { id: `sisa ${time.id} kerja`, en: `${time.en} of working time left` };
};

/** "jatuh tempo Rabu 25 Nov 16.00", with the year where it is not this one. */
export const describeDue = (calendar: WorkingCalendar, now: Temporal.Instant, due: Temporal.Instant): Words => {
  const local = due.toZonedDateTimeISO(calendar.timeZone);
  const year = local.year === now.toZonedDateTimeISO(calendar.timeZone).year ? '' : ` ${local.year}`;
  const [hour, minute] = [local.hour, local.minute].map((value) => String(value).padStart(2, '0'));
  const date = (language: keyof Words): string =>
    `${weekdays[local.dayOfWeek - 1]?.[language]} ${local.day} ${months[local.month - 1]?.[language]}${year}`;
  return { id: `jatuh tempo ${date('id')} ${hour}.${minute}`, en: `due ${date('en')} ${hour}:${minute}` };
};

/** The words used for every deadline: "jatuh tempo Rabu 25 Nov 16.00, sisa 5 j 30 m kerja". */
export const describeDeadline = (calendar: WorkingCalendar, now: Temporal.Instant, due: Temporal.Instant): Words => {
  const [when, left] = [describeDue(calendar, now, due), describeRemaining(calendar, now, due)];
  return { id: `${when.id}, ${left.id}`, en: `${when.en}, ${left.en}` };
};

/** Standard time as the annex writes it: "1 hari", "3 jam", together "9 hari 3 jam". */
export const describeTimes = (times: readonly StandardTime[]): Words => {
  const { days, hours } = sumTimes(times);
  const id = [days > 0 || hours === 0 ? `${days} hari` : '', hours > 0 ? `${hours} jam` : ''];
  const en = [days > 0 || hours === 0 ? plural(days, 'day') : '', hours > 0 ? plural(hours, 'hour') : ''];
  return { id: id.filter(Boolean).join(' '), en: en.filter(Boolean).join(' ') };
};

/** Minutes of an ordinary working day: what "1 hari" of spent time is counted as. */
export const ordinaryDay = (calendar: WorkingCalendar): number => {
  const days = Object.values(calendar.data.base);
  const minutesOf = (from: Temporal.PlainTime, until: Temporal.PlainTime): number => from.until(until).total('minutes');
  const sum = days.reduce((total, day) => {
    const rest = day.breakStarts && day.breakEnds ? minutesOf(day.breakStarts, day.breakEnds) : 0;
    return total + minutesOf(day.starts, day.ends) - rest;
  }, 0);
  return days.length > 0 ? sum / days.length : 8 * 60;
};

/** Working time that was spent, in ordinary working days: "2 hari 3 j 10 m". Over a day, minutes are left out. */
export const describeSpent = (minutes: number, dayMinutes: number): Words => {
  const days = Math.floor(minutes / dayMinutes);
  const rest = Math.round(minutes - days * dayMinutes);
  return amount(days, days > 0 ? rest - (rest % 60) : rest) ?? { id: '0 m', en: '0 min' };
};

/** A standard time in ordinary working minutes, for a chart beside what was needed. */
export const standardMinutes = (times: readonly StandardTime[], dayMinutes: number): number => {
  const { days, hours } = sumTimes(times);
  return days * dayMinutes + hours * 60;
};
