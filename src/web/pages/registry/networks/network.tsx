import { listJournal } from '#audit/index.ts';
import { doerOf } from '#identity/index.ts';
import { say } from '#lib/words.ts';
import {
  type AddressRow,
  getNetwork,
  mayKeepServers,
  type NetworkPage,
  needServerKeeper,
  networkZones,
  releaseAddress,
  reserveAddress,
} from '#registry/index.ts';
import { act, freshForm } from '../../../act.ts';
import { Button } from '../../../components/button/button.tsx';
import { Card, Columns } from '../../../components/card/card.tsx';
import { Facts } from '../../../components/facts/facts.tsx';
import { TextField } from '../../../components/field/field.tsx';
import { ActForm, Hidden } from '../../../components/form/form.tsx';
import { Pagination } from '../../../components/pagination/pagination.tsx';
import { Table } from '../../../components/table/table.tsx';
import type { Ctx, Page } from '../../../context.ts';
import { type FormState, text } from '../../../form.ts';
import { page, signedIn } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { useWords } from '../../../view.ts';
import { askedPage } from '../shared/asked.ts';
import { ChoiceStatus } from '../shared/choice.tsx';
import { Downloads } from '../shared/downloads.tsx';
import { Journal } from '../shared/journal.tsx';
import { shared } from '../shared/words.ts';
import { NetworkUse } from './networks.tsx';
import { words } from './words.ts';

const perPage = 100;

type Props = { network: NetworkPage; state: FormState; keeper: boolean };

const Addresses = ({ network, state, keeper }: Props) => {
  const t = useWords();
  const act = {
    key: 'act',
    label: shared.actions,
    quiet: true,
    align: 'right' as const,
    cell: (row: AddressRow) => (
      <ActForm action={paths.addressRelease(network.id)} state={{ ...state, requestKey: row.id }}>
        <Hidden name="addressId" value={row.id} />
        <Button label={words.release} tone="quiet" small confirm={t(words.releaseSure, { address: row.address })} />
      </ActForm>
    ),
  };
  return (
    <Table
      caption={words.addresses}
      rows={network.addresses}
      empty={<p class="g-muted g-inset">{t(words.noAddress)}</p>}
      columns={[
        { key: 'address', label: shared.address, tight: true, cell: (row) => <span class="g-mono">{row.address}</span> },
        {
          key: 'use',
          label: words.usedBy,
          cell: (row) => (row.serverId ? <a href={paths.server(row.serverId)}>{row.serverName}</a> : row.reservedFor),
        },
        { key: 'interface', label: shared.interface, cell: (row) => (row.serverId ? row.interface : null) },
        ...(keeper ? [act] : []),
      ]}
    />
  );
};

const Reserve = ({ network, state }: Props) => {
  const t = useWords();
  return (
    <Card title={words.reserve}>
      <p class="g-muted">{t(words.reserveHow)}</p>
      <ActForm action={paths.networkAddresses(network.id)} state={state}>
        <TextField state={state} name="address" label={shared.address} spellcheck={false} />
        <TextField state={state} name="reason" label={words.reason} />
        <Button label={words.reserve} tone="secondary" />
      </ActForm>
    </Card>
  );
};

const NetworkFacts = ({ network }: { network: NetworkPage }) => {
  const t = useWords();
  return (
    <Card>
      <Facts
        facts={[
          { label: words.prefix, value: <span class="g-mono">{network.prefix}</span> },
          { label: words.gateway, value: network.gateway ? <span class="g-mono">{network.gateway}</span> : '' },
          { label: words.vlan, value: network.vlan },
          { label: words.zone, value: <ChoiceStatus choices={networkZones} value={network.zone} /> },
          { label: shared.site, value: network.siteName },
          { label: words.use, value: <NetworkUse network={network} /> },
          { label: words.nextFree, value: network.nextFree ? <span class="g-mono">{network.nextFree}</span> : t(words.full) },
          ...(network.notes ? [{ label: words.notes, value: network.notes, wide: true }] : []),
        ]}
      />
    </Card>
  );
};

const show = async (c: Ctx, networkId: string, state: FormState): Promise<Response> => {
  const actor = signedIn(c);
  const { db } = c.var.services;
  const no = askedPage(c);
  const network = await getNetwork(db, actor, networkId, { page: no, pageSize: perPage });
  const events = await listJournal(db, { kind: 'network', id: networkId, limit: 30 });
  const keeper = mayKeepServers(actor);
  const props = { network, state, keeper };
  return page(
    c,
    { title: network.name, section: 'networks', breadcrumbs: [{ label: shared.networks, href: paths.networks() }], state },
    <Columns
      main={
        <>
          <NetworkFacts network={network} />
          <Card
            title={words.addresses}
            flush
            aside={<Downloads href={(format) => paths.addressesFile(format, { network: networkId })} />}
          >
            <Addresses {...props} />
            <Pagination
              page={no}
              perPage={perPage}
              total={network.listed.total}
              more={network.listed.more}
              href={(target) => paths.network(networkId, { page: target })}
            />
          </Card>
        </>
      }
      side={
        <>
          {keeper ? <Reserve {...props} /> : null}
          <Journal events={events} />
        </>
      }
    />,
  );
};

/** One network: its addresses, who has each, what is reserved. */
export const networkPage: Page = (app) => {
  const idOf = (c: Ctx): string => c.req.param('id') ?? '';

  app.get(paths.network(':id'), (c) => show(c, idOf(c), freshForm(c)));

  app.post(paths.networkAddresses(':id'), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        needServerKeeper(actor);
        const wanted = { networkId: idOf(c), address: text(values, 'address'), reason: text(values, 'reason') };
        const { address } = await reserveAddress(tx, { ...wanted, now, doer: doerOf(actor) });
        return { to: paths.network(idOf(c)), said: say(words.reserved, c.var.language, { address }) };
      },
      again: (state) => show(c, idOf(c), state),
    }),
  );

  app.post(paths.addressRelease(':id'), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        needServerKeeper(actor);
        await releaseAddress(tx, { addressId: text(values, 'addressId'), now, doer: doerOf(actor) });
        return { to: paths.network(idOf(c)), said: words.released };
      },
      again: (state) => show(c, idOf(c), state),
    }),
  );
};
