import type { Child } from 'hono/jsx';
import { type Phrase, useWords } from '../../view.ts';

export type Column<Row> = {
  key: string;
  label: Phrase;
  cell: (row: Row) => Child;
  /** Numbers stand right. */
  align?: 'right';
  /** The column that names the row: its heading on a phone's card. Default: the first. */
  heading?: boolean;
  /** Never broken over two lines (dates, numbers, names of servers). */
  tight?: boolean;
  /** The label is only for screen readers (a column of buttons). */
  quiet?: boolean;
};

type TableProps<Row> = {
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  /** What the table lists; hidden unless `showCaption`. */
  caption: Phrase;
  showCaption?: boolean;
  /** For long books: on a phone a row is a few lines of running text instead of a line for each column. */
  dense?: boolean;
  /** A word for a row, 'late' for example; becomes the class `g-row-late`. */
  mark?: (row: Row) => string | null;
  /** Shown instead of an empty table. */
  empty?: Child;
};

/** One cell. Its content is one box, beside which the label stands on a phone's card; an empty one is left out there. */
const Cell = ({ look, label, content }: { look: string; label: string; content: Child }) =>
  content === null || content === undefined || content === '' || content === false ? (
    <td class={look} />
  ) : (
    <td class={look} data-label={label}>
      <div>{content}</div>
    </td>
  );

/** A table; on a phone every row becomes a card with its labels. */
export const Table = <Row,>({ columns, rows, caption, showCaption = false, dense = false, mark, empty }: TableProps<Row>) => {
  const t = useWords();
  if (rows.length === 0 && empty !== undefined) return <>{empty}</>;
  const headingKey = (columns.find((column) => column.heading) ?? columns[0])?.key;
  const look = (column: Column<Row>): string =>
    [column.align === 'right' ? 'g-right' : '', column.tight ? 'g-tight' : ''].filter(Boolean).join(' ');
  return (
    <div class="g-table-wrap">
      <table class={dense ? 'g-table g-table-dense' : 'g-table'}>
        <caption class={showCaption ? '' : 'visually-hidden'}>{t(caption)}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th scope="col" class={look(column)}>
                {column.quiet ? <span class="visually-hidden">{t(column.label)}</span> : t(column.label)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const marked = mark?.(row);
            return (
              <tr {...(marked ? { class: `g-row-${marked}` } : {})}>
                {columns.map((column) =>
                  column.key === headingKey ? (
                    <th scope="row" class={look(column)}>
                      {column.cell(row)}
                    </th>
                  ) : (
                    <Cell look={look(column)} label={column.quiet ? '' : t(column.label)} content={column.cell(row)} />
                  ),
                )}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
};
