import { number, shortDate } from '#lib/format.ts';
import { type Language, say } from '#lib/words.ts';
import {
  type CapacityHistory,
  capacityBySite,
  capacityHistory,
  type Forecast,
  forecastByHost,
  type HostForecast,
  listPhysicalServers,
  needServerSight,
  type Resources,
  resourcesText,
  type ServerRow,
  type SiteCapacity,
} from '#registry/index.ts';
import { asked } from '../../../asked.ts';
import { Card, Stack } from '../../../components/card/card.tsx';
import { Chart } from '../../../components/chart/chart.tsx';
import { type DrawnChart, drawChart } from '../../../components/chart/draw.ts';
import { Empty } from '../../../components/empty/empty.tsx';
import { FilterBar, FilterSelect } from '../../../components/filter/filter.tsx';
import { Table } from '../../../components/table/table.tsx';
import type { Page } from '../../../context.ts';
import { page, signedIn } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { useView, useWords } from '../../../view.ts';
import { Gauges } from '../shared/gauges.tsx';
import { shared } from '../shared/words.ts';
import { words } from './words.ts';

const resources = [
  { key: 'cpu', label: { id: 'vCPU', en: 'vCPU' }, colour: 'brand' },
  { key: 'memoryMb', label: words.memory, colour: 'late' },
  { key: 'diskGb', label: shared.storage, colour: 'soft' },
] as const;

/** A forecast in one line. */
const foretold = (forecast: Forecast, language: Language, timeZone: string): string => {
  const date = (day: Temporal.PlainDate): string => shortDate(day, language, timeZone);
  if (forecast.kind === 'few') return say(words.few, language, { days: forecast.days });
  if (forecast.kind !== 'on') return say(words[forecast.kind], language);
  const [day, earliest] = [date(forecast.day), date(forecast.earliest)];
  return forecast.latest
    ? say(words.on, language, { day, earliest, latest: date(forecast.latest) })
    : say(words.onOpen, language, { day, earliest });
};

const Foretold = ({ forecast }: { forecast: Record<keyof Resources, Forecast> }) => {
  const t = useWords();
  const { language, timeZone } = useView();
  return (
    <>
      {resources.map(({ key, label }) => (
        <span class="g-sub">
          {t(label)}: {foretold(forecast[key], language, timeZone)}
        </span>
      ))}
    </>
  );
};

const SiteTable = ({ sites }: { sites: readonly SiteCapacity[] }) => (
  <Table
    caption={words.bySite}
    rows={sites}
    empty={<Empty icon="gauge" title={words.none} />}
    columns={[
      {
        key: 'site',
        label: shared.site,
        cell: (row) => <a href={paths.capacity({ site: row.siteId })}>{row.siteName}</a>,
      },
      { key: 'hosts', label: words.hosts, align: 'right', cell: (row) => row.hosts },
      { key: 'use', label: shared.capacity, cell: (row) => <Gauges capacity={row} /> },
      { key: 'held', label: words.held, cell: (row) => resourcesText(row.held) },
      { key: 'free', label: words.free, cell: (row) => resourcesText(row.free) },
    ]}
  />
);

const HostTable = ({ hosts, forecasts }: { hosts: readonly ServerRow[]; forecasts: readonly HostForecast[] }) => {
  const t = useWords();
  const byHost = new Map(forecasts.map(({ serverId, forecast }) => [serverId, forecast]));
  return (
    <Table
      caption={words.byHost}
      rows={hosts}
      empty={<Empty icon="gauge" title={words.none} />}
      columns={[
        {
          key: 'name',
          label: shared.name,
          cell: (row) => (
            <>
              <a href={paths.server(row.id)}>{row.name}</a>
              <span class="g-sub">{row.siteName}</span>
            </>
          ),
        },
        { key: 'use', label: shared.capacity, cell: (row) => <Gauges capacity={row.capacity} /> },
        { key: 'free', label: words.free, cell: (row) => resourcesText(row.capacity.free) },
        {
          key: 'forecast',
          label: words.forecast,
          cell: (row) => {
            const forecast = byHost.get(row.id);
            return forecast ? <Foretold forecast={forecast} /> : <span class="g-muted">{t(words.few, { days: 0 })}</span>;
          },
        },
      ]}
    />
  );
};

const share = (taken: number, total: number): number => (total === 0 ? 0 : Math.round((1000 * taken) / total) / 10);

const History = ({ history, drawn }: { history: CapacityHistory; drawn: DrawnChart | null }) => {
  const t = useWords();
  const { language, timeZone } = useView();
  if (!drawn) return <p class="g-muted">{t(words.noHistory)}</p>;
  const table = (
    <Table
      caption={words.history}
      rows={history.days.toReversed()}
      columns={[
        { key: 'day', label: words.day, cell: (row) => shortDate(row.day, language, timeZone) },
        ...resources.map(({ key, label }) => ({
          key,
          label,
          align: 'right' as const,
          cell: (row: CapacityHistory['days'][number]) => `${number(share(row[`${key}Taken`], row[`${key}Total`]), language)} %`,
        })),
      ]}
    />
  );
  return <Chart drawn={drawn} note={words.historyNote} table={table} />;
};

/** What there is, what is taken, and when it runs out: everywhere, at a site, on each physical server. */
export const capacityPage: Page = (app) => {
  app.get(paths.capacity(), async (c) => {
    const actor = signedIn(c);
    needServerSight(actor);
    const { db } = c.var.services;
    const { language } = c.var;
    const timeZone = c.var.installation?.timeZone ?? 'UTC';
    const today = c.var.now.toZonedDateTimeISO(timeZone).toPlainDate();
    const siteId = asked(c, 'site');
    const [sites, history, forecasts, hosts] = await Promise.all([
      capacityBySite(db, actor),
      capacityHistory(db, actor, { siteId }, today),
      forecastByHost(db, actor, today),
      listPhysicalServers(db, actor, siteId),
    ]);
    const drawn =
      history.days.length < 2
        ? null
        : await drawChart(
            {
              kind: 'lines',
              categories: history.days.map(({ day }) => shortDate(day, language, timeZone)),
              series: resources.map(({ key, label, colour }) => ({
                name: say(label, language),
                values: history.days.map((row) => share(row[`${key}Taken`], row[`${key}Total`])),
                colour,
              })),
              most: 100,
            },
            language,
          );
    return page(
      c,
      { title: words.title, section: 'capacity', width: 'full', lead: say(words.lead, language) },
      <Stack>
        <FilterBar action={paths.capacity()} active={siteId !== ''}>
          <FilterSelect
            name="site"
            label={shared.site}
            value={siteId}
            options={sites.map((site) => ({ value: site.siteId, label: site.siteName }))}
          />
        </FilterBar>
        <Card title={words.bySite} flush>
          <SiteTable sites={sites.filter((site) => siteId === '' || site.siteId === siteId)} />
        </Card>
        <Card title={words.forecast}>
          <Foretold forecast={history.forecast} />
          <p class="g-small g-muted g-note">{say(words.forecastHow, language)}</p>
        </Card>
        <Card title={words.history}>
          <History history={history} drawn={drawn} />
        </Card>
        <Card title={words.byHost} flush>
          <HostTable hosts={hosts} forecasts={forecasts} />
        </Card>
      </Stack>,
    );
  });
};
