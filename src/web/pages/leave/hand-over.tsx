import { countTaken, handOver, mayHandOver } from '#cases/index.ts';
import { getPerson, listPeople } from '#identity/index.ts';
import { AppError } from '#lib/errors.ts';
import { say } from '#lib/words.ts';
import { act, freshForm } from '../../act.ts';
import { Button, ButtonGroup } from '../../components/button/button.tsx';
import { Card } from '../../components/card/card.tsx';
import { Empty } from '../../components/empty/empty.tsx';
import { Select } from '../../components/field/field.tsx';
import { ActForm } from '../../components/form/form.tsx';
import type { Ctx, Page } from '../../context.ts';
import { type FormState, text } from '../../form.ts';
import { page, param, signedIn } from '../../page.tsx';
import { paths } from '../../paths.ts';
import { words } from './words.ts';

const show = async (c: Ctx, again?: FormState): Promise<Response> => {
  const actor = signedIn(c);
  const { db } = c.var.services;
  const person = await getPerson(db, param(c, 'id'));
  // Who may not hand over learns nothing of the person either.
  if (!(await mayHandOver(db, { actor, from: person.id, now: c.var.now }))) throw new AppError('not_found', { what: 'person' });
  const [taken, people] = await Promise.all([countTaken(db, person.id), listPeople(db, { officeId: person.officeId })]);
  const state = again ?? freshForm(c);
  const own = person.id === actor.personId;
  return page(
    c,
    {
      title: own ? words.handTitle : say(words.handTitleOf, c.var.language, { name: person.name }),
      section: own ? 'profile' : 'none',
      lead: taken > 0 ? say(words.handLead, c.var.language, { n: taken }) : null,
      state,
      width: 'narrow',
    },
    <Card>
      {taken === 0 ? (
        <Empty icon="transfer" title={words.handNone} />
      ) : (
        <ActForm action={paths.handOver(person.id)} state={state}>
          <Select
            state={state}
            name="to"
            label={words.to}
            hint={words.toHint}
            empty={words.toActing}
            options={people
              .filter((each) => each.id !== person.id && each.accountId !== null)
              .map((each) => ({ value: each.id, label: each.name }))}
          />
          <ButtonGroup cancel={own ? paths.profile() : paths.home()}>
            <Button label={words.hand} icon="transfer" />
          </ButtonGroup>
        </ActForm>
      )}
    </Card>,
  );
};

/** An officer's open tasks handed over in one act: by the officer, a superior or an administrator. */
export const handOverPage: Page = (app) => {
  app.get(paths.handOver(':id'), (c) => show(c));
  app.post(paths.handOver(':id'), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        const done = await handOver(tx, { from: param(c, 'id'), to: text(values, 'to') || null, actor, now });
        return { to: paths.home(), said: say(words.handed, c.var.language, done) };
      },
      again: (state) => show(c, state),
    }),
  );
};
