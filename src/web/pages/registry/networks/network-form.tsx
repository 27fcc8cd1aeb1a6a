import { doerOf, listOffices } from '#identity/index.ts';
import { say } from '#lib/words.ts';
import {
  createNetwork,
  getNetwork,
  globalVrfId,
  listSites,
  listVrfs,
  type NetworkPage,
  needServerKeeper,
  networkKinds,
  networkZones,
  updateNetwork,
} from '#registry/index.ts';
import { act, freshForm } from '../../../act.ts';
import { Button, ButtonGroup } from '../../../components/button/button.tsx';
import { Card } from '../../../components/card/card.tsx';
import { NumberField, Radios, Select, TextArea, TextField } from '../../../components/field/field.tsx';
import { ActForm } from '../../../components/form/form.tsx';
import type { Ctx, Page } from '../../../context.ts';
import { type FormState, text, toObject } from '../../../form.ts';
import { page, param, signedIn } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { optionsOf } from '../shared/choice.tsx';
import { shared } from '../shared/words.ts';
import { words } from './words.ts';

type Lists = Record<'sites' | 'vrfs' | 'offices', { value: string; label: string }[]>;

const named = (rows: readonly { id: string; name: string }[]) => rows.map(({ id, name }) => ({ value: id, label: name }));

const listsFor = async (c: Ctx): Promise<Lists> => {
  const { db } = c.var.services;
  const actor = signedIn(c);
  const [sites, vrfs, offices] = await Promise.all([
    listSites(db, actor),
    listVrfs(db, actor),
    listOffices(db, { active: true }),
  ]);
  return { sites: named(sites), vrfs: named(vrfs), offices: named(offices) };
};

/** What a prefix is; it never changes afterwards. */
const Prefix = ({ state, lists }: { state: FormState; lists: Lists }) => (
  <>
    <Radios state={state} name="kind" label={shared.kind} hint={words.kindHint} options={optionsOf(networkKinds)} inline />
    <TextField state={state} name="prefix" label={words.prefix} hint={words.prefixHint} width="medium" spellcheck={false} />
    {lists.vrfs.length > 1 ? (
      <Select state={state} name="vrfId" label={words.vrf} options={lists.vrfs} empty={false} width="medium" />
    ) : null}
  </>
);

type FormProps = { state: FormState; network: NetworkPage | null; lists: Lists; action: string; back: string };

const NetworkForm = ({ state, network, lists, action, back }: FormProps) => (
  <Card>
    <ActForm action={action} state={state} {...(network ? { version: network.version } : {})}>
      <TextField state={state} name="name" label={shared.name} width="medium" />
      {network ? null : <Prefix state={state} lists={lists} />}
      <Select
        state={state}
        name="siteId"
        label={shared.site}
        {...(network?.kind === 'network' ? {} : { hint: words.siteHint })}
        options={lists.sites}
        width="medium"
      />
      {network?.kind === 'container' ? null : (
        <>
          <TextField state={state} name="gateway" label={words.gateway} width="medium" spellcheck={false} optional />
          <NumberField state={state} name="vlan" label={words.vlan} optional />
          <Select
            state={state}
            name="zone"
            label={words.zone}
            {...(network ? {} : { hint: words.zoneHint })}
            options={optionsOf(networkZones)}
            width="medium"
          />
        </>
      )}
      <Select state={state} name="ownerOfficeId" label={shared.owner} options={lists.offices} optional />
      <TextArea state={state} name="notes" label={words.notes} rows={3} optional />
      <ButtonGroup cancel={back}>
        <Button label={shared.save} />
      </ButtonGroup>
    </ActForm>
  </Card>
);

const showForm = async (c: Ctx, state: FormState, network: NetworkPage | null): Promise<Response> => {
  needServerKeeper(signedIn(c));
  const back = network ? paths.network(network.id) : paths.networks();
  return page(
    c,
    {
      title: network ? say(words.edit, c.var.language, { name: network.name }) : words.add,
      section: 'networks',
      breadcrumbs: [
        { label: shared.networks, href: paths.networks() },
        ...(network ? [{ label: network.name, href: back }] : []),
      ],
      ...(network ? { lead: network.prefix } : {}),
      state,
      width: 'narrow',
    },
    <NetworkForm
      {...{ state, network, back, lists: await listsFor(c) }}
      action={network ? paths.networkEdit(network.id) : paths.newNetwork()}
    />,
  );
};

/** Entering a network or a container of networks, and correcting what it says. */
export const networkFormPage: Page = (app) => {
  app.get(paths.newNetwork(), (c) => showForm(c, freshForm(c, { kind: 'network', vrfId: globalVrfId }), null));

  app.post(paths.newNetwork(), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        needServerKeeper(actor);
        const { networkId } = await createNetwork(tx, { network: toObject(values), now, doer: doerOf(actor) });
        return { to: paths.network(networkId), said: say(words.added, c.var.language, { name: text(values, 'name') }) };
      },
      again: (state) => showForm(c, state, null),
    }),
  );

  const load = (c: Ctx): Promise<NetworkPage> => getNetwork(c.var.services.db, signedIn(c), param(c, 'id'), { pageSize: 1 });

  app.get(paths.networkEdit(':id'), async (c) => {
    const network = await load(c);
    const { name, siteId, vlan, gateway, zone, ownerOfficeId, notes } = network;
    return showForm(c, freshForm(c, { name, siteId, vlan, gateway, zone, ownerOfficeId, notes }), network);
  });

  app.post(paths.networkEdit(':id'), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        needServerKeeper(actor);
        const networkId = param(c, 'id');
        const version = Number(text(values, 'version'));
        await updateNetwork(tx, { networkId, version, changes: toObject(values), now, doer: doerOf(actor) });
        return { to: paths.network(networkId), said: shared.changedDone };
      },
      again: async (state) => showForm(c, state, await load(c)),
    }),
  );
};
