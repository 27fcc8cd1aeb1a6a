import type { Words } from '#lib/words.ts';
import { describeTimes, type SopDefinition, standardMinutes } from '#sop/index.ts';
import type { FigureName } from './behind.ts';
import { answered, type CaseFigures, noFigures, shareOnTime } from './figures.ts';
import { countOf, quantile } from './histogram.ts';
import type { OpenCount } from './open-now.ts';
import type { PeriodFigures } from './read-figures.ts';
import type { Days } from './spans.ts';
import { columnWords, rowWords, tableWords } from './words.ts';

/** What a number of a table is: a count, working minutes, a share between 0 and 1, or a text in two languages. */
export type Unit = 'count' | 'minutes' | 'share' | 'text';

export type FigureCell = {
  value: number | Words | null;
  /** The figure whose records stand behind this number, where it has a list; `days` where it is not the whole period. */
  behind?: FigureName;
  days?: Days;
  officeId?: string;
};

export type FigureRow = { key: string; label: Words | string; days?: Days; cells: Record<string, FigureCell> };

/** One table of figures: what a chart draws, a file holds, a program reads and the report prints. */
export type FigureTable = {
  key: TableKey;
  title: Words;
  columns: readonly { key: string; label: Words; unit: Unit }[];
  rows: readonly FigureRow[];
};

export type TableKey = keyof typeof tableWords;

type Office = { id: string; name: string; abbreviation: string };

export type TableInput = {
  definition: SopDefinition;
  dayMinutes: number;
  figures: PeriodFigures;
  open: readonly OpenCount[];
  /** The words for lateness; null: why steps were late is not shown. */
  delayReasons: readonly { key: string; label: Words }[] | null;
  /** For the table of the offices; left out where only one is shown. */
  offices: readonly Office[] | null;
};

const table = (key: TableKey, columns: readonly [keyof typeof columnWords, Unit][], rows: readonly FigureRow[]): FigureTable => ({
  key,
  title: tableWords[key],
  columns: columns.map(([column, unit]) => ({ key: column, label: columnWords[column], unit })),
  rows,
});

const count = (value: number, behind?: FigureName, more: Partial<FigureCell> = {}): FigureCell => ({
  value,
  ...(behind && value > 0 ? { behind } : {}),
  ...more,
});

const timesOf = (cases: CaseFigures) => ({
  median: { value: quantile(cases.time, 0.5) },
  p90: { value: quantile(cases.time, 0.9) },
  share: { value: shareOnTime(cases) },
});

const sum = (rows: readonly OpenCount[], part: 'open' | 'late'): number => rows.reduce((total, row) => total + row[part], 0);

/** The whole at a glance: what came in, what was answered and how, and what is open now. */
const overview = ({ figures, open, definition }: TableInput): FigureTable => {
  const { cases, process } = figures.total;
  const states = definition.states.filter((state) => !state.ended).map((state) => state.key);
  const rows: [keyof typeof rowWords, FigureCell][] = [
    ['submitted', count(cases.submitted, { figure: 'submitted' })],
    ['answered', count(answered(cases), { figure: 'answered' })],
    ['completed', count(cases.completed, { figure: 'completed' })],
    ['refused', count(cases.refused, { figure: 'refused' })],
    ['withdrawn', count(cases.withdrawn, { figure: 'withdrawn' })],
    ['onTime', count(cases.onTime, { figure: 'on-time' })],
    ['late', count(cases.late, { figure: 'late' })],
    ['returned', count(process.returns, { figure: 'returned' })],
    ['open', count(sum(open, 'open'), { figure: 'open', states })],
    ['openLate', count(sum(open, 'late'), { figure: 'open-late', states })],
  ];
  return table(
    'overview',
    [['number', 'count']],
    rows.map(([key, cell]) => ({ key, label: rowWords[key], cells: { number: cell } })),
  );
};

const flow = ({ figures }: TableInput): FigureTable =>
  table(
    'flow',
    [
      ['submitted', 'count'],
      ['answered', 'count'],
      ['onTime', 'count'],
      ['late', 'count'],
      ['share', 'share'],
    ],
    figures.parts.map(({ days, figures: { cases } }) => ({
      key: days.from.toString(),
      label: days.from.toString(),
      days,
      cells: {
        submitted: count(cases.submitted, { figure: 'submitted' }, { days }),
        answered: count(answered(cases), { figure: 'answered' }, { days }),
        onTime: count(cases.onTime, { figure: 'on-time' }, { days }),
        late: count(cases.late, { figure: 'late' }, { days }),
        share: { value: shareOnTime(cases) },
      },
    })),
  );

const steps = ({ figures, definition, dayMinutes }: TableInput): FigureTable =>
  table(
    'steps',
    [
      ['visits', 'count'],
      ['median', 'minutes'],
      ['p90', 'minutes'],
      ['standard', 'text'],
      ['standardMinutes', 'minutes'],
      ['late', 'count'],
      ['share', 'share'],
    ],
    definition.steps
      .filter((step) => step.no > 1)
      .map((step) => {
        const { late, time } = figures.total.process.steps[step.no] ?? { late: 0, time: {} };
        const visits = countOf(time);
        return {
          key: String(step.no),
          label: { id: `${step.no} ${step.name.id}`, en: `${step.no} ${step.name.en}` },
          cells: {
            visits: count(visits, { figure: 'step', step: step.no }),
            median: { value: quantile(time, 0.5) },
            p90: { value: quantile(time, 0.9) },
            standard: { value: describeTimes([step.time]) },
            standardMinutes: { value: standardMinutes([step.time], dayMinutes) },
            late: count(late, { figure: 'step-late', step: step.no }),
            share: { value: visits === 0 ? null : (visits - late) / visits },
          },
        };
      }),
  );

/** The published service standard beside what was achieved. */
const standard = ({ figures, definition, dayMinutes }: TableInput): FigureTable => {
  const { cases } = figures.total;
  const published = (['withCapacity', 'withServer'] as const).map((key) => ({
    key,
    label: rowWords[key],
    cells: {
      standard: { value: describeTimes(definition.totals[key]) },
      standardMinutes: { value: standardMinutes(definition.totals[key], dayMinutes) },
    },
  }));
  return table(
    'standard',
    [
      ['standard', 'text'],
      ['standardMinutes', 'minutes'],
      ['answered', 'count'],
      ['median', 'minutes'],
      ['p90', 'minutes'],
      ['share', 'share'],
    ],
    [
      ...published,
      {
        key: 'achieved',
        label: rowWords.achieved,
        cells: { answered: count(answered(cases), { figure: 'answered' }), ...timesOf(cases) },
      },
    ],
  );
};

/** How often each reason was given, the most frequent first; words that are known no more stand as they are. */
const reasonTable = (
  key: 'reasons' | 'delays',
  counted: Readonly<Record<string, number>>,
  known: readonly { key: string; label: Words }[],
  figure: 'reason' | 'delay',
): FigureTable =>
  table(
    key,
    [['times', 'count']],
    Object.entries(counted)
      .filter(([, times]) => times > 0)
      .sort(([a, x], [b, y]) => y - x || a.localeCompare(b))
      .map(([reason, times]) => ({
        key: reason,
        label: known.find((each) => each.key === reason)?.label ?? reason,
        cells: { times: count(times, { figure, reason }) },
      })),
  );

const reasons = ({ figures, definition }: TableInput): FigureTable =>
  reasonTable('reasons', figures.total.process.reasons, definition.returnReasons, 'reason');

const delays = ({ figures, delayReasons }: TableInput): FigureTable | null =>
  delayReasons &&
  reasonTable('delays', figures.total.process.delays, [...delayReasons, { key: '', label: rowWords.unexplained }], 'delay');

const posts = ({ figures, definition, open }: TableInput): FigureTable => {
  const roles = definition.posts.filter((post) =>
    definition.states.some((state) => state.holder === post.role && state.key !== definition.initial),
  );
  return table(
    'posts',
    [
      ['open', 'count'],
      ['openInTime', 'count'],
      ['openLate', 'count'],
      ['done', 'count'],
    ],
    roles.map((post) => {
      const states = definition.states.filter((state) => state.holder === post.role).map((state) => state.key);
      const own = open.filter((row) => states.includes(row.state));
      const done = definition.steps
        .filter((step) => step.performer === post.role && step.no > 1)
        .reduce((total, step) => total + countOf(figures.total.process.steps[step.no]?.time ?? {}), 0);
      const [all, late] = [sum(own, 'open'), sum(own, 'late')];
      return {
        key: post.role,
        label: post.title,
        cells: {
          open: count(all, { figure: 'open', states }),
          openInTime: { value: all - late },
          openLate: count(late, { figure: 'open-late', states }),
          done: { value: done },
        },
      };
    }),
  );
};

const offices = ({ figures, open, offices: listed, definition }: TableInput): FigureTable | null => {
  if (!listed) return null;
  const states = definition.states.filter((state) => !state.ended).map((state) => state.key);
  const rows = listed
    .map(({ id, name }) => {
      const cases = figures.offices.get(id) ?? noFigures().cases;
      const own = open.filter((row) => row.officeId === id);
      return {
        key: id,
        label: name,
        cells: {
          submitted: count(cases.submitted, { figure: 'submitted' }, { officeId: id }),
          answered: count(answered(cases), { figure: 'answered' }, { officeId: id }),
          late: count(cases.late, { figure: 'late' }, { officeId: id }),
          open: count(sum(own, 'open'), { figure: 'open', states }, { officeId: id }),
          ...timesOf(cases),
        },
      };
    })
    .filter(({ cells }) => [cells.submitted, cells.answered, cells.open].some((cell) => cell.value !== 0))
    .sort((a, b) => Number(b.cells.submitted.value) - Number(a.cells.submitted.value));
  return table(
    'offices',
    [
      ['submitted', 'count'],
      ['answered', 'count'],
      ['late', 'count'],
      ['open', 'count'],
      ['share', 'share'],
      ['median', 'minutes'],
      ['p90', 'minutes'],
    ],
    rows,
  );
};

/** Everything that a head of office looks at, as tables. */
export const figureTables = (input: TableInput): FigureTable[] =>
  [
    overview(input),
    flow(input),
    standard(input),
    steps(input),
    reasons(input),
    delays(input),
    posts(input),
    offices(input),
  ].filter((each) => each !== null);
