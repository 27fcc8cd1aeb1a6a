import { toCsv } from '#lib/csv.ts';
import { AppError } from '#lib/errors.ts';
import { type Language, say } from '#lib/words.ts';
import { toWorkbook } from '#lib/xlsx.ts';
import { maySeeServers } from '#registry/index.ts';
import { type FigureTable, periodText, readTables, seesAllFigures } from '#reports/index.ts';
import type { Ctx, Page } from '../../context.ts';
import { param, signedIn } from '../../page.tsx';
import { paths } from '../../paths.ts';
import { readAsked } from './asked.ts';
import { rowName } from './shown.tsx';
import { words } from './words.ts';

const readAll = async (c: Ctx) => {
  const actor = signedIn(c);
  const { period, officeId, misread } = readAsked(c);
  // A page can say what it shows instead; a file would only be wrong.
  if (misread) throw new AppError('bad_request', { why: 'period' });
  const capacity = maySeeServers(actor) && officeId === null;
  const read = await readTables(c.var.services.db, {
    days: period.days,
    officeId,
    now: c.var.now,
    capacity,
    inside: seesAllFigures(actor),
  });
  return { ...read, period: periodText(period) };
};

type Said = { language: Language; unit: 'day' | 'week' | 'month' };

/** A table as rows of cells, its head first: counts as they are, working time in minutes, shares in per cent. */
const cellsOf = (table: FigureTable, { language, unit }: Said): (string | number)[][] => {
  const units = { minutes: ` (${say({ id: 'menit kerja', en: 'working minutes' }, language)})`, share: '', count: '', text: '' };
  const head = [say(words.row, language), ...table.columns.map((column) => say(column.label, language) + units[column.unit])];
  const rows = table.rows.map((row) => [
    row.days && unit === 'week'
      ? `${row.days.from} – ${row.days.until}`
      : row.days
        ? row.days.from.toString()
        : rowName(row, unit, language),
    ...table.columns.map(({ key, unit: kind }) => {
      const value = row.cells[key]?.value ?? '';
      if (typeof value === 'object') return say(value, language);
      return kind === 'share' && typeof value === 'number' ? Math.round(value * 1000) / 10 : value;
    }),
  ]);
  return [head, ...rows];
};

/** Every table as a sheet of a workbook. */
export const sheetsOf = (tables: readonly FigureTable[], said: Said) =>
  tables.map((table) => {
    const [head = [], ...rows] = cellsOf(table, said);
    const widths = head.map((_, index) => (index === 0 ? 40 : 18));
    return { name: say(table.title, said.language), head: head.map(String), widths, rows };
  });

const attach = (c: Ctx, name: string): void => {
  c.header('content-disposition', `attachment; filename="${name}"`);
  c.header('cache-control', 'private, no-store');
};

/** The figures as files: one table as CSV, all of them as a workbook with a sheet each. */
export const figureFilesPage: Page = (app) => {
  app.get('/figures/:table{[a-z]+\\.csv}', async (c) => {
    const { tables, unit, period } = await readAll(c);
    const key = param(c, 'table').replace(/\.csv$/, '');
    const table = tables.find((each) => each.key === key);
    if (!table) throw new AppError('not_found', { what: `figures ${key}` });
    attach(c, `kinerja-${period}-${key}.csv`);
    return c.body(toCsv(cellsOf(table, { language: c.var.language, unit })), 200, { 'content-type': 'text/csv; charset=utf-8' });
  });

  app.get(paths.figuresXlsx(), async (c) => {
    const { tables, unit, period } = await readAll(c);
    const file = await toWorkbook(sheetsOf(tables, { language: c.var.language, unit }));
    attach(c, `kinerja-${period}.xlsx`);
    return c.body(new Uint8Array(file), 200, {
      'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    });
  });
};
