import { shortDate } from '#lib/format.ts';
import type { CompletenessPoint } from '#registry/index.ts';
import { Card } from '../../../components/card/card.tsx';
import { Chart } from '../../../components/chart/chart.tsx';
import type { ChartSpec, DrawnChart } from '../../../components/chart/draw.ts';
import { Table } from '../../../components/table/table.tsx';
import { useView, useWords } from '../../../view.ts';
import { words } from './words.ts';

/** A line from 0 to 100 over the days that were kept. */
export const trendSpec = (
  points: readonly CompletenessPoint[],
  name: string,
  dayOf: (day: Temporal.PlainDate) => string,
): ChartSpec => ({
  kind: 'lines',
  categories: points.map(({ day }) => dayOf(day)),
  series: [{ name, values: points.map(({ percent }) => percent), colour: 'brand' }],
  most: 100,
});

/** The table shows the last day of each week, and today. */
const weekly = (points: readonly CompletenessPoint[]): CompletenessPoint[] =>
  points.filter(({ day }, index) => day.dayOfWeek === 7 || index === points.length - 1).toReversed();

type Props = { points: readonly CompletenessPoint[]; drawn: DrawnChart | null; office: string | null };

/** How the score went in the last 90 days, of all offices or of one. */
export const Trend = ({ points, drawn, office }: Props) => {
  const t = useWords();
  const { language, timeZone } = useView();
  const [first, last] = [points[0], points.at(-1)];
  const change = first && last ? last.percent - first.percent : 0;
  return (
    <Card title={office === null ? words.trend : t(words.trendOf, { office })} id="trend">
      {drawn && first && last ? (
        <>
          <p>
            {t(words.trendNow, {
              percent: last.percent,
              change: change > 0 ? `+${change}` : String(change).replace('-', '−'),
              date: shortDate(first.day, language, timeZone),
            })}
          </p>
          <Chart
            drawn={drawn}
            table={
              <Table
                caption={words.trend}
                rows={weekly(points)}
                columns={[
                  { key: 'day', label: words.day, cell: (row) => shortDate(row.day, language, timeZone) },
                  { key: 'percent', label: words.percent, align: 'right', cell: (row) => `${row.percent} %` },
                  { key: 'complete', label: words.complete, align: 'right', cell: (row) => row.complete },
                  { key: 'applications', label: words.applications, align: 'right', cell: (row) => row.applications },
                ]}
              />
            }
          />
        </>
      ) : (
        <p class="g-muted">{t(words.noTrend)}</p>
      )}
    </Card>
  );
};
