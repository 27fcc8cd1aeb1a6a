import { dispose } from '#cases/index.ts';
import { freshForm } from '../../../act.ts';
import { Button, ButtonGroup } from '../../../components/button/button.tsx';
import { Card } from '../../../components/card/card.tsx';
import { ActForm } from '../../../components/form/form.tsx';
import type { Ctx, Page } from '../../../context.ts';
import type { FormState } from '../../../form.ts';
import { paths } from '../../../paths.ts';
import { caseAct, shownVersion } from '../shared/case-act.ts';
import { DispositionFields, freshDisposition, readDisposition } from '../shared/disposition-form.tsx';
import { fill } from '../shared/fill.ts';
import { latestLetter, PdfPane } from '../shared/letters.tsx';
import { type OpenCase, openAct } from '../shared/open-case.ts';
import { PaperSection } from '../shared/paper.tsx';
import { AroundColumn, readAround, stepPage, stepTitle } from '../shared/step-page.tsx';
import { words } from './words.ts';

const no = 2;

const show = async (c: Ctx, open: OpenCase, state: FormState): Promise<Response> => {
  const around = await readAround(c, open, state);
  const { row, definition } = open.found;
  const receiver = definition.posts.find((post) => post.role === 'division-head')?.title ?? { id: '', en: '' };
  return stepPage(
    c,
    { open, state, title: stepTitle(open, no), changes: around.changes, width: 'full' },
    <div class="g-work">
      <div class="g-stack">
        <Card title={fill(words.to, { post: receiver })}>
          <ActForm action={paths.caseStep(row.number, no)} state={state} version={shownVersion(state, open)} files>
            <DispositionFields state={state} definition={definition} />
            <PaperSection state={state} />
            <ButtonGroup cancel={paths.case(row.number)}>
              <Button label={words.submit} icon="route" />
            </ButtonGroup>
          </ActForm>
        </Card>
        <AroundColumn open={open} around={around} domain={c.var.installation?.domain ?? ''} />
      </div>
      <PdfPane letter={latestLetter(around.letters, 'hosting-request')} absent={words.noLetter} />
    </div>,
  );
};

/** SOP step 2: the head of the agency reads the request letter and routes it to the division head. */
export const dispositionPage: Page = (app) => {
  app.get(paths.caseStep(':number', no), async (c) => {
    const open = await openAct(c, ['dispose']);
    return open instanceof Response ? open : show(c, open, freshForm(c, freshDisposition));
  });

  app.post(paths.caseStep(':number', no), (c) =>
    caseAct(c, {
      paper: true,
      run: async (tx, input, form) => {
        await dispose(tx, { ...input, disposition: readDisposition(form.values) });
        return { to: paths.case(input.number), said: fill(words.done, { number: input.number }) };
      },
      again: (open, state) => show(c, open, state),
    }),
  );
};
