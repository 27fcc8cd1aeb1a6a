import type { Db } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import { type BlockKind, type Book, bookPrefix, letterKinds, type Sequence, sequences } from '../choices.ts';
import type { LetterKind } from '../kinds/index.ts';
import { formatNumber } from '../number.ts';
import { inSight } from './scope.ts';

/** Numbers of a book that Griya does not give, with the reason. */
export type NumberBlock = {
  id: string;
  officeId: string;
  book: Sequence;
  year: number;
  from: number;
  to: number;
  kind: BlockKind;
  reason: string;
  createdAt: Temporal.Instant;
  personName: string | null;
};

const blocks = (db: Db) =>
  db
    .selectFrom('letter_number_block as b')
    .leftJoin('person', 'person.id', 'b.person_id')
    .select(['b.id', 'b.office_id as officeId', 'b.book', 'b.year', 'b.from_seq as from', 'b.to_seq as to', 'b.kind', 'b.reason'])
    .select(['b.created_at as createdAt', 'person.name as personName'])
    .orderBy('b.year', 'desc')
    .orderBy('b.book')
    .orderBy('b.from_seq')
    .$castTo<NumberBlock>();

/** Numbers that are not given, of one office. */
export const listBlocks = (db: Db, only: { officeId: string; year?: number }): Promise<NumberBlock[]> => {
  let query = blocks(db).where('b.office_id', '=', only.officeId);
  if (only.year !== undefined) query = query.where('b.year', '=', only.year);
  return query.execute();
};

/** Numbers that are not given in the books which the actor reads, for the foot of a book. */
export const listBlocksIn = (
  db: Db,
  actor: Actor,
  only: { books: readonly Sequence[]; officeId?: string | undefined; year?: number | undefined },
): Promise<NumberBlock[]> => {
  let query = blocks(db)
    .where(inSight(actor, 'b.office_id'))
    .where('b.book', 'in', [...only.books]);
  if (only.officeId !== undefined) query = query.where('b.office_id', '=', only.officeId);
  if (only.year !== undefined) query = query.where('b.year', '=', only.year);
  return query.limit(200).execute();
};

export type NumberPattern = {
  validFrom: Temporal.PlainDate;
  pattern: string;
  reason: string;
  createdAt: Temporal.Instant;
  personName: string | null;
};

/** The patterns of an office by the day from which they hold, the latest first; the office's first pattern is not among them. */
export const listPatterns = (db: Db, officeId: string): Promise<NumberPattern[]> =>
  db
    .selectFrom('letter_pattern as p')
    .leftJoin('person', 'person.id', 'p.person_id')
    .select(['p.valid_from as validFrom', 'p.pattern', 'p.reason', 'p.created_at as createdAt', 'person.name as personName'])
    .where('p.office_id', '=', officeId)
    .orderBy('p.valid_from', 'desc')
    .execute();

/** The pattern that holds for an office on a day. */
export const patternOn = async (
  db: Db,
  office: { id: string; letterNumberPattern: string },
  day: Temporal.PlainDate,
): Promise<string> => {
  const patterns = await listPatterns(db, office.id);
  return patterns.find((each) => Temporal.PlainDate.compare(each.validFrom, day) <= 0)?.pattern ?? office.letterNumberPattern;
};

export type NextNumber = { sequence: Sequence; last: number; next: number };

/** The last number that each of an office's books has given in a year, and the next one that it will. */
export const listNextNumbers = async (db: Db, officeId: string, year: number): Promise<NextNumber[]> => {
  const [given, kept, used] = await Promise.all([
    db
      .selectFrom('letter_sequence')
      .select(['book', 'last'])
      .where('office_id', '=', officeId)
      .where('year', '=', year)
      .execute(),
    listBlocks(db, { officeId, year }),
    db
      .selectFrom('letter')
      .select(['book', 'number_seq as seq'])
      .where('office_id', '=', officeId)
      .where('number_year', '=', year)
      .where('number_seq', 'is not', null)
      .execute(),
  ]);
  return (Object.keys(sequences) as Sequence[]).map((sequence) => {
    const last = given.find((each) => each.book === sequence)?.last ?? 0;
    const taken = new Set(used.filter((each) => each.book === sequence).map((each) => each.seq));
    const passed = kept.filter((block) => block.book === sequence);
    let next = last + 1;
    for (;;) {
      const block = passed.find((each) => each.from <= next && next <= each.to);
      if (block) next = block.to + 1;
      else if (taken.has(next)) next += 1;
      else return { sequence, last, next };
    }
  });
};

const exampleKind = (book: Book): LetterKind =>
  (Object.entries(letterKinds) as [LetterKind, (typeof letterKinds)[LetterKind]][]).find(([, kind]) => kind.book === book)?.[0] ??
  'reply';

/** What the next number of each book of letters would look like under a pattern. */
export const exampleNumbers = (
  pattern: string,
  unit: string,
  day: Temporal.PlainDate,
  next: readonly NextNumber[],
): { book: Book; number: string }[] =>
  (Object.keys(bookPrefix) as Book[]).map((book) => ({
    book,
    number: formatNumber(pattern, {
      grade: 'B',
      classification: letterKinds[exampleKind(book)].classification,
      seq: next.find((each) => each.sequence === book)?.next ?? 1,
      prefix: bookPrefix[book],
      unit,
      date: day,
    }),
  }));
