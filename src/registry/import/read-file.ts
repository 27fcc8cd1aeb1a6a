import { Readable } from 'node:stream';
import { type Parser, parse } from 'csv-parse';
import { unzipSync } from 'fflate';
import { AppError, invalid } from '#lib/errors.ts';
import type { Words } from '#lib/words.ts';

/** A row by its number in the file; every cell a text, whatever stands in it. */
export type TableRow = { no: number; cells: string[] };

/** A table as somebody filled it in. A CSV is read again from its file at every call of `rows`, so that none is held as a whole. */
export type OpenTable = {
  format: 'csv' | 'xlsx';
  encoding: string;
  delimiter: string;
  headers: string[];
  /** The rows below the headings, the empty ones left out. Throws `invalid` at `file` when there are too many. */
  rows: () => AsyncIterable<TableRow>;
};

/** The content of a file from its beginning, as often as it is asked for. */
export type Source = () => AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** More rows than that are no office's spreadsheet. */
const mostRows = 200_000;
const mostColumns = 200;
/** A workbook is a ZIP: so much may come out of it. */
const mostUnpacked = 400 * 1024 * 1024;
/** So much of a file tells how it is written. */
const headSize = 64 * 1024;

const refuse = (message: Words) => invalid([{ field: 'file', message }]);

const noTable: Words = {
  id: 'Berkas ini bukan tabel CSV atau XLSX yang dapat dibaca.',
  en: 'This file is no CSV or XLSX table that can be read.',
};
const tooLarge: Words = {
  id: `Tabel terlalu besar: paling banyak ${mostColumns} kolom dan ${mostRows.toLocaleString('id-ID')} baris.`,
  en: `The table is too large: at most ${mostColumns} columns and ${mostRows.toLocaleString('en-GB')} rows.`,
};

/**
 * Opens a CSV (UTF-8, UTF-16 or Windows-1252; comma, semicolon or tab) or the first sheet of an XLSX. A CSV is never in memory as
 * a whole, a workbook is. Throws `invalid` at `file` for what is no table, and for one without rows.
 */
export const openTable = async (source: Source): Promise<OpenTable> => {
  const head = await headOf(source);
  const isZip = head.subarray(0, 4).equals(Buffer.from([0x50, 0x4b, 0x03, 0x04]));
  const { read, ...how } = isZip ? await openWorkbook(source) : await openCsv(source, head);
  const rows = (): AsyncIterable<TableRow> => filled(read());
  let headers: string[] | null = null;
  for await (const row of read()) {
    headers = row.cells;
    break;
  }
  if (!headers || headers.every((cell) => cell === '')) throw refuse(noTable);
  if (headers.length > mostColumns) throw refuse(tooLarge);
  for await (const _ of rows()) return { ...how, headers, rows };
  throw refuse({ id: 'Tabel ini tidak berisi baris selain judul kolom.', en: 'This table has no rows below its headings.' });
};

/** The rows below the headings that hold something. */
async function* filled(rows: AsyncIterable<TableRow>): AsyncGenerator<TableRow> {
  let count = -1;
  for await (const row of rows) {
    count += 1;
    if (count > mostRows) throw refuse(tooLarge);
    if (count > 0 && row.cells.some((cell) => cell !== '')) yield row;
  }
}

const headOf = async (source: Source): Promise<Buffer> => {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of source()) {
    parts.push(part);
    size += part.length;
    if (size >= headSize) break;
  }
  return Buffer.concat(parts).subarray(0, headSize);
};

const openWorkbook = async (source: Source) => {
  const parts: Uint8Array[] = [];
  for await (const part of source()) parts.push(part);
  const content = Buffer.concat(parts);
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
  async function* read(): AsyncGenerator<TableRow> {
    for (const [index, cells] of data.entries()) yield { no: index + 1, cells: cells.map(textOf) };
  }
  return { format: 'xlsx' as const, encoding: 'xlsx', delimiter: '', read };
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

const openCsv = async (source: Source, head: Buffer) => {
  const encoding = await encodingOf(source, head);
  const delimiter = delimiterOf(new TextDecoder(encoding).decode(head));
  async function* read(): AsyncGenerator<TableRow> {
    const texts = Readable.from(decoded(source, encoding));
    const parser: Parser = parse({
      delimiter,
      bom: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      info: true,
      max_record_size: 1024 * 1024,
    });
    texts.on('error', (error) => parser.destroy(error)).pipe(parser);
    try {
      for await (const each of parser) {
        const { record, info } = each as { record: string[]; info: { lines: number } };
        yield { no: info.lines, cells: record.map(clean) };
      }
    } catch (error) {
      throw error instanceof AppError || !String((error as { code?: string }).code).startsWith('CSV_') ? error : refuse(noTable);
    } finally {
      texts.destroy();
      parser.destroy();
    }
  }
  return { format: 'csv' as const, encoding, delimiter, read };
};

async function* decoded(source: Source, encoding: string): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const part of source()) {
    const text = decoder.decode(part, { stream: true });
    if (text !== '') yield text;
  }
  const rest = decoder.decode();
  if (rest !== '') yield rest;
}

/** How the text is written: by its mark, by the zeros of UTF-16, as UTF-8, or else as Windows writes it here. */
const encodingOf = async (source: Source, content: Buffer): Promise<string> => {
  const mark = content.toString('hex', 0, 3);
  if (mark.startsWith('fffe')) return 'utf-16le';
  if (mark.startsWith('feff')) return 'utf-16be';
  const head = content.subarray(0, 2000);
  const zeros = (from: number) => head.filter((byte, index) => index % 2 === from && byte === 0).length;
  if (zeros(1) > head.length / 4) return 'utf-16le';
  if (zeros(0) > head.length / 4) return 'utf-16be';
  if (head.includes(0)) throw refuse(noTable);
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const part of source()) decoder.decode(part, { stream: true });
    decoder.decode();
    return 'utf-8';
  } catch (error) {
    if (error instanceof TypeError) return 'windows-1252';
    throw error;
  }
};

/** The sign that parts the columns: the one that the headings have most of, outside of quotes. */
const delimiterOf = (text: string): string => {
  const head = (text.split(/\r?\n|\r/, 1)[0] ?? '').replaceAll(/"[^"]*"/g, '');
  const counts = [';', '\t', ',', '|'].map((sign) => [sign, head.split(sign).length - 1] as const);
  const best = counts.reduce((most, each) => (each[1] > most[1] ? each : most));
  return best[1] > 0 ? best[0] : ',';
};
