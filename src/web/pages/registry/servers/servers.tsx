import {
  listServers,
  listSites,
  mayKeepServers,
  needServerSight,
  type ServerRow,
  serverKinds,
  serverStatuses,
} from '#registry/index.ts';
import { asked, askedChoice, askedPage } from '../../../asked.ts';
import { LinkButton } from '../../../components/button/button.tsx';
import { Empty } from '../../../components/empty/empty.tsx';
import { FilterSelect, FilterText } from '../../../components/filter/filter.tsx';
import { Mark } from '../../../components/status/status.tsx';
import { Table } from '../../../components/table/table.tsx';
import type { Ctx, Page } from '../../../context.ts';
import { signedIn } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { useWords } from '../../../view.ts';
import { ChoiceStatus, optionsOf } from '../shared/choice.tsx';
import { serverColumns } from '../shared/columns.ts';
import { Gauges } from '../shared/gauges.tsx';
import { sendListFiles, showListPage } from '../shared/list-page.tsx';
import { shared } from '../shared/words.ts';
import { words } from './words.ts';

const perPage = 30;

const ServerTable = ({ rows }: { rows: readonly ServerRow[] }) => {
  const t = useWords();
  return (
    <Table
      caption={shared.servers}
      rows={rows}
      empty={<Empty icon="server" title={words.none} text={words.noneHow} />}
      columns={[
        {
          key: 'name',
          label: shared.name,
          cell: (row) => (
            <>
              <a href={paths.server(row.id)}>{row.name}</a>
              {row.acceptsApplications ? (
                <>
                  {' '}
                  <Mark label={words.accepts} />
                </>
              ) : null}
              <span class="g-sub">{[row.siteName, row.operatingSystem].filter(Boolean).join(' · ')}</span>
            </>
          ),
        },
        {
          key: 'kind',
          label: shared.kind,
          cell: (row) => (
            <>
              <ChoiceStatus choices={serverKinds} value={row.kind} />
              {row.hostName ? <span class="g-sub">{t(words.onHost, { host: row.hostName })}</span> : null}
            </>
          ),
        },
        {
          key: 'addresses',
          label: shared.address,
          tight: true,
          cell: (row) => (
            <>
              {row.addresses.slice(0, 3).map((address) => (
                <span class="g-sub g-mono">{address}</span>
              ))}
              {row.addresses.length > 3 ? <span class="g-sub">+ {row.addresses.length - 3}</span> : null}
            </>
          ),
        },
        { key: 'capacity', label: shared.capacity, cell: (row) => <Gauges capacity={row.capacity} /> },
        { key: 'status', label: shared.status, cell: (row) => <ChoiceStatus choices={serverStatuses} value={row.status} /> },
      ]}
    />
  );
};

const readFilter = (c: Ctx) => ({
  q: asked(c, 'q'),
  kind: askedChoice(c, 'kind', serverKinds),
  status: askedChoice(c, 'status', serverStatuses),
  tag: asked(c, 'tag'),
  site: asked(c, 'site'),
});

const toFilter = ({ q, kind, status, site, tag }: ReturnType<typeof readFilter>) => ({
  search: q,
  kind,
  status,
  siteId: site,
  tag,
});

/** The register of servers with what is free on each. */
export const serversPage: Page = (app) => {
  app.get(paths.servers(), async (c) => {
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
      title: shared.servers,
      section: 'servers',
      lead: { all: words.lead, more: words.leadMore },
      href: paths.servers,
      fileHref: paths.serversFile,
      imports: keeper,
      add: keeper ? <LinkButton href={paths.newServer()} label={words.add} tone="primary" icon="plus" /> : null,
      filter,
      fields: (
        <>
          <FilterText name="q" label={shared.search} value={filter.q} />
          <FilterSelect name="kind" label={shared.kind} value={filter.kind} options={optionsOf(serverKinds)} />
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
      table: <ServerTable rows={list.rows} />,
    });
  });

  sendListFiles(app, paths.serversFile, (c) => {
    const actor = signedIn(c);
    needServerSight(actor);
    const filter = toFilter(readFilter(c));
    return {
      name: 'server',
      columns: serverColumns(c.var.language),
      batch: async (page, pageSize) => (await listServers(c.var.services.db, actor, { ...filter, page, pageSize })).rows,
    };
  });
};
