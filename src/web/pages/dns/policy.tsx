import { firmnesses, getNamingPolicy, needZoneKeeper, saveNamingPolicy } from '#dns/index.ts';
import { doerOf } from '#identity/index.ts';
import { say } from '#lib/words.ts';
import { act, freshForm } from '../../act.ts';
import { Button, ButtonGroup } from '../../components/button/button.tsx';
import { Card } from '../../components/card/card.tsx';
import { Checkboxes, NumberField, Radios } from '../../components/field/field.tsx';
import { ActForm } from '../../components/form/form.tsx';
import type { Ctx, Page } from '../../context.ts';
import { type FormState, text, texts } from '../../form.ts';
import { page, signedIn } from '../../page.tsx';
import { paths } from '../../paths.ts';
import { optionsOf } from '../registry/shared/choice.tsx';
import { words } from './words.ts';

const letters = [
  { value: 'hyphens', label: words.hyphens },
  { value: 'digitFirst', label: words.digitFirst },
];

const show = async (c: Ctx, posted: FormState | null): Promise<Response> => {
  needZoneKeeper(signedIn(c));
  const policy = await getNamingPolicy(c.var.services.db);
  const allowed = letters.map(({ value }) => value).filter((value) => policy[value as 'hyphens' | 'digitFirst']);
  const { shortest, longest, perApplication, similarNames } = policy;
  const state = posted ?? freshForm(c, { shortest, longest, perApplication, similarNames, 'letters[]': allowed });
  return page(
    c,
    {
      title: words.policyTitle,
      section: 'names',
      width: 'narrow',
      breadcrumbs: [{ label: words.title, href: paths.names() }],
      lead: say(words.policyLead, c.var.language),
      state,
    },
    <Card>
      <ActForm action={paths.namingPolicy()} state={state} version={policy.version}>
        <div class="g-pair">
          <NumberField state={state} name="shortest" label={words.shortest} />
          <NumberField state={state} name="longest" label={words.longest} />
        </div>
        <Checkboxes state={state} name="letters[]" label={words.letters} options={letters} />
        <Radios state={state} name="similarNames" label={words.similarNames} options={optionsOf(firmnesses)} />
        <Radios state={state} name="perApplication" label={words.perApplication} options={optionsOf(firmnesses)} />
        <ButtonGroup cancel={paths.names()}>
          <Button label={words.save} />
        </ButtonGroup>
      </ActForm>
    </Card>,
  );
};

/** The office's own rules for names, as data. */
export const namingPolicyPage: Page = (app) => {
  app.get(paths.namingPolicy(), (c) => show(c, null));
  app.post(paths.namingPolicy(), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        needZoneKeeper(actor);
        const allowed = texts(values, 'letters[]');
        await saveNamingPolicy(tx, {
          version: Number(text(values, 'version')),
          typed: {
            shortest: text(values, 'shortest'),
            longest: text(values, 'longest'),
            hyphens: allowed.includes('hyphens'),
            digitFirst: allowed.includes('digitFirst'),
            perApplication: text(values, 'perApplication'),
            similarNames: text(values, 'similarNames'),
          },
          now,
          doer: doerOf(actor),
        });
        return { to: paths.namingPolicy(), said: words.policySaved };
      },
      again: (state) => show(c, state),
    }),
  );
};
