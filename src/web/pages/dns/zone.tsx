import {
  freeLabel,
  getZone,
  listReservedLabels,
  mayKeepZone,
  needNameSight,
  needZoneKeeper,
  publishErrorWords,
  reserveLabel,
  updateZone,
  type ZonePage,
} from '#dns/index.ts';
import { doerOf } from '#identity/index.ts';
import { number } from '#lib/format.ts';
import { say } from '#lib/words.ts';
import { act, freshForm } from '../../act.ts';
import { Alert } from '../../components/alert/alert.tsx';
import { Button, ButtonGroup } from '../../components/button/button.tsx';
import { Card, Columns } from '../../components/card/card.tsx';
import { Facts } from '../../components/facts/facts.tsx';
import { TextField } from '../../components/field/field.tsx';
import { ActForm, Hidden } from '../../components/form/form.tsx';
import { Table } from '../../components/table/table.tsx';
import type { Ctx, Page } from '../../context.ts';
import { type FormState, text } from '../../form.ts';
import { page, signedIn } from '../../page.tsx';
import { paths } from '../../paths.ts';
import { useView, useWords } from '../../view.ts';
import { WithoutAddress } from './without-address.tsx';
import { words } from './words.ts';
import { printServers, readSettings, ZoneFields } from './zone-fields.tsx';
import { ZoneTabs } from './zone-tabs.tsx';

const Settings = ({ zone, state }: { zone: ZonePage; state: FormState }) => (
  <Card>
    <ActForm action={paths.zone(zone.id)} state={state} version={zone.version}>
      <ZoneFields state={state} hasKey={zone.hasKey} />
      <ButtonGroup cancel={paths.names()}>
        <Button label={words.save} />
      </ButtonGroup>
    </ActForm>
  </Card>
);

const Publication = ({ zone }: { zone: ZonePage }) => {
  const t = useWords();
  const { language } = useView();
  return (
    <Card title={words.publication}>
      {zone.publishError ? (
        <Alert tone="danger" title={words.failed}>
          <p>{t(publishErrorWords(zone.publishError))}</p>
        </Alert>
      ) : null}
      <Facts
        layout="list"
        facts={[
          { label: words.serial, value: String(zone.serial) },
          { label: words.published, value: number(zone.records, language) },
          { label: words.waiting, value: number(zone.waiting, language) },
        ]}
      />
    </Card>
  );
};

type LabelProps = { zone: ZonePage; labels: readonly { label: string; reason: string }[]; state: FormState; keeper: boolean };

const Reserved = ({ zone, labels, state, keeper }: LabelProps) => {
  const t = useWords();
  const free = {
    key: 'act',
    label: words.act,
    quiet: true,
    align: 'right' as const,
    cell: ({ label }: { label: string }) => (
      <ActForm action={paths.zoneLabelFree(zone.id)} state={state}>
        <Hidden name="freed" value={label} />
        <Button label={words.free} tone="quiet" small confirm={t(words.freeSure, { label })} />
      </ActForm>
    ),
  };
  const table = (
    <Table
      caption={words.reserved}
      rows={labels}
      columns={[
        {
          key: 'label',
          label: words.label,
          cell: ({ label, reason }) => (
            <>
              {label}
              <span class="g-sub">{reason}</span>
            </>
          ),
        },
        ...(keeper ? [free] : []),
      ]}
    />
  );
  if (!keeper)
    return (
      <Card title={words.reserved} flush>
        {table}
      </Card>
    );
  return (
    <Card title={words.reserved}>
      <p class="g-muted">{t(words.reservedHow)}</p>
      <ActForm action={paths.zoneLabels(zone.id)} state={state}>
        <TextField state={state} name="label" label={words.label} spellcheck={false} />
        <TextField state={state} name="reason" label={words.reason} optional />
        <Button label={words.reserve} tone="secondary" />
      </ActForm>
      <details class="g-note">
        <summary>{t(words.reservedCount, { n: labels.length })}</summary>
        {table}
      </details>
    </Card>
  );
};

const idOf = (c: Ctx): string => c.req.param('id') ?? '';

/** The settings as a form holds them; what is no text is none of it. */
const textsOf = (zone: object): Record<string, string | number> =>
  Object.fromEntries(Object.entries(zone).filter(([, value]) => typeof value === 'string' || typeof value === 'number'));

const show = async (c: Ctx, state: FormState | null): Promise<Response> => {
  const actor = signedIn(c);
  needNameSight(actor);
  const { db } = c.var.services;
  const zone = await getZone(db, idOf(c));
  const labels = await listReservedLabels(db);
  const keeper = mayKeepZone(actor);
  const { nameServers, sensitive, internal, listed, ...fields } = zone;
  const ticks = { 'sensitive[]': sensitive, 'internal[]': internal ? ['on'] : [], 'listed[]': listed ? ['on'] : [] };
  const stored = freshForm(c, { ...textsOf(fields), nameServers: printServers(nameServers), ...ticks });
  // A form that was posted has its own values; the other forms of the page keep what is stored. Ticks that were taken away are not sent.
  const unticked = state?.values.has('primaryServer') ? Object.keys(ticks).map((name): [string, string[]] => [name, []]) : [];
  const shown = state ? { ...state, values: new Map([...stored.values, ...unticked, ...state.values]) } : stored;
  return page(
    c,
    {
      title: keeper ? say(words.settings, c.var.language, { zone: zone.name }) : words.reserved,
      section: 'names',
      breadcrumbs: [{ label: words.title, href: paths.names() }],
      state: shown,
    },
    <>
      <ZoneTabs zoneId={zone.id} current="settings" />
      {keeper ? (
        <Columns
          main={
            <>
              <WithoutAddress zone={zone} />
              <Settings zone={zone} state={shown} />
            </>
          }
          side={
            <>
              <Publication zone={zone} />
              <Reserved zone={zone} labels={labels} state={shown} keeper />
            </>
          }
        />
      ) : (
        <Columns
          main={<Reserved zone={zone} labels={labels} state={shown} keeper={false} />}
          side={<Publication zone={zone} />}
        />
      )}
    </>,
  );
};

/** Settings of the zone, what waits to be published, and the names that the office keeps for itself. */
export const zonePage: Page = (app) => {
  app.get(paths.zone(':id'), (c) => show(c, null));

  app.post(paths.zone(':id'), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        needZoneKeeper(actor);
        const version = Number(text(values, 'version'));
        const { secret } = c.var.services.config;
        await updateZone(tx, { zoneId: idOf(c), version, settings: readSettings(values), now, doer: doerOf(actor), secret });
        return { to: paths.zone(idOf(c)), said: words.saved };
      },
      again: (state) => show(c, state),
    }),
  );

  app.post(paths.zoneLabels(':id'), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        needZoneKeeper(actor);
        const { id: zoneId } = await getZone(tx, idOf(c));
        const label = text(values, 'label');
        await reserveLabel(tx, { zoneId, label, reason: text(values, 'reason'), now, doer: doerOf(actor) });
        return { to: paths.zone(zoneId), said: say(words.reservedDone, c.var.language, { label }) };
      },
      again: (state) => show(c, state),
    }),
  );

  app.post(paths.zoneLabelFree(':id'), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        needZoneKeeper(actor);
        const { id: zoneId } = await getZone(tx, idOf(c));
        const label = text(values, 'freed');
        await freeLabel(tx, { zoneId, label, now, doer: doerOf(actor) });
        return { to: paths.zone(zoneId), said: say(words.freed, c.var.language, { label }) };
      },
      again: (state) => show(c, state),
    }),
  );
};
