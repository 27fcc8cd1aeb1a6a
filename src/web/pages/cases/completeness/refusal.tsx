import { sendBack, signLetter } from '#cases/index.ts';
import { getSigningSetting } from '#letters/index.ts';
import { freshForm } from '../../../act.ts';
import { Button, ButtonGroup } from '../../../components/button/button.tsx';
import { Card } from '../../../components/card/card.tsx';
import { TextArea } from '../../../components/field/field.tsx';
import { ActForm } from '../../../components/form/form.tsx';
import type { Ctx, Page } from '../../../context.ts';
import { type FormState, text } from '../../../form.ts';
import { paths } from '../../../paths.ts';
import { GivenFields } from '../../letters/shared/given.tsx';
import { caseAct, shownVersion } from '../shared/case-act.ts';
import { fill } from '../shared/fill.ts';
import { latestLetter, PdfPane } from '../shared/letters.tsx';
import { type OpenCase, openAct } from '../shared/open-case.ts';
import { PaperSection } from '../shared/paper.tsx';
import { SignLead, signOutgoing } from '../shared/sign-outgoing.tsx';
import { AroundColumn, readAround, stepPage } from '../shared/step-page.tsx';
import { words } from './words.ts';

const path = (number: string): string => paths.caseStep(number, 3, 'refusal');
const backPath = (number: string): string => paths.caseStep(number, 3, 'refusal/return');

type Forms = { sign: FormState; back: FormState };

const show = async (c: Ctx, open: OpenCase, forms: Forms, shown: FormState): Promise<Response> => {
  const [around, { provider }] = await Promise.all([
    readAround(c, open, shown),
    getSigningSetting(c.var.services.db, open.found.host.officeId),
  ]);
  const { row } = open.found;
  return stepPage(
    c,
    { open, state: shown, title: words.refusalTitle, changes: around.changes, width: 'full' },
    <div class="g-work">
      <div class="g-stack">
        <Card title={words.sign}>
          <SignLead provider={provider} />
          <ActForm action={path(row.number)} state={forms.sign} version={shownVersion(forms.sign, open)} files>
            <GivenFields state={forms.sign} provider={provider} />
            <PaperSection state={forms.sign} />
            <ButtonGroup cancel={paths.case(row.number)}>
              <Button label={words.sign} tone="danger" icon="signature" />
            </ButtonGroup>
          </ActForm>
        </Card>
        <Card title={words.sendBack}>
          <ActForm action={backPath(row.number)} state={forms.back} version={shownVersion(forms.back, open)}>
            <TextArea state={forms.back} name="remarks" label={words.remarks} rows={3} maxlength={2000} />
            <ButtonGroup>
              <Button label={words.sendBack} tone="secondary" icon="arrow-back-up" />
            </ButtonGroup>
          </ActForm>
        </Card>
        <AroundColumn open={open} around={around} domain={c.var.installation?.domain ?? ''} />
      </div>
      <PdfPane letter={latestLetter(around.letters, 'refusal')} absent={words.noDraft} />
    </div>,
  );
};

/** The head of the agency reads a proposed refusal and signs it or sends it back. */
export const refusalPage: Page = (app) => {
  app.get(path(':number'), async (c) => {
    const open = await openAct(c, ['sign-refusal', 'reject-refusal']);
    if (open instanceof Response) return open;
    const sign = freshForm(c);
    return show(c, open, { sign, back: freshForm(c) }, sign);
  });
  app.post(path(':number'), (c) =>
    caseAct(c, {
      paper: true,
      run: (tx, input, form) =>
        signOutgoing(c, tx, input, form, { kind: 'refusal', said: fill(words.signed, { number: input.number }) }, () =>
          signLetter(tx, { ...input, action: 'sign-refusal' }),
        ),
      again: (open, state) => show(c, open, { sign: state, back: freshForm(c) }, state),
    }),
  );
  app.post(backPath(':number'), (c) =>
    caseAct(c, {
      run: async (tx, input, form) => {
        await sendBack(tx, { ...input, action: 'reject-refusal', remarks: text(form.values, 'remarks') });
        return { to: paths.case(input.number), said: fill(words.sentBack, { number: input.number }) };
      },
      again: (open, state) => show(c, open, { sign: freshForm(c), back: state }, state),
    }),
  );
};
