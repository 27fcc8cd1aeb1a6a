import { type FieldFault, invalid } from '#lib/errors.ts';

/** The longest time for which anybody can say that a page will be right. */
const furthest = { years: 10 };

const past: FieldFault = {
  field: 'reviewOn',
  message: { id: 'Tanggal ini sudah lewat. Pilih hari ini atau sesudahnya.', en: 'This date has passed. Choose today or later.' },
};

const tooFar: FieldFault = {
  field: 'reviewOn',
  message: { id: 'Paling jauh sepuluh tahun dari sekarang.', en: 'At most ten years from now.' },
};

/** Refuses a date of a review that has passed or lies more than ten years ahead. */
export const needReviewDate = (date: Temporal.PlainDate, today: Temporal.PlainDate): void => {
  const { compare } = Temporal.PlainDate;
  if (compare(date, today) < 0) throw invalid([past]);
  if (compare(date, today.add(furthest)) > 0) throw invalid([tooFar]);
};
