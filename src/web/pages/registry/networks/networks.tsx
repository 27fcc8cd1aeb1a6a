import { number } from '#lib/format.ts';
import {
  globalVrfId,
  listAddresses,
  listNetworks,
  listSites,
  listVrfs,
  mayKeepServers,
  type NetworkRow,
  needServerSight,
  networkKinds,
  networkZones,
} from '#registry/index.ts';
import { asked, askedChoice, askedPage } from '../../../asked.ts';
import { LinkButton } from '../../../components/button/button.tsx';
import { Empty } from '../../../components/empty/empty.tsx';
import { FilterSelect, FilterText } from '../../../components/filter/filter.tsx';
import { Table } from '../../../components/table/table.tsx';
import type { Ctx, Page } from '../../../context.ts';
import { signedIn } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { useView, useWords } from '../../../view.ts';
import { ChoiceStatus, optionsOf } from '../shared/choice.tsx';
import { addressColumns, networkColumns } from '../shared/columns.ts';
import { sendListFiles, showListPage } from '../shared/list-page.tsx';
import { shared } from '../shared/words.ts';
import { NetworkTabs } from './area.tsx';
import { words } from './words.ts';

/** How full a network is; an IPv6 prefix holds so many addresses that only those in use say something. */
export const NetworkUse = ({ network }: { network: NetworkRow }) => {
  const t = useWords();
  const { language } = useView();
  if (network.kind === 'container')
    return (
      <>
        {t(words.fullBy, { percent: network.percent })}
        <span class="g-sub">{t(words.children, { n: number(network.children, language) })}</span>
      </>
    );
  const taken = number(network.taken, language);
  if (network.usable.length > 9) return <>{t(words.manyUsable, { taken })}</>;
  return <>{t(words.taken, { taken, usable: number(Number(network.usable), language), percent: network.percent })}</>;
};

/** A network's zone; of a container, that it is one. */
export const NetworkZone = ({ network }: { network: Pick<NetworkRow, 'kind' | 'zone'> }) =>
  network.kind === 'container' ? (
    <ChoiceStatus choices={networkKinds} value={network.kind} />
  ) : (
    <ChoiceStatus choices={networkZones} value={network.zone} />
  );

const NetworkTable = ({ rows }: { rows: readonly NetworkRow[] }) => (
  <Table
    caption={shared.networks}
    rows={rows}
    empty={<Empty icon="network" title={words.none} />}
    columns={[
      {
        key: 'name',
        label: shared.name,
        cell: (row) => (
          <>
            <a href={paths.network(row.id)}>{row.name}</a>
            <span class="g-sub">{row.siteName}</span>
          </>
        ),
      },
      {
        key: 'prefix',
        label: words.prefix,
        tight: true,
        cell: (row) => (
          <>
            <span class="g-mono">{row.prefix}</span>
            {row.vrfId === globalVrfId ? null : <span class="g-sub">VRF {row.vrfName}</span>}
          </>
        ),
      },
      { key: 'vlan', label: words.vlan, align: 'right', cell: (row) => row.vlan },
      { key: 'gateway', label: words.gateway, tight: true, cell: (row) => <span class="g-mono">{row.gateway}</span> },
      { key: 'zone', label: words.zone, cell: (row) => <NetworkZone network={row} /> },
      { key: 'use', label: words.use, cell: (row) => <NetworkUse network={row} /> },
    ]}
  />
);

const perPage = 50;

const readFilter = (c: Ctx) => ({
  q: asked(c, 'q'),
  site: asked(c, 'site'),
  zone: askedChoice(c, 'zone', networkZones),
  kind: askedChoice(c, 'kind', networkKinds),
  vrf: asked(c, 'vrf'),
  tag: asked(c, 'tag'),
});

const toFilter = ({ q, site, zone, kind, vrf, tag }: ReturnType<typeof readFilter>) => ({
  search: q,
  siteId: site,
  zone,
  kind,
  vrfId: vrf,
  tag,
});

const named = (rows: readonly { id: string; name: string }[]) => rows.map(({ id, name }) => ({ value: id, label: name }));

/** The networks with how full they are. */
export const networksPage: Page = (app) => {
  app.get(paths.networks(), async (c) => {
    const actor = signedIn(c);
    const { db } = c.var.services;
    const no = askedPage(c);
    const filter = readFilter(c);
    const [list, sites, vrfs] = await Promise.all([
      listNetworks(db, actor, { ...toFilter(filter), page: no, pageSize: perPage }),
      listSites(db, actor),
      listVrfs(db, actor),
    ]);
    const keeper = mayKeepServers(actor);
    return showListPage(c, {
      title: shared.networks,
      section: 'networks',
      lead: { all: words.lead, more: words.leadMore },
      href: paths.networks,
      fileHref: paths.networksFile,
      imports: keeper,
      add: keeper ? <LinkButton href={paths.newNetwork()} label={words.add} tone="primary" icon="plus" /> : null,
      tabs: <NetworkTabs current="networks" />,
      filter,
      fields: (
        <>
          <FilterText name="q" label={shared.search} value={filter.q} />
          <FilterSelect name="kind" label={shared.kind} value={filter.kind} options={optionsOf(networkKinds)} />
          <FilterSelect name="zone" label={words.zone} value={filter.zone} options={optionsOf(networkZones)} />
          <FilterSelect name="site" label={shared.site} value={filter.site} options={named(sites)} />
          {vrfs.length > 1 ? <FilterSelect name="vrf" label={words.vrf} value={filter.vrf} options={named(vrfs)} /> : null}
          <FilterText name="tag" label={shared.tag} value={filter.tag} />
        </>
      ),
      ...{ list, no, perPage },
      table: <NetworkTable rows={list.rows} />,
    });
  });

  sendListFiles(app, paths.networksFile, (c) => {
    const actor = signedIn(c);
    needServerSight(actor);
    const filter = toFilter(readFilter(c));
    return {
      name: 'jaringan',
      columns: networkColumns(c.var.language),
      batch: async (page, pageSize) => (await listNetworks(c.var.services.db, actor, { ...filter, page, pageSize })).rows,
    };
  });

  sendListFiles(app, paths.addressesFile, (c) => {
    const actor = signedIn(c);
    needServerSight(actor);
    const filter = { networkId: asked(c, 'network'), search: asked(c, 'q') };
    return {
      name: 'alamat',
      columns: addressColumns,
      batch: async (page, pageSize) => (await listAddresses(c.var.services.db, actor, { ...filter, page, pageSize })).rows,
    };
  });
};
