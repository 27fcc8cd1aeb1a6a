import { sql } from 'kysely';
import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { type By, doerOf, getOffice, needAdministrator } from '#identity/index.ts';
import { newId } from '#lib/ids.ts';
import { parse } from '#lib/input.ts';
import { printable } from '#lib/printable.ts';
import { type BlockInput, blockInput } from '../books/input.ts';
import { fault, refuse } from '../books/moments.ts';
import { listBlocks } from '../books/numbers.ts';

/**
 * Keeps numbers of a book from being given, with the reason: `outside` all up to `to`, which were used before Griya came
 * (so the sequence goes on after them), `reserved` and `spoiled` a range of its own. Under the book's row lock, so that no
 * number is given meanwhile. Throws `forbidden`, not_found, and `invalid`: at or below the last number that was given, or
 * where a number is taken already.
 */
export const blockNumbers = async (
  tx: Db,
  input: { by: By; officeId: string; block: BlockInput; now: Temporal.Instant },
): Promise<{ from: number; to: number }> => {
  const { by, now } = input;
  needAdministrator(by);
  const office = await getOffice(tx, input.officeId);
  const { book, year, kind, to, ...block } = parse(blockInput, input.block);
  const { rows } = await sql<{ last: number }>`
    select letter_book_lock(${office.id}::uuid, ${book}, ${year}::integer) as last`.execute(tx);
  const last = rows[0]?.last ?? 0;
  const from = kind === 'outside' ? last + 1 : block.from || to;
  const [kept, used] = await Promise.all([
    listBlocks(tx, { officeId: office.id, year }),
    usedBetween(tx, office.id, book, year, from, to),
  ]);
  const overlapping = kept.find((each) => each.book === book && each.from <= to && from <= each.to);
  refuse([
    to <= last &&
      fault('to', {
        id: `Nomor ${last} sudah diberikan. Isi nomor yang lebih besar.`,
        en: `Number ${last} has been given. Enter a larger one.`,
      }),
    kind !== 'outside' &&
      from <= last &&
      to > last &&
      fault('from', {
        id: `Nomor ${last} sudah diberikan. Mulai dari ${last + 1}.`,
        en: `Number ${last} has been given. Begin at ${last + 1}.`,
      }),
    to > last && from > to && fault('to', { id: 'Lebih kecil daripada nomor awal.', en: 'Smaller than the first number.' }),
    overlapping !== undefined &&
      fault('to', {
        id: `Nomor ${overlapping.from}–${overlapping.to} sudah ditahan: ${overlapping.reason}`,
        en: `Numbers ${overlapping.from}–${overlapping.to} are kept already: ${overlapping.reason}`,
      }),
    kind !== 'outside' &&
      from > last &&
      used !== null &&
      fault('to', { id: `Nomor ${used} sudah dipakai surat lain.`, en: `Number ${used} belongs to a letter.` }),
  ]);
  const reason = printable(block.reason).trim();
  const row = { book, year, from_seq: from, to_seq: to, kind, reason };
  await tx
    .insertInto('letter_number_block')
    .values({ id: newId(), office_id: office.id, ...row, person_id: by === 'system' ? null : by.personId, created_at: now })
    .execute();
  await record(tx, {
    subjectKind: 'office',
    subjectId: office.id,
    at: now,
    type: 'office.numbers_kept',
    doer: doerOf(by),
    data: row,
  });
  return { from, to };
};

/** A number between two that a letter bears: given on paper ahead of the sequence. */
const usedBetween = async (
  tx: Db,
  officeId: string,
  book: string,
  year: number,
  from: number,
  to: number,
): Promise<number | null> => {
  const row = await tx
    .selectFrom('letter')
    .select('number_seq')
    .where('office_id', '=', officeId)
    .where('book', '=', book)
    .where('number_year', '=', year)
    .where('number_seq', '>=', from)
    .where('number_seq', '<=', to)
    .orderBy('number_seq')
    .limit(1)
    .executeTakeFirst();
  return row?.number_seq ?? null;
};
