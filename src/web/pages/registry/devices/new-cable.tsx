import { doerOf } from '#identity/index.ts';
import { invalid } from '#lib/errors.ts';
import { say } from '#lib/words.ts';
import {
  cableKinds,
  cableStatuses,
  connectCable,
  findServerByName,
  getServer,
  needServerKeeper,
  type ServerPage,
} from '#registry/index.ts';
import { act, freshForm } from '../../../act.ts';
import { Button, ButtonGroup } from '../../../components/button/button.tsx';
import { Card } from '../../../components/card/card.tsx';
import { Select, TextArea, TextField } from '../../../components/field/field.tsx';
import { ActForm } from '../../../components/form/form.tsx';
import type { Ctx, Page } from '../../../context.ts';
import { type FormState, text, toObject } from '../../../form.ts';
import { page, param, signedIn } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { optionsOf } from '../shared/choice.tsx';
import { shared } from '../shared/words.ts';
import { devicePath } from './devices.tsx';
import { words } from './words.ts';

/** What a cable is, whatever it joins. */
export const CableFields = ({ state }: { state: FormState }) => (
  <>
    <Select state={state} name="kind" label={words.cableKind} options={optionsOf(cableKinds)} empty={false} width="medium" />
    <Select state={state} name="status" label={shared.status} options={optionsOf(cableStatuses)} empty={false} width="medium" />
    <TextField state={state} name="label" label={words.label} optional maxlength={200} />
    <TextField state={state} name="lengthM" label={words.length} width="short" inputmode="decimal" optional />
    <TextField state={state} name="colour" label={words.colour} width="short" optional maxlength={40} />
    <TextArea state={state} name="notes" label={shared.notes} rows={2} optional />
  </>
);

const showCable = async (c: Ctx, state: FormState, server: ServerPage): Promise<Response> => {
  needServerKeeper(signedIn(c));
  const back = devicePath(server);
  return page(
    c,
    {
      title: say(words.plugOf, c.var.language, { name: server.name }),
      section: 'devices',
      breadcrumbs: [
        { label: shared.devices, href: paths.devices() },
        { label: server.name, href: back },
      ],
      state,
      width: 'narrow',
    },
    <Card>
      <ActForm action={paths.newCable(server.id)} state={state}>
        <TextField
          state={state}
          name="fromInterface"
          label={words.ownInterface}
          hint={words.interfaceHint}
          width="medium"
          spellcheck={false}
        />
        <TextField
          state={state}
          name="toServerId"
          label={words.otherDevice}
          hint={words.otherHint}
          width="medium"
          spellcheck={false}
        />
        <TextField
          state={state}
          name="toInterface"
          label={words.otherInterface}
          hint={words.interfaceHint}
          width="medium"
          spellcheck={false}
        />
        <CableFields state={state} />
        <ButtonGroup cancel={back}>
          <Button label={words.plug} />
        </ButtonGroup>
      </ActForm>
    </Card>,
  );
};

/** Plugging a cable into an interface of a device. */
export const newCablePage: Page = (app) => {
  const server = (c: Ctx): Promise<ServerPage> => getServer(c.var.services.db, signedIn(c), param(c, 'id'));

  app.get(paths.newCable(':id'), async (c) => {
    const from = c.req.query('interface')?.slice(0, 60) ?? '';
    return showCable(c, freshForm(c, { kind: 'copper', status: 'active', fromInterface: from }), await server(c));
  });

  app.post(paths.newCable(':id'), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        needServerKeeper(actor);
        const from = await getServer(tx, actor, param(c, 'id'));
        const name = text(values, 'toServerId');
        const other = await findServerByName(tx, name);
        if (!other) {
          const message = { id: say(words.noOther, 'id', { name }), en: say(words.noOther, 'en', { name }) };
          throw invalid([{ field: 'toServerId', message }]);
        }
        const cable = { ...toObject(values), fromServerId: from.id, toServerId: other.id };
        await connectCable(tx, { cable, now, doer: doerOf(actor) });
        return { to: devicePath(from), said: words.plugged };
      },
      again: async (state) => showCable(c, state, await server(c)),
    }),
  );
};
