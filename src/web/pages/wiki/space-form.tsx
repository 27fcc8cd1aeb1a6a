import { findPerson } from '#identity/index.ts';
import { AppError } from '#lib/errors.ts';
import { say } from '#lib/words.ts';
import { hostingSop } from '#sop/index.ts';
import { accesses, createSpace, getSpace, mayKeepSpaces, updateSpace } from '#wiki/index.ts';
import { act, freshForm } from '../../act.ts';
import { Button, ButtonGroup } from '../../components/button/button.tsx';
import { Card } from '../../components/card/card.tsx';
import {
  Checkbox,
  Checkboxes,
  NumberField,
  type Option,
  Radios,
  Select,
  TextArea,
  TextField,
} from '../../components/field/field.tsx';
import { ActForm } from '../../components/form/form.tsx';
import type { Ctx, Page } from '../../context.ts';
import { type FormState, text, toObject } from '../../form.ts';
import { page, param, signedIn } from '../../page.tsx';
import { paths } from '../../paths.ts';
import { ownerOptions } from './review/owner.tsx';
import { words as review } from './review/words.ts';
import { spaceCrumbs } from './shared.tsx';
import { words } from './words.ts';

/** The posts of the hosting office that the SOP knows. */
const hostRoles = hostingSop.posts
  .filter(({ role }) => !role.startsWith('applicant'))
  .map(({ role, title }) => ({ value: role, label: title }));

const keeper = (c: Ctx): void => {
  if (!mayKeepSpaces(signedIn(c))) throw new AppError('not_found', { what: c.req.path });
};

const Fields = ({ state, fresh, people }: { state: FormState; fresh: boolean; people: readonly Option[] }) => (
  <>
    {fresh ? (
      <TextField
        state={state}
        name="key"
        label={words.key}
        hint={words.keyHint}
        width="medium"
        spellcheck={false}
        maxlength={40}
      />
    ) : null}
    <TextField state={state} name="name" label={words.name} maxlength={100} />
    <TextArea state={state} name="description" label={words.description} rows={2} maxlength={500} optional />
    <Radios
      state={state}
      name="access"
      label={words.access}
      options={accesses.map(({ value, label, hint }) => ({ value, label, hint }))}
    />
    <Checkboxes state={state} name="roles[]" label={words.roles} options={hostRoles} optional />
    <Checkbox state={state} name="needsApproval" label={words.approval} />
    <Checkbox state={state} name="openToAll" label={words.openToAll} hint={words.openToAllHint} />
    <Select
      state={state}
      name="ownerPersonId"
      label={review.spaceOwner}
      hint={review.spaceOwnerHint}
      empty={words.nobody}
      options={people}
      optional
    />
    <NumberField state={state} name="reviewMonths" label={review.reviewMonths} hint={review.reviewMonthsHint} maxlength={2} />
  </>
);

const showNew = async (c: Ctx, state: FormState): Promise<Response> => {
  keeper(c);
  const people = await ownerOptions(c);
  return page(
    c,
    { title: words.newSpace, section: 'wiki', breadcrumbs: [{ label: words.title, href: paths.wiki() }], state, width: 'narrow' },
    <Card>
      <ActForm action={paths.newWikiSpace()} state={state}>
        <Fields state={state} fresh people={people} />
        <ButtonGroup cancel={paths.wiki()}>
          <Button label={words.save} />
        </ButtonGroup>
      </ActForm>
    </Card>,
  );
};

const showSettings = async (c: Ctx, posted: FormState | null): Promise<Response> => {
  keeper(c);
  const space = await getSpace(c.var.services.db, signedIn(c), param(c, 'space'));
  const { name, description, access, roles, needsApproval, openToAll, ownerPersonId, reviewMonths } = space;
  const owner = ownerPersonId ? await findPerson(c.var.services.db, ownerPersonId) : undefined;
  const people = await ownerOptions(c, owner ? { personId: owner.id, name: owner.name } : null);
  const record = { name, description, access, 'roles[]': roles, needsApproval, openToAll, ownerPersonId, reviewMonths };
  const state = posted ?? freshForm(c, record);
  return page(
    c,
    { title: say(words.editSpace, c.var.language), section: 'wiki', breadcrumbs: spaceCrumbs(space), state, width: 'narrow' },
    <Card>
      <ActForm action={paths.wikiSpaceSettings(space.key)} state={state} version={space.version}>
        <Fields state={state} fresh={false} people={people} />
        <ButtonGroup cancel={paths.wikiSpace(space.key)}>
          <Button label={words.save} />
        </ButtonGroup>
      </ActForm>
    </Card>,
  );
};

/** Opening a space and giving its rights. */
export const wikiSpaceFormPage: Page = (app) => {
  app.get(paths.newWikiSpace(), (c) => showNew(c, freshForm(c, { access: 'internal', reviewMonths: 6 })));
  app.post(paths.newWikiSpace(), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        const { key } = await createSpace(tx, { actor, now, space: toObject(values) });
        return { to: paths.wikiSpace(key), said: words.spaceMade };
      },
      again: (state) => showNew(c, state),
    }),
  );
  app.get(paths.wikiSpaceSettings(':space'), (c) => showSettings(c, null));
  app.post(paths.wikiSpaceSettings(':space'), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        const space = await getSpace(tx, actor, param(c, 'space'));
        await updateSpace(tx, {
          actor,
          now,
          spaceId: space.id,
          version: Number(text(values, 'version')),
          space: toObject(values),
        });
        return { to: paths.wikiSpace(space.key), said: words.spaceSaved };
      },
      again: (state) => showSettings(c, state),
    }),
  );
};
