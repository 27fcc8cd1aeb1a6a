import { listJournal } from '#audit/index.ts';
import { doerOf, listOffices } from '#identity/index.ts';
import { say } from '#lib/words.ts';
import {
  annotationsOf,
  createVrf,
  getVrf,
  globalVrfId,
  listVrfs,
  mayKeepServers,
  needServerKeeper,
  needServerSight,
  removeVrf,
  updateVrf,
} from '#registry/index.ts';
import { act, freshForm } from '../../../act.ts';
import { Button } from '../../../components/button/button.tsx';
import { Card, Columns } from '../../../components/card/card.tsx';
import { Select, TextArea, TextField } from '../../../components/field/field.tsx';
import { ActForm } from '../../../components/form/form.tsx';
import { Table } from '../../../components/table/table.tsx';
import type { Ctx, Page } from '../../../context.ts';
import { type FormState, text, toObject } from '../../../form.ts';
import { page, param, signedIn } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { AnnotationsCard } from '../shared/annotations-card.tsx';
import { vrfColumns } from '../shared/columns.ts';
import { Journal } from '../shared/journal.tsx';
import { sendListFiles, showListPage } from '../shared/list-page.tsx';
import { shared } from '../shared/words.ts';
import { NetworkTabs } from './area.tsx';
import { words } from './words.ts';

type FieldsProps = { state: FormState; offices: { value: string; label: string }[] };

const named = (rows: readonly { id: string; name: string }[]): FieldsProps['offices'] =>
  rows.map(({ id, name }) => ({ value: id, label: name }));

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
  return showListPage(c, {
    title: words.vrfs,
    section: 'networks',
    lead: { all: words.vrfLead, more: words.vrfLead },
    href: paths.vrfs,
    fileHref: paths.vrfsFile,
    tabs: <NetworkTabs current="vrfs" />,
    filter: {},
    list: { rows: vrfs, total: vrfs.length, more: false },
    no: 1,
    perPage: vrfs.length,
    state,
    table: (
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
    ),
    below: mayKeepServers(actor) ? (
      <Card title={words.addVrf}>
        <ActForm action={paths.vrfs()} state={state}>
          <VrfFields state={state} offices={named(offices)} />
          <Button label={words.addVrf} tone="secondary" />
        </ActForm>
      </Card>
    ) : null,
  });
};

/** The page of one VRF: its fields, what lies in it, what happened to it. */
const showOne = async (c: Ctx, typed: FormState | null): Promise<Response> => {
  const actor = signedIn(c);
  const { db } = c.var.services;
  const vrf = await getVrf(db, actor, param(c, 'id'));
  const of = { kind: 'vrf', id: vrf.id } as const;
  const [annotations, events, offices] = await Promise.all([
    annotationsOf(db, of),
    listJournal(db, { ...of, limit: 30 }),
    listOffices(db, { active: true }),
  ]);
  const { name, routeDistinguisher, ownerOfficeId, notes } = vrf;
  const state = typed ?? freshForm(c, { name, routeDistinguisher, ownerOfficeId, notes });
  const keeper = mayKeepServers(actor);
  return page(
    c,
    {
      title: `VRF ${name}`,
      section: 'networks',
      breadcrumbs: [{ label: words.vrfs, href: paths.vrfs() }],
      lead: routeDistinguisher,
      state,
    },
    <Columns
      main={
        <>
          <Card title={shared.prefixes}>
            <a href={paths.prefixes({ vrf: vrf.id })}>
              {vrf.prefixes} {say(words.prefixCount, c.var.language).toLowerCase()}
            </a>
          </Card>
          {keeper ? (
            <Card title={shared.edit}>
              <ActForm action={paths.vrf(vrf.id)} state={state} version={vrf.version}>
                <VrfFields state={state} offices={named(offices)} />
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
          {keeper && vrf.id !== globalVrfId ? (
            <Card title={words.removeVrf}>
              <ActForm action={paths.vrfRemoval(vrf.id)} state={state}>
                <Button label={words.removeVrf} tone="danger" confirm={words.vrfSure} />
              </ActForm>
            </Card>
          ) : null}
        </>
      }
    />,
  );
};

/** VRFs: their list and their own pages. */
export const vrfsPage: Page = (app) => {
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

  sendListFiles(app, paths.vrfsFile, (c) => {
    const actor = signedIn(c);
    needServerSight(actor);
    return {
      name: 'vrf',
      columns: vrfColumns,
      batch: async (page) => (page === 1 ? await listVrfs(c.var.services.db, actor) : []),
    };
  });

  app.get(paths.vrf(':id'), (c) => showOne(c, null));

  app.post(paths.vrf(':id'), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        needServerKeeper(actor);
        const [vrfId, version] = [param(c, 'id'), Number(text(values, 'version'))];
        await updateVrf(tx, { vrfId, version, vrf: toObject(values), now, doer: doerOf(actor) });
        return { to: paths.vrf(vrfId), said: shared.changedDone };
      },
      again: (state) => showOne(c, state),
    }),
  );

  app.post(paths.vrfRemoval(':id'), (c) =>
    act(c, {
      run: async (tx, { actor, now }) => {
        needServerKeeper(actor);
        await removeVrf(tx, { vrfId: param(c, 'id'), now, doer: doerOf(actor) });
        return { to: paths.vrfs(), said: words.vrfGone };
      },
      again: (state) => showOne(c, state),
    }),
  );
};
