import { getPerson, type Person } from '#identity/index.ts';
import { findMaskedNik, saveNik } from '#letters/index.ts';
import { say } from '#lib/words.ts';
import { act, freshForm } from '../../../act.ts';
import { Button, ButtonGroup } from '../../../components/button/button.tsx';
import { Card } from '../../../components/card/card.tsx';
import { TextField } from '../../../components/field/field.tsx';
import { ActForm } from '../../../components/form/form.tsx';
import type { Ctx, Page } from '../../../context.ts';
import { type FormState, text } from '../../../form.ts';
import { page, param } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { administrator } from '../shared/guard.ts';
import { shared } from '../shared/words.ts';
import { words } from './words.ts';

const show = async (c: Ctx, state: FormState, person: Person): Promise<Response> => {
  administrator(c);
  const { db, config } = c.var.services;
  const nik = await findMaskedNik(db, person.id, config.secret);
  return page(
    c,
    {
      title: words.nik,
      section: 'people',
      breadcrumbs: [
        { label: words.title, href: paths.people() },
        { label: person.name, href: paths.person(person.id) },
      ],
      lead: say(words.nikLead, c.var.language),
      state,
      width: 'narrow',
    },
    <Card>
      {nik ? <p>{say(words.nikNow, c.var.language, { nik })}</p> : null}
      <ActForm action={paths.personNik(person.id)} state={state}>
        <TextField
          state={state}
          name="nik"
          label={words.nikField}
          hint={words.nikHint}
          type="password"
          inputmode="numeric"
          width="medium"
          autocomplete="off"
          maxlength={24}
        />
        <ButtonGroup cancel={paths.person(person.id)}>
          <Button label={shared.save} />
        </ButtonGroup>
      </ActForm>
    </Card>,
  );
};

/** The NIK of a signer, which goes in but never comes out whole. */
export const nikPage: Page = (app) => {
  const read = (c: Ctx): Promise<Person> => getPerson(c.var.services.db, param(c, 'id'));

  app.get(paths.personNik(':id'), async (c) => {
    administrator(c);
    return show(c, freshForm(c), await read(c));
  });

  app.post(paths.personNik(':id'), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        const { secret } = c.var.services.config;
        await saveNik(tx, { personId: param(c, 'id'), nik: text(values, 'nik'), secret, by: actor, now });
        return { to: paths.person(param(c, 'id')), said: shared.saved };
      },
      again: async (state) => show(c, state, await read(c)),
    }),
  );
};
