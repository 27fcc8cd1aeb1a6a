import {
  computes,
  deviceKinds,
  listServers,
  listSites,
  mayKeepServers,
  needServerSight,
  type ServerRow,
  serverStatuses,
} from '#registry/index.ts';
import { asked, askedChoice, askedPage } from '../../../asked.ts';
import { LinkButton } from '../../../components/button/button.tsx';
import { Empty } from '../../../components/empty/empty.tsx';
import { FilterSelect, FilterText } from '../../../components/filter/filter.tsx';
import { Table } from '../../../components/table/table.tsx';
import type { Ctx, Page } from '../../../context.ts';
import { signedIn } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { ChoiceStatus, optionsOf } from '../shared/choice.tsx';
import { deviceColumns } from '../shared/columns.ts';
import { sendListFiles, showListPage } from '../shared/list-page.tsx';
import { shared } from '../shared/words.ts';
import { DeviceTabs } from './area.tsx';
import { words } from './words.ts';

const perPage = 30;
const kinds = deviceKinds.filter(({ value }) => value !== 'virtual');

const readFilter = (c: Ctx) => ({
  q: asked(c, 'q'),
  kind: askedChoice(c, 'kind', kinds),
  site: asked(c, 'site'),
  status: askedChoice(c, 'status', serverStatuses),
  tag: asked(c, 'tag'),
});

const toFilter = ({ q, kind, site, status, tag }: ReturnType<typeof readFilter>) =>
  ({ group: 'devices', search: q, kind, siteId: site, status, tag }) as const;

/** "A1 U14–15" */
export const placeOf = (row: Pick<ServerRow, 'rack' | 'rackUnit' | 'rackHeight'>): string => {
  if (row.rack === '') return '';
  if (row.rackUnit === null) return row.rack;
  const top = row.rackUnit + row.rackHeight - 1;
  return `${row.rack} U${row.rackUnit}${top > row.rackUnit ? `–${top}` : ''}`;
};

/** Where the record of a device is. */
export const devicePath = (row: { id: string; kind: string }): string =>
  computes(row.kind) ? paths.server(row.id) : paths.device(row.id);

const DeviceTable = ({ rows }: { rows: readonly ServerRow[] }) => (
  <Table
    caption={shared.devices}
    rows={rows}
    empty={<Empty icon="stack-2" title={words.none} text={words.noneHow} />}
    columns={[
      {
        key: 'name',
        label: shared.name,
        cell: (row) => (
          <>
            <a href={devicePath(row)}>{row.name}</a>
            <span class="g-sub">{[row.manufacturer, row.model].filter(Boolean).join(' ')}</span>
          </>
        ),
      },
      { key: 'kind', label: shared.kind, cell: (row) => <ChoiceStatus choices={deviceKinds} value={row.kind} /> },
      {
        key: 'place',
        label: words.place,
        cell: (row) => (
          <>
            {row.siteName}
            <span class="g-sub">{placeOf(row)}</span>
          </>
        ),
      },
      {
        key: 'address',
        label: shared.address,
        tight: true,
        cell: (row) => <span class="g-mono">{row.addresses.slice(0, 2).join(', ')}</span>,
      },
      { key: 'owner', label: shared.owner, cell: (row) => row.ownerOfficeName },
      { key: 'status', label: shared.status, cell: (row) => <ChoiceStatus choices={serverStatuses} value={row.status} /> },
    ]}
  />
);

/** Everything that stands in a rack or a room: servers, switches, routers, firewalls, storage. */
export const devicesPage: Page = (app) => {
  app.get(paths.devices(), async (c) => {
    const actor = signedIn(c);
    const { db } = c.var.services;
    const no = askedPage(c);
    const filter = readFilter(c);
    const [list, sites] = await Promise.all([
      listServers(db, actor, { ...toFilter(filter), page: no, pageSize: perPage }),
      listSites(db, actor),
    ]);
    const keeper = mayKeepServers(actor);
    return showListPage(c, {
      title: shared.devices,
      section: 'devices',
      lead: { all: words.lead, more: words.leadMore },
      href: paths.devices,
      fileHref: paths.devicesFile,
      imports: keeper,
      add: keeper ? <LinkButton href={paths.newDevice()} label={words.add} tone="primary" icon="plus" /> : null,
      tabs: <DeviceTabs current="devices" />,
      filter,
      fields: (
        <>
          <FilterText name="q" label={shared.search} value={filter.q} />
          <FilterSelect name="kind" label={shared.kind} value={filter.kind} options={optionsOf(kinds)} />
          <FilterSelect
            name="site"
            label={shared.site}
            value={filter.site}
            options={sites.map((site) => ({ value: site.id, label: site.name }))}
          />
          <FilterSelect name="status" label={shared.status} value={filter.status} options={optionsOf(serverStatuses)} />
          <FilterText name="tag" label={shared.tag} value={filter.tag} />
        </>
      ),
      ...{ list, no, perPage },
      table: <DeviceTable rows={list.rows} />,
    });
  });

  sendListFiles(app, paths.devicesFile, (c) => {
    const actor = signedIn(c);
    needServerSight(actor);
    const filter = toFilter(readFilter(c));
    return {
      name: 'perangkat',
      columns: deviceColumns(c.var.language),
      batch: async (page, pageSize) => (await listServers(c.var.services.db, actor, { ...filter, page, pageSize })).rows,
    };
  });
};
