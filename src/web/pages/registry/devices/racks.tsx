import { listJournal } from '#audit/index.ts';
import { doerOf, listOffices } from '#identity/index.ts';
import { say } from '#lib/words.ts';
import {
  annotationsOf,
  choiceOf,
  createRack,
  deviceKinds,
  getRack,
  listRacks,
  listSites,
  mayKeepServers,
  needServerKeeper,
  type RackPage,
  type RackRow,
  rackFaces,
  rackStatuses,
  serverLabels,
  updateRack,
} from '#registry/index.ts';
import { act, freshForm } from '../../../act.ts';
import { asked } from '../../../asked.ts';
import { Button, ButtonGroup, LinkButton } from '../../../components/button/button.tsx';
import { Card, Columns } from '../../../components/card/card.tsx';
import { Empty } from '../../../components/empty/empty.tsx';
import { Facts } from '../../../components/facts/facts.tsx';
import { NumberField, Select, TextArea, TextField } from '../../../components/field/field.tsx';
import { ActForm } from '../../../components/form/form.tsx';
import { Table } from '../../../components/table/table.tsx';
import type { Ctx, Page } from '../../../context.ts';
import { type FormState, text, toObject } from '../../../form.ts';
import { page, param, signedIn } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { useWords } from '../../../view.ts';
import { AnnotationsCard } from '../shared/annotations-card.tsx';
import { ChoiceStatus, optionsOf } from '../shared/choice.tsx';
import { Journal } from '../shared/journal.tsx';
import { shared } from '../shared/words.ts';
import { ElevationCard } from '../topology/elevation.tsx';
import { words as pictures } from '../topology/words.ts';
import { DeviceTabs } from './area.tsx';
import { devicePath } from './devices.tsx';
import { words } from './words.ts';

const RackTable = ({ rows }: { rows: readonly RackRow[] }) => {
  const t = useWords();
  return (
    <Table
      caption={shared.racks}
      rows={rows}
      empty={<Empty icon="server-2" title={words.noRack} text={words.noRackHow} />}
      columns={[
        {
          key: 'name',
          label: shared.name,
          cell: (row) => (
            <>
              <a href={paths.rack(row.id)}>{row.name}</a>
              <span class="g-sub">{row.siteName}</span>
            </>
          ),
        },
        { key: 'devices', label: shared.devices, align: 'right', cell: (row) => row.devices },
        {
          key: 'used',
          label: words.used,
          align: 'right',
          cell: (row) => t(words.usedOf, { used: row.used, units: row.units }),
        },
        { key: 'owner', label: shared.owner, cell: (row) => row.ownerOfficeName },
        { key: 'status', label: shared.status, cell: (row) => <ChoiceStatus choices={rackStatuses} value={row.status} /> },
      ]}
    />
  );
};

const Standing = ({ rack }: { rack: RackPage }) => {
  const t = useWords();
  return (
    <Card title={words.standing} flush>
      <Table
        caption={words.standing}
        rows={rack.standing}
        empty={<p class="g-muted g-inset">{t(words.noDevice)}</p>}
        columns={[
          {
            key: 'unit',
            label: words.unit,
            tight: true,
            cell: (row) =>
              row.unit === null
                ? t(words.unplaced)
                : row.height === 1
                  ? `U${row.unit}`
                  : `U${row.unit}–${row.unit + row.height - 1}`,
          },
          {
            key: 'name',
            label: shared.device,
            heading: true,
            cell: (row) => (
              <>
                <a href={devicePath(row)}>{row.name}</a>
                <span class="g-sub">{row.model}</span>
              </>
            ),
          },
          { key: 'kind', label: shared.kind, cell: (row) => <ChoiceStatus choices={deviceKinds} value={row.kind} /> },
          { key: 'face', label: words.face, cell: (row) => t(choiceOf(rackFaces, row.face).label) },
        ]}
      />
    </Card>
  );
};

const RackForm = ({ c, state, action, back, version, lists }: FormProps) => (
  <Card>
    <ActForm action={action} state={state} {...(version === null ? {} : { version })}>
      <TextField state={state} name="name" label={shared.name} width="short" maxlength={60} />
      <Select state={state} name="siteId" label={shared.site} options={lists.sites} width="medium" />
      <NumberField state={state} name="units" label={words.units} />
      <Select state={state} name="status" label={shared.status} options={optionsOf(rackStatuses)} empty={false} width="medium" />
      <Select state={state} name="ownerOfficeId" label={shared.owner} options={lists.offices} optional />
      <TextField state={state} name="serialNumber" label={serverLabels.serialNumber} width="medium" optional />
      <TextField state={state} name="assetNumber" label={serverLabels.assetNumber} width="medium" optional />
      <TextArea state={state} name="notes" label={shared.notes} rows={3} optional />
      <ButtonGroup cancel={back}>
        <Button label={say(shared.save, c.var.language)} />
      </ButtonGroup>
    </ActForm>
  </Card>
);

type Lists = { sites: { value: string; label: string }[]; offices: { value: string; label: string }[] };
type FormProps = { c: Ctx; state: FormState; action: string; back: string; version: number | null; lists: Lists };

const listsFor = async (c: Ctx): Promise<Lists> => {
  const { db } = c.var.services;
  const [sites, offices] = await Promise.all([listSites(db, signedIn(c)), listOffices(db, { active: true })]);
  const named = (rows: readonly { id: string; name: string }[]) => rows.map(({ id, name }) => ({ value: id, label: name }));
  return { sites: named(sites), offices: named(offices) };
};

const showForm = async (c: Ctx, state: FormState, rack: RackRow | null): Promise<Response> => {
  needServerKeeper(signedIn(c));
  const back = rack ? paths.rack(rack.id) : paths.racks();
  const breadcrumbs = [
    { label: shared.racks, href: paths.racks() },
    ...(rack ? [{ label: rack.name, href: paths.rack(rack.id) }] : []),
  ];
  const title = rack ? say(words.editRack, c.var.language, { name: rack.name }) : words.addRack;
  const action = rack ? paths.rackEdit(rack.id) : paths.newRack();
  return page(
    c,
    { title, section: 'devices', breadcrumbs, state, width: 'narrow' },
    <RackForm {...{ c, state, action, back, version: rack?.version ?? null, lists: await listsFor(c) }} />,
  );
};

const show = async (c: Ctx): Promise<Response> => {
  const actor = signedIn(c);
  const { db } = c.var.services;
  const rack = await getRack(db, actor, param(c, 'id'));
  const of = { kind: 'rack', id: rack.id } as const;
  const [annotations, events] = await Promise.all([
    annotationsOf(db, of),
    listJournal(db, { kind: 'rack', id: rack.id, limit: 30 }),
  ]);
  const keeper = mayKeepServers(actor);
  return page(
    c,
    {
      title: rack.name,
      section: 'devices',
      breadcrumbs: [{ label: shared.racks, href: paths.racks() }],
      lead: (
        <>
          {rack.siteName} <ChoiceStatus choices={rackStatuses} value={rack.status} />
        </>
      ),
      actions: keeper ? <LinkButton href={paths.rackEdit(rack.id)} label={shared.edit} icon="pencil" /> : null,
    },
    <Columns
      main={
        <>
          <ElevationCard rack={rack} />
          <Standing rack={rack} />
          <Card title={words.rackFacts}>
            <Facts
              facts={[
                { label: shared.site, value: <a href={paths.site(rack.siteId)}>{rack.siteName}</a> },
                { label: words.used, value: say(words.usedOf, c.var.language, { used: rack.used, units: rack.units }) },
                { label: shared.owner, value: rack.ownerOfficeName },
                { label: serverLabels.serialNumber, value: rack.serialNumber },
                { label: serverLabels.assetNumber, value: rack.assetNumber },
                ...(rack.notes ? [{ label: shared.notes, value: rack.notes, wide: true }] : []),
              ]}
            />
          </Card>
        </>
      }
      side={
        <>
          <AnnotationsCard of={of} annotations={annotations} keeper={keeper} />
          <Journal events={events} />
        </>
      }
    />,
  );
};

/** Racks of all sites, one of them with what stands in it, and the form of one. */
export const racksPage: Page = (app) => {
  app.get(paths.racks(), async (c) => {
    const actor = signedIn(c);
    const rows = await listRacks(c.var.services.db, actor, { siteId: asked(c, 'site') });
    const add = <LinkButton href={paths.newRack()} label={words.addRack} tone="primary" icon="plus" />;
    return page(
      c,
      {
        title: shared.racks,
        section: 'devices',
        width: 'full',
        actions: (
          <ButtonGroup>
            <LinkButton href={paths.elevation({ site: asked(c, 'site') })} label={pictures.elevation} icon="server-2" />
            {mayKeepServers(actor) ? add : null}
          </ButtonGroup>
        ),
      },
      <>
        <DeviceTabs current="racks" />
        <Card flush>
          <RackTable rows={rows} />
        </Card>
      </>,
    );
  });

  app.get(paths.newRack(), (c) => showForm(c, freshForm(c, { units: 42, status: 'active', siteId: asked(c, 'site') }), null));

  app.post(paths.newRack(), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        needServerKeeper(actor);
        const { rackId } = await createRack(tx, { rack: toObject(values), now, doer: doerOf(actor) });
        return { to: paths.rack(rackId), said: say(words.rackAdded, c.var.language, { name: text(values, 'name') }) };
      },
      again: (state) => showForm(c, state, null),
    }),
  );

  app.get(paths.rack(':id'), show);

  const load = (c: Ctx): Promise<RackPage> => getRack(c.var.services.db, signedIn(c), param(c, 'id'));

  app.get(paths.rackEdit(':id'), async (c) => {
    const rack = await load(c);
    const { name, siteId, units, status, ownerOfficeId, serialNumber, assetNumber, notes } = rack;
    return showForm(c, freshForm(c, { name, siteId, units, status, ownerOfficeId, serialNumber, assetNumber, notes }), rack);
  });

  app.post(paths.rackEdit(':id'), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        needServerKeeper(actor);
        const rackId = param(c, 'id');
        const version = Number(text(values, 'version'));
        await updateRack(tx, { rackId, version, rack: toObject(values), now, doer: doerOf(actor) });
        return { to: paths.rack(rackId), said: shared.changedDone };
      },
      again: async (state) => showForm(c, state, await load(c)),
    }),
  );
};
