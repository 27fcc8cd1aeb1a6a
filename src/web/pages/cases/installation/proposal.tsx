import { editInstallation } from '#cases/index.ts';
import { say } from '#lib/words.ts';
import { freshForm } from '../../../act.ts';
import { Alert } from '../../../components/alert/alert.tsx';
import { Button, ButtonGroup } from '../../../components/button/button.tsx';
import { Card } from '../../../components/card/card.tsx';
import { TextArea } from '../../../components/field/field.tsx';
import { ActForm } from '../../../components/form/form.tsx';
import type { Ctx, Page } from '../../../context.ts';
import type { FormState } from '../../../form.ts';
import { paths } from '../../../paths.ts';
import { caseAct, shownVersion } from '../shared/case-act.ts';
import { changesFor } from '../shared/changes.tsx';
import { fill } from '../shared/fill.ts';
import { type OpenCase, openAct } from '../shared/open-case.ts';
import { stepPage } from '../shared/step-page.tsx';
import { GuidePane } from './installation.tsx';
import { itemsFromText, itemsToText, proposeItems } from './propose-items.ts';
import { type Installation, readInstallation } from './read.ts';
import { words } from './words.ts';

const path = (number: string): string => paths.caseStep(number, 7, 'proposal');

const show = async (c: Ctx, open: OpenCase, state: FormState, installation: Installation): Promise<Response> => {
  const { number } = open.found.row;
  const changes = await changesFor(c.var.services.db, open, state);
  const readable = installation.guideText !== null && proposeItems(installation.guideText).length > 0;
  return stepPage(
    c,
    { open, state, title: words.proposal, changes, width: 'full' },
    <div class="g-work">
      <Card>
        <p class="g-lead">{say(words.proposalHow, c.var.language)}</p>
        {readable ? null : <Alert tone="info" title={words.proposalNone} />}
        <ActForm action={path(number)} state={state} version={shownVersion(state, open)}>
          <TextArea state={state} name="title" label={words.items} rows={22} mono />
          <ButtonGroup cancel={paths.caseStep(number, 7)}>
            <Button label={words.addItems} icon="list-check" />
          </ButtonGroup>
        </ActForm>
      </Card>
      <GuidePane installation={installation} />
    </div>,
  );
};

/** The checklist as the guide suggests it, to be corrected before it is added. */
export const proposalPage: Page = (app) => {
  app.get(path(':number'), async (c) => {
    const open = await openAct(c, ['edit-installation']);
    if (open instanceof Response) return open;
    const installation = await readInstallation(c.var.services.db, open);
    const proposed = installation.guideText === null ? [] : proposeItems(installation.guideText);
    return show(c, open, freshForm(c, { title: itemsToText(proposed) }), installation);
  });

  app.post(path(':number'), (c) =>
    caseAct(c, {
      run: async (tx, input, { values }) => {
        const items = itemsFromText(values.get('title')?.[0] ?? '');
        await editInstallation(tx, { ...input, edit: { kind: 'add', items } });
        return { to: paths.caseStep(input.number, 7), said: fill(words.added, { n: items.length }) };
      },
      again: async (open, state) => show(c, open, state, await readInstallation(c.var.services.db, open)),
    }),
  );
};
