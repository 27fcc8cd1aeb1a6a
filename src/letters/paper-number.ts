import { sql } from 'kysely';
import { appended } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { type FieldFault, invalid } from '#lib/errors.ts';
import { printable } from '#lib/printable.ts';
import { type Book, bookPrefix } from './choices.ts';
import type { Act, Facts } from './facts.ts';
import { readNumber } from './number.ts';

const taken: FieldFault = {
  field: 'number',
  message: {
    id: 'Nomor surat ini sudah tercatat untuk surat lain. Periksa kembali nomornya.',
    en: 'This number is already recorded for another letter. Check the number.',
  },
};

const longestNumber = 100;

/**
 * Takes a number that was given on paper into the office's book: where it follows the office's pattern its place in the
 * sequence is kept, so that Griya never gives it again. A corrected letter may bear the number of the one it replaces
 * (same kind, same subject), which is then void. Throws `invalid` when the number belongs to another letter.
 */
export const takePaperNumber = async (
  tx: Db,
  facts: Facts,
  input: Act & {
    kind: string;
    /** The book of the number; null: the kind bears none. */
    book: Book | null;
    subjectId: string;
    letterId: string;
    number: string;
    today: Temporal.PlainDate;
  },
): Promise<{ number: string; seq: number | null; year: number }> => {
  const number = readGiven(input.number);
  const { book } = input;
  if (!book) return { number, seq: null, year: input.today.year };
  const read = readNumber(facts.pattern, { unit: facts.abbreviation, prefix: bookPrefix[book] }, number);
  const year = read?.year ?? input.today.year;
  await sql`select letter_book_lock(${facts.officeId}, ${book}, ${year}::integer)`.execute(tx);
  const others = await findBearers(tx, facts.officeId, book, number, read && { seq: read.seq, year }, input.letterId);
  if (others.some((other) => other.kind !== input.kind || other.subject_id !== input.subjectId)) throw invalid([taken]);
  for (const other of others) await replace(tx, other, input);
  return { number, seq: read?.seq ?? null, year };
};

const readGiven = (given: string): string => {
  const number = printable(given).replace(/\s+/g, ' ').trim();
  if (number !== '' && number.length <= longestNumber) return number;
  throw invalid([
    {
      field: 'number',
      message: {
        id: `Isi nomor surat, paling banyak ${longestNumber} karakter.`,
        en: `Enter the letter's number, at most ${longestNumber} characters.`,
      },
    },
  ]);
};

const findBearers = (
  tx: Db,
  officeId: string,
  book: Book,
  number: string,
  place: { seq: number; year: number } | null,
  except: string,
) =>
  tx
    .selectFrom('letter')
    .select(['id', 'kind', 'subject_id', 'status'])
    .where('office_id', '=', officeId)
    .where('book', '=', book)
    .where('id', '<>', except)
    .where((is) =>
      is.or([
        is.and([is(is.fn('lower', ['number']), '=', number.toLowerCase()), is('status', '<>', 'void')]),
        ...(place ? [is.and([is('number_seq', '=', place.seq), is('number_year', '=', place.year)])] : []),
      ]),
    )
    .forUpdate()
    .execute();

const replace = async (
  tx: Db,
  other: { id: string; status: string },
  { now, doer, letterId }: Act & { letterId: string },
): Promise<void> => {
  const reason = 'Diganti dengan surat yang diperbaiki dengan nomor yang sama';
  await tx
    .with('replaced', (db) =>
      db
        .updateTable('letter')
        .set({ status: 'void', void_reason: reason, number_seq: null, version: sql<number>`version + 1` })
        .where('id', '=', other.id)
        .returning('id'),
    )
    .selectFrom('replaced')
    .select(
      appended({
        subjectKind: 'letter',
        subjectId: other.id,
        at: now,
        type: 'letter.voided',
        doer,
        data: { reason, replaced_by: letterId },
      }).as('event'),
    )
    .execute();
};
