import { sql } from 'kysely';
import type { Db } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import { AppError } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import type { Channel, Nature } from '../choices.ts';
import { type BookFilter, type BookPage, inSight, like, localDay, pageOf, wordsQuery } from './scope.ts';

export type AgendaRow = {
  id: string;
  officeId: string;
  officeName: string;
  officeAbbreviation: string;
  year: number;
  seq: number;
  receivedAt: Temporal.Instant;
  registeredAt: Temporal.Instant;
  channel: Channel;
  from: string;
  number: string;
  date: Temporal.PlainDate;
  hal: string;
  nature: Nature;
  attachments: number;
  forwardedTo: string;
  note: string;
  classification: string;
  /** The letter, where Griya made it. */
  letterId: string | null;
  /** The case or other record that it belongs to. */
  subjectId: string | null;
  scanUploadId: string | null;
  noScanReason: string;
  version: number;
};

export type AgendaFilter = BookFilter & { channel?: Channel | undefined; nature?: Nature | undefined };

export type AgendaSums = { total: number; channels: Partial<Record<Channel, number>>; attachments: number; unscanned: number };

const entries = (db: Db, actor: Actor) =>
  db
    .selectFrom('agenda_entry')
    .innerJoin('office', 'office.id', 'agenda_entry.office_id')
    .where(inSight(actor, 'agenda_entry.office_id'));

const rowsOf = (query: ReturnType<typeof entries>) =>
  query
    .select(['agenda_entry.id', 'agenda_entry.year', 'agenda_entry.seq', 'channel', 'hal', 'nature', 'attachments', 'note'])
    .select(['agenda_entry.office_id as officeId', 'office.name as officeName', 'office.abbreviation as officeAbbreviation'])
    .select(['received_at as receivedAt', 'registered_at as registeredAt', 'letter_from as from', 'letter_number as number'])
    .select(['letter_date as date', 'forwarded_to as forwardedTo', 'classification', 'letter_id as letterId'])
    .select(['subject_id as subjectId', 'scan_upload_id as scanUploadId', 'no_scan_reason as noScanReason', 'version'])
    .$castTo<AgendaRow>();

const narrowed = (db: Db, actor: Actor, filter: AgendaFilter) => {
  let query = entries(db, actor);
  if (filter.officeId !== undefined) query = query.where('agenda_entry.office_id', '=', filter.officeId);
  if (filter.year !== undefined) query = query.where('agenda_entry.year', '=', filter.year);
  if (filter.from) query = query.where(localDay('received_at'), '>=', filter.from);
  if (filter.until) query = query.where(localDay('received_at'), '<=', filter.until);
  if (filter.channel) query = query.where('channel', '=', filter.channel);
  if (filter.nature) query = query.where('nature', '=', filter.nature);
  if (filter.text) query = query.where('agenda_entry.id', 'in', sql<string>`(${found(filter.text)})`);
  return query;
};

/** By words in the index; a part of a number, or of a name, by LIKE. */
const found = (text: string) => {
  const words = wordsQuery(text);
  const part = like(text);
  const byPart = sql`select id from agenda_entry where letter_number ilike ${part} or letter_from ilike ${part} or hal ilike ${part}`;
  return words === null
    ? byPart
    : sql`select id from agenda_entry
        where agenda_words(letter_from, letter_number, hal, forwarded_to, note) @@ to_tsquery('indonesian', ${words})
        union ${byPart}`;
};

/** Buku agenda surat masuk: what came in, latest number first, with the sums of all that was found. */
export const listAgenda = async (db: Db, actor: Actor, filter: AgendaFilter): Promise<BookPage<AgendaRow, AgendaSums>> => {
  const { page, pageSize, limit, offset } = pageOf(filter);
  const query = narrowed(db, actor, filter);
  const [rows, groups] = await Promise.all([
    rowsOf(query)
      .orderBy('agenda_entry.year', 'desc')
      .orderBy('agenda_entry.seq', 'desc')
      .orderBy('agenda_entry.id')
      .limit(limit)
      .offset(offset)
      .execute(),
    query
      .select(['channel', sql<number>`count(*)::int`.as('count'), sql<number>`sum(attachments)::int`.as('attachments')])
      .select(sql<number>`count(*) filter (where letter_id is null and scan_upload_id is null)::int`.as('unscanned'))
      .groupBy('channel')
      .execute(),
  ]);
  const sum = (key: 'count' | 'attachments' | 'unscanned') => groups.reduce((all, group) => all + group[key], 0);
  const channels = Object.fromEntries(groups.map((group) => [group.channel, group.count]));
  return {
    rows,
    sums: { total: sum('count'), channels, attachments: sum('attachments'), unscanned: sum('unscanned') },
    page,
    pageSize,
  };
};

/** One entry of a book that the actor reads. Throws not_found. */
export const getAgendaEntry = async (db: Db, actor: Actor, id: string): Promise<AgendaRow> => {
  const entry = isId(id) ? await rowsOf(entries(db, actor)).where('agenda_entry.id', '=', id).executeTakeFirst() : undefined;
  if (!entry) throw new AppError('not_found', { what: `agenda entry ${id}` });
  return entry;
};

/** Where a letter stands in the agendas that the actor reads. */
export const listAgendaOfLetter = (db: Db, actor: Actor, letterId: string): Promise<AgendaRow[]> =>
  rowsOf(entries(db, actor)).where('letter_id', '=', letterId).orderBy('received_at').execute();

/** Scans of an entry that a correction replaced, the latest first. */
export const listFormerScans = (db: Db, agendaId: string): Promise<{ uploadId: string; replacedAt: Temporal.Instant }[]> =>
  db
    .selectFrom('agenda_former_scan')
    .select(['upload_id as uploadId', 'replaced_at as replacedAt'])
    .where('agenda_id', '=', agendaId)
    .orderBy('replaced_at', 'desc')
    .execute();
