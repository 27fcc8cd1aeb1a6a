import { listJournal } from '#audit/index.ts';
import { doerOf, listOffices } from '#identity/index.ts';
import { say } from '#lib/words.ts';
import {
  annotationsOf,
  createVlan,
  createVrf,
  getVlan,
  getVrf,
  listSites,
  listVlans,
  listVrfs,
  mayKeepServers,
  needServerKeeper,
  removeVlan,
  updateVlan,
  updateVrf,
  type VlanRow,
  type VrfRow,
} from '#registry/index.ts';
import { act, freshForm } from '../../../act.ts';
import { asked, askedPage } from '../../../asked.ts';
import { Button } from '../../../components/button/button.tsx';
import { Card, Columns, Stack } from '../../../components/card/card.tsx';
import { Empty } from '../../../components/empty/empty.tsx';
import { NumberField, Select, TextArea, TextField } from '../../../components/field/field.tsx';
import { FilterBar, FilterSelect } from '../../../components/filter/filter.tsx';
import { ActForm } from '../../../components/form/form.tsx';
import { Pagination } from '../../../components/pagination/pagination.tsx';
import { Table } from '../../../components/table/table.tsx';
import type { Ctx, Page } from '../../../context.ts';
import { type FormState, text, toObject } from '../../../form.ts';
import { page, param, signedIn } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { AnnotationsCard } from '../shared/annotations-card.tsx';
import { Journal } from '../shared/journal.tsx';
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
  const [{ rows, total, more }, sites, offices] = await Promise.all([
    listVlans(db, actor, { siteId: site, page: no, pageSize: perPage }),
    listSites(db, actor),
    listOffices(db, { active: true }),
  ]);
  return page(
    c,
    { title: words.vlans, section: 'networks', width: 'full', state },
    <>
      <NetworkTabs current="vlans" />
      <FilterBar action={paths.vlans()} active={site !== ''}>
        <FilterSelect name="site" label={shared.site} value={site} options={named(sites)} />
      </FilterBar>
      <Stack>
        <Card flush>
          <Table
            caption={words.vlans}
            rows={rows}
            empty={<Empty icon="network" title={words.noVlan} />}
            columns={[
              { key: 'vid', label: words.vid, tight: true, cell: (row) => <a href={paths.vlan(row.id)}>VLAN {row.vid}</a> },
              { key: 'name', label: shared.name, cell: (row) => row.name },
              { key: 'site', label: shared.site, cell: (row) => row.siteName },
              { key: 'networks', label: shared.networks, cell: (row) => <Networks rows={row.networks} /> },
            ]}
          />
          <Pagination
            page={no}
            perPage={perPage}
            total={total}
            more={more}
            href={(target) => paths.vlans({ site, page: target })}
          />
        </Card>
        {mayKeepServers(actor) ? (
          <Card title={words.addVlan}>
            <ActForm action={paths.vlans()} state={state}>
              <VlanFields state={state} sites={named(sites)} offices={named(offices)} />
              <Button label={words.addVlan} tone="secondary" />
            </ActForm>
          </Card>
        ) : null}
      </Stack>
    </>,
  );
};

const VrfFields = ({ state, offices }: FieldsProps) => (
  <>
    <TextField state={state} name="name" label={shared.name} width="medium" maxlength={60} />
    <TextField state={state} name="routeDistinguisher" label={words.rd} width="medium" optional spellcheck={false} />
    <Select state={state} name="ownerOfficeId" label={shared.owner} options={offices} optional />
    <TextArea state={state} name="notes" label={words.notes} rows={2} optional />
  </>
);

const showVrfs = async (c: Ctx, state: FormState): Promise<Response> => {
  const actor = signedIn(c);
  const { db } = c.var.services;
  const [vrfs, offices] = await Promise.all([listVrfs(db, actor), listOffices(db, { active: true })]);
  return page(
    c,
    { title: words.vrfs, section: 'networks', width: 'full', lead: say(words.vrfLead, c.var.language), state },
    <>
      <NetworkTabs current="vrfs" />
      <Stack>
        <Card flush>
          <Table
            caption={words.vrfs}
            rows={vrfs}
            columns={[
              { key: 'name', label: shared.name, cell: (row) => <a href={paths.vrf(row.id)}>{row.name}</a> },
              { key: 'rd', label: words.rd, cell: (row) => row.routeDistinguisher },
              {
                key: 'prefixes',
                label: words.prefixCount,
                align: 'right',
                cell: (row) => <a href={paths.prefixes({ vrf: row.id })}>{row.prefixes}</a>,
              },
            ]}
          />
        </Card>
        {mayKeepServers(actor) ? (
          <Card title={words.addVrf}>
            <ActForm action={paths.vrfs()} state={state}>
              <VrfFields state={state} offices={named(offices)} />
              <Button label={words.addVrf} tone="secondary" />
            </ActForm>
          </Card>
        ) : null}
      </Stack>
    </>,
  );
};

type Shown = { vlan: VlanRow } | { vrf: VrfRow };

/** The page of one VLAN or VRF: its fields, what it carries, what happened to it. */
const showOne = async (c: Ctx, shown: Shown, typed: FormState | null): Promise<Response> => {
  const actor = signedIn(c);
  const { db } = c.var.services;
  const isVlan = 'vlan' in shown;
  const row = isVlan ? shown.vlan : shown.vrf;
  const of = { kind: isVlan ? 'vlan' : 'vrf', id: row.id } as const;
  const [annotations, events, offices] = await Promise.all([
    annotationsOf(db, of),
    listJournal(db, { ...of, limit: 30 }),
    listOffices(db, { active: true }),
  ]);
  const { name, ownerOfficeId, notes } = row;
  const own = isVlan ? { vid: shown.vlan.vid } : { routeDistinguisher: shown.vrf.routeDistinguisher };
  const state = typed ?? freshForm(c, { name, ownerOfficeId, notes, ...own });
  const keeper = mayKeepServers(actor);
  const options = named(offices);
  return page(
    c,
    {
      title: isVlan ? `VLAN ${shown.vlan.vid}` : `VRF ${row.name}`,
      section: 'networks',
      breadcrumbs: [isVlan ? { label: words.vlans, href: paths.vlans() } : { label: words.vrfs, href: paths.vrfs() }],
      lead: isVlan ? `${row.name} · ${shown.vlan.siteName}` : row.name,
      state,
    },
    <Columns
      main={
        <>
          {isVlan ? (
            <Card title={shared.networks}>
              <Networks rows={shown.vlan.networks} />
            </Card>
          ) : (
            <Card title={shared.prefixes}>
              <a href={paths.prefixes({ vrf: row.id })}>
                {shown.vrf.prefixes} {say(words.prefixCount, c.var.language).toLowerCase()}
              </a>
            </Card>
          )}
          {keeper ? (
            <Card title={shared.edit}>
              <ActForm action={isVlan ? paths.vlan(row.id) : paths.vrf(row.id)} state={state} version={row.version}>
                {isVlan ? (
                  <VlanFields state={state} offices={options} sites={null} />
                ) : (
                  <VrfFields state={state} offices={options} />
                )}
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
          {keeper && isVlan ? (
            <Card title={words.removeVlan}>
              <ActForm action={paths.vlanRemoval(row.id)} state={state}>
                <Button label={words.removeVlan} tone="danger" confirm={words.vlanSure} />
              </ActForm>
            </Card>
          ) : null}
        </>
      }
    />,
  );
};

/** VLANs of all sites and VRFs: their lists and their own pages. */
export const vlansPage: Page = (app) => {
  const vlan = async (c: Ctx): Promise<Shown> => ({ vlan: await getVlan(c.var.services.db, signedIn(c), param(c, 'id')) });
  const vrf = async (c: Ctx): Promise<Shown> => ({ vrf: await getVrf(c.var.services.db, signedIn(c), param(c, 'id')) });

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

  app.get(paths.vlan(':id'), async (c) => showOne(c, await vlan(c), null));

  app.post(paths.vlan(':id'), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        needServerKeeper(actor);
        const [vlanId, version] = [param(c, 'id'), Number(text(values, 'version'))];
        await updateVlan(tx, { vlanId, version, vlan: toObject(values), now, doer: doerOf(actor) });
        return { to: paths.vlan(vlanId), said: shared.changedDone };
      },
      again: async (state) => showOne(c, await vlan(c), state),
    }),
  );

  app.post(paths.vlanRemoval(':id'), (c) =>
    act(c, {
      run: async (tx, { actor, now }) => {
        needServerKeeper(actor);
        await removeVlan(tx, { vlanId: param(c, 'id'), now, doer: doerOf(actor) });
        return { to: paths.vlans(), said: words.vlanGone };
      },
      again: async (state) => showOne(c, await vlan(c), state),
    }),
  );

  app.get(paths.vrfs(), (c) => showVrfs(c, freshForm(c)));

  app.post(paths.vrfs(), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        needServerKeeper(actor);
        await createVrf(tx, { vrf: toObject(values), now, doer: doerOf(actor) });
        return { to: paths.vrfs(), said: say(words.vrfAdded, c.var.language, { name: text(values, 'name') }) };
      },
      again: (state) => showVrfs(c, state),
    }),
  );

  app.get(paths.vrf(':id'), async (c) => showOne(c, await vrf(c), null));

  app.post(paths.vrf(':id'), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        needServerKeeper(actor);
        const [vrfId, version] = [param(c, 'id'), Number(text(values, 'version'))];
        await updateVrf(tx, { vrfId, version, vrf: toObject(values), now, doer: doerOf(actor) });
        return { to: paths.vrf(vrfId), said: shared.changedDone };
      },
      again: async (state) => showOne(c, await vrf(c), state),
    }),
  );
};
