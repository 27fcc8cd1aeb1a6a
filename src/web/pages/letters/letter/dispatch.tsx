import { listOffices, type Office } from '#identity/index.ts';
import {
  channels,
  type DispatchInput,
  getOutgoing,
  needKeeper,
  type OutgoingRow,
  paperChannels,
  recordDispatch,
} from '#letters/index.ts';
import { say } from '#lib/words.ts';
import { act, freshForm } from '../../../act.ts';
import { Button, ButtonGroup } from '../../../components/button/button.tsx';
import { Card } from '../../../components/card/card.tsx';
import { DateField, Radios, Select, TextArea, TextField, TimeField } from '../../../components/field/field.tsx';
import { ActForm } from '../../../components/form/form.tsx';
import type { Ctx, Page } from '../../../context.ts';
import { type FormState, toObject } from '../../../form.ts';
import { page, param, signedIn } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { shared } from '../shared/words.ts';
import { words } from './words.ts';

/** The letter that is sent, for who keeps its book. Throws not_found, `forbidden`. */
const letterOf = async (c: Ctx): Promise<OutgoingRow> => {
  const actor = signedIn(c);
  const row = await getOutgoing(c.var.services.db, actor, param(c, 'id'));
  needKeeper(actor, row.officeId);
  return row;
};

const Form = ({ state, row, offices }: { state: FormState; row: OutgoingRow; offices: readonly Office[] }) => (
  <ActForm action={paths.letterDispatch(row.id)} state={state} class="g-stack">
    <Card>
      <Select
        state={state}
        name="toOfficeId"
        label={words.toOffice}
        options={offices.filter((office) => office.id !== row.officeId).map(({ id, name }) => ({ value: id, label: name }))}
        empty={words.other}
      />
      <TextField state={state} name="toName" label={words.toName} maxlength={300} optional />
      <Radios
        state={state}
        name="channel"
        label={shared.channel}
        options={paperChannels.map((value) => ({ value, label: channels[value].label }))}
        inline
      />
      <div class="g-pair">
        <DateField state={state} name="sentOn" label={words.sentOn} />
        <TimeField state={state} name="sentTime" label={words.sentTime} optional />
      </div>
      <TextField state={state} name="courier" label={words.courier} hint={words.courierHint} maxlength={200} optional />
      <TextField state={state} name="reference" label={words.reference} maxlength={200} spellcheck={false} optional />
      <TextArea state={state} name="note" label={shared.note} rows={2} maxlength={1000} optional />
    </Card>
    <ButtonGroup cancel={paths.letter(row.id)}>
      <Button label={words.submit} icon="send" />
    </ButtonGroup>
  </ActForm>
);

const show = async (c: Ctx, state: FormState): Promise<Response> => {
  const row = await letterOf(c);
  const offices = await listOffices(c.var.services.db, { active: true });
  return page(
    c,
    {
      title: words.record,
      section: 'letters',
      breadcrumbs: [
        { label: words.books, href: paths.letters() },
        { label: row.number, href: paths.letter(row.id) },
      ],
      lead: `${row.number}, ${row.hal}. ${say(words.recordLead, c.var.language)}`,
      state,
      width: 'narrow',
    },
    <Form state={state} row={row} offices={offices} />,
  );
};

/** Enters that a signed letter was carried, posted, mailed or faxed. */
export const letterDispatchPage: Page = (app) => {
  app.get(paths.letterDispatch(':id'), async (c) => {
    const row = await letterOf(c);
    const today = c.var.now.toZonedDateTimeISO(c.var.installation?.timeZone ?? 'UTC').toPlainDate();
    const offices = await listOffices(c.var.services.db, { active: true });
    const receiver = offices.find((office) => office.headTitle === row.to || office.name === row.to);
    return show(
      c,
      freshForm(c, { channel: 'hand', sentOn: today.toString(), toOfficeId: receiver?.id, toName: receiver ? '' : row.to }),
    );
  });

  app.post(paths.letterDispatch(':id'), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        const letterId = param(c, 'id');
        const timeZone = c.var.installation?.timeZone ?? 'UTC';
        await recordDispatch(tx, { actor, letterId, dispatch: toObject(values) as DispatchInput, now, timeZone });
        return { to: paths.letter(letterId), said: words.recorded };
      },
      again: (state) => show(c, state),
    }),
  );
};
