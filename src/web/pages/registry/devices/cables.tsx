import { doerOf } from '#identity/index.ts';
import { number } from '#lib/format.ts';
import { say } from '#lib/words.ts';
import {
  annotationsOf,
  type CableRow,
  cableKinds,
  cableStatuses,
  choiceOf,
  disconnectCable,
  getCable,
  listCables,
  mayKeepServers,
  needServerKeeper,
  needServerSight,
  updateCable,
} from '#registry/index.ts';
import { act, freshForm } from '../../../act.ts';
import { asked, askedChoice, askedPage } from '../../../asked.ts';
import { Button } from '../../../components/button/button.tsx';
import { Card, Columns } from '../../../components/card/card.tsx';
import { Empty } from '../../../components/empty/empty.tsx';
import { Facts } from '../../../components/facts/facts.tsx';
import { TextField } from '../../../components/field/field.tsx';
import { FilterSelect, FilterText } from '../../../components/filter/filter.tsx';
import { ActForm } from '../../../components/form/form.tsx';
import { Table } from '../../../components/table/table.tsx';
import type { Ctx, Page } from '../../../context.ts';
import { type FormState, text, toObject } from '../../../form.ts';
import { page, param, signedIn } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { useWords } from '../../../view.ts';
import { AnnotationsCard } from '../shared/annotations-card.tsx';
import { ChoiceStatus, optionsOf } from '../shared/choice.tsx';
import { cableColumns } from '../shared/columns.ts';
import { sendListFiles, showListPage } from '../shared/list-page.tsx';
import { shared } from '../shared/words.ts';
import { DeviceTabs } from './area.tsx';
import { devicePath } from './devices.tsx';
import { CableFields } from './new-cable.tsx';
import { words } from './words.ts';

const perPage = 50;

const End = ({ end }: { end: CableRow['a'] }) => (
  <>
    <a href={devicePath({ id: end.serverId, kind: end.serverKind })}>{end.serverName}</a>
    <span class="g-sub">{end.interface}</span>
  </>
);

const CableTable = ({ rows }: { rows: readonly CableRow[] }) => {
  const t = useWords();
  return (
    <Table
      caption={shared.cables}
      rows={rows}
      empty={<Empty icon="plug-connected" title={words.noCable} text={words.noCableHow} />}
      columns={[
        { key: 'from', label: words.from, cell: (row) => <End end={row.a} /> },
        { key: 'to', label: words.to, cell: (row) => <End end={row.b} /> },
        { key: 'label', label: words.label, cell: (row) => <a href={paths.cable(row.id)}>{row.label || t(shared.cables)}</a> },
        { key: 'kind', label: shared.kind, cell: (row) => t(choiceOf(cableKinds, row.kind).label) },
        { key: 'status', label: shared.status, cell: (row) => <ChoiceStatus choices={cableStatuses} value={row.status} /> },
      ]}
    />
  );
};

const Fields = ({ cable, state }: { cable: CableRow; state: FormState }) => {
  const t = useWords();
  const at = (name: string) => ({ hint: t(words.interfaceOf, { name }), width: 'medium' as const, spellcheck: false });
  return (
    <>
      <TextField state={state} name="fromInterface" label={words.from} {...at(cable.a.serverName)} />
      <TextField state={state} name="toInterface" label={words.to} {...at(cable.b.serverName)} />
      <CableFields state={state} />
    </>
  );
};

const show = async (c: Ctx, typed: FormState | null): Promise<Response> => {
  const actor = signedIn(c);
  const { db } = c.var.services;
  const cable = await load(c);
  const { kind, status, label, lengthM, colour, notes, version } = cable;
  const fields = { kind, status, label, colour, notes, fromInterface: cable.a.interface, toInterface: cable.b.interface };
  const state = typed ?? freshForm(c, { ...fields, lengthM: lengthM === null ? '' : number(lengthM, c.var.language) });
  const of = { kind: 'cable', id: cable.id } as const;
  const annotations = await annotationsOf(db, of);
  const keeper = mayKeepServers(actor);
  const { language } = c.var;
  return page(
    c,
    {
      title: cable.label || say(shared.cables, language),
      section: 'devices',
      breadcrumbs: [{ label: shared.cables, href: paths.cables() }],
      state,
    },
    <Columns
      main={
        <>
          <Card title={words.cableFacts}>
            <Facts
              facts={[
                { label: words.from, value: <End end={cable.a} /> },
                { label: words.to, value: <End end={cable.b} /> },
                { label: words.cableKind, value: say(choiceOf(cableKinds, cable.kind).label, language) },
                { label: shared.status, value: <ChoiceStatus choices={cableStatuses} value={cable.status} /> },
                { label: words.length, value: cable.lengthM === null ? '' : number(cable.lengthM, language) },
                { label: words.colour, value: cable.colour },
                ...(cable.notes ? [{ label: shared.notes, value: cable.notes, wide: true }] : []),
              ]}
            />
          </Card>
          {keeper ? (
            <Card title={shared.edit}>
              <ActForm action={paths.cable(cable.id)} state={state} version={version}>
                <Fields cable={cable} state={state} />
                <Button label={shared.save} tone="secondary" />
              </ActForm>
            </Card>
          ) : null}
        </>
      }
      side={
        <>
          <AnnotationsCard of={of} annotations={annotations} keeper={keeper} />
          {keeper ? (
            <Card title={words.disconnect}>
              <ActForm action={paths.cableRemoval(cable.id)} state={state}>
                <Button label={words.disconnect} tone="danger" confirm={words.disconnectSure} />
              </ActForm>
            </Card>
          ) : null}
        </>
      }
    />,
  );
};

const readFilter = (c: Ctx) => ({ q: asked(c, 'q'), kind: askedChoice(c, 'kind', cableKinds) });

const load = (c: Ctx): Promise<CableRow> => getCable(c.var.services.db, signedIn(c), param(c, 'id'));

/** Every cable with both its ends. */
export const cablesPage: Page = (app) => {
  app.get(paths.cables(), async (c) => {
    const no = askedPage(c);
    const filter = readFilter(c);
    const actor = signedIn(c);
    const list = await listCables(c.var.services.db, actor, { search: filter.q, kind: filter.kind, page: no, pageSize: perPage });
    return showListPage(c, {
      title: shared.cables,
      section: 'devices',
      href: paths.cables,
      fileHref: paths.cablesFile,
      imports: mayKeepServers(actor),
      tabs: <DeviceTabs current="cables" />,
      filter,
      fields: (
        <>
          <FilterText name="q" label={shared.search} value={filter.q} />
          <FilterSelect name="kind" label={shared.kind} value={filter.kind} options={optionsOf(cableKinds)} />
        </>
      ),
      ...{ list, no, perPage },
      table: <CableTable rows={list.rows} />,
    });
  });

  sendListFiles(app, paths.cablesFile, (c) => {
    const actor = signedIn(c);
    needServerSight(actor);
    const { q: search, kind } = readFilter(c);
    return {
      name: 'kabel',
      columns: cableColumns(c.var.language),
      batch: async (page, pageSize) => (await listCables(c.var.services.db, actor, { search, kind, page, pageSize })).rows,
    };
  });

  app.get(paths.cable(':id'), (c) => show(c, null));

  app.post(paths.cable(':id'), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        needServerKeeper(actor);
        const cableId = param(c, 'id');
        const version = Number(text(values, 'version'));
        await updateCable(tx, { cableId, version, cable: toObject(values), now, doer: doerOf(actor) });
        return { to: paths.cable(cableId), said: shared.changedDone };
      },
      again: (state) => show(c, state),
    }),
  );

  app.post(paths.cableRemoval(':id'), (c) =>
    act(c, {
      run: async (tx, { actor, now }) => {
        needServerKeeper(actor);
        const cable = await load(c);
        await disconnectCable(tx, { cableId: cable.id, now, doer: doerOf(actor) });
        return { to: devicePath({ id: cable.a.serverId, kind: cable.a.serverKind }), said: words.disconnected };
      },
      again: (state) => show(c, state),
    }),
  );
};
