import { toCsv } from '#lib/csv.ts';
import { AppError } from '#lib/errors.ts';
import { say } from '#lib/words.ts';
import { toWorkbook } from '#lib/xlsx.ts';
import { maySeeServers } from '#registry/index.ts';
import { type FigureTable, periodText, readTables } from '#reports/index.ts';
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
  const read = await readTables(c.var.services.db, { days: period.days, officeId, now: c.var.now, capacity });
  return { ...read, period: periodText(period) };
};

/** A table as rows of cells, its head first: counts as they are, working time in minutes, shares in per cent. */
const cellsOf = (c: Ctx, table: FigureTable, unit: 'day' | 'week' | 'month'): (string | number)[][] => {
  const { language } = c.var;
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
    return c.body(toCsv(cellsOf(c, table, unit)), 200, { 'content-type': 'text/csv; charset=utf-8' });
  });

  app.get(paths.figuresXlsx(), async (c) => {
    const { tables, unit, period } = await readAll(c);
    const sheets = tables.map((table) => {
      const [head = [], ...rows] = cellsOf(c, table, unit);
      return {
        name: say(table.title, c.var.language),
        head: head.map(String),
        widths: head.map((_, index) => (index === 0 ? 40 : 18)),
        rows,
      };
    });
    const file = await toWorkbook(sheets);
    attach(c, `kinerja-${period}.xlsx`);
    return c.body(new Uint8Array(file), 200, {
      'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    });
  });
};
