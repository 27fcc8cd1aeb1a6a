import { parse } from 'csv-parse/sync';
import { unzipSync } from 'fflate';
import { invalid } from '#lib/errors.ts';
import type { Words } from '#lib/words.ts';

/** A table as somebody filled it in: every cell a text, whatever stands in it; rows by their number in the file. */
export type ReadTable = {
  format: 'csv' | 'xlsx';
  encoding: string;
  delimiter: string;
  headers: string[];
  rows: { no: number; cells: string[] }[];
};

/** More rows than that are no office's spreadsheet. */
export const mostRows = 200_000;
const mostColumns = 200;
/** A workbook is a ZIP: so much may come out of it. */
const mostUnpacked = 400 * 1024 * 1024;

const refuse = (message: Words) => invalid([{ field: 'file', message }]);

const noTable: Words = {
  id: 'Berkas ini bukan tabel CSV atau XLSX yang dapat dibaca.',
  en: 'This file is no CSV or XLSX table that can be read.',
};

/** Reads a CSV (UTF-8, UTF-16 or Windows-1252; comma, semicolon or tab) or the first sheet of an XLSX. Throws `invalid` at `file`. */
export const readTable = async (bytes: Uint8Array): Promise<ReadTable> => {
  const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isZip = content.subarray(0, 4).equals(Buffer.from([0x50, 0x4b, 0x03, 0x04]));
  const { rows, ...how } = isZip ? await readWorkbook(content) : readCsv(content);
  const [head, ...body] = rows;
  if (!head || head.cells.every((cell) => cell === '')) throw refuse(noTable);
  if (head.cells.length > mostColumns || body.length > mostRows)
    throw refuse({
      id: `Tabel terlalu besar: paling banyak ${mostColumns} kolom dan ${mostRows.toLocaleString('id-ID')} baris.`,
      en: `The table is too large: at most ${mostColumns} columns and ${mostRows.toLocaleString('en-GB')} rows.`,
    });
  const filled = body.filter(({ cells }) => cells.some((cell) => cell !== ''));
  if (filled.length === 0)
    throw refuse({ id: 'Tabel ini tidak berisi baris selain judul kolom.', en: 'This table has no rows below its headings.' });
  return { ...how, headers: head.cells, rows: filled };
};

const readWorkbook = async (content: Buffer) => {
  let unpacked = 0;
  try {
    unzipSync(content, {
      filter: ({ originalSize }) => {
        unpacked += originalSize;
        return false;
      },
    });
  } catch {
    throw refuse(noTable);
  }
  if (unpacked > mostUnpacked)
    throw refuse({ id: 'Isi buku kerja ini terlalu besar.', en: 'What this workbook holds is too large.' });
  const { readSheet } = await import('read-excel-file/node');
  const data = await readSheet(content).catch(() => {
    throw refuse(noTable);
  });
  const rows = data.map((cells, index) => ({ no: index + 1, cells: cells.map(textOf) }));
  return { format: 'xlsx' as const, encoding: 'xlsx', delimiter: '', rows };
};

/** A cell of a workbook as text; a day as "2026-11-24". */
const textOf = (value: unknown): string => {
  if (value === null || value === undefined) return '';
  if (typeof value === 'object' && 'toISOString' in value)
    return (value as { toISOString: () => string }).toISOString().slice(0, 10);
  if (typeof value === 'boolean') return value ? 'ya' : 'tidak';
  return clean(String(value));
};

/** PostgreSQL stores no NUL, and nobody typed one. */
const clean = (text: string): string => text.replaceAll('\0', '').trim();

const readCsv = (content: Buffer) => {
  const { text, encoding } = decode(content);
  const delimiter = delimiterOf(text);
  try {
    const records = parse(text, {
      delimiter,
      bom: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      info: true,
      max_record_size: 1024 * 1024,
      to: mostRows + 2,
    }) as unknown as { record: string[]; info: { lines: number } }[];
    const rows = records.map(({ record, info }) => ({ no: info.lines, cells: record.map(clean) }));
    return { format: 'csv' as const, encoding, delimiter, rows };
  } catch {
    throw refuse(noTable);
  }
};

/** The text behind the bytes: by its mark, by the zeros of UTF-16, as UTF-8, or else as Windows writes it here. */
const decode = (content: Buffer): { text: string; encoding: string } => {
  const as = (encoding: string) => ({ text: new TextDecoder(encoding).decode(content), encoding });
  const mark = content.toString('hex', 0, 3);
  if (mark.startsWith('fffe')) return as('utf-16le');
  if (mark.startsWith('feff')) return as('utf-16be');
  const head = content.subarray(0, 2000);
  const zeros = (from: number) => head.filter((byte, index) => index % 2 === from && byte === 0).length;
  if (zeros(1) > head.length / 4) return as('utf-16le');
  if (zeros(0) > head.length / 4) return as('utf-16be');
  if (head.includes(0)) throw refuse(noTable);
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(content), encoding: 'utf-8' };
  } catch {
    return as('windows-1252');
  }
};

/** The sign that parts the columns: the one that the headings have most of, outside of quotes. */
const delimiterOf = (text: string): string => {
  const head = (text.split(/\r?\n|\r/, 1)[0] ?? '').replaceAll(/"[^"]*"/g, '');
  const counts = [';', '\t', ',', '|'].map((sign) => [sign, head.split(sign).length - 1] as const);
  return counts.reduce((best, each) => (each[1] > best[1] ? each : best))[1] > 0
    ? counts.reduce((best, each) => (each[1] > best[1] ? each : best))[0]
    : ',';
};
