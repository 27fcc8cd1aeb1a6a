import { createHash } from 'node:crypto';
import type { BarSeriesOption, EChartsCoreOption, LineSeriesOption } from 'echarts';
import type { Language } from '#lib/words.ts';
import { safeSvg } from './safe-svg.ts';

export type ChartSeries = {
  name: string;
  /** One per category; null where there is nothing to show. */
  values: readonly (number | null)[];
  colour: keyof typeof colours;
  /** Where a bar leads, per category. */
  links?: readonly (string | null)[];
};

export type ChartSpec = {
  /** Columns stand (time goes to the right), bars lie (names are long), lines go on. */
  kind: 'columns' | 'bars' | 'lines';
  categories: readonly string[];
  series: readonly ChartSeries[];
  stacked?: boolean;
  /** The end of the axis of values, 100 for percentages. */
  most?: number;
};

/** Each stands apart from its neighbour in lightness too, for whoever does not tell the colours apart. */
export const colours = {
  brand: '#0e5a6b',
  light: '#8fc1cb',
  late: '#c4481f',
  soft: '#e9b872',
  quiet: '#b9c4c6',
} as const;

const ink = '#3f4e54';
const line = '#dde3e3';
const widths = { wide: 520, narrow: 330 } as const;

export type DrawnChart = Readonly<Record<keyof typeof widths, string>>;

type Library = { init: (width: number, height: number) => { draw: (option: EChartsCoreOption) => string } };
let library: Promise<Library> | undefined;

/** ECharts is large: only what is drawn is loaded, and only once somebody looks at a chart. */
const load = async (): Promise<Library> => {
  const [core, charts, components, renderers] = await Promise.all([
    import('echarts/core'),
    import('echarts/charts'),
    import('echarts/components'),
    import('echarts/renderers'),
  ]);
  core.use([charts.BarChart, charts.LineChart, components.GridComponent, components.LegendComponent, renderers.SVGRenderer]);
  return {
    init: (width, height) => ({
      draw: (option) => {
        const chart = core.init(null, null, { renderer: 'svg', ssr: true, width, height });
        try {
          chart.setOption(option);
          return chart.renderToSVGString();
        } finally {
          chart.dispose();
        }
      },
    }),
  };
};

const shorten = (text: string, length: number): string =>
  text.length > length ? `${text.slice(0, length - 1).trimEnd()}…` : text;

/** So many lines the names of the series take, by a rough width of their letters. */
const legendRows = ({ series }: ChartSpec, width: number): number => {
  if (series.length < 2) return 0;
  return Math.ceil(series.reduce((sum, { name }) => sum + 36 + 7 * name.length, 0) / (width - 20));
};

const heightOf = (spec: ChartSpec, width: number): number => {
  const { kind, categories, series, stacked } = spec;
  if (kind !== 'bars') return 216 + 24 * legendRows(spec, width);
  const row = stacked || series.length === 1 ? 30 : 15 * series.length + 14;
  return 46 + 24 * legendRows(spec, width) + row * Math.max(1, categories.length);
};

const optionOf = (spec: ChartSpec, width: number, language: Language): EChartsCoreOption => {
  const { kind, categories, series, stacked, most } = spec;
  const lying = kind === 'bars';
  const longest = width < 400 ? 17 : 30;
  const text = { color: ink, fontSize: 13 };
  const said = (value: number): string =>
    value.toLocaleString(language === 'id' ? 'id-ID' : 'en-GB', { maximumFractionDigits: 1 });
  const names = {
    type: 'category',
    data: categories.map((name) => shorten(name, longest)),
    axisLabel: { ...text, interval: lying ? 0 : 'auto', hideOverlap: true },
    axisLine: { lineStyle: { color: '#9aa7aa' } },
    axisTick: { show: false },
    ...(lying ? { inverse: true } : {}),
  };
  const values = {
    type: 'value',
    minInterval: 1,
    splitNumber: width < 400 ? 3 : 5,
    axisLabel: { ...text, formatter: said, hideOverlap: true },
    splitLine: { lineStyle: { color: line } },
    ...(most === undefined ? {} : { max: most, interval: most / 4 }),
  };
  const drawn = series.map(({ name, values: data, colour }): BarSeriesOption | LineSeriesOption => {
    const shared = { name, data: [...data], itemStyle: { color: colours[colour] }, silent: false };
    if (kind === 'lines') return { ...shared, type: 'line', symbol: 'none', lineStyle: { color: colours[colour], width: 2 } };
    const labelled = !stacked && (lying || categories.length * series.length <= (width < 400 ? 8 : 26));
    return {
      ...shared,
      type: 'bar',
      barMaxWidth: 26,
      barGap: '8%',
      ...(stacked ? { stack: 'all' } : {}),
      label: {
        show: labelled,
        position: lying ? 'right' : 'top',
        ...text,
        fontSize: 12,
        formatter: ({ value }) => (typeof value === 'number' && value !== 0 ? said(value) : ''),
      },
    };
  });
  return {
    animation: false,
    textStyle: { fontFamily: 'sans-serif' },
    grid: {
      left: 8,
      right: lying ? 40 : 12,
      top: 16 + 24 * legendRows(spec, width),
      bottom: 8,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    legend: { top: 4, left: 0, textStyle: text, itemWidth: 14, itemHeight: 10, show: series.length > 1, selectedMode: false },
    xAxis: lying ? values : names,
    yAxis: lying ? names : values,
    series: drawn,
  };
};

const kept = new Map<string, Promise<DrawnChart>>();
const mostKept = 200;

const draw = async (spec: ChartSpec, language: Language, key: string): Promise<DrawnChart> => {
  library ??= load();
  const { init } = await library;
  const linkOf = (series: number, index: number): string | null => spec.series[series]?.links?.[index] ?? null;
  const one = (name: keyof typeof widths): string => {
    const svg = init(widths[name], heightOf(spec, widths[name])).draw(optionOf(spec, widths[name], language));
    return safeSvg(svg, { prefix: `${key.slice(0, 8)}${name[0]}`, linkOf });
  };
  return { wide: one('wide'), narrow: one('narrow') };
};

/**
 * Draws a chart as SVG text that may stand in a page: for a wide and for a narrow place, without script and style. The same
 * chart is drawn once.
 */
export const drawChart = (spec: ChartSpec, language: Language): Promise<DrawnChart> => {
  const key = createHash('sha256')
    .update(JSON.stringify([spec, language]))
    .digest('hex');
  const known = kept.get(key);
  if (known) return known;
  if (kept.size >= mostKept) kept.delete(kept.keys().next().value ?? '');
  const drawn = draw(spec, language, key);
  kept.set(key, drawn);
  drawn.catch(() => kept.delete(key));
  return drawn;
};
