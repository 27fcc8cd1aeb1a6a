import { doerOf, listOffices, type Office } from '#identity/index.ts';
import { say } from '#lib/words.ts';
import {
  computes,
  createServer,
  gearKinds,
  getServer,
  listHosts,
  listRacks,
  listSites,
  needServerKeeper,
  ownerships,
  rackFaces,
  resourcesText,
  type ServerPage,
  type ServerRow,
  serverKinds,
  serverLabels,
  serverStatuses,
  serverUsages,
  updateServer,
} from '#registry/index.ts';
import { act, freshForm } from '../../../act.ts';
import { Button, ButtonGroup } from '../../../components/button/button.tsx';
import { Card } from '../../../components/card/card.tsx';
import { Checkbox, DateField, FieldSet, NumberField, Select, TextArea, TextField } from '../../../components/field/field.tsx';
import { ActForm } from '../../../components/form/form.tsx';
import type { Ctx, Page } from '../../../context.ts';
import { type FormState, text } from '../../../form.ts';
import { page, signedIn } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { optionsOf } from '../shared/choice.tsx';
import { shared } from '../shared/words.ts';
import { readServerForm, withFormFields } from './read.ts';
import { words } from './words.ts';

type Lists = {
  sites: readonly { id: string; name: string }[];
  hosts: readonly ServerRow[];
  offices: readonly Office[];
  racks: { value: string; label: string; group: string }[];
};
/** `gear`: the form of a device that does not compute. */
type FormProps = Lists & { state: FormState; server: ServerPage | null; gear: boolean };

const named = (rows: readonly { id: string; name: string }[]) => rows.map(({ id, name }) => ({ value: id, label: name }));

const Identity = ({ state, server, sites, hosts, gear }: FormProps) => (
  <FieldSet legend={words.identity}>
    <TextField state={state} name="name" label={serverLabels.name} hint={words.nameHint} width="medium" spellcheck={false} />
    {server ? null : (
      <Select
        state={state}
        name="kind"
        label={serverLabels.kind}
        options={optionsOf(gear ? gearKinds : serverKinds)}
        width="medium"
      />
    )}
    {gear || (server && server.kind !== 'virtual') ? null : (
      <Select
        state={state}
        name="hostId"
        label={serverLabels.hostId}
        hint={words.hostHint}
        options={hosts.map(({ id, name, capacity }) => ({ value: id, label: `${name} (${resourcesText(capacity.free)})` }))}
        width="medium"
      />
    )}
    {server?.kind === 'virtual' ? null : (
      <Select
        state={state}
        name="siteId"
        label={serverLabels.siteId}
        {...(gear ? {} : { hint: words.siteHint })}
        options={named(sites)}
        width="medium"
      />
    )}
    <Select
      state={state}
      name="status"
      label={serverLabels.status}
      options={optionsOf(serverStatuses).filter(({ value }) => value !== 'retired')}
      empty={false}
      width="medium"
    />
    {gear ? null : <Checkbox state={state} name="acceptsApplications" label={words.accepts} hint={words.acceptsHint} />}
  </FieldSet>
);

const Sizes = ({ state }: FormProps) => (
  <>
    <FieldSet legend={words.capacity}>
      <div class="g-pair">
        <NumberField state={state} name="cpu" label={serverLabels.cpu} suffix="vCPU" />
        <NumberField state={state} name="memoryGb" label={words.memoryGb} suffix="GB" />
        <NumberField state={state} name="diskGb" label={serverLabels.diskGb} suffix="GB" />
      </div>
    </FieldSet>
    <FieldSet legend={words.overcommit} hint={words.overcommitHint}>
      <div class="g-pair">
        <TextField state={state} name="cpuOvercommit" label={serverLabels.cpu} width="short" inputmode="decimal" />
        <TextField state={state} name="memoryOvercommit" label={words.memoryGb} width="short" inputmode="decimal" />
        <TextField state={state} name="diskOvercommit" label={serverLabels.diskGb} width="short" inputmode="decimal" />
      </div>
    </FieldSet>
  </>
);

const Technical = ({ state, offices, gear, server, racks }: FormProps) => (
  <FieldSet legend={words.technical}>
    <div class="g-pair">
      <TextField state={state} name="manufacturer" label={serverLabels.manufacturer} optional />
      <TextField state={state} name="model" label={serverLabels.model} optional />
      {gear ? (
        <NumberField state={state} name="diskGb" label={serverLabels.diskGb} hint={words.storageHint} suffix="GB" optional />
      ) : (
        <>
          <TextField state={state} name="operatingSystem" label={serverLabels.operatingSystem} optional />
          <TextField state={state} name="processor" label={serverLabels.processor} optional />
        </>
      )}
      <Select state={state} name="usage" label={serverLabels.usage} options={optionsOf(serverUsages)} empty={false} />
      <Select state={state} name="ownership" label={serverLabels.ownership} options={optionsOf(ownerships)} empty={false} />
      <Select state={state} name="ownerOfficeId" label={serverLabels.ownerOfficeId} options={named(offices)} optional />
      <TextField state={state} name="serialNumber" label={serverLabels.serialNumber} optional />
      <TextField state={state} name="assetNumber" label={serverLabels.assetNumber} optional />
      {server?.kind === 'virtual' ? null : (
        <>
          <Select state={state} name="rack" label={serverLabels.rack} hint={words.rackHint} options={racks} optional />
          <NumberField state={state} name="rackUnit" label={serverLabels.rackUnit} hint={words.rackUnitHint} optional />
          <NumberField state={state} name="rackHeight" label={serverLabels.rackHeight} />
          <Select state={state} name="rackFace" label={serverLabels.rackFace} options={optionsOf(rackFaces)} empty={false} />
        </>
      )}
      <DateField state={state} name="warrantyUntil" label={serverLabels.warrantyUntil} optional />
    </div>
    <TextArea state={state} name="notes" label={serverLabels.notes} optional />
  </FieldSet>
);

const ServerForm = (props: FormProps & { action: string; back: string }) => (
  <Card>
    <ActForm action={props.action} state={props.state} {...(props.server ? { version: props.server.version } : {})}>
      <Identity {...props} />
      {props.gear ? null : <Sizes {...props} />}
      <Technical {...props} />
      <ButtonGroup cancel={props.back}>
        <Button label={shared.save} />
      </ButtonGroup>
    </ActForm>
  </Card>
);

const lists = async (c: Ctx): Promise<Lists> => {
  const { db } = c.var.services;
  const [sites, hosts, offices, racks] = await Promise.all([
    listSites(db, signedIn(c)),
    listHosts(db),
    listOffices(db, { active: true }),
    listRacks(db, signedIn(c)),
  ]);
  return { sites, hosts, offices, racks: racks.map(({ name, siteName }) => ({ value: name, label: name, group: siteName })) };
};

const showNew = async (c: Ctx, state: FormState, gear: boolean): Promise<Response> => {
  needServerKeeper(signedIn(c));
  const [title, list] = gear ? [words.newDevice, paths.devices()] : [words.new, paths.servers()];
  const breadcrumbs = [{ label: gear ? shared.devices : shared.servers, href: list }];
  const action = gear ? paths.newDevice() : paths.newServer();
  return page(
    c,
    { title, section: gear ? 'devices' : 'servers', breadcrumbs, state, width: 'narrow' },
    <ServerForm {...(await lists(c))} {...{ state, gear, action }} server={null} back={list} />,
  );
};

const showEdit = async (c: Ctx, server: ServerPage, state: FormState): Promise<Response> => {
  const gear = !computes(server.kind);
  const back = gear ? paths.device(server.id) : paths.server(server.id);
  return page(
    c,
    {
      title: say(words.edit, c.var.language, { name: server.name }),
      section: gear ? 'devices' : 'servers',
      breadcrumbs: [
        gear ? { label: shared.devices, href: paths.devices() } : { label: shared.servers, href: paths.servers() },
        { label: server.name, href: back },
      ],
      state,
      width: 'narrow',
    },
    <ServerForm {...(await lists(c))} {...{ state, server, gear, back }} action={paths.serverEdit(server.id)} />,
  );
};

const standard = {
  status: 'active',
  rackHeight: 1,
  rackFace: 'both',
  usage: 'application',
  ownership: 'owned',
  cpuOvercommit: 1,
  memoryOvercommit: 1,
  diskOvercommit: 1,
};

const formOf = (c: Ctx, server: ServerPage): FormState =>
  freshForm(c, {
    name: server.name,
    hostId: server.hostId,
    siteId: server.siteId,
    status: server.status,
    acceptsApplications: server.acceptsApplications,
    cpu: server.cpu,
    memoryGb: server.memoryMb / 1024,
    diskGb: server.diskGb || '',
    cpuOvercommit: server.cpuOvercommit,
    memoryOvercommit: server.memoryOvercommit,
    diskOvercommit: server.diskOvercommit,
    operatingSystem: server.operatingSystem,
    processor: server.processor,
    usage: server.usage,
    ownership: server.ownership,
    ownerOfficeId: server.ownerOfficeId,
    serialNumber: server.serialNumber,
    assetNumber: server.assetNumber,
    rack: server.rack,
    rackUnit: server.rackUnit,
    rackHeight: server.rackHeight,
    rackFace: server.rackFace,
    manufacturer: server.manufacturer,
    model: server.model,
    warrantyUntil: server.warrantyUntil?.toString(),
    notes: server.notes,
  });

/** Entering a server into the register, and correcting what it says. */
export const serverFormPage: Page = (app) => {
  for (const gear of [false, true]) {
    const at = gear ? paths.newDevice() : paths.newServer();
    app.get(at, (c) => showNew(c, freshForm(c, gear ? { ...standard, usage: 'infrastructure' } : standard), gear));

    app.post(at, (c) =>
      act(c, {
        run: async (tx, { actor, values, now }) => {
          needServerKeeper(actor);
          const server = readServerForm(values);
          const { serverId } = await withFormFields(() => createServer(tx, { server, now, doer: doerOf(actor) }));
          const to = gear ? paths.device(serverId) : paths.server(serverId);
          return { to, said: say(gear ? words.deviceAdded : words.added, c.var.language, { name: text(values, 'name') }) };
        },
        again: (state) => showNew(c, state, gear),
      }),
    );
  }

  const load = (c: Ctx): Promise<ServerPage> => {
    const actor = signedIn(c);
    needServerKeeper(actor);
    return getServer(c.var.services.db, actor, c.req.param('id') ?? '');
  };

  app.get(paths.serverEdit(':id'), async (c) => {
    const server = await load(c);
    return showEdit(c, server, formOf(c, server));
  });

  app.post(paths.serverEdit(':id'), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        needServerKeeper(actor);
        const serverId = c.req.param('id') ?? '';
        const version = Number(text(values, 'version'));
        const changes = readServerForm(values);
        await withFormFields(() => updateServer(tx, { serverId, version, changes, now, doer: doerOf(actor) }));
        const { kind } = await getServer(tx, actor, serverId);
        return { to: computes(kind) ? paths.server(serverId) : paths.device(serverId), said: shared.changedDone };
      },
      again: async (state) => showEdit(c, await load(c), state),
    }),
  );
};
