import { createZone, listFindings, listZones, mayKeepZone, needNameSight, needZoneKeeper, toShown } from '#dns/index.ts';
import { doerOf } from '#identity/index.ts';
import { number } from '#lib/format.ts';
import { say } from '#lib/words.ts';
import { act, freshForm } from '../../act.ts';
import { Button, ButtonGroup, LinkButton } from '../../components/button/button.tsx';
import { Card } from '../../components/card/card.tsx';
import { Empty } from '../../components/empty/empty.tsx';
import { TextField } from '../../components/field/field.tsx';
import { ActForm } from '../../components/form/form.tsx';
import { Status } from '../../components/status/status.tsx';
import { Table } from '../../components/table/table.tsx';
import type { Ctx, Page } from '../../context.ts';
import { type FormState, text } from '../../form.ts';
import { page, signedIn } from '../../page.tsx';
import { paths } from '../../paths.ts';
import { words } from './words.ts';
import { readSettings, ZoneFields } from './zone-fields.tsx';

const breadcrumbs = [{ label: words.title, href: paths.names() }];

const list = async (c: Ctx): Promise<Response> => {
  const actor = signedIn(c);
  needNameSight(actor);
  const { db } = c.var.services;
  const { language } = c.var;
  const zones = await listZones(db);
  const rows = await Promise.all(
    zones.map(async (zone) => ({ ...zone, open: (await listFindings(db, zone.id, { pageSize: 1 })).total })),
  );
  return page(
    c,
    {
      title: words.zonesTitle,
      section: 'names',
      breadcrumbs,
      lead: say(words.zonesLead, language),
      actions: mayKeepZone(actor) ? <LinkButton href={paths.newZone()} label={words.newZone} tone="primary" icon="plus" /> : null,
    },
    <Card flush>
      <Table
        caption={words.zonesTitle}
        rows={rows}
        empty={<Empty icon="world-off" title={words.noZone} text={words.noZoneHow} />}
        columns={[
          {
            key: 'name',
            label: words.zoneName,
            cell: (zone) => (
              <>
                <a class="g-break" href={paths.zoneRecords(zone.id)}>
                  {toShown(zone.name)}
                </a>
                <span class="g-sub">{say(words.recordsOf, language, { n: number(zone.records, language) })}</span>
              </>
            ),
          },
          { key: 'provider', label: words.provider, cell: (zone) => zone.server || zone.provider },
          { key: 'serial', label: words.serial, align: 'right', cell: (zone) => zone.serial },
          {
            key: 'state',
            label: words.state,
            cell: (zone) =>
              zone.publishError ? (
                <Status label={words.failed} colour="red" />
              ) : zone.open > 0 ? (
                <a href={paths.zoneChecks(zone.id)}>
                  <Status label={say(words.differs, language, { n: zone.open })} colour="orange" />
                </a>
              ) : (
                <Status label={words.asWanted} colour="green" />
              ),
          },
        ]}
      />
    </Card>,
  );
};

const show = async (c: Ctx, posted: FormState | null): Promise<Response> => {
  needZoneKeeper(signedIn(c));
  const usual = {
    ttl: 3600,
    negative: 300,
    refresh: 3600,
    retry: 900,
    expire: 1_209_600,
    serialPolicy: 'date',
    verify: 'zonefile',
    provider: 'zonefile',
    keyAlgorithm: 'hmac-sha256',
    'sensitive[]': ['apex', 'mx', 'ns', 'wildcard', 'deletion'],
    'listed[]': ['on'],
  };
  const state = posted ?? freshForm(c, usual);
  return page(
    c,
    {
      title: words.newZone,
      section: 'names',
      breadcrumbs: [...breadcrumbs, { label: words.zonesTitle, href: paths.zones() }],
      lead: say(words.newZoneLead, c.var.language),
      state,
    },
    <Card>
      <ActForm action={paths.newZone()} state={state}>
        <TextField state={state} name="name" label={words.zoneName} width="medium" spellcheck={false} />
        <ZoneFields state={state} hasKey={false} />
        <ButtonGroup cancel={paths.zones()}>
          <Button label={words.makeZone} />
        </ButtonGroup>
      </ActForm>
    </Card>,
  );
};

/** The zones of the office, and a new one. */
export const zonesPage: Page = (app) => {
  app.get(paths.zones(), list);
  app.get(paths.newZone(), (c) => show(c, null));
  app.post(paths.newZone(), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        needZoneKeeper(actor);
        const { secret } = c.var.services.config;
        const name = text(values, 'name');
        const { zoneId } = await createZone(tx, { name, ...readSettings(values), secret, now, doer: doerOf(actor) });
        return { to: paths.zoneRecords(zoneId), said: say(words.zoneMade, c.var.language, { zone: name }) };
      },
      again: (state) => show(c, state),
    }),
  );
};
