import { type SqlBool, sql } from 'kysely';
import type { Db } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import { AppError } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import type { Channel } from '../choices.ts';
import { type BookFilter, type BookPage, inSight, like, localDay, pageOf, wordsQuery } from './scope.ts';

/** A line of the dispatch book. */
export type DispatchRow = {
  id: string;
  officeId: string;
  officeName: string;
  officeAbbreviation: string;
  year: number;
  seq: number;
  letterId: string;
  number: string | null;
  hal: string;
  kind: string;
  /** The receiver: an office of the register by its name, or whoever was named. */
  to: string;
  channel: Channel;
  courier: string;
  reference: string;
  note: string;
  sentAt: Temporal.Instant;
  receivedAt: Temporal.Instant | null;
  receivedBy: string | null;
  receiptUploadId: string | null;
};

export type DispatchFilter = BookFilter & { channel?: Channel | undefined; open?: boolean | undefined };

export type DispatchSums = { total: number; channels: Partial<Record<Channel, number>>; open: number };

const entries = (db: Db) =>
  db
    .selectFrom('dispatch_entry as d')
    .innerJoin('letter', 'letter.id', 'd.letter_id')
    .innerJoin('office as sender', 'sender.id', 'd.office_id')
    .leftJoin('office as receiver', 'receiver.id', 'd.to_office_id');

const rowsOf = (query: ReturnType<typeof entries>) =>
  query
    .select(['d.id', 'd.year', 'd.seq', 'd.letter_id as letterId', 'letter.number', 'letter.hal', 'letter.kind'])
    .select(['d.office_id as officeId', 'sender.name as officeName', 'sender.abbreviation as officeAbbreviation'])
    .select((is) => is.fn.coalesce('receiver.name', 'd.to_name').as('to'))
    .select(['d.channel', 'd.courier', 'd.reference', 'd.note', 'd.sent_at as sentAt', 'd.received_at as receivedAt'])
    .select(['d.received_by as receivedBy', 'd.receipt_upload_id as receiptUploadId'])
    .$castTo<DispatchRow>();

/** What was sent through Griya arrived with the sending; everything else waits for its receipt. */
const waiting = sql<SqlBool>`(d.received_at is null and d.channel <> 'inbox')`;

const narrowed = (db: Db, actor: Actor, filter: DispatchFilter) => {
  let query = entries(db).where(inSight(actor, 'd.office_id'));
  if (filter.officeId !== undefined) query = query.where('d.office_id', '=', filter.officeId);
  if (filter.year !== undefined) query = query.where('d.year', '=', filter.year);
  if (filter.from) query = query.where(localDay('d.sent_at'), '>=', filter.from);
  if (filter.until) query = query.where(localDay('d.sent_at'), '<=', filter.until);
  if (filter.channel) query = query.where('d.channel', '=', filter.channel);
  if (filter.open) query = query.where(waiting);
  if (filter.text) {
    const part = like(filter.text);
    const words = wordsQuery(filter.text);
    query = query.where((is) =>
      is.or([
        ...['letter.number', 'letter.hal', 'receiver.name', 'd.to_name', 'd.received_by', 'd.courier', 'd.reference'].map(
          (column) => sql<SqlBool>`${sql.ref(column)} ilike ${part}`.$castTo<SqlBool>(),
        ),
        ...(words
          ? [sql<SqlBool>`letter_words(letter.number, letter.hal, letter.data) @@ to_tsquery('indonesian', ${words})`]
          : []),
      ]),
    );
  }
  return query;
};

/** Buku ekspedisi: what the office sent, to whom, how, and who received it; latest first, with the sums of all. */
export const listDispatches = async (
  db: Db,
  actor: Actor,
  filter: DispatchFilter,
): Promise<BookPage<DispatchRow, DispatchSums>> => {
  const { page, pageSize, limit, offset } = pageOf(filter);
  const query = narrowed(db, actor, filter);
  const [rows, groups] = await Promise.all([
    rowsOf(query).orderBy('d.year', 'desc').orderBy('d.seq', 'desc').orderBy('d.id').limit(limit).offset(offset).execute(),
    query
      .select(['d.channel', sql<number>`count(*)::int`.as('count')])
      .select(sql<number>`count(*) filter (where ${waiting})::int`.as('open'))
      .groupBy('d.channel')
      .execute(),
  ]);
  const sum = (key: 'count' | 'open') => groups.reduce((all, group) => all + group[key], 0);
  const channels = Object.fromEntries(groups.map((group) => [group.channel, group.count]));
  return { rows, sums: { total: sum('count'), channels, open: sum('open') }, page, pageSize };
};

/** Where a letter was sent, in order. Who may see the letter is the caller's question. */
export const listDispatchesOf = (db: Db, letterId: string): Promise<DispatchRow[]> =>
  rowsOf(entries(db).where('d.letter_id', '=', letterId))
    .orderBy('d.sent_at')
    .orderBy('d.id')
    .execute();

/** One entry of a book that the actor reads. Throws not_found. */
export const getDispatch = async (db: Db, actor: Actor, id: string): Promise<DispatchRow> => {
  const entry = isId(id)
    ? await rowsOf(entries(db).where(inSight(actor, 'd.office_id')).where('d.id', '=', id)).executeTakeFirst()
    : undefined;
  if (!entry) throw new AppError('not_found', { what: `dispatch ${id}` });
  return entry;
};
