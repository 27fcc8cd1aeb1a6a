import { doerOf } from '#identity/index.ts';
import { AppError } from '#lib/errors.ts';
import { say } from '#lib/words.ts';
import {
  annotationsOf,
  cableKinds,
  choiceOf,
  deviceOfInterface,
  enterInterface,
  getServer,
  type InterfaceRow,
  interfaceKinds,
  needServerKeeper,
  removeInterface,
  type ServerPage,
  updateInterface,
} from '#registry/index.ts';
import { act, freshForm } from '../../../act.ts';
import { Button, ButtonGroup, LinkButton } from '../../../components/button/button.tsx';
import { Card, Stack } from '../../../components/card/card.tsx';
import { Checkbox, NumberField, Select, TextField } from '../../../components/field/field.tsx';
import { ActForm } from '../../../components/form/form.tsx';
import { Table } from '../../../components/table/table.tsx';
import type { Ctx, Page } from '../../../context.ts';
import { type FormState, text, ticked, toObject } from '../../../form.ts';
import { page, param, signedIn } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { useWords } from '../../../view.ts';
import { AnnotationsCard, annotationWords, Marks, NotesLink } from '../shared/annotations-card.tsx';
import { optionsOf } from '../shared/choice.tsx';
import { shared } from '../shared/words.ts';
import { devicePath } from './devices.tsx';
import { words } from './words.ts';

/** The interfaces of a device: what each is, its addresses, and where its cable leads. */
export const InterfacesCard = ({ server, keeper }: { server: ServerPage; keeper: boolean }) => {
  const t = useWords();
  const vlans = (row: InterfaceRow): string =>
    [
      row.untaggedVlan === null ? '' : `VLAN ${row.untaggedVlan}`,
      row.taggedVlans.length > 0 ? `+ ${row.taggedVlans.join(', ')}` : '',
    ]
      .filter(Boolean)
      .join(' ');
  return (
    <Card
      title={words.interfaces}
      flush
      aside={
        keeper ? (
          <ButtonGroup>
            <LinkButton href={paths.interfaces(server.id)} label={words.addInterface} icon="plus" small />
            <LinkButton href={paths.newCable(server.id)} label={words.plug} icon="plug" small />
          </ButtonGroup>
        ) : null
      }
    >
      <Table
        caption={words.interfaces}
        rows={server.interfaces}
        empty={<p class="g-muted g-inset">{t(words.noInterface)}</p>}
        columns={[
          {
            key: 'name',
            label: shared.interface,
            tight: true,
            cell: (row) => (
              <>
                {keeper ? <a href={paths.interface(server.id, row.id)}>{row.name}</a> : row.name}
                <Marks tags={row.tags} />
              </>
            ),
          },
          {
            key: 'kind',
            label: shared.kind,
            cell: (row) => (
              <>
                {t(choiceOf(interfaceKinds, row.kind).label)}
                <span class="g-sub">{[row.mac, vlans(row), row.description].filter(Boolean).join(' · ')}</span>
              </>
            ),
          },
          {
            key: 'addresses',
            label: shared.address,
            tight: true,
            cell: (row) => row.addresses.map((address) => <span class="g-sub g-mono">{address}</span>),
          },
          {
            key: 'cable',
            label: words.to,
            cell: (row) =>
              row.cable ? (
                <>
                  <a href={paths.server(row.cable.otherServerId)}>{row.cable.otherServerName}</a> {row.cable.otherInterface}
                </>
              ) : keeper && row.kind !== 'virtual' ? (
                <a class="g-small" href={paths.newCable(server.id, { interface: row.name })}>
                  {t(words.plug)}
                </a>
              ) : null,
          },
          {
            key: 'label',
            label: shared.cable,
            cell: (row) =>
              row.cable ? (
                <a href={paths.cable(row.cable.id)}>{row.cable.label || t(choiceOf(cableKinds, row.cable.kind).label)}</a>
              ) : null,
          },
          {
            key: 'notes',
            label: annotationWords.title,
            quiet: true,
            cell: (row) =>
              row.noted > 0 ? <NotesLink of={{ kind: 'interface', id: row.id }} noted={row.noted} keeper={keeper} /> : null,
          },
        ]}
      />
    </Card>
  );
};

const Fields = ({ state }: { state: FormState }) => (
  <>
    <TextField state={state} name="name" label={shared.name} width="short" maxlength={60} spellcheck={false} />
    <Select state={state} name="kind" label={shared.kind} options={optionsOf(interfaceKinds)} empty={false} width="medium" />
    <TextField state={state} name="mac" label={words.mac} width="medium" optional spellcheck={false} />
    <NumberField state={state} name="speedMbps" label={words.speed} optional />
    <NumberField state={state} name="untaggedVlan" label={words.untagged} optional />
    <TextField state={state} name="taggedVlans" label={words.tagged} hint={words.taggedHint} width="medium" optional />
    <TextField state={state} name="description" label={words.description} optional maxlength={500} />
    <Checkbox state={state} name="enabled" label={words.enabled} />
  </>
);

const showForm = async (c: Ctx, state: FormState, found: { server: ServerPage; row: InterfaceRow | null }): Promise<Response> => {
  needServerKeeper(signedIn(c));
  const { server, row } = found;
  const { language } = c.var;
  const back = devicePath(server);
  const of = { kind: 'interface', id: row?.id ?? '' } as const;
  const annotations = row ? await annotationsOf(c.var.services.db, of) : null;
  const action = row ? paths.interface(server.id, row.id) : paths.interfaces(server.id);
  return page(
    c,
    {
      title: row ? say(words.editInterface, language, { name: row.name }) : words.addInterface,
      section: 'devices',
      breadcrumbs: [
        { label: shared.devices, href: paths.devices() },
        { label: server.name, href: back },
      ],
      state,
      width: 'narrow',
    },
    <Stack>
      <Card>
        <ActForm action={action} state={state}>
          <Fields state={state} />
          <ButtonGroup cancel={back}>
            <Button label={shared.save} />
          </ButtonGroup>
        </ActForm>
      </Card>
      {annotations ? <AnnotationsCard of={of} annotations={annotations} keeper={true} /> : null}
      {row ? (
        <Card title={shared.remove}>
          <ActForm action={paths.interfaceRemoval(server.id, row.id)} state={{ ...state, requestKey: row.id }}>
            <Button label={shared.remove} tone="danger" confirm={say(words.removeSure, language, { name: row.name })} />
          </ActForm>
        </Card>
      ) : null}
    </Stack>,
  );
};

/** The interfaces of a device and the cables in them. */
export const interfacesPage: Page = (app) => {
  const server = (c: Ctx): Promise<ServerPage> => getServer(c.var.services.db, signedIn(c), param(c, 'id'));
  const both = async (c: Ctx): Promise<{ server: ServerPage; row: InterfaceRow }> => {
    const found = await server(c);
    const row = found.interfaces.find(({ id }) => id === param(c, 'interface'));
    if (!row) throw new AppError('not_found', { what: `interface ${param(c, 'interface')}` });
    return { server: found, row };
  };

  app.get(paths.interfaceRecord(':id'), async (c) => {
    const { serverId } = await deviceOfInterface(c.var.services.db, signedIn(c), param(c, 'id'));
    return c.redirect(paths.interface(serverId, param(c, 'id')));
  });

  app.get(paths.interfaces(':id'), async (c) =>
    showForm(c, freshForm(c, { kind: 'copper', enabled: true }), { server: await server(c), row: null }),
  );

  app.post(paths.interfaces(':id'), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        needServerKeeper(actor);
        const device = await getServer(tx, actor, param(c, 'id'));
        const read = { ...toObject(values), enabled: ticked(values, 'enabled') };
        await enterInterface(tx, { serverId: device.id, interface: read, now, doer: doerOf(actor) });
        return { to: devicePath(device), said: say(words.interfaceAdded, c.var.language, { name: text(values, 'name') }) };
      },
      again: async (state) => showForm(c, state, { server: await server(c), row: null }),
    }),
  );

  app.get(paths.interface(':id', ':interface'), async (c) => {
    const found = await both(c);
    const { name, kind, mac, speedMbps, enabled, untaggedVlan, taggedVlans, description } = found.row;
    const record = { name, kind, mac, speedMbps, enabled, untaggedVlan, description, taggedVlans: taggedVlans.join(', ') };
    return showForm(c, freshForm(c, record), found);
  });

  app.post(paths.interface(':id', ':interface'), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        needServerKeeper(actor);
        const found = await both(c);
        const read = { ...toObject(values), enabled: ticked(values, 'enabled') };
        await updateInterface(tx, { interfaceId: found.row.id, interface: read, now, doer: doerOf(actor) });
        return { to: devicePath(found.server), said: shared.changedDone };
      },
      again: async (state) => showForm(c, state, await both(c)),
    }),
  );

  app.post(paths.interfaceRemoval(':id', ':interface'), (c) =>
    act(c, {
      run: async (tx, { actor, now }) => {
        needServerKeeper(actor);
        const found = await both(c);
        await removeInterface(tx, { interfaceId: found.row.id, now, doer: doerOf(actor) });
        return { to: devicePath(found.server), said: words.interfaceGone };
      },
      again: async (state) => showForm(c, state, await both(c)),
    }),
  );
};
