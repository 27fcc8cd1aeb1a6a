import { doerOf } from '#identity/index.ts';
import { number } from '#lib/format.ts';
import { say } from '#lib/words.ts';
import {
  createNetwork,
  listAddresses,
  listNetworks,
  listSites,
  mayKeepServers,
  type NetworkRow,
  needServerKeeper,
  needServerSight,
  networkZones,
} from '#registry/index.ts';
import { act, freshForm } from '../../../act.ts';
import { Button, ButtonGroup, LinkButton } from '../../../components/button/button.tsx';
import { Card } from '../../../components/card/card.tsx';
import { Empty } from '../../../components/empty/empty.tsx';
import { NumberField, Select, TextArea, TextField } from '../../../components/field/field.tsx';
import { ActForm } from '../../../components/form/form.tsx';
import { Table } from '../../../components/table/table.tsx';
import type { Ctx, Page } from '../../../context.ts';
import { type FormState, text, toObject } from '../../../form.ts';
import { page, signedIn } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { useView, useWords } from '../../../view.ts';
import { asked } from '../shared/asked.ts';
import { ChoiceStatus, optionsOf } from '../shared/choice.tsx';
import { addressColumns, networkColumns } from '../shared/columns.ts';
import { Downloads } from '../shared/downloads.tsx';
import { exportFormats, sendList } from '../shared/export.ts';
import { shared } from '../shared/words.ts';
import { words } from './words.ts';

/** How full a network is; an IPv6 prefix holds so many addresses that only those in use say something. */
export const NetworkUse = ({ network }: { network: NetworkRow }) => {
  const t = useWords();
  const { language } = useView();
  const taken = number(network.taken, language);
  if (network.usable.length > 9) return <>{t(words.manyUsable, { taken })}</>;
  return <>{t(words.taken, { taken, usable: number(Number(network.usable), language), percent: network.percent })}</>;
};

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
      { key: 'prefix', label: words.prefix, tight: true, cell: (row) => <span class="g-mono">{row.prefix}</span> },
      { key: 'vlan', label: words.vlan, align: 'right', cell: (row) => row.vlan },
      { key: 'gateway', label: words.gateway, tight: true, cell: (row) => <span class="g-mono">{row.gateway}</span> },
      { key: 'zone', label: words.zone, cell: (row) => <ChoiceStatus choices={networkZones} value={row.zone} /> },
      { key: 'use', label: words.use, cell: (row) => <NetworkUse network={row} /> },
    ]}
  />
);

const showNew = async (c: Ctx, state: FormState): Promise<Response> => {
  const actor = signedIn(c);
  needServerKeeper(actor);
  const sites = await listSites(c.var.services.db, actor);
  return page(
    c,
    {
      title: words.add,
      section: 'networks',
      breadcrumbs: [{ label: shared.networks, href: paths.networks() }],
      state,
      width: 'narrow',
    },
    <Card>
      <ActForm action={paths.newNetwork()} state={state}>
        <TextField state={state} name="name" label={shared.name} width="medium" />
        <Select
          state={state}
          name="siteId"
          label={shared.site}
          options={sites.map(({ id, name }) => ({ value: id, label: name }))}
          width="medium"
        />
        <TextField state={state} name="prefix" label={words.prefix} hint={words.prefixHint} width="medium" spellcheck={false} />
        <TextField state={state} name="gateway" label={words.gateway} width="medium" spellcheck={false} optional />
        <NumberField state={state} name="vlan" label={words.vlan} optional />
        <Select state={state} name="zone" label={words.zone} options={optionsOf(networkZones)} width="medium" />
        <TextArea state={state} name="notes" label={words.notes} rows={3} optional />
        <ButtonGroup cancel={paths.networks()}>
          <Button label={shared.save} />
        </ButtonGroup>
      </ActForm>
    </Card>,
  );
};

/** The networks with how full they are, and a new one. */
export const networksPage: Page = (app) => {
  app.get(paths.networks(), async (c) => {
    const actor = signedIn(c);
    const { rows } = await listNetworks(c.var.services.db, actor);
    const add = <LinkButton href={paths.newNetwork()} label={words.add} tone="primary" icon="plus" />;
    return page(
      c,
      {
        title: shared.networks,
        section: 'networks',
        width: 'full',
        actions: (
          <ButtonGroup>
            <Downloads href={(format) => paths.networksFile(format)} />
            {mayKeepServers(actor) ? add : null}
            <LinkButton href={paths.sites()} label={shared.sites} icon="map-pin" />
          </ButtonGroup>
        ),
      },
      <Card flush>
        <NetworkTable rows={rows} />
      </Card>,
    );
  });

  for (const format of exportFormats) {
    app.get(paths.networksFile(format), (c) => {
      const actor = signedIn(c);
      needServerSight(actor);
      return sendList(c, format, {
        name: 'jaringan',
        columns: networkColumns(c.var.language),
        batch: async (no, pageSize) => (await listNetworks(c.var.services.db, actor, { page: no, pageSize })).rows,
      });
    });

    app.get(paths.addressesFile(format), (c) => {
      const actor = signedIn(c);
      needServerSight(actor);
      const filter = { networkId: asked(c, 'network'), search: asked(c, 'q') };
      return sendList(c, format, {
        name: 'alamat',
        columns: addressColumns,
        batch: async (no, pageSize) => (await listAddresses(c.var.services.db, actor, { ...filter, page: no, pageSize })).rows,
      });
    });
  }

  app.get(paths.newNetwork(), (c) => showNew(c, freshForm(c)));

  app.post(paths.newNetwork(), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        needServerKeeper(actor);
        const network = toObject(values);
        const { networkId } = await createNetwork(tx, { network, now, doer: doerOf(actor) });
        return { to: paths.network(networkId), said: say(words.added, c.var.language, { name: text(values, 'name') }) };
      },
      again: (state) => showNew(c, state),
    }),
  );
};
