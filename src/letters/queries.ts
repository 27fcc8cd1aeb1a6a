import type { Selectable } from 'kysely';
import type { DB, Db } from '#db/index.ts';
import { AppError } from '#lib/errors.ts';
import type { Channel, LetterStatus } from './choices.ts';
import type { Sheet } from './sheet.ts';

type Columns = Selectable<DB['letter']>;

/** A letter without its content, as lists need it. */
export type LetterRow = Omit<Columns, 'data' | 'status'> & { status: LetterStatus };

export type LetterPage = LetterRow & {
  content: Record<string, unknown>;
  /** What was frozen when it was issued; null while it is a draft. */
  sheet: Sheet | null;
  initials: { personName: string; postTitle: string; acting: string; at: Temporal.Instant }[];
};

const columns = [
  'letter.id',
  'letter.kind',
  'letter.office_id',
  'letter.subject_id',
  'letter.status',
  'letter.book',
  'letter.number',
  'letter.number_seq',
  'letter.number_year',
  'letter.classification',
  'letter.hal',
  'letter.letter_date',
  'letter.signer_person_id',
  'letter.signer_post_id',
  'letter.signer_acting',
  'letter.issued_at',
  'letter.render_state',
  'letter.render_error',
  'letter.file_id',
  'letter.void_reason',
  'letter.version',
  'letter.created_at',
] as const;

/** A letter with its content and its initials; undefined when there is none. Who may see it is the caller's question. */
export const findLetter = async (db: Db, letterId: string): Promise<LetterPage | undefined> => {
  const found = await db.selectFrom('letter').select(columns).select('letter.data').where('id', '=', letterId).executeTakeFirst();
  if (!found) return undefined;
  const { data, ...row } = found;
  const { content, sheet } = data as unknown as { content: Record<string, unknown>; sheet?: Sheet };
  const initials = await db
    .selectFrom('letter_initial')
    .innerJoin('person', 'person.id', 'letter_initial.person_id')
    .innerJoin('post', 'post.id', 'letter_initial.post_id')
    .select(['person.name as personName', 'post.title as postTitle', 'letter_initial.acting', 'letter_initial.at'])
    .where('letter_id', '=', letterId)
    .orderBy('at')
    .execute();
  return { ...(row as LetterRow), content, sheet: sheet ?? null, initials };
};

/** Like findLetter; throws not_found. */
export const getLetter = async (db: Db, letterId: string): Promise<LetterPage> => {
  const found = await findLetter(db, letterId);
  if (!found) throw new AppError('not_found', { what: `letter ${letterId}` });
  return found;
};

/** The letters of a case or other record, in the order in which they were made. */
export const listLettersOf = (db: Db, subjectId: string): Promise<LetterRow[]> =>
  db
    .selectFrom('letter')
    .select(columns)
    .where('subject_id', '=', subjectId)
    .orderBy('created_at')
    .orderBy('id')
    .$castTo<LetterRow>()
    .execute();

/** Entries of the agenda that belong to a case or other record, in order. */
export const listAgendaOf = (db: Db, subjectId: string): Promise<Selectable<DB['agenda_entry']>[]> =>
  db.selectFrom('agenda_entry').selectAll().where('subject_id', '=', subjectId).orderBy('received_at').orderBy('id').execute();

/** What a book is narrowed to. Pages count from 1. */
export type BookFilter = { officeId: string; year?: number; text?: string; page?: number; pageSize?: number };

export type BookPage<Row> = { rows: Row[]; total: number; page: number; pageSize: number };

const longestPage = 200;

const pageOf = ({ page = 1, pageSize = 50 }: BookFilter) => ({
  page: Math.max(1, Math.trunc(page)),
  pageSize: Math.min(longestPage, Math.max(1, Math.trunc(pageSize))),
});

/** A text to be found anywhere, with LIKE's own signs taken literally. */
const like = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`;

const splitTotal = <Row extends { total: number }>(rows: Row[]): { rows: Omit<Row, 'total'>[]; total: number } => ({
  rows: rows.map(({ total: _, ...row }) => row),
  total: rows[0]?.total ?? 0,
});

/** Buku agenda surat masuk: what came in, latest number first. */
export const listAgenda = async (
  db: Db,
  filter: BookFilter,
): Promise<BookPage<Omit<Selectable<DB['agenda_entry']>, 'total'>>> => {
  const { page, pageSize } = pageOf(filter);
  let query = db
    .selectFrom('agenda_entry')
    .selectAll()
    .select(db.fn.countAll<number>().over().as('total'))
    .where('office_id', '=', filter.officeId);
  if (filter.year !== undefined) query = query.where('year', '=', filter.year);
  if (filter.text) {
    const text = like(filter.text);
    query = query.where((is) =>
      is.or([is('letter_from', 'ilike', text), is('letter_number', 'ilike', text), is('hal', 'ilike', text)]),
    );
  }
  const rows = await query
    .orderBy('year', 'desc')
    .orderBy('seq', 'desc')
    .limit(pageSize)
    .offset((page - 1) * pageSize)
    .execute();
  return { ...splitTotal(rows), page, pageSize };
};

/** Buku agenda surat keluar: every letter of the office that bears a number, void ones too, latest first. */
export const listOutgoing = async (db: Db, filter: BookFilter): Promise<BookPage<LetterRow>> => {
  const { page, pageSize } = pageOf(filter);
  let query = db
    .selectFrom('letter')
    .select(columns)
    .select(db.fn.countAll<number>().over().as('total'))
    .where('office_id', '=', filter.officeId)
    .where('number', 'is not', null);
  if (filter.year !== undefined) {
    query = query
      .where('letter_date', '>=', Temporal.PlainDate.from({ year: filter.year, month: 1, day: 1 }))
      .where('letter_date', '<=', Temporal.PlainDate.from({ year: filter.year, month: 12, day: 31 }));
  }
  if (filter.text) {
    const text = like(filter.text);
    query = query.where((is) => is.or([is('number', 'ilike', text), is('hal', 'ilike', text)]));
  }
  const rows = await query
    .orderBy('letter_date', 'desc')
    .orderBy('number_seq', (order) => order.desc().nullsLast())
    .orderBy('id', 'desc')
    .limit(pageSize)
    .offset((page - 1) * pageSize)
    .$castTo<LetterRow & { total: number }>()
    .execute();
  return { ...(splitTotal(rows) as { rows: LetterRow[]; total: number }), page, pageSize };
};

export type DispatchRow = {
  id: string;
  letterId: string;
  number: string | null;
  hal: string;
  kind: string;
  toOfficeId: string;
  toOfficeName: string;
  channel: Channel;
  sentAt: Temporal.Instant;
  receivedAt: Temporal.Instant | null;
  receivedBy: string | null;
};

/** Buku ekspedisi: what the office sent, to whom, how, and who received it; latest first. */
export const listDispatch = async (db: Db, filter: BookFilter & { open?: boolean }): Promise<BookPage<DispatchRow>> => {
  const { page, pageSize } = pageOf(filter);
  let query = dispatches(db).select(db.fn.countAll<number>().over().as('total')).where('letter.office_id', '=', filter.officeId);
  if (filter.year !== undefined) query = query.where('letter.number_year', '=', filter.year);
  if (filter.open) query = query.where('dispatch_entry.received_at', 'is', null);
  if (filter.text) {
    const text = like(filter.text);
    query = query.where((is) =>
      is.or([is('letter.number', 'ilike', text), is('letter.hal', 'ilike', text), is('office.name', 'ilike', text)]),
    );
  }
  const rows = await query
    .orderBy('dispatch_entry.sent_at', 'desc')
    .orderBy('dispatch_entry.id', 'desc')
    .limit(pageSize)
    .offset((page - 1) * pageSize)
    .$castTo<DispatchRow & { total: number }>()
    .execute();
  return { ...(splitTotal(rows) as { rows: DispatchRow[]; total: number }), page, pageSize };
};

/** Where a letter was sent. */
export const listDispatchOf = (db: Db, letterId: string): Promise<DispatchRow[]> =>
  dispatches(db).where('letter_id', '=', letterId).orderBy('sent_at').$castTo<DispatchRow>().execute();

const dispatches = (db: Db) =>
  db
    .selectFrom('dispatch_entry')
    .innerJoin('letter', 'letter.id', 'dispatch_entry.letter_id')
    .innerJoin('office', 'office.id', 'dispatch_entry.to_office_id')
    .select([
      'dispatch_entry.id',
      'dispatch_entry.letter_id as letterId',
      'letter.number',
      'letter.hal',
      'letter.kind',
      'dispatch_entry.to_office_id as toOfficeId',
      'office.name as toOfficeName',
      'dispatch_entry.channel',
      'dispatch_entry.sent_at as sentAt',
      'dispatch_entry.received_at as receivedAt',
      'dispatch_entry.received_by as receivedBy',
    ]);
