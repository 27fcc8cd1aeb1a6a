import { listJournal } from '#audit/index.ts';
import { doerOf, listOffices } from '#identity/index.ts';
import { AppError } from '#lib/errors.ts';
import { say } from '#lib/words.ts';
import {
  type AddressRow,
  allotPrefix,
  annotationsOf,
  containersOf,
  getNetwork,
  listPrefixes,
  listSites,
  mayKeepServers,
  type NetworkPage,
  needServerKeeper,
  networkZones,
  type RangeRow,
  rangePurposes,
  rangesOf,
  releaseAddress,
  releaseRange,
  removeNetwork,
  reserveAddress,
  reserveRange,
} from '#registry/index.ts';
import { act, freshForm } from '../../../act.ts';
import { askedPage } from '../../../asked.ts';
import { Button, LinkButton } from '../../../components/button/button.tsx';
import { Card, Columns } from '../../../components/card/card.tsx';
import { Facts } from '../../../components/facts/facts.tsx';
import { NumberField, Select, TextField } from '../../../components/field/field.tsx';
import { ActForm, Hidden } from '../../../components/form/form.tsx';
import { Pagination } from '../../../components/pagination/pagination.tsx';
import { Table } from '../../../components/table/table.tsx';
import type { Ctx, Page } from '../../../context.ts';
import { type FormState, text, toObject } from '../../../form.ts';
import { page, signedIn } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { useWords } from '../../../view.ts';
import { AnnotationsCard } from '../shared/annotations-card.tsx';
import { ChoiceStatus, optionsOf } from '../shared/choice.tsx';
import { Downloads } from '../shared/downloads.tsx';
import { Journal } from '../shared/journal.tsx';
import { shared } from '../shared/words.ts';
import { NetworkUse, NetworkZone } from './networks.tsx';
import { PrefixTable } from './prefixes.tsx';
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

const NetworkFacts = ({ network, around }: { network: NetworkPage; around: Around }) => {
  const t = useWords();
  const ofNetwork = [
    { label: words.gateway, value: network.gateway ? <span class="g-mono">{network.gateway}</span> : '' },
    { label: words.vlan, value: network.vlan },
    { label: words.nextFree, value: network.nextFree ? <span class="g-mono">{network.nextFree}</span> : t(words.full) },
  ];
  return (
    <Card>
      <Facts
        facts={[
          { label: words.prefix, value: <span class="g-mono">{network.prefix}</span> },
          { label: words.vrf, value: <a href={paths.vrf(network.vrfId)}>{network.vrfName}</a> },
          ...(network.kind === 'container' ? [] : ofNetwork),
          { label: words.zone, value: <NetworkZone network={network} /> },
          { label: shared.site, value: network.siteId ? <a href={paths.site(network.siteId)}>{network.siteName}</a> : '' },
          { label: shared.owner, value: around.owner },
          { label: words.use, value: <NetworkUse network={network} /> },
          ...(network.notes ? [{ label: words.notes, value: network.notes, wide: true }] : []),
        ]}
      />
    </Card>
  );
};

const Ranges = ({ network, state, keeper, around }: Props & { around: Around }) => {
  const t = useWords();
  const release = {
    key: 'act',
    label: shared.actions,
    quiet: true,
    align: 'right' as const,
    cell: (row: RangeRow) => (
      <ActForm action={paths.rangeRelease(network.id)} state={{ ...state, requestKey: row.id }}>
        <Hidden name="rangeId" value={row.id} />
        <Button label={words.release} tone="quiet" small confirm={t(words.rangeSure, { first: row.first, last: row.last })} />
      </ActForm>
    ),
  };
  return (
    <Card title={words.ranges} flush={around.ranges.length > 0}>
      <Table
        caption={words.ranges}
        rows={around.ranges}
        empty={<p class="g-muted">{t(words.noRange)}</p>}
        columns={[
          {
            key: 'range',
            label: shared.address,
            tight: true,
            cell: (row) => <span class="g-mono">{`${row.first} – ${row.last}`}</span>,
          },
          { key: 'purpose', label: words.purpose, cell: (row) => <ChoiceStatus choices={rangePurposes} value={row.purpose} /> },
          { key: 'reason', label: words.reason, cell: (row) => row.reason },
          ...(keeper ? [release] : []),
        ]}
      />
    </Card>
  );
};

const ReserveRange = ({ network, state }: Props) => (
  <Card title={words.reserveRange}>
    <ActForm action={paths.networkRanges(network.id)} state={state}>
      <TextField state={state} name="first" label={words.first} spellcheck={false} />
      <TextField state={state} name="last" label={words.last} spellcheck={false} />
      <Select state={state} name="purpose" label={words.purpose} options={optionsOf(rangePurposes)} empty={false} />
      <TextField state={state} name="rangeReason" label={words.reason} />
      <Button label={words.reserveRange} tone="secondary" />
    </ActForm>
  </Card>
);

const Allot = ({ network, state, around }: Props & { around: Around }) => {
  const t = useWords();
  return (
    <Card title={words.allot}>
      <p class="g-muted">{t(words.allotHow)}</p>
      <ActForm action={paths.networkPrefixes(network.id)} state={state}>
        <NumberField state={state} name="length" label={words.length} hint={words.lengthHint} prefix="/" />
        <TextField state={state} name="name" label={shared.name} />
        <Select state={state} name="siteId" label={shared.site} options={around.sites} />
        <Select state={state} name="zone" label={words.zone} options={optionsOf(networkZones)} />
        <NumberField state={state} name="vlan" label={words.vlan} optional />
        <Button label={words.allot} tone="secondary" />
      </ActForm>
    </Card>
  );
};

const RemoveCard = ({ network, state }: Props) => {
  const t = useWords();
  return (
    <Card title={words.removeNetwork}>
      <p>{t(words.removeHow)}</p>
      <ActForm action={paths.networkRemoval(network.id)} state={state}>
        <Button label={words.removeNetwork} tone="danger" confirm={t(words.removeSure, { prefix: network.prefix })} />
      </ActForm>
    </Card>
  );
};

/** What a container holds, one step down. */
const Within = ({ network, around, no }: { network: NetworkPage; around: Around; no: number }) => {
  const t = useWords();
  const { rows, total, more } = around.within;
  return (
    <Card
      title={words.within}
      flush
      aside={<a href={paths.prefixes({ within: network.id, vrf: network.vrfId })}>{t(words.showTree)}</a>}
    >
      {rows.length === 0 ? (
        <p class="g-muted g-inset">{t(words.noWithin)}</p>
      ) : (
        <PrefixTable rows={rows} base={rows[0]?.depth ?? 0} />
      )}
      <Pagination
        page={no}
        perPage={perPage}
        total={total}
        more={more}
        href={(target) => paths.network(network.id, { page: target })}
      />
    </Card>
  );
};

type Around = {
  ranges: RangeRow[];
  within: Awaited<ReturnType<typeof listPrefixes>>;
  containers: { id: string; name: string; prefix: string }[];
  sites: { value: string; label: string }[];
  owner: string;
};

const readAround = async (c: Ctx, network: NetworkPage, no: number): Promise<Around> => {
  const actor = signedIn(c);
  const { db } = c.var.services;
  const isContainer = network.kind === 'container';
  const [ranges, within, containers, sites, offices] = await Promise.all([
    rangesOf(db, network.id),
    isContainer
      ? listPrefixes(db, actor, { withinId: network.id, level: true, page: no, pageSize: perPage })
      : { rows: [], total: 0, more: false },
    containersOf(db, network.id),
    listSites(db, actor),
    network.ownerOfficeId ? listOffices(db) : [],
  ]);
  return {
    ranges,
    within,
    containers,
    sites: sites.map(({ id, name }) => ({ value: id, label: name })),
    owner: offices.find(({ id }) => id === network.ownerOfficeId)?.name ?? '',
  };
};

const show = async (c: Ctx, networkId: string, state: FormState): Promise<Response> => {
  const actor = signedIn(c);
  const { db } = c.var.services;
  const no = askedPage(c);
  const network = await getNetwork(db, actor, networkId, { page: no, pageSize: perPage });
  const of = { kind: 'network', id: networkId } as const;
  const [events, annotations, around] = await Promise.all([
    listJournal(db, { ...of, limit: 30 }),
    annotationsOf(db, of),
    readAround(c, network, no),
  ]);
  const keeper = mayKeepServers(actor);
  const props = { network, state, keeper, around };
  const isContainer = network.kind === 'container';
  return page(
    c,
    {
      title: network.name,
      section: 'networks',
      breadcrumbs: [
        { label: shared.networks, href: paths.networks() },
        ...around.containers.map(({ id, prefix }) => ({ label: prefix, href: paths.network(id) })),
      ],
      state,
      actions: keeper ? <LinkButton href={paths.networkEdit(networkId)} label={shared.edit} icon="pencil" /> : null,
    },
    <Columns
      main={
        <>
          <NetworkFacts {...props} />
          {isContainer ? (
            <Within {...props} no={no} />
          ) : (
            <>
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
              <Ranges {...props} />
            </>
          )}
        </>
      }
      side={
        <>
          {keeper && isContainer ? <Allot {...props} /> : null}
          {keeper && !isContainer ? (
            <>
              <Reserve {...props} />
              <ReserveRange {...props} />
            </>
          ) : null}
          <AnnotationsCard of={of} annotations={annotations} keeper={keeper} />
          <Journal events={events} />
          {keeper ? <RemoveCard {...props} /> : null}
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

  app.post(paths.networkPrefixes(':id'), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        needServerKeeper(actor);
        const { length, ...network } = toObject(values);
        const { networkId, prefix } = await allotPrefix(tx, { containerId: idOf(c), length, network, now, doer: doerOf(actor) });
        return { to: paths.network(networkId), said: say(words.allotted, c.var.language, { prefix }) };
      },
      again: (state) => show(c, idOf(c), state),
    }),
  );

  app.post(paths.networkRanges(':id'), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        needServerKeeper(actor);
        const { rangeReason: reason, ...range } = toObject(values);
        await withReason(() => reserveRange(tx, { networkId: idOf(c), range: { ...range, reason }, now, doer: doerOf(actor) }));
        return { to: paths.network(idOf(c)), said: words.rangeReserved };
      },
      again: (state) => show(c, idOf(c), state),
    }),
  );

  app.post(paths.rangeRelease(':id'), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        needServerKeeper(actor);
        await releaseRange(tx, { rangeId: text(values, 'rangeId'), now, doer: doerOf(actor) });
        return { to: paths.network(idOf(c)), said: words.rangeReleased };
      },
      again: (state) => show(c, idOf(c), state),
    }),
  );

  app.post(paths.networkRemoval(':id'), (c) =>
    act(c, {
      run: async (tx, { actor, now }) => {
        needServerKeeper(actor);
        const { prefix } = await getNetwork(tx, actor, idOf(c), { pageSize: 1 });
        await removeNetwork(tx, { networkId: idOf(c), now, doer: doerOf(actor) });
        return { to: paths.networks(), said: say(words.networkGone, c.var.language, { prefix }) };
      },
      again: (state) => show(c, idOf(c), state),
    }),
  );
};

/** The page has two fields for a reason; a fault of the range's stands at its own. */
const withReason = async (change: () => Promise<unknown>): Promise<void> => {
  try {
    await change();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const faults = error.faults.map((fault) => (fault.field === 'reason' ? { ...fault, field: 'rangeReason' } : fault));
    throw new AppError(error.code, error.values, faults);
  }
};
