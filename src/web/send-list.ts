import { stream } from 'hono/streaming';
import writeExcel, { type SheetData } from 'write-excel-file/node';
import { csvLines, toCsv } from '#lib/csv.ts';
import { AppError } from '#lib/errors.ts';
import { say, type Words } from '#lib/words.ts';
import type { Ctx } from './context.ts';

/** The formats in which every list can be taken away. */
export const exportFormats = ['csv', 'xlsx', 'json'] as const;
type Format = (typeof exportFormats)[number];

type Value = string | number | boolean | null;

/** A column of an exported list: its name for programs, its words for people, its value. */
export type ExportColumn<Row> = { key: string; label: Words; value: (row: Row) => Value };

export type ExportedList<Row> = {
  /** The file's name without its ending. */
  name: string;
  columns: readonly ExportColumn<Row>[];
  /** One batch of the list, by its number from 1 and its size; fewer than asked ends it. */
  batch: (page: number, pageSize: number) => Promise<readonly Row[]>;
};

const batchSize = 2000;
/** A workbook is built in memory; a longer list goes out as CSV or JSON, which are sent piece by piece. */
const mostInWorkbook = 20_000;

const types: Record<Format, string> = {
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

async function* batchesOf<Row>(list: ExportedList<Row>): AsyncGenerator<readonly Row[]> {
  for (let page = 1; ; page += 1) {
    const rows = await list.batch(page, batchSize);
    if (rows.length > 0) yield rows;
    if (rows.length < batchSize) return;
  }
}

const textOf = (value: Value): string | number => (typeof value === 'number' ? value : value === null ? '' : String(value));

async function* csvOf<Row>(c: Ctx, list: ExportedList<Row>): AsyncGenerator<string> {
  yield toCsv([list.columns.map((column) => say(column.label, c.var.language))]);
  for await (const rows of batchesOf(list)) {
    yield csvLines(rows.map((row) => list.columns.map((column) => textOf(column.value(row)))));
  }
}

async function* jsonOf<Row>(list: ExportedList<Row>): AsyncGenerator<string> {
  let before = '[';
  for await (const rows of batchesOf(list)) {
    for (const row of rows) {
      yield `${before}\n${JSON.stringify(Object.fromEntries(list.columns.map((column) => [column.key, column.value(row)])))}`;
      before = ',';
    }
  }
  yield before === '[' ? '[]\n' : '\n]\n';
}

/** Every cell with its type written beside it, so that no text is ever taken for a formula. */
const workbookOf = async <Row>(c: Ctx, list: ExportedList<Row>): Promise<Buffer> => {
  const sheet: SheetData = [
    list.columns.map((column) => ({ value: say(column.label, c.var.language), type: String, fontWeight: 'bold' as const })),
  ];
  for await (const rows of batchesOf(list)) {
    if (sheet.length + rows.length > mostInWorkbook + 1) throw new AppError('too_large', { limit: '20.000 baris (pilih CSV)' });
    for (const row of rows) {
      sheet.push(
        list.columns.map((column) => {
          const value = column.value(row);
          if (typeof value === 'number') return { value, type: Number };
          return value === null || value === '' ? null : { value: String(value), type: String };
        }),
      );
    }
  }
  const columns = list.columns.map((column) => ({ width: Math.max(14, column.label.id.length + 2) }));
  return writeExcel(sheet, { columns, stickyRowsCount: 1, sheet: list.name }).toBuffer();
};

/**
 * Sends a whole list as a file: CSV and JSON piece by piece however long it is, a workbook up to 20,000 rows (too_large
 * beyond). What a spreadsheet would take for a formula is a text in each of them.
 */
export const sendList = async <Row>(c: Ctx, format: Format, list: ExportedList<Row>): Promise<Response> => {
  c.header('content-disposition', `attachment; filename="${list.name}.${format}"`);
  c.header('cache-control', 'private, no-store');
  c.header('content-type', types[format]);
  if (format === 'xlsx') return c.body(new Uint8Array(await workbookOf(c, list)));
  const pieces = format === 'csv' ? csvOf(c, list) : jsonOf(list);
  return stream(c, async (out) => {
    for await (const piece of pieces) await out.write(piece);
  });
};
