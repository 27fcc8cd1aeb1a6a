import { number } from '#lib/format.ts';
import { type Language, say, type Words } from '#lib/words.ts';
import type { Days, FigureCell, FigureName, FigureRow, FigureTable, Unit } from '#reports/index.ts';
import { describeSpent } from '#sop/index.ts';
import { Table } from '../../components/table/table.tsx';
import { paths } from '../../paths.ts';
import { useView, useWords } from '../../view.ts';
import { partName } from './asked.ts';
import { words } from './words.ts';

/** What the tables of one page share. */
export type Shown = {
  /** The parameters of the page, for links to what stands behind a figure. */
  query: Readonly<Record<string, string | undefined>>;
  unit: 'day' | 'week' | 'month';
  dayMinutes: number;
};

/** How it stands in an address that no reason was given: an empty parameter would be left out. */
export const noReason = 'none';

/** The figure as parameters of an address. */
export const nameQuery = (name: FigureName): Record<string, string | number> => {
  if (name.figure === 'step' || name.figure === 'step-late') return { figure: name.figure, step: name.step };
  if (name.figure === 'reason' || name.figure === 'delay') return { figure: name.figure, reason: name.reason || noReason };
  if (name.figure === 'open' || name.figure === 'open-late') return { figure: name.figure, states: name.states.join(',') };
  return { figure: name.figure };
};

/** Where the records behind a number are listed; null where it has no list, or is none. */
export const behindHref = (cell: FigureCell | undefined, { query }: Pick<Shown, 'query'>): string | null => {
  if (!cell?.behind) return null;
  return paths.figureCases({
    ...query,
    ...nameQuery(cell.behind),
    ...(cell.days ? { period: `${cell.days.from}..${cell.days.until}` } : {}),
    ...(cell.officeId ? { office: cell.officeId } : {}),
  });
};

export const cellText = (
  value: number | Words | null | undefined,
  unit: Unit,
  language: Language,
  dayMinutes: number,
): string => {
  if (value === null || value === undefined) return '–';
  if (typeof value !== 'number') return say(value, language);
  if (unit === 'minutes') return say(describeSpent(value, dayMinutes), language);
  if (unit === 'share') return `${number(Math.round(value * 100), language)} %`;
  return number(value, language);
};

const isDays = (row: FigureRow): row is FigureRow & { days: Days } => row.days !== undefined;

export const rowName = (row: FigureRow, unit: Shown['unit'], language: Language): string => {
  if (isDays(row)) {
    const name = partName(row.days, unit, language);
    return unit === 'week' ? say(words.week, language, { date: name }) : name;
  }
  return typeof row.label === 'string' ? row.label : say(row.label, language);
};

/** A table of figures, each number leading to the records behind it. `columns` leaves out what the chart alone needs. */
export const FiguresTable = ({ table, shown, except = [] }: { table: FigureTable; shown: Shown; except?: readonly string[] }) => {
  const t = useWords();
  const { language } = useView();
  return (
    <Table
      caption={table.title}
      rows={table.rows}
      columns={[
        { key: 'row', label: words.row, heading: true, cell: (row) => rowName(row, shown.unit, language) },
        ...table.columns
          .filter((column) => !except.includes(column.key))
          .map((column) => ({
            key: column.key,
            label: column.label,
            align: 'right' as const,
            cell: (row: FigureRow) => {
              const cell = row.cells[column.key];
              const text = cellText(cell?.value, column.unit, language, shown.dayMinutes);
              const href = behindHref(cell, shown);
              return href ? <a href={href}>{t(text)}</a> : text;
            },
          })),
      ]}
    />
  );
};
