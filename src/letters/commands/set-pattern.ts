import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { type By, doerOf, getOffice, needAdministrator } from '#identity/index.ts';
import { parse } from '#lib/input.ts';
import { type PatternInput, patternInput } from '../books/input.ts';
import { fault, isAfter, refuse } from '../books/moments.ts';
import { patternOn } from '../books/numbers.ts';
import { validatePattern } from '../number.ts';

/**
 * Sets the number pattern of an office from a day on; letters that were issued keep their numbers. A day that has one
 * already gets the new one. Throws `forbidden`, not_found, and `invalid`: a day in the past, or a pattern that cannot be used.
 */
export const setPattern = async (
  tx: Db,
  input: { by: By; officeId: string; pattern: PatternInput; now: Temporal.Instant; timeZone: string },
): Promise<void> => {
  const { by, now } = input;
  needAdministrator(by);
  const office = await getOffice(tx, input.officeId);
  const { pattern, validFrom, reason } = parse(patternInput, input.pattern);
  const today = now.toZonedDateTimeISO(input.timeZone).toPlainDate();
  const unusable = validatePattern(pattern);
  refuse([
    unusable !== null && fault('pattern', unusable),
    isAfter(today, validFrom) &&
      fault('validFrom', {
        id: 'Pola berlaku paling awal hari ini: nomor yang sudah diberikan tidak berubah.',
        en: 'A pattern holds from today at the earliest: numbers that were given do not change.',
      }),
  ]);
  const before = await patternOn(tx, office, validFrom);
  if (before === pattern) return;
  const row = { pattern, reason, person_id: by === 'system' ? null : by.personId, created_at: now };
  await tx
    .insertInto('letter_pattern')
    .values({ office_id: office.id, valid_from: validFrom, ...row })
    .onConflict((conflict) => conflict.columns(['office_id', 'valid_from']).doUpdateSet(row))
    .execute();
  await record(tx, {
    subjectKind: 'office',
    subjectId: office.id,
    at: now,
    type: 'office.number_pattern_set',
    doer: doerOf(by),
    data: { changes: { pattern: [before, pattern] }, valid_from: validFrom.toString(), reason },
  });
};
