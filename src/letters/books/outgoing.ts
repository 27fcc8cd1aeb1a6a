import { sql } from 'kysely';
import type { Db } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import { AppError } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import type { Book, LetterStatus, Nature } from '../choices.ts';
import { findLetter, type LetterPage } from '../queries.ts';
import type { SignState } from '../signing/choices.ts';
import { type BookFilter, type BookPage, inSight, like, pageOf, wordsQuery } from './scope.ts';

/** A line of the book of outgoing letters. */
export type OutgoingRow = {
  id: string;
  kind: string;
  officeId: string;
  officeName: string;
  officeAbbreviation: string;
  book: Book;
  number: string;
  seq: number | null;
  date: Temporal.PlainDate;
  classification: string;
  to: string;
  hal: string;
  nature: Nature;
  attachments: number;
  status: LetterStatus;
  voidReason: string | null;
  fileId: string | null;
  signState: SignState | null;
  /** What it prints to be checked by; null: issued before there were codes. The address is empty where none was known. */
  verificationCode: string | null;
  verificationAddress: string | null;
};

export type OutgoingFilter = BookFilter & {
  kind?: string | undefined;
  book?: Book | undefined;
  status?: LetterStatus | undefined;
};

export type OutgoingSums = { total: number; books: Partial<Record<Book, number>>; void: number; unsent: number };

const letters = (db: Db, actor: Actor) =>
  db
    .selectFrom('letter')
    .innerJoin('office', 'office.id', 'letter.office_id')
    .where('letter.number', 'is not', null)
    .where('letter.letter_date', 'is not', null)
    .where(inSight(actor, 'letter.office_id'));

const addressee = sql<string>`coalesce(letter.data #>> '{content,addressee,title}', letter.data #>> '{content,to}', letter.data #>> '{content,owner}', '')`;

const rowsOf = (query: ReturnType<typeof letters>) =>
  query
    .select([
      'letter.id',
      'letter.kind',
      'letter.book',
      'letter.number',
      'letter.number_seq as seq',
      'letter.hal',
      'letter.status',
    ])
    .select(['letter.office_id as officeId', 'office.name as officeName', 'office.abbreviation as officeAbbreviation'])
    .select(['letter.letter_date as date', 'letter.classification', 'letter.void_reason as voidReason'])
    .select([
      'letter.file_id as fileId',
      'letter.sign_state as signState',
      sql<string | null>`letter.data #>> '{sheet,verification,code}'`.as('verificationCode'),
      sql<string | null>`letter.data #>> '{sheet,verification,address}'`.as('verificationAddress'),
      addressee.as('to'),
      sql<Nature>`coalesce(letter.data #>> '{content,nature}', 'ordinary')`.as('nature'),
      sql<number>`coalesce((letter.data #>> '{content,attachments,count}')::integer, 0)`.as('attachments'),
    ])
    .$castTo<OutgoingRow>();

const narrowed = (db: Db, actor: Actor, filter: OutgoingFilter) => {
  let query = letters(db, actor);
  if (filter.officeId !== undefined) query = query.where('letter.office_id', '=', filter.officeId);
  if (filter.year !== undefined) {
    query = query
      .where('letter.letter_date', '>=', Temporal.PlainDate.from({ year: filter.year, month: 1, day: 1 }))
      .where('letter.letter_date', '<=', Temporal.PlainDate.from({ year: filter.year, month: 12, day: 31 }));
  }
  if (filter.from) query = query.where('letter.letter_date', '>=', filter.from);
  if (filter.until) query = query.where('letter.letter_date', '<=', filter.until);
  if (filter.kind) query = query.where('letter.kind', '=', filter.kind);
  if (filter.book) query = query.where('letter.book', '=', filter.book);
  if (filter.status) query = query.where('letter.status', '=', filter.status);
  if (filter.text) query = query.where('letter.id', 'in', sql<string>`(${found(filter.text)})`);
  return query;
};

const found = (text: string) => {
  const words = wordsQuery(text);
  const part = like(text);
  const byPart = sql`select id from letter where number is not null and (number ilike ${part} or hal ilike ${part})`;
  return words === null
    ? byPart
    : sql`select id from letter where number is not null and letter_words(number, hal, data) @@ to_tsquery('indonesian', ${words})
        union ${byPart}`;
};

/** Buku agenda surat keluar: every letter of the office that bears a number, void ones too, latest first, with the sums of all. */
export const listOutgoing = async (
  db: Db,
  actor: Actor,
  filter: OutgoingFilter,
): Promise<BookPage<OutgoingRow, OutgoingSums>> => {
  const { page, pageSize, limit, offset } = pageOf(filter);
  const query = narrowed(db, actor, filter);
  const [rows, groups] = await Promise.all([
    rowsOf(query)
      .orderBy('letter.letter_date', 'desc')
      .orderBy('letter.book')
      .orderBy('letter.number_seq', (order) => order.desc().nullsLast())
      .orderBy('letter.id', 'desc')
      .limit(limit)
      .offset(offset)
      .execute(),
    query
      .select(['letter.book', sql<number>`count(*)::int`.as('count')])
      .select(sql<number>`count(*) filter (where letter.status = 'void')::int`.as('void'))
      .select(sql<number>`count(*) filter (where letter.status = 'issued')::int`.as('unsent'))
      .groupBy('letter.book')
      .execute(),
  ]);
  const sum = (key: 'count' | 'void' | 'unsent') => groups.reduce((all, group) => all + group[key], 0);
  const books = Object.fromEntries(groups.map((group) => [group.book, group.count]));
  return { rows, sums: { total: sum('count'), books, void: sum('void'), unsent: sum('unsent') }, page, pageSize };
};

/** A line of the book by its letter. Throws not_found. */
export const getOutgoing = async (db: Db, actor: Actor, letterId: string): Promise<OutgoingRow> => {
  const row = isId(letterId) ? await rowsOf(letters(db, actor)).where('letter.id', '=', letterId).executeTakeFirst() : undefined;
  if (!row) throw new AppError('not_found', { what: `letter ${letterId}` });
  return row;
};

/** A letter that stands in a book which the actor reads, or a print of such a book; undefined for everything else. */
export const findBookLetter = async (db: Db, actor: Actor, letterId: string): Promise<LetterPage | undefined> => {
  if (!isId(letterId)) return undefined;
  const seen = await db
    .selectFrom('letter')
    .select('id')
    .where('id', '=', letterId)
    .where(inSight(actor, 'letter.office_id'))
    .where((is) => is.or([is('number', 'is not', null), is('kind', '=', 'book')]))
    .executeTakeFirst();
  return seen ? findLetter(db, letterId) : undefined;
};

/** Like findBookLetter; throws not_found. */
export const getBookLetter = async (db: Db, actor: Actor, letterId: string): Promise<LetterPage> => {
  const found = await findBookLetter(db, actor, letterId);
  if (!found) throw new AppError('not_found', { what: `letter ${letterId}` });
  return found;
};
