import { type Language, say } from '#lib/words.ts';
import type { FigureRow, FigureTable, TableKey } from '#reports/index.ts';
import type { ChartSeries, ChartSpec } from '../../components/chart/draw.ts';
import { behindHref, rowName, type Shown } from './shown.tsx';

type Options = { language: Language; shown: Shown };

const valuesOf = (rows: readonly FigureRow[], column: string, scale = 1): (number | null)[] =>
  rows.map((row) => {
    const value = row.cells[column]?.value;
    return typeof value === 'number' ? Math.round(value * scale * 10) / 10 : null;
  });

const seriesOf = (
  table: FigureTable,
  column: string,
  colour: ChartSeries['colour'],
  { language, shown }: Options,
  { scale = 1, name }: { scale?: number; name?: string } = {},
): ChartSeries => ({
  name: name ?? say(table.columns.find((each) => each.key === column)?.label ?? { id: column, en: column }, language),
  values: valuesOf(table.rows, column, scale),
  colour,
  links: table.rows.map((row) => behindHref(row.cells[column], shown)),
});

const categoriesOf = (table: FigureTable, { language, shown }: Options): string[] =>
  table.rows.map((row) => rowName(row, shown.unit, language));

const flow = (table: FigureTable, options: Options): ChartSpec => ({
  kind: 'columns',
  categories: categoriesOf(table, options),
  series: [seriesOf(table, 'submitted', 'light', options), seriesOf(table, 'answered', 'brand', options)],
});

/** Answers on time and late, over time: the same table read another way. */
export const timelinessSpec = (table: FigureTable, options: Options): ChartSpec => ({
  kind: 'columns',
  stacked: true,
  categories: categoriesOf(table, options),
  series: [seriesOf(table, 'onTime', 'brand', options), seriesOf(table, 'late', 'late', options)],
});

const steps = (table: FigureTable, options: Options): ChartSpec => {
  const hours = { scale: 1 / 60 };
  const links = table.rows.map((row) => behindHref(row.cells.visits, options.shown));
  const standard = say(table.columns.find((each) => each.key === 'standard')?.label ?? { id: '', en: '' }, options.language);
  return {
    kind: 'bars',
    categories: categoriesOf(table, options),
    series: [
      { ...seriesOf(table, 'median', 'brand', options, hours), links },
      { ...seriesOf(table, 'p90', 'light', options, hours), links },
      seriesOf(table, 'standardMinutes', 'quiet', options, { ...hours, name: standard }),
    ],
  };
};

const reasons = (table: FigureTable, options: Options): ChartSpec => ({
  kind: 'bars',
  categories: categoriesOf(table, options),
  series: [seriesOf(table, 'times', 'brand', options)],
});

const posts = (table: FigureTable, options: Options): ChartSpec => ({
  kind: 'bars',
  stacked: true,
  categories: categoriesOf(table, options),
  series: [
    {
      ...seriesOf(table, 'openInTime', 'brand', options),
      links: table.rows.map((row) => behindHref(row.cells.open, options.shown)),
    },
    seriesOf(table, 'openLate', 'late', options),
  ],
});

/** Shares of what there is, because cores and gigabytes have no axis in common. */
const capacity = (table: FigureTable, options: Options): ChartSpec => {
  const share = (column: string): (number | null)[] =>
    table.rows.map((row) => {
      const [part, all] = [Number(row.cells[column]?.value ?? 0), Number(row.cells.total?.value ?? 0)];
      return all > 0 ? Math.max(0, Math.round((1000 * part) / all) / 10) : 0;
    });
  const part = (column: string, colour: ChartSeries['colour']): ChartSeries => ({
    ...seriesOf(table, column, colour, options),
    values: share(column),
  });
  return {
    kind: 'bars',
    stacked: true,
    most: 100,
    categories: categoriesOf(table, options),
    series: [part('used', 'brand'), part('held', 'light'), part('free', 'quiet')],
  };
};

/** How each table that has a picture is drawn. */
export const chartSpecs: Partial<Record<TableKey, (table: FigureTable, options: Options) => ChartSpec>> = {
  flow,
  steps,
  reasons,
  delays: reasons,
  posts,
  capacity,
};
