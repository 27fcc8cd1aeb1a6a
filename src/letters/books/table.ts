import type { Words } from '#lib/words.ts';
import { bookPrefix, channels, type LetterStatus, letterStatuses, natures } from '../choices.ts';
import type { AgendaRow } from './agenda.ts';
import type { DispatchRow } from './dispatches.ts';
import type { OutgoingRow } from './outgoing.ts';

export type BookName = 'agenda' | 'outgoing' | 'dispatch';

/** What a cell holds: a text, a number, a day. */
export type BookCell = string | number | Temporal.PlainDate | null;

/** A column of a book: its head, its share of the paper's width (0: as narrow as its text), and what stands in it. */
export type BookColumn<Row> = { title: Words; width: number; cell: (row: Row, shown: Shown) => BookCell };

type Shown = { timeZone: string; kindName: (kind: string) => string };

const day = (at: Temporal.Instant | null, timeZone: string): Temporal.PlainDate | null =>
  at?.toZonedDateTimeISO(timeZone).toPlainDate() ?? null;

const joined = (...parts: (string | null | false)[]): string => parts.filter(Boolean).join('; ');

/** The columns of the three books, as an office keeps them: the same on paper, in CSV and in XLSX. */
export const agendaColumns: readonly BookColumn<AgendaRow>[] = [
  { title: { id: 'No. agenda', en: 'Agenda no.' }, width: 0, cell: (row) => row.seq },
  { title: { id: 'Tgl. terima', en: 'Received' }, width: 0, cell: (row, { timeZone }) => day(row.receivedAt, timeZone) },
  { title: { id: 'Lewat', en: 'By' }, width: 2.4, cell: (row) => channels[row.channel].label.id },
  { title: { id: 'Nomor surat', en: 'Number' }, width: 4, cell: (row) => row.number },
  { title: { id: 'Tgl. surat', en: 'Dated' }, width: 0, cell: (row) => row.date },
  { title: { id: 'Dari', en: 'From' }, width: 3.4, cell: (row) => row.from },
  { title: { id: 'Hal', en: 'Subject' }, width: 5, cell: (row) => row.hal },
  { title: { id: 'Sifat', en: 'Nature' }, width: 1.3, cell: (row) => natures[row.nature].label.id },
  { title: { id: 'Lamp.', en: 'Encl.' }, width: 0, cell: (row) => row.attachments || null },
  { title: { id: 'Kode', en: 'Code' }, width: 0, cell: (row) => row.classification },
  { title: { id: 'Diteruskan kepada', en: 'Forwarded to' }, width: 3, cell: (row) => row.forwardedTo },
  { title: { id: 'Keterangan', en: 'Remarks' }, width: 3, cell: (row) => row.note },
];

export const outgoingColumns: readonly BookColumn<OutgoingRow>[] = [
  {
    title: { id: 'No. urut', en: 'No.' },
    width: 0,
    cell: (row) => (row.seq === null ? null : `${bookPrefix[row.book]}${row.seq}`),
  },
  { title: { id: 'Tgl. surat', en: 'Dated' }, width: 0, cell: (row) => row.date },
  { title: { id: 'Nomor surat', en: 'Number' }, width: 5.4, cell: (row) => row.number },
  { title: { id: 'Jenis', en: 'Kind' }, width: 2.6, cell: (row, { kindName }) => kindName(row.kind) },
  { title: { id: 'Kode', en: 'Code' }, width: 0, cell: (row) => row.classification },
  { title: { id: 'Kepada', en: 'To' }, width: 4, cell: (row) => row.to },
  { title: { id: 'Hal', en: 'Subject' }, width: 5, cell: (row) => row.hal },
  { title: { id: 'Sifat', en: 'Nature' }, width: 1.3, cell: (row) => natures[row.nature].label.id },
  { title: { id: 'Lamp.', en: 'Encl.' }, width: 0, cell: (row) => row.attachments || null },
  {
    title: { id: 'Keterangan', en: 'Remarks' },
    width: 3.4,
    cell: (row) =>
      row.status === 'void' ? `Batal: ${row.voidReason ?? ''}` : letterStatuses[row.status as LetterStatus].label.id,
  },
];

export const dispatchColumns: readonly BookColumn<DispatchRow>[] = [
  { title: { id: 'No.', en: 'No.' }, width: 0, cell: (row) => row.seq },
  { title: { id: 'Tgl. kirim', en: 'Sent' }, width: 0, cell: (row, { timeZone }) => day(row.sentAt, timeZone) },
  { title: { id: 'Nomor surat', en: 'Number' }, width: 4.5, cell: (row) => row.number ?? '' },
  { title: { id: 'Tujuan', en: 'To' }, width: 3.6, cell: (row) => row.to },
  { title: { id: 'Hal', en: 'Subject' }, width: 5, cell: (row) => row.hal },
  { title: { id: 'Lewat', en: 'By' }, width: 1.8, cell: (row) => channels[row.channel].label.id },
  { title: { id: 'Kurir/resi', en: 'Courier, parcel' }, width: 2.6, cell: (row) => joined(row.courier, row.reference) },
  { title: { id: 'Tgl. terima', en: 'Received' }, width: 0, cell: (row, { timeZone }) => day(row.receivedAt, timeZone) },
  { title: { id: 'Nama penerima', en: 'Received by' }, width: 2.8, cell: (row) => row.receivedBy ?? '' },
  {
    title: { id: 'Tanda terima/keterangan', en: 'Receipt, remarks' },
    width: 2.8,
    cell: (row) =>
      joined(row.channel === 'inbox' && 'Kotak masuk Griya', row.receiptUploadId !== null && 'Tanda terima dipindai', row.note),
  },
];
