import { type JournalEntry, listJournal } from '#audit/index.ts';
import { doerOf } from '#identity/index.ts';
import { say } from '#lib/words.ts';
import {
  type Annotations,
  annotationsOf,
  assignAddress,
  choiceOf,
  computes,
  describeTopology,
  deviceKinds,
  drawTopology,
  getServer,
  listNetworkChoices,
  mayKeepServers,
  type NetworkRow,
  needServerKeeper,
  retireServer,
  type ServerPage,
  serverStatuses,
  type Topology,
  topologyOf,
} from '#registry/index.ts';
import { archiveRecordPages } from '#wiki/index.ts';
import { act, freshForm } from '../../../act.ts';
import { Button, ButtonGroup, LinkButton } from '../../../components/button/button.tsx';
import { Card, Columns } from '../../../components/card/card.tsx';
import { Select, TextField } from '../../../components/field/field.tsx';
import { ActForm } from '../../../components/form/form.tsx';
import type { Ctx, Page } from '../../../context.ts';
import { type FormState, text } from '../../../form.ts';
import { page, signedIn } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { useView, useWords } from '../../../view.ts';
import { WikiButton } from '../../wiki/link.tsx';
import { InterfacesCard } from '../devices/interfaces.tsx';
import { AnnotationsCard } from '../shared/annotations-card.tsx';
import { ChoiceStatus } from '../shared/choice.tsx';
import { Journal } from '../shared/journal.tsx';
import { shared } from '../shared/words.ts';
import { namesLeadingTo } from '../topology/documents.tsx';
import { words as pictures } from '../topology/words.ts';
import { AddressTable, Applications, Capacity, Claims, Incomplete, ServerFacts, Virtuals } from './parts.tsx';
import { words } from './words.ts';

type Assigning = { server: ServerPage; networks: readonly NetworkRow[]; state: FormState };

const AssignCard = ({ server, networks, state }: Assigning) => (
  <Card title={words.assign}>
    <ActForm action={paths.serverAddresses(server.id)} state={state}>
      <Select
        state={state}
        name="networkId"
        label={shared.network}
        options={networks.map(({ id, name, prefix }) => ({ value: id, label: `${name} (${prefix})` }))}
      />
      <TextField state={state} name="address" label={shared.address} hint={words.addressHint} optional spellcheck={false} />
      <TextField state={state} name="interface" label={shared.interface} width="short" spellcheck={false} />
      <Button label={words.assign} tone="secondary" />
    </ActForm>
  </Card>
);

const TopologyCard = ({ server, topology }: { server: ServerPage; topology: Topology }) => {
  const t = useWords();
  const { language } = useView();
  const address = paths.serverTopology(server.id);
  return (
    <Card
      title={words.topology}
      aside={
        <nav class="g-downloads" aria-label={t(pictures.documents)}>
          <a href={address}>SVG</a>
          <a href={paths.serverDocument(server.id, 'topology')}>{t(pictures.topologyDocument)}</a>
          {computes(server.kind) ? <a href={paths.serverDocument(server.id, 'device')}>{t(pictures.deviceDocument)}</a> : null}
        </nav>
      }
    >
      <section class="g-picture-frame" tabindex={0} aria-label={t(words.topology)}>
        <img class="g-picture" src={address} alt={t(words.topologyAlt, { name: server.name })} loading="lazy" />
      </section>
      <details class="g-note">
        <summary>{t(words.topologyWords)}</summary>
        <ul>
          {describeTopology(topology, language).map((line) => (
            <li>{line}</li>
          ))}
        </ul>
      </details>
    </Card>
  );
};

const RetireCard = ({ server, state }: { server: ServerPage; state: FormState }) => {
  const t = useWords();
  const title = computes(server.kind) ? words.retire : words.retireDevice;
  return (
    <Card title={title}>
      <p>{t(words.retireHow)}</p>
      <ActForm action={paths.serverRetirement(server.id)} state={state} version={server.version}>
        <Button label={title} tone="danger" confirm={words.retireSure} />
      </ActForm>
    </Card>
  );
};

type Body = Assigning & { annotations: Annotations; topology: Topology; events: readonly JournalEntry[]; keeper: boolean };

const ServerBody = ({ server, networks, state, topology, events, annotations, keeper }: Body) => (
  <Columns
    main={
      <>
        {computes(server.kind) ? (
          <>
            <Capacity server={server} />
            <Claims server={server} />
            <Virtuals server={server} />
            <Applications server={server} />
          </>
        ) : null}
        <InterfacesCard server={server} keeper={keeper} />
        <Card title={words.addresses} flush>
          <AddressTable server={server} />
        </Card>
        <TopologyCard server={server} topology={topology} />
        <Incomplete server={server} keeper={keeper} />
        <ServerFacts server={server} />
      </>
    }
    side={
      <>
        {keeper ? <AssignCard server={server} networks={networks} state={state} /> : null}
        <AnnotationsCard of={{ kind: 'server', id: server.id }} annotations={annotations} keeper={keeper} />
        <Journal events={events} />
        {keeper ? <RetireCard server={server} state={state} /> : null}
      </>
    }
  />
);

const show = async (c: Ctx, serverId: string, state: FormState): Promise<Response> => {
  const actor = signedIn(c);
  const { db } = c.var.services;
  const server = await getServer(db, actor, serverId);
  const keeper = mayKeepServers(actor) && server.status !== 'retired';
  const [networks, topology, events, annotations] = await Promise.all([
    listNetworkChoices(db, actor, server.siteId),
    namesLeadingTo(c, server).then((names) => topologyOf(db, serverId, names)),
    listJournal(db, { kind: 'server', id: serverId, limit: 30 }),
    annotationsOf(db, { kind: 'server', id: serverId }),
  ]);
  return page(
    c,
    {
      title: server.name,
      section: computes(server.kind) ? 'servers' : 'devices',
      breadcrumbs: [
        computes(server.kind)
          ? { label: shared.servers, href: paths.servers() }
          : { label: shared.devices, href: paths.devices() },
      ],
      state,
      lead: (
        <>
          {say(choiceOf(deviceKinds, server.kind).label, c.var.language)} · {server.siteName}{' '}
          <ChoiceStatus choices={serverStatuses} value={server.status} />
        </>
      ),
      actions: (
        <ButtonGroup>
          <WikiButton kind="server" id={serverId} />
          {keeper ? <LinkButton href={paths.serverEdit(serverId)} label={words.edit} icon="pencil" /> : null}
        </ButtonGroup>
      ),
    },
    <ServerBody {...{ server, networks, state, topology, events, annotations, keeper }} />,
  );
};

/** One server or device: what it is, what it has, who uses it, where it hangs, what happened to it. */
export const serverPage: Page = (app) => {
  const fresh = (c: Ctx): FormState => freshForm(c, { interface: 'eth0' });
  const idOf = (c: Ctx): string => c.req.param('id') ?? '';

  app.get(paths.server(':id'), (c) => show(c, idOf(c), fresh(c)));
  app.get(paths.device(':id'), (c) => show(c, idOf(c), fresh(c)));

  app.get(paths.serverTopology(':id'), async (c) => {
    const { db } = c.var.services;
    const server = await getServer(db, signedIn(c), idOf(c));
    const { svg } = await drawTopology(await topologyOf(db, server.id, await namesLeadingTo(c, server)), c.var.language);
    c.header('content-security-policy', "default-src 'none'; frame-ancestors 'none'; sandbox");
    c.header('content-disposition', `inline; filename="topologi-${server.name}.svg"`);
    c.header('cache-control', 'private, no-store');
    return c.body(svg, 200, { 'content-type': 'image/svg+xml; charset=utf-8' });
  });

  app.post(paths.serverAddresses(':id'), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        needServerKeeper(actor);
        const { address } = await assignAddress(tx, {
          serverId: idOf(c),
          networkId: text(values, 'networkId'),
          address: text(values, 'address') || 'next',
          interface: text(values, 'interface'),
          now,
          doer: doerOf(actor),
        });
        return { to: paths.server(idOf(c)), said: say(words.assigned, c.var.language, { address }) };
      },
      again: (state) => show(c, idOf(c), state),
    }),
  );

  app.post(paths.serverRetirement(':id'), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        needServerKeeper(actor);
        const { name } = await getServer(tx, actor, idOf(c));
        await retireServer(tx, { serverId: idOf(c), version: Number(text(values, 'version')), now, doer: doerOf(actor) });
        await archiveRecordPages(tx, {
          record: { kind: 'server', id: idOf(c) },
          why: say(words.retired, 'id', { name }),
          doer: doerOf(actor),
          now,
        });
        return { to: paths.servers(), said: say(words.retired, c.var.language, { name }) };
      },
      again: (state) => show(c, idOf(c), state),
    }),
  );
};
