import { doerOf } from '#identity/index.ts';
import { say } from '#lib/words.ts';
import { createSite, listSites, mayKeepServers, needServerKeeper, siteStatuses } from '#registry/index.ts';
import { act, freshForm } from '../../../act.ts';
import { Button } from '../../../components/button/button.tsx';
import { Card, Stack } from '../../../components/card/card.tsx';
import { Empty } from '../../../components/empty/empty.tsx';
import { TextField } from '../../../components/field/field.tsx';
import { ActForm } from '../../../components/form/form.tsx';
import { Table } from '../../../components/table/table.tsx';
import type { Ctx, Page } from '../../../context.ts';
import { type FormState, text } from '../../../form.ts';
import { page, signedIn } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { DeviceTabs } from '../devices/area.tsx';
import { ChoiceStatus } from '../shared/choice.tsx';
import { shared } from '../shared/words.ts';
import { words } from './words.ts';

const show = async (c: Ctx, state: FormState): Promise<Response> => {
  const actor = signedIn(c);
  const sites = await listSites(c.var.services.db, actor, { retired: true });
  return page(
    c,
    {
      title: shared.sites,
      section: 'devices',
      lead: say(words.sitesLead, c.var.language),
      state,
    },
    <Stack>
      <DeviceTabs current="sites" />
      <Card flush>
        <Table
          caption={shared.sites}
          rows={sites}
          empty={<Empty icon="map-pin" title={words.noSite} />}
          columns={[
            {
              key: 'name',
              label: shared.name,
              cell: (site) => (
                <>
                  <a href={paths.site(site.id)}>{site.name}</a>
                  {site.status === 'retired' ? <ChoiceStatus choices={siteStatuses} value={site.status} /> : null}
                </>
              ),
            },
            { key: 'address', label: words.siteAddress, cell: (site) => site.address },
            { key: 'servers', label: shared.devices, align: 'right', cell: (site) => site.servers },
            { key: 'racks', label: shared.racks, align: 'right', cell: (site) => site.racks },
            { key: 'networks', label: shared.networks, align: 'right', cell: (site) => site.networks },
            {
              key: 'wiki',
              label: words.wiki,
              tight: true,
              cell: (site) => <a href={paths.wikiRecord('site', site.id)}>{say(words.wiki, c.var.language)}</a>,
            },
          ]}
        />
      </Card>
      {mayKeepServers(actor) ? (
        <Card title={words.addSite}>
          <ActForm action={paths.sites()} state={state}>
            <TextField state={state} name="name" label={shared.name} width="medium" />
            <TextField state={state} name="address" label={words.siteAddress} width="medium" optional />
            <Button label={words.addSite} tone="secondary" />
          </ActForm>
        </Card>
      ) : null}
    </Stack>,
  );
};

/** Where servers and networks are. */
export const sitesPage: Page = (app) => {
  app.get(paths.sites(), (c) => show(c, freshForm(c)));

  app.post(paths.sites(), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        needServerKeeper(actor);
        await createSite(tx, { name: text(values, 'name'), address: text(values, 'address'), now, doer: doerOf(actor) });
        return { to: paths.sites(), said: words.siteAdded };
      },
      again: (state) => show(c, state),
    }),
  );
};
