import { doerOf } from '#identity/index.ts';
import { AppError, invalid } from '#lib/errors.ts';
import { say } from '#lib/words.ts';
import {
  cableKinds,
  cableStatuses,
  choiceOf,
  connectCable,
  enterInterface,
  findServerByName,
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
            cell: (row) => (keeper ? <a href={paths.interface(server.id, row.id)}>{row.name}</a> : row.name),
          },
          {
            key: 'kind',
            label: shared.kind,
            cell: (row) => (
              <>
                {t(choiceOf(interfaceKinds, row.kind).label)}
                <span class="g-sub">{[row.mac, vlans(row)].filter(Boolean).join(' · ')}</span>
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

const showCable = async (c: Ctx, state: FormState, server: ServerPage): Promise<Response> => {
  needServerKeeper(signedIn(c));
  const back = devicePath(server);
  return page(
    c,
    {
      title: say(words.plugOf, c.var.language, { name: server.name }),
      section: 'devices',
      breadcrumbs: [
        { label: shared.devices, href: paths.devices() },
        { label: server.name, href: back },
      ],
      state,
      width: 'narrow',
    },
    <Card>
      <ActForm action={paths.newCable(server.id)} state={state}>
        <TextField
          state={state}
          name="fromInterface"
          label={words.ownInterface}
          hint={words.interfaceHint}
          width="medium"
          spellcheck={false}
        />
        <TextField
          state={state}
          name="toServerId"
          label={words.otherDevice}
          hint={words.otherHint}
          width="medium"
          spellcheck={false}
        />
        <TextField
          state={state}
          name="toInterface"
          label={words.otherInterface}
          hint={words.interfaceHint}
          width="medium"
          spellcheck={false}
        />
        <Select state={state} name="kind" label={words.cableKind} options={optionsOf(cableKinds)} empty={false} width="medium" />
        <Select
          state={state}
          name="status"
          label={shared.status}
          options={optionsOf(cableStatuses)}
          empty={false}
          width="medium"
        />
        <TextField state={state} name="label" label={words.label} optional maxlength={200} />
        <TextField state={state} name="lengthM" label={words.length} width="short" inputmode="decimal" optional />
        <TextField state={state} name="colour" label={words.colour} width="short" optional maxlength={40} />
        <ButtonGroup cancel={back}>
          <Button label={words.plug} />
        </ButtonGroup>
      </ActForm>
    </Card>,
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

  app.get(paths.newCable(':id'), async (c) => {
    const from = c.req.query('interface')?.slice(0, 60) ?? '';
    return showCable(c, freshForm(c, { kind: 'copper', status: 'active', fromInterface: from }), await server(c));
  });

  app.post(paths.newCable(':id'), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        needServerKeeper(actor);
        const from = await getServer(tx, actor, param(c, 'id'));
        const name = text(values, 'toServerId');
        const other = await findServerByName(tx, name);
        if (!other) {
          const message = { id: say(words.noOther, 'id', { name }), en: say(words.noOther, 'en', { name }) };
          throw invalid([{ field: 'toServerId', message }]);
        }
        const cable = { ...toObject(values), fromServerId: from.id, toServerId: other.id };
        await connectCable(tx, { cable, now, doer: doerOf(actor) });
        return { to: devicePath(from), said: words.plugged };
      },
      again: async (state) => showCable(c, state, await server(c)),
    }),
  );

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
