import { type FieldFault, invalid } from '#lib/errors.ts';
import type { Words } from '#lib/words.ts';

type When = { on: Temporal.PlainDate; time: Temporal.PlainTime | null; now: Temporal.Instant; timeZone: string };

/** The moment that a date and a time of the office's clocks name. Today without a time is now; another day its beginning. */
export const momentOf = ({ on, time, now, timeZone }: When): Temporal.Instant => {
  const today = now.toZonedDateTimeISO(timeZone).toPlainDate();
  if (!time && on.equals(today)) return now;
  return on.toZonedDateTime({ timeZone, ...(time ? { plainTime: time } : {}) }).toInstant();
};

export const fault = (field: string, message: Words): FieldFault => ({ field, message });

/** Throws `invalid` when there is a fault. */
export const refuse = (faults: readonly (FieldFault | false)[]): void => {
  const found = faults.filter((each) => each !== false);
  if (found.length > 0) throw invalid(found);
};

export const isAfter = (a: Temporal.PlainDate, b: Temporal.PlainDate): boolean => Temporal.PlainDate.compare(a, b) > 0;

export const future: Words = {
  id: 'Waktu ini belum tiba. Isi waktu yang sebenarnya.',
  en: 'This lies in the future. Enter the true time.',
};
