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
} from '#registry/index.ts';
import { act, freshForm } from '../../../act.ts';
import { asked, askedChoice, askedPage } from '../../../asked.ts';
import { Button } from '../../../components/button/button.tsx';
import { Card, Columns } from '../../../components/card/card.tsx';
import { Empty } from '../../../components/empty/empty.tsx';
import { Facts } from '../../../components/facts/facts.tsx';
import { FilterBar, FilterSelect, FilterText } from '../../../components/filter/filter.tsx';
import { ActForm } from '../../../components/form/form.tsx';
import { Pagination } from '../../../components/pagination/pagination.tsx';
import { Table } from '../../../components/table/table.tsx';
import type { Ctx, Page } from '../../../context.ts';
import type { FormState } from '../../../form.ts';
import { page, param, signedIn } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { useWords } from '../../../view.ts';
import { AnnotationsCard } from '../shared/annotations-card.tsx';
import { ChoiceStatus, optionsOf } from '../shared/choice.tsx';
import { shared } from '../shared/words.ts';
import { DeviceTabs } from './area.tsx';
import { devicePath } from './devices.tsx';
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

const show = async (c: Ctx, state: FormState): Promise<Response> => {
  const actor = signedIn(c);
  const { db } = c.var.services;
  const cable = await getCable(db, actor, param(c, 'id'));
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

/** Every cable with both its ends. */
export const cablesPage: Page = (app) => {
  app.get(paths.cables(), async (c) => {
    const no = askedPage(c);
    const filter = { q: asked(c, 'q'), kind: askedChoice(c, 'kind', cableKinds) };
    const list = { search: filter.q, kind: filter.kind, page: no, pageSize: perPage };
    const { rows, total, more } = await listCables(c.var.services.db, signedIn(c), list);
    return page(
      c,
      { title: shared.cables, section: 'devices', width: 'full' },
      <>
        <DeviceTabs current="cables" />
        <FilterBar action={paths.cables()} active={filter.q !== '' || filter.kind !== ''}>
          <FilterText name="q" label={shared.search} value={filter.q} />
          <FilterSelect name="kind" label={shared.kind} value={filter.kind} options={optionsOf(cableKinds)} />
        </FilterBar>
        <Card flush>
          <CableTable rows={rows} />
          <Pagination
            page={no}
            perPage={perPage}
            total={total}
            more={more}
            href={(target) => paths.cables({ ...filter, page: target })}
          />
        </Card>
      </>,
    );
  });

  app.get(paths.cable(':id'), (c) => show(c, freshForm(c)));

  app.post(paths.cableRemoval(':id'), (c) =>
    act(c, {
      run: async (tx, { actor, now }) => {
        needServerKeeper(actor);
        const cable = await getCable(tx, actor, param(c, 'id'));
        await disconnectCable(tx, { cableId: cable.id, now, doer: doerOf(actor) });
        return { to: devicePath({ id: cable.a.serverId, kind: cable.a.serverKind }), said: words.disconnected };
      },
      again: (state) => show(c, state),
    }),
  );
};
