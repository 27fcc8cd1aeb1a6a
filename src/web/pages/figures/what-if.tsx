import { AppError } from '#lib/errors.ts';
import { number, shortDate } from '#lib/format.ts';
import { type Language, say, type Words } from '#lib/words.ts';
import { answerWhatIf, seesAllFigures, type WhatIf, type WhatIfAnswer } from '#reports/index.ts';
import { describeSpent, hostingSop } from '#sop/index.ts';
import { Alert } from '../../components/alert/alert.tsx';
import { Card, Stack } from '../../components/card/card.tsx';
import { Chart } from '../../components/chart/chart.tsx';
import { type ChartSpec, type DrawnChart, drawChart } from '../../components/chart/draw.ts';
import { fieldId } from '../../components/field/wiring.ts';
import { FilterBar, FilterDate } from '../../components/filter/filter.tsx';
import { Table } from '../../components/table/table.tsx';
import type { Ctx, Page } from '../../context.ts';
import { page, signedIn } from '../../page.tsx';
import { paths } from '../../paths.ts';
import { type Phrase, useView, useWords } from '../../view.ts';
import { todayOf } from './asked.ts';
import { simulationWords as w, words } from './words.ts';

const demands = ['0.5', '1', '1.5', '2', '3', '5'];
const absences = ['1', '2', '4', '8'];
const horizons = ['4', '8', '13', '26'];
const seed = 1;

type Typed = { demand: string; post: string; from: string; away: string; weeks: string };

const oneOf = (value: string | undefined, allowed: readonly string[], usual: string): string =>
  value !== undefined && allowed.includes(value) ? value : usual;

/** Posts whose absence can be played: those in whose hands a request can lie. */
const playable = hostingSop.posts.filter(
  (post) => !post.role.startsWith('applicant-') && hostingSop.states.some((state) => state.holder === post.role),
);

const readDay = (typed: string, today: Temporal.PlainDate): Temporal.PlainDate => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(typed)) return today;
  try {
    const day = Temporal.PlainDate.from(typed, { overflow: 'reject' });
    const ahead = today.until(day, { largestUnit: 'days' }).days;
    return ahead >= 0 && ahead <= 366 ? day : today;
  } catch {
    return today;
  }
};

/** The question in the address; what is none of the choices is the usual one. */
const readQuestion = (c: Ctx): { typed: Typed; question: WhatIf } => {
  const query = (name: string): string => c.req.query(name) ?? '';
  const today = todayOf(c);
  const typed: Typed = {
    demand: oneOf(query('demand'), demands, '2'),
    post: playable.some((post) => post.role === query('post')) ? query('post') : '',
    from: readDay(query('from'), today).toString(),
    away: oneOf(query('away'), absences, '2'),
    weeks: oneOf(query('weeks'), horizons, '13'),
  };
  const absence = typed.post ? { role: typed.post, from: Temporal.PlainDate.from(typed.from), weeks: Number(typed.away) } : null;
  return { typed, question: { demand: Number(typed.demand), absence, weeks: Number(typed.weeks), seed } };
};

type ChosenProps = { name: string; label: Phrase; value: string; options: readonly { value: string; label: Phrase }[] };

const Chosen = ({ name, label, value, options }: ChosenProps) => {
  const t = useWords();
  return (
    <div class="g-filterbar-field">
      <label for={fieldId(name)}>{t(label)}</label>
      <select id={fieldId(name)} class="form-select" name={name}>
        {options.map((option) => (
          <option value={option.value} {...(option.value === value ? { selected: true } : {})}>
            {t(option.label)}
          </option>
        ))}
      </select>
    </div>
  );
};

const Question = ({ typed }: { typed: Typed }) => {
  const { language } = useView();
  const weeks = (value: string) => ({ value, label: say(w.weeks, language, { n: value }) });
  const times = (value: string) => ({ value, label: say(w.times, language, { n: number(Number(value), language) }) });
  return (
    <FilterBar action={paths.whatIf()} active={false} button={w.run}>
      <Chosen name="demand" label={w.demand} value={typed.demand} options={demands.map(times)} />
      <Chosen
        name="post"
        label={w.post}
        value={typed.post}
        options={[{ value: '', label: w.nobody }, ...playable.map((post) => ({ value: post.role, label: post.title }))]}
      />
      <FilterDate name="from" label={w.from} value={typed.from} />
      <Chosen name="away" label={w.away} value={typed.away} options={absences.map(weeks)} />
      <Chosen name="weeks" label={w.horizon} value={typed.weeks} options={horizons.map(weeks)} />
    </FilterBar>
  );
};

const percent = (value: number, language: Language): string => `${number(Math.round(value * 100), language)} %`;

type Compared = { label: Words; usual: string; asked: string };

const Outcome = ({ answer }: { answer: WhatIfAnswer }) => {
  const { language } = useView();
  const spent = (minutes: number | null): string =>
    minutes === null ? '–' : say(describeSpent(minutes, answer.dayMinutes), language);
  const whole = (value: number): string => number(Math.round(value), language);
  const of = (part: (result: WhatIfAnswer['usual']) => string) => ({ usual: part(answer.usual), asked: part(answer.asked) });
  const rows: Compared[] = [
    { label: w.arrived, ...of((result) => whole(result.arrived)) },
    { label: w.answered, ...of((result) => whole(result.ended)) },
    {
      label: w.late,
      ...of((result) => `${whole(result.late)} (${result.ended > 0 ? percent(result.late / result.ended, language) : '–'})`),
    },
    { label: w.median, ...of((result) => spent(result.median)) },
    { label: w.p90, ...of((result) => spent(result.p90)) },
  ];
  return (
    <Table
      caption={w.outcome}
      rows={rows}
      columns={[
        { key: 'what', label: words.row, heading: true, cell: (row) => useWords()(row.label) },
        { key: 'usual', label: w.usual, align: 'right', cell: (row) => row.usual },
        { key: 'asked', label: w.asked, align: 'right', cell: (row) => row.asked },
      ]}
    />
  );
};

const Posts = ({ answer }: { answer: WhatIfAnswer }) => {
  const t = useWords();
  const { language } = useView();
  const spent = (minutes: number | undefined): string => say(describeSpent(minutes ?? 0, answer.dayMinutes), language);
  const rows = answer.posts.map(({ role, title }) => ({
    title,
    usual: answer.usual.posts.find((post) => post.role === role),
    asked: answer.asked.posts.find((post) => post.role === role),
  }));
  return (
    <Table
      caption={w.posts}
      rows={rows}
      columns={[
        { key: 'post', label: w.postColumn, heading: true, cell: (row) => t(row.title) },
        { key: 'busyUsual', label: w.busyUsual, align: 'right', cell: (row) => percent(row.usual?.busy ?? 0, language) },
        { key: 'busy', label: w.busyAsked, align: 'right', cell: (row) => percent(row.asked?.busy ?? 0, language) },
        { key: 'waitUsual', label: w.waitUsual, align: 'right', cell: (row) => spent(row.usual?.wait) },
        { key: 'wait', label: w.waitAsked, align: 'right', cell: (row) => spent(row.asked?.wait) },
        { key: 'most', label: w.most, align: 'right', cell: (row) => number(Math.round(row.asked?.most ?? 0), language) },
      ]}
    />
  );
};

const tenth = (value: number): number => Math.round(value * 10) / 10;

const lineColours = ['brand', 'late', 'soft', 'light', 'quiet'] as const;

const queueSpec = (answer: WhatIfAnswer, language: Language, timeZone: string): ChartSpec => ({
  kind: 'lines',
  categories: answer.moments.map((moment) => shortDate(moment, language, timeZone).split(' ').slice(1, 3).join(' ')),
  series: answer.posts.map(({ role, title }, index) => ({
    name: say(title, language),
    values: (answer.asked.posts.find((post) => post.role === role)?.queue ?? []).map(tenth),
    colour: lineColours[index % lineColours.length] ?? 'brand',
  })),
});

const busySpec = (answer: WhatIfAnswer, language: Language): ChartSpec => {
  const busy = (result: WhatIfAnswer['usual']): number[] =>
    answer.posts.map(({ role }) => Math.round(100 * (result.posts.find((post) => post.role === role)?.busy ?? 0)));
  return {
    kind: 'bars',
    most: 100,
    categories: answer.posts.map(({ title }) => say(title, language)),
    series: [
      { name: say(w.usual, language), values: busy(answer.usual), colour: 'light' },
      { name: say(w.asked, language), values: busy(answer.asked), colour: 'brand' },
    ],
  };
};

const QueueTable = ({ answer }: { answer: WhatIfAnswer }) => {
  const { language, timeZone } = useView();
  const t = useWords();
  const rows = answer.moments.map((moment, index) => ({ moment, index })).filter(({ index }) => index % 6 === 0);
  return (
    <Table
      caption={w.queue}
      rows={rows}
      columns={[
        { key: 'at', label: w.day, heading: true, cell: (row) => shortDate(row.moment, language, timeZone) },
        ...answer.posts.map(({ role, title }) => ({
          key: role,
          label: t(title),
          align: 'right' as const,
          cell: (row: { index: number }) =>
            number(tenth(answer.asked.posts.find((post) => post.role === role)?.queue[row.index] ?? 0), language),
        })),
      ]}
    />
  );
};

const Basis = ({ answer }: { answer: WhatIfAnswer }) => {
  const t = useWords();
  const { language } = useView();
  const perWeek = number(Math.round(answer.perWeek * 10) / 10, language);
  return (
    <p class="g-muted">
      {answer.learned ? t(w.basis, { n: number(answer.learned.cases, language), perWeek }) : t(w.basisSop, { perWeek })}
    </p>
  );
};

const Answer = ({ answer, queue, busy }: { answer: WhatIfAnswer; queue: DrawnChart; busy: DrawnChart }) => {
  const t = useWords();
  const { language } = useView();
  const post = answer.posts.find(({ role }) => role === answer.asked.bottleneck);
  const found = answer.asked.posts.find(({ role }) => role === answer.asked.bottleneck);
  return (
    <>
      {post && found ? (
        <Alert tone={found.busy > 0.85 ? 'warning' : 'info'} title={w.bottleneck}>
          <p>
            {t(w.bottleneckIs, {
              post: t(post.title),
              busy: percent(found.busy, language),
              wait: say(describeSpent(found.wait, answer.dayMinutes), language),
            })}
          </p>
        </Alert>
      ) : null}
      <Card title={w.outcome} flush>
        <Outcome answer={answer} />
      </Card>
      <div class="g-chartgrid">
        <Card title={w.queue}>
          <Chart drawn={queue} note={t(w.queueNote, { n: answer.repeats })} table={<QueueTable answer={answer} />} />
        </Card>
        <Card title={w.posts}>
          <Chart drawn={busy} note={w.busyNote} table={<Posts answer={answer} />} />
        </Card>
      </div>
      <Basis answer={answer} />
    </>
  );
};

/** What if twice as many requests come, or a post is away: the coming weeks played beforehand. */
export const whatIfPage: Page = (app) => {
  app.get(paths.whatIf(), async (c) => {
    if (!seesAllFigures(signedIn(c))) throw new AppError('not_found', { what: 'simulation' });
    const { language } = c.var;
    const { typed, question } = readQuestion(c);
    const answer = await answerWhatIf(c.var.services.db, question, c.var.now);
    const timeZone = c.var.installation?.timeZone ?? 'UTC';
    const [queue, busy] = await Promise.all([
      drawChart(queueSpec(answer, language, timeZone), language),
      drawChart(busySpec(answer, language), language),
    ]);
    return page(
      c,
      {
        title: w.title,
        section: 'figures',
        width: 'full',
        breadcrumbs: [{ label: words.title, href: paths.figures() }],
        lead: say(w.lead, language),
      },
      <Stack>
        <Question typed={typed} />
        <Answer answer={answer} queue={queue} busy={busy} />
      </Stack>,
    );
  });
};
