import { listJournal } from '#audit/index.ts';
import { doerOf, listOffices } from '#identity/index.ts';
import { say } from '#lib/words.ts';
import {
  annotationsOf,
  createVlan,
  getVlan,
  listSites,
  listVlans,
  mayKeepServers,
  needServerKeeper,
  needServerSight,
  removeVlan,
  updateVlan,
  type VlanRow,
} from '#registry/index.ts';
import { act, freshForm } from '../../../act.ts';
import { asked, askedPage } from '../../../asked.ts';
import { Button } from '../../../components/button/button.tsx';
import { Card, Columns } from '../../../components/card/card.tsx';
import { Empty } from '../../../components/empty/empty.tsx';
import { NumberField, Select, TextArea, TextField } from '../../../components/field/field.tsx';
import { FilterSelect } from '../../../components/filter/filter.tsx';
import { ActForm } from '../../../components/form/form.tsx';
import { Table } from '../../../components/table/table.tsx';
import type { Ctx, Page } from '../../../context.ts';
import { type FormState, text, toObject } from '../../../form.ts';
import { page, param, signedIn } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { AnnotationsCard } from '../shared/annotations-card.tsx';
import { vlanColumns } from '../shared/columns.ts';
import { Journal } from '../shared/journal.tsx';
import { sendListFiles, showListPage } from '../shared/list-page.tsx';
import { shared } from '../shared/words.ts';
import { NetworkTabs } from './area.tsx';
import { words } from './words.ts';

const perPage = 50;
type Options = { value: string; label: string }[];

const named = (rows: readonly { id: string; name: string }[]): Options =>
  rows.map(({ id, name }) => ({ value: id, label: name }));

const Networks = ({ rows }: { rows: VlanRow['networks'] }) => (
  <>
    {rows.slice(0, 5).map(({ id, name, prefix }) => (
      <p class="g-tag-line">
        <a href={paths.network(id)}>{name}</a> <span class="g-muted">{prefix}</span>
      </p>
    ))}
    {rows.length > 5 ? <span class="g-sub">+ {rows.length - 5}</span> : null}
  </>
);

type FieldsProps = { state: FormState; offices: Options };

const VlanFields = ({ state, offices, sites }: FieldsProps & { sites: Options | null }) => (
  <>
    {sites ? <Select state={state} name="siteId" label={shared.site} options={sites} width="medium" /> : null}
    <NumberField state={state} name="vid" label={words.vid} />
    <TextField state={state} name="name" label={shared.name} width="medium" maxlength={60} />
    <Select state={state} name="ownerOfficeId" label={shared.owner} options={offices} optional />
    <TextArea state={state} name="notes" label={words.notes} rows={2} optional />
  </>
);

const showVlans = async (c: Ctx, state: FormState): Promise<Response> => {
  const actor = signedIn(c);
  const { db } = c.var.services;
  const no = askedPage(c);
  const site = asked(c, 'site');
  const [list, sites, offices] = await Promise.all([
    listVlans(db, actor, { siteId: site, page: no, pageSize: perPage }),
    listSites(db, actor),
    listOffices(db, { active: true }),
  ]);
  return showListPage(c, {
    title: words.vlans,
    section: 'networks',
    href: paths.vlans,
    fileHref: paths.vlansFile,
    tabs: <NetworkTabs current="vlans" />,
    filter: { site },
    fields: <FilterSelect name="site" label={shared.site} value={site} options={named(sites)} />,
    ...{ list, no, perPage, state },
    table: (
      <Table
        caption={words.vlans}
        rows={list.rows}
        empty={<Empty icon="network" title={words.noVlan} />}
        columns={[
          { key: 'vid', label: words.vid, tight: true, cell: (row) => <a href={paths.vlan(row.id)}>VLAN {row.vid}</a> },
          { key: 'name', label: shared.name, cell: (row) => row.name },
          { key: 'site', label: shared.site, cell: (row) => row.siteName },
          { key: 'networks', label: shared.networks, cell: (row) => <Networks rows={row.networks} /> },
        ]}
      />
    ),
    below: mayKeepServers(actor) ? (
      <Card title={words.addVlan}>
        <ActForm action={paths.vlans()} state={state}>
          <VlanFields state={state} sites={named(sites)} offices={named(offices)} />
          <Button label={words.addVlan} tone="secondary" />
        </ActForm>
      </Card>
    ) : null,
  });
};

/** The page of one VLAN: its fields, what it carries, what happened to it. */
const showOne = async (c: Ctx, typed: FormState | null): Promise<Response> => {
  const actor = signedIn(c);
  const { db } = c.var.services;
  const vlan = await getVlan(db, actor, param(c, 'id'));
  const of = { kind: 'vlan', id: vlan.id } as const;
  const [annotations, events, offices] = await Promise.all([
    annotationsOf(db, of),
    listJournal(db, { ...of, limit: 30 }),
    listOffices(db, { active: true }),
  ]);
  const { vid, name, ownerOfficeId, notes } = vlan;
  const state = typed ?? freshForm(c, { vid, name, ownerOfficeId, notes });
  const keeper = mayKeepServers(actor);
  return page(
    c,
    {
      title: `VLAN ${vid}`,
      section: 'networks',
      breadcrumbs: [{ label: words.vlans, href: paths.vlans() }],
      lead: `${name} · ${vlan.siteName}`,
      state,
    },
    <Columns
      main={
        <>
          <Card title={shared.networks}>
            <Networks rows={vlan.networks} />
          </Card>
          {keeper ? (
            <Card title={shared.edit}>
              <ActForm action={paths.vlan(vlan.id)} state={state} version={vlan.version}>
                <VlanFields state={state} offices={named(offices)} sites={null} />
                <Button label={shared.save} tone="secondary" />
              </ActForm>
            </Card>
          ) : null}
        </>
      }
      side={
        <>
          <AnnotationsCard of={of} annotations={annotations} keeper={keeper} />
          <Journal events={events} />
          {keeper ? (
            <Card title={words.removeVlan}>
              <ActForm action={paths.vlanRemoval(vlan.id)} state={state}>
                <Button label={words.removeVlan} tone="danger" confirm={words.vlanSure} />
              </ActForm>
            </Card>
          ) : null}
        </>
      }
    />,
  );
};

/** VLANs of all sites: their list and their own pages. */
export const vlansPage: Page = (app) => {
  app.get(paths.vlans(), (c) => showVlans(c, freshForm(c)));

  app.post(paths.vlans(), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        needServerKeeper(actor);
        await createVlan(tx, { vlan: toObject(values), now, doer: doerOf(actor) });
        return { to: paths.vlans(), said: say(words.vlanAdded, c.var.language, { vid: text(values, 'vid') }) };
      },
      again: (state) => showVlans(c, state),
    }),
  );

  sendListFiles(app, paths.vlansFile, (c) => {
    const actor = signedIn(c);
    needServerSight(actor);
    const siteId = asked(c, 'site');
    return {
      name: 'vlan',
      columns: vlanColumns,
      batch: async (page, pageSize) => (await listVlans(c.var.services.db, actor, { siteId, page, pageSize })).rows,
    };
  });

  app.get(paths.vlan(':id'), (c) => showOne(c, null));

  app.post(paths.vlan(':id'), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        needServerKeeper(actor);
        const [vlanId, version] = [param(c, 'id'), Number(text(values, 'version'))];
        await updateVlan(tx, { vlanId, version, vlan: toObject(values), now, doer: doerOf(actor) });
        return { to: paths.vlan(vlanId), said: shared.changedDone };
      },
      again: (state) => showOne(c, state),
    }),
  );

  app.post(paths.vlanRemoval(':id'), (c) =>
    act(c, {
      run: async (tx, { actor, now }) => {
        needServerKeeper(actor);
        await removeVlan(tx, { vlanId: param(c, 'id'), now, doer: doerOf(actor) });
        return { to: paths.vlans(), said: words.vlanGone };
      },
      again: (state) => showOne(c, state),
    }),
  );
};
