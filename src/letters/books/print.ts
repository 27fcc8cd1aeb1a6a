import type { Db } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import { longDate } from '#lib/format.ts';
import { inSlices } from '#lib/in-slices.ts';
import {
  type Book,
  blockKinds,
  bookPrefix,
  type Channel,
  channels,
  kindLabel,
  type LetterStatus,
  type Nature,
  type Sequence,
  sequences,
} from '../choices.ts';
import { schema as bookSchema } from '../kinds/book/schema.ts';
import type { LetterContent } from '../kinds/index.ts';
import { type AgendaFilter, listAgenda } from './agenda.ts';
import { type DispatchFilter, listDispatches } from './dispatches.ts';
import { listBlocksIn } from './numbers.ts';
import { listOutgoing, type OutgoingFilter } from './outgoing.ts';
import { agendaColumns, type BookCell, type BookColumn, type BookName, dispatchColumns, outgoingColumns } from './table.ts';

export type { BookName } from './table.ts';

/** What any of the books may be narrowed to; each takes what concerns it. */
export type BookQuery = {
  officeId?: string | undefined;
  year?: number | undefined;
  from?: Temporal.PlainDate | undefined;
  until?: Temporal.PlainDate | undefined;
  text?: string | undefined;
  channel?: Channel | undefined;
  nature?: Nature | undefined;
  kind?: string | undefined;
  book?: Book | undefined;
  status?: LetterStatus | undefined;
  open?: boolean | undefined;
};

const rowsSchema = bookSchema.shape.rows;

/** So many entries fill some 200 pages. */
export const longestPrint = 5000;

export const bookTitles: Readonly<Record<BookName, string>> = {
  agenda: 'Buku Agenda Surat Masuk',
  outgoing: 'Buku Agenda Surat Keluar',
  dispatch: 'Buku Ekspedisi',
};

/** The sequences whose kept numbers belong at the foot of a book. */
export const sequencesOf: Readonly<Record<BookName, readonly Sequence[]>> = {
  agenda: ['incoming'],
  outgoing: ['outgoing', 'internal', 'recommendation'],
  dispatch: ['dispatch'],
};

export const kindName = (kind: string): string => kindLabel(kind).id;

/** A whole book as rows of cells, in the order of its numbers, with the lines of its foot. */
export const readBook = async (
  db: Db,
  actor: Actor,
  { book, query, timeZone }: { book: BookName; query: BookQuery; timeZone: string },
): Promise<{
  columns: readonly BookColumn<never>[];
  rows: { cells: BookCell[]; void: boolean }[];
  total: number;
  sums: string[];
}> => {
  const all = { ...query, page: 1, pageSize: longestPrint };
  const shown = { timeZone, kindName };
  const cellsOf = async <Row>(columns: readonly BookColumn<Row>[], rows: readonly Row[], isVoid: (row: Row) => boolean) => ({
    columns: columns as readonly BookColumn<never>[],
    rows: await inSlices(rows.toReversed(), (part) =>
      part.map((row) => ({ cells: columns.map((column) => column.cell(row, shown)), void: isVoid(row) })),
    ),
  });
  const never = () => false;
  if (book === 'agenda') {
    const { rows, sums } = await listAgenda(db, actor, all as AgendaFilter);
    return {
      ...(await cellsOf(agendaColumns, rows, never)),
      total: sums.total,
      sums: [`Jumlah: ${sums.total} surat${byChannel(sums.channels)}.`],
    };
  }
  if (book === 'dispatch') {
    const { rows, sums } = await listDispatches(db, actor, all as DispatchFilter);
    const open = sums.open > 0 ? ` Belum ada tanda terima: ${sums.open}.` : '';
    return {
      ...(await cellsOf(dispatchColumns, rows, never)),
      total: sums.total,
      sums: [`Jumlah: ${sums.total} pengiriman${byChannel(sums.channels)}.${open}`],
    };
  }
  const { rows, sums } = await listOutgoing(db, actor, all as OutgoingFilter);
  const parts = (Object.keys(bookPrefix) as Book[]).flatMap((each) =>
    sums.books[each] ? [`${lower(sequences[each].label.id)} ${sums.books[each]}`] : [],
  );
  const detail = parts.length > 0 ? ` (${parts.join(', ')})` : '';
  return {
    ...(await cellsOf(outgoingColumns, rows, (row) => row.status === 'void')),
    total: sums.total,
    sums: [`Jumlah: ${sums.total} surat${detail}; batal ${sums.void}.`],
  };
};

/** A label in the middle of a sentence: names in it keep their capital. */
const lower = (label: string): string => label.charAt(0).toLowerCase() + label.slice(1);

const byChannel = (counts: Partial<Record<Channel, number>>): string => {
  const parts = (Object.keys(channels) as Channel[]).flatMap((channel) =>
    counts[channel] ? [`${lower(channels[channel].label.id)} ${counts[channel]}`] : [],
  );
  return parts.length > 0 ? ` (${parts.join(', ')})` : '';
};

const printed = (cell: BookCell): string => {
  if (cell === null) return '';
  if (cell instanceof Temporal.PlainDate)
    return `${[cell.day, cell.month].map((part) => String(part).padStart(2, '0')).join('-')}-${cell.year}`;
  return String(cell);
};

type Printed = { office: { id: string }; book: BookName; query: BookQuery; today: Temporal.PlainDate; timeZone: string };

/** The content of the printed form of an office's book, its rows checked by the kind's schema. */
export const bookContent = async (
  db: Db,
  actor: Actor,
  { office, book, query, today, timeZone }: Printed,
): Promise<{ content: LetterContent<'book'>; total: number }> => {
  const narrowed = { ...query, officeId: office.id };
  const { columns, rows, total, sums } = await readBook(db, actor, { book, query: narrowed, timeZone });
  const blocks = await listBlocksIn(db, actor, { books: sequencesOf[book], officeId: office.id, year: query.year });
  const kept = blocks.map((block) => {
    const range = block.from === block.to ? String(block.from) : `${block.from}–${block.to}`;
    return `Nomor ${range}/${block.year} (${lower(sequences[block.book].label.id)}): ${lower(blockKinds[block.kind].label.id)}, ${block.reason}`;
  });
  return {
    total,
    content: {
      title: bookTitles[book],
      scope: scopeOf(query),
      asOf: today.toString(),
      columns: columns.map((column) => ({
        title: column.title.id,
        width: column.width,
        align: column.width === 0 ? 'center' : 'left',
      })),
      rows: await inSlices(rows, (part) =>
        rowsSchema.parse(part.map((row) => ({ cells: row.cells.map(printed), void: row.void }))),
      ),
      notes: [...sums, ...kept].map((note) => note.slice(0, 600)),
    },
  };
};

const scopeOf = ({ year, from, until, text, channel, nature, kind, book, status, open }: BookQuery): string =>
  [
    year === undefined ? null : `Tahun ${year}`,
    from ? `mulai ${longDate(from, 'id', 'UTC')}` : null,
    until ? `sampai ${longDate(until, 'id', 'UTC')}` : null,
    book ? sequences[book].label.id : null,
    kind ? kindName(kind) : null,
    channel ? `lewat ${lower(channels[channel].label.id)}` : null,
    nature ? `sifat ${nature}` : null,
    status === 'void' ? 'yang batal' : null,
    open ? 'yang belum ada tanda terimanya' : null,
    text ? `dicari "${text}"` : null,
  ]
    .filter((part) => part !== null)
    .join(', ');
