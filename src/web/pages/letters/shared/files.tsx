import { type BookCell, type BookName, bookTitles, findBookLetter, longestPrint, printBook, readBook } from '#letters/index.ts';
import { toCsv } from '#lib/csv.ts';
import { AppError, invalid } from '#lib/errors.ts';
import { say } from '#lib/words.ts';
import { toXlsx } from '#lib/xlsx.ts';
import { act } from '../../../act.ts';
import { LinkButton } from '../../../components/button/button.tsx';
import { Empty } from '../../../components/empty/empty.tsx';
import type { Ctx, Page } from '../../../context.ts';
import { type FormValues, text } from '../../../form.ts';
import { page, param, signedIn } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { sendFile } from '../../files/send.ts';
import { readAsked, toBookQuery } from './asked.ts';
import { shared } from './words.ts';

const bookOf = (c: Ctx): BookName => {
  const name = param(c, 'book').replace(/\.\w+$/, '');
  if (!Object.hasOwn(bookTitles, name)) throw new AppError('not_found', { what: `book ${name}` });
  return name as BookName;
};

const readAll = async (c: Ctx) => {
  const { db } = c.var.services;
  const book = bookOf(c);
  const { asked, actor } = await readAsked(c, db);
  const timeZone = c.var.installation?.timeZone ?? 'UTC';
  return { book, asked, ...(await readBook(db, actor, { book, query: toBookQuery(asked), timeZone })) };
};

/** "buku-agenda-surat-masuk-2026.csv" */
const nameOf = (book: BookName, year: string, ending: string): string =>
  `${[bookTitles[book].toLowerCase().replaceAll(' ', '-'), year].filter(Boolean).join('-')}.${ending}`;

const plain = (cell: BookCell): string | number =>
  cell === null ? '' : cell instanceof Temporal.PlainDate ? cell.toString() : cell;

const csv = async (c: Ctx): Promise<Response> => {
  const { book, asked, columns, rows } = await readAll(c);
  const head = columns.map((column) => say(column.title, c.var.language));
  c.header('content-disposition', `attachment; filename="${nameOf(book, asked.year, 'csv')}"`);
  c.header('cache-control', 'private, no-store');
  return c.body(toCsv([head, ...rows.map((row) => row.cells.map(plain))]), 200, { 'content-type': 'text/csv; charset=utf-8' });
};

const xlsx = async (c: Ctx): Promise<Response> => {
  const { book, asked, columns, rows } = await readAll(c);
  const file = await toXlsx({
    name: bookTitles[book],
    head: columns.map((column) => say(column.title, c.var.language)),
    widths: columns.map((column) => (column.width === 0 ? 12 : column.width * 8)),
    rows: rows.map((row) => row.cells),
  });
  c.header('content-disposition', `attachment; filename="${nameOf(book, asked.year, 'xlsx')}"`);
  c.header('cache-control', 'private, no-store');
  return c.body(new Uint8Array(file), 200, {
    'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  });
};

/** The list from which a print was asked for, narrowed as it was. */
const listOf = (book: BookName, filters: Record<string, string>): string =>
  ({ agenda: paths.agenda, outgoing: paths.letters, dispatch: paths.dispatches })[book](filters);

const filtersOf = (values: FormValues): Record<string, string> =>
  Object.fromEntries(
    [...values.keys()]
      .filter((name) => !['request_key', 'form_proof', 'page'].includes(name))
      .map((name) => [name, text(values, name)]),
  );

/** The books as files: CSV and XLSX at once, the printed form by a job. */
export const bookFilesPage: Page = (app) => {
  app.get('/books/:book{.+\\.csv}', csv);
  app.get('/books/:book{.+\\.xlsx}', xlsx);

  app.post(paths.bookPrints(':book'), (c) => {
    const book = bookOf(c);
    return act(c, {
      run: async (tx, { actor, values, now }) => {
        const { asked } = await readAsked(c, tx, filtersOf(values));
        const query = toBookQuery(asked);
        if (!query.officeId) throw invalid([{ field: 'office', message: shared.printOne }]);
        const { letterId } = await printBook(tx, { actor, officeId: query.officeId, book, query, now });
        return { to: paths.bookPrint(letterId) };
      },
      again: (state) => {
        const tooLong = state.error?.code === 'bad_request';
        return page(
          c,
          { title: bookTitles[book], section: 'none', width: 'narrow' },
          <Empty
            icon="printer-off"
            title={shared.print}
            text={tooLong ? say(shared.tooLong, c.var.language, { n: longestPrint }) : shared.printOne}
          >
            <LinkButton href={listOf(book, filtersOf(state.values))} label={bookTitles[book]} icon="arrow-left" />
          </Empty>,
        );
      },
    });
  });

  app.get(paths.bookPrint(':id'), async (c) => {
    const { db } = c.var.services;
    const print = await findBookLetter(db, signedIn(c), param(c, 'id'));
    if (print?.kind !== 'book') throw new AppError('not_found', { what: `print ${param(c, 'id')}` });
    if (print.file_id) return sendFile(c, db, { fileId: print.file_id, name: `${print.hal}.pdf`, inline: true });
    c.status(202);
    c.header('retry-after', '3');
    const why = print.render_error ? say(shared.printFailed, c.var.language, { why: print.render_error }) : shared.printingHow;
    return page(
      c,
      { title: print.hal, section: 'none', width: 'narrow' },
      <Empty icon="printer" title={shared.printing} text={why}>
        <LinkButton href={paths.bookPrint(print.id)} label={shared.again} icon="refresh" />
      </Empty>,
    );
  });
};
