import { findOffice, listOffices, type Office } from '#identity/index.ts';
import { number } from '#lib/format.ts';
import { say } from '#lib/words.ts';
import { maySeeServers } from '#registry/index.ts';
import {
  type FigureTable,
  neighbour,
  type PeriodKind,
  periodAround,
  periodText,
  type ReadTables,
  readTables,
  seesAllFigures,
  type TableKey,
} from '#reports/index.ts';
import { Alert } from '../../components/alert/alert.tsx';
import { ButtonGroup, LinkButton } from '../../components/button/button.tsx';
import { Card, Stack } from '../../components/card/card.tsx';
import { Chart } from '../../components/chart/chart.tsx';
import { type DrawnChart, drawChart } from '../../components/chart/draw.ts';
import { FilterBar, FilterDate, FilterSelect } from '../../components/filter/filter.tsx';
import { Stat } from '../../components/stat/stat.tsx';
import { Tabs } from '../../components/tabs/tabs.tsx';
import type { Ctx, Page } from '../../context.ts';
import { page, signedIn } from '../../page.tsx';
import { paths } from '../../paths.ts';
import { useView, useWords } from '../../view.ts';
import { type Asked, periodName, readAsked, todayOf, toQuery } from './asked.ts';
import { chartSpecs, timelinessSpec } from './charts.ts';
import { behindHref, cellText, FiguresTable, type Shown } from './shown.tsx';
import { words } from './words.ts';

type Drawn = ReadonlyMap<TableKey | 'timeliness', DrawnChart>;

/** Tables and pictures of what is asked for, in this person's sight. */
const readShown = async (c: Ctx, asked: Asked) => {
  const actor = signedIn(c);
  const read = await readTables(c.var.services.db, {
    days: asked.period.days,
    officeId: asked.officeId,
    now: c.var.now,
    capacity: maySeeServers(actor) && asked.officeId === null,
    inside: seesAllFigures(actor),
  });
  const shown: Shown = { query: toQuery(c, asked), unit: read.unit, dayMinutes: read.dayMinutes };
  return { read, shown };
};

const drawAll = async (c: Ctx, { tables }: ReadTables, shown: Shown): Promise<Drawn> => {
  const { language } = c.var;
  const drawn = new Map<TableKey | 'timeliness', DrawnChart>();
  for (const table of tables) {
    const specOf = chartSpecs[table.key];
    if (specOf && table.rows.length > 0) drawn.set(table.key, await drawChart(specOf(table, { language, shown }), language));
    if (table.key === 'flow') drawn.set('timeliness', await drawChart(timelinessSpec(table, { language, shown }), language));
  }
  return drawn;
};

const PeriodBar = ({
  asked,
  query,
  today,
}: {
  asked: Asked;
  query: { office?: string | undefined };
  today: Temporal.PlainDate;
}) => {
  const t = useWords();
  const { period } = asked;
  // Where the shown period reaches beyond today, "month" means today's, not its last.
  const around =
    Temporal.PlainDate.compare(period.days.until, today) > 0 && Temporal.PlainDate.compare(period.days.from, today) <= 0
      ? today
      : period.days.until;
  const to = (text: string): string => paths.figures({ office: query.office, period: text });
  const kinds: Exclude<PeriodKind, 'range'>[] = ['month', 'quarter', 'year'];
  return (
    <>
      <Tabs
        label={words.period}
        current={period.kind}
        tabs={[
          ...kinds.map((kind) => ({ key: kind, label: words[kind], href: to(periodText(periodAround(kind, around))) })),
          ...(period.kind === 'range' ? [{ key: 'range', label: words.range, href: to(periodText(period)) }] : []),
        ]}
      />
      <div class="g-periodbar">
        <a href={to(periodText(neighbour(period, -1)))}>‹ {t(words.before)}</a>
        <a href={to(periodText(neighbour(period, 1)))}>{t(words.after)} ›</a>
      </div>
    </>
  );
};

const Filters = ({ asked, offices }: { asked: Asked; offices: readonly Office[] | null }) => (
  <FilterBar action={paths.figures()} active>
    <FilterDate name="from" label={words.from} value={asked.period.days.from.toString()} />
    <FilterDate name="until" label={words.until} value={asked.period.days.until.toString()} />
    {offices ? (
      <FilterSelect
        name="office"
        label={words.office}
        value={asked.officeId ?? ''}
        options={offices.map(({ id, name }) => ({ value: id, label: name }))}
      />
    ) : null}
  </FilterBar>
);

const Overview = ({ table, standard, shown }: { table: FigureTable; standard: FigureTable; shown: Shown }) => {
  const t = useWords();
  const { language } = useView();
  const cell = (key: string) => table.rows.find((row) => row.key === key)?.cells.number;
  const value = (key: string): number => Number(cell(key)?.value ?? 0);
  const href = (key: string) => {
    const found = behindHref(cell(key), shown);
    return found ? { href: found } : {};
  };
  const achieved = standard.rows.find((row) => row.key === 'achieved')?.cells;
  const spent = (key: 'median' | 'p90'): string => cellText(achieved?.[key]?.value, 'minutes', language, shown.dayMinutes);
  const anything = value('answered') > 0;
  return (
    <div class="g-stats">
      <Stat label={{ id: 'Masuk', en: 'In' }} value={value('submitted')} note={words.inPeriod} {...href('submitted')} />
      <Stat label={{ id: 'Dijawab', en: 'Answered' }} value={value('answered')} note={words.inPeriod} {...href('answered')} />
      <Stat
        label={words.share}
        value={cellText(achieved?.share?.value, 'share', language, shown.dayMinutes)}
        note={
          anything
            ? t(words.shareNote, { onTime: number(value('onTime'), language), answered: number(value('answered'), language) })
            : words.nothing
        }
        {...href('onTime')}
      />
      <Stat label={words.median} value={spent('median')} note={anything ? t(words.p90, { time: spent('p90') }) : words.nothing} />
      <Stat label={{ id: 'Terbuka', en: 'Open' }} value={value('open')} note={words.now} {...href('open')} />
      <Stat
        label={words.late}
        value={value('openLate')}
        note={words.lateNote}
        tone={value('openLate') > 0 ? 'late' : 'normal'}
        {...href('openLate')}
      />
    </div>
  );
};

const notes: Partial<Record<TableKey, (typeof words)[keyof typeof words]>> = {
  flow: words.flowNote,
  steps: words.stepsNote,
  reasons: words.reasonsNote,
  delays: words.delaysNote,
  posts: words.postsNote,
  capacity: words.capacityNote,
};

/** What only the picture needs. */
const unseen: Partial<Record<TableKey, readonly string[]>> = { steps: ['standardMinutes'], standard: ['standardMinutes'] };

const FigureCard = ({ table, drawn, shown }: { table: FigureTable; drawn: Drawn; shown: Shown }) => {
  const t = useWords();
  const picture = drawn.get(table.key);
  const own = <FiguresTable table={table} shown={shown} except={unseen[table.key] ?? []} />;
  const csv = (
    <a href={paths.figuresCsv(table.key, shown.query)} class="g-small">
      {t(words.csv)}
    </a>
  );
  const more =
    table.key === 'capacity' ? (
      <a href={paths.capacity()} class="g-small">
        {t(words.runsOut)}
      </a>
    ) : null;
  if (table.rows.length === 0)
    return (
      <Card title={table.title}>
        <p class="g-muted">
          {t(table.key === 'reasons' ? words.noReasons : table.key === 'delays' ? words.noDelays : words.noOffices)}
        </p>
      </Card>
    );
  return (
    <Card
      title={table.title}
      aside={
        <>
          {more} {csv}
        </>
      }
      flush={!picture}
    >
      {picture ? <Chart drawn={picture} note={notes[table.key] ?? ''} table={own} /> : own}
    </Card>
  );
};

const anyAnswered = (table: FigureTable): boolean => table.rows.some((row) => Number(row.cells.answered?.value ?? 0) > 0);

const Timeliness = ({ table, drawn, shown }: { table: FigureTable; drawn: Drawn; shown: Shown }) => {
  const t = useWords();
  const picture = drawn.get('timeliness');
  if (!anyAnswered(table))
    return (
      <Card title={words.timeliness}>
        <p class="g-muted">{t(words.noAnswers)}</p>
      </Card>
    );
  return picture ? (
    <Card title={words.timeliness}>
      <Chart
        drawn={picture}
        note={words.timelinessNote}
        table={<FiguresTable table={{ ...table, title: words.timeliness }} shown={shown} except={['submitted', 'answered']} />}
      />
    </Card>
  ) : null;
};

/** The figures of a period: what came in, what was answered and in what time, where it waits, what is left. */
export const figuresPage: Page = (app) => {
  app.get(paths.figures(), async (c) => {
    const actor = signedIn(c);
    const { db } = c.var.services;
    const { language } = c.var;
    const asked = readAsked(c);
    const all = seesAllFigures(actor);
    const [{ read, shown }, offices, office] = await Promise.all([
      readShown(c, asked),
      all ? listOffices(db, { kind: 'applicant' }) : null,
      asked.officeId ? findOffice(db, asked.officeId) : undefined,
    ]);
    const drawn = await drawAll(c, read, shown);
    const byKey = (key: TableKey): FigureTable | undefined => read.tables.find((table) => table.key === key);
    const [overview, standard, flow] = [byKey('overview'), byKey('standard'), byKey('flow')];
    const name = periodName(asked.period, language);
    const wide: readonly TableKey[] = ['standard', 'offices'];
    return page(
      c,
      {
        title: words.title,
        section: 'figures',
        width: 'full',
        lead: office
          ? say(words.leadOne, language, { office: office.name, period: name })
          : say(words.leadAll, language, { period: name }),
        actions: (
          <ButtonGroup>
            {all ? <LinkButton href={paths.whatIf()} label={words.whatIf} icon="chart-line" /> : null}
            {all ? <LinkButton href={paths.monthlyReports()} label={words.reports} icon="report" /> : null}
            <LinkButton href={paths.figuresXlsx(shown.query)} label={words.xlsx} icon="download" />
          </ButtonGroup>
        ),
      },
      <Stack>
        <div>
          {asked.misread ? (
            <Alert tone="warning" title={words.badPeriodTitle}>
              <p>{say(words.badPeriod, language)}</p>
            </Alert>
          ) : null}
          <PeriodBar asked={asked} query={shown.query} today={todayOf(c)} />
          <Filters asked={asked} offices={offices} />
        </div>
        {overview && standard ? <Overview table={overview} standard={standard} shown={shown} /> : null}
        <div class="g-chartgrid">
          {flow ? <FigureCard table={flow} drawn={drawn} shown={shown} /> : null}
          {flow ? <Timeliness table={flow} drawn={drawn} shown={shown} /> : null}
          {(['steps', 'posts', 'reasons', 'delays', 'capacity'] as const).map((key) => {
            const table = byKey(key);
            return table ? <FigureCard table={table} drawn={drawn} shown={shown} /> : null;
          })}
        </div>
        {wide.map((key) => {
          const table = byKey(key);
          return table ? <FigureCard table={table} drawn={drawn} shown={shown} /> : null;
        })}
      </Stack>,
    );
  });
};
