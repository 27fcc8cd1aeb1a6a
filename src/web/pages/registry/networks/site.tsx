import { listJournal } from '#audit/index.ts';
import { doerOf, listOffices } from '#identity/index.ts';
import { AppError } from '#lib/errors.ts';
import { say } from '#lib/words.ts';
import {
  annotationsOf,
  listRacks,
  listSites,
  mayKeepServers,
  needServerKeeper,
  siteStatuses,
  updateSite,
} from '#registry/index.ts';
import { act, freshForm } from '../../../act.ts';
import { Button, ButtonGroup, LinkButton } from '../../../components/button/button.tsx';
import { Card, Columns } from '../../../components/card/card.tsx';
import { Facts } from '../../../components/facts/facts.tsx';
import { Radios, Select, TextArea, TextField } from '../../../components/field/field.tsx';
import { ActForm } from '../../../components/form/form.tsx';
import { Table } from '../../../components/table/table.tsx';
import type { Ctx, Page } from '../../../context.ts';
import { type FormState, text } from '../../../form.ts';
import { page, param, signedIn } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { words as deviceWords } from '../devices/words.ts';
import { AnnotationsCard } from '../shared/annotations-card.tsx';
import { ChoiceStatus, optionsOf } from '../shared/choice.tsx';
import { Journal } from '../shared/journal.tsx';
import { shared } from '../shared/words.ts';
import { words as pictures } from '../topology/words.ts';
import { words } from './words.ts';

const show = async (c: Ctx, typed: FormState | null): Promise<Response> => {
  const actor = signedIn(c);
  const { db } = c.var.services;
  const id = param(c, 'id');
  const site = (await listSites(db, actor, { retired: true })).find((each) => each.id === id);
  if (!site) throw new AppError('not_found', { what: `site ${id}` });
  const of = { kind: 'site', id } as const;
  const [racks, annotations, events, offices] = await Promise.all([
    listRacks(db, actor, { siteId: id }),
    annotationsOf(db, of),
    listJournal(db, { ...of, limit: 30 }),
    listOffices(db),
  ]);
  const { name, address, ownerOfficeId, notes, status, version } = site;
  const state = typed ?? freshForm(c, { name, address, ownerOfficeId, notes, status });
  const keeper = mayKeepServers(actor);
  const owner = offices.find((office) => office.id === ownerOfficeId)?.name ?? '';
  return page(
    c,
    {
      title: name,
      section: 'devices',
      breadcrumbs: [{ label: shared.sites, href: paths.sites() }],
      lead: address,
      state,
      actions: (
        <ButtonGroup>
          <LinkButton href={paths.topology({ site: id })} label={pictures.title} icon="topology-star-3" />
          <LinkButton href={paths.elevation({ site: id })} label={pictures.elevation} icon="server-2" />
          {keeper && status === 'active' ? (
            <LinkButton href={paths.newRack({ site: id })} label={deviceWords.addRack} icon="plus" />
          ) : null}
        </ButtonGroup>
      ),
    },
    <Columns
      main={
        <>
          <Card title={words.siteFacts}>
            <Facts
              facts={[
                { label: shared.devices, value: <a href={paths.devices({ site: id })}>{site.servers}</a> },
                { label: shared.networks, value: <a href={paths.networks({ site: id })}>{site.networks}</a> },
                { label: words.vlans, value: <a href={paths.vlans({ site: id })}>{say(words.vlans, c.var.language)}</a> },
                { label: shared.status, value: <ChoiceStatus choices={siteStatuses} value={status} /> },
                { label: shared.owner, value: owner },
                ...(notes ? [{ label: words.notes, value: notes, wide: true }] : []),
              ]}
            />
          </Card>
          <Card title={shared.racks} flush>
            <Table
              caption={shared.racks}
              rows={racks}
              empty={<p class="g-muted g-inset">{say(deviceWords.noRack, c.var.language)}</p>}
              columns={[
                { key: 'name', label: shared.name, cell: (row) => <a href={paths.rack(row.id)}>{row.name}</a> },
                { key: 'devices', label: shared.devices, align: 'right', cell: (row) => row.devices },
                {
                  key: 'used',
                  label: deviceWords.used,
                  align: 'right',
                  cell: (row) => say(deviceWords.usedOf, c.var.language, { used: row.used, units: row.units }),
                },
              ]}
            />
          </Card>
          {keeper ? (
            <Card title={shared.edit}>
              <ActForm action={paths.site(id)} state={state} version={version}>
                <TextField state={state} name="name" label={shared.name} width="medium" />
                <TextField state={state} name="address" label={words.siteAddress} optional />
                <Select
                  state={state}
                  name="ownerOfficeId"
                  label={shared.owner}
                  options={offices.map((office) => ({ value: office.id, label: office.name }))}
                  optional
                />
                <Radios
                  state={state}
                  name="status"
                  label={shared.status}
                  hint={words.siteEndHint}
                  options={optionsOf(siteStatuses)}
                  inline
                />
                <TextArea state={state} name="notes" label={words.notes} rows={3} optional />
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
        </>
      }
    />,
  );
};

/** One site: its racks, what stands there, and its own data. */
export const sitePage: Page = (app) => {
  app.get(paths.site(':id'), (c) => show(c, null));

  app.post(paths.site(':id'), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        needServerKeeper(actor);
        const siteId = param(c, 'id');
        const site = {
          name: text(values, 'name'),
          address: text(values, 'address'),
          ownerOfficeId: text(values, 'ownerOfficeId'),
          notes: text(values, 'notes'),
          status: text(values, 'status'),
        };
        await updateSite(tx, { siteId, version: Number(text(values, 'version')), site, now, doer: doerOf(actor) });
        return { to: paths.site(siteId), said: shared.changedDone };
      },
      again: (state) => show(c, state),
    }),
  );
};
