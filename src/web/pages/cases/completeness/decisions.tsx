import { accept, checkedRequirements, refuse, returnCase } from '#cases/index.ts';
import type { Words } from '#lib/words.ts';
import type { AllowedAction } from '#sop/index.ts';
import { requirementOf } from '#sop/index.ts';
import { freshForm } from '../../../act.ts';
import { Button, ButtonGroup } from '../../../components/button/button.tsx';
import { Card, Columns } from '../../../components/card/card.tsx';
import { Checkboxes, TextArea } from '../../../components/field/field.tsx';
import { ActForm } from '../../../components/form/form.tsx';
import type { Ctx, Page } from '../../../context.ts';
import { type FormState, text, texts } from '../../../form.ts';
import { paths } from '../../../paths.ts';
import { useWords } from '../../../view.ts';
import { caseAct, shownVersion } from '../shared/case-act.ts';
import { DispositionFields, freshDisposition, readDisposition } from '../shared/disposition-form.tsx';
import { fill } from '../shared/fill.ts';
import { MissingNotice } from '../shared/missing.tsx';
import { type OpenCase, openAct } from '../shared/open-case.ts';
import { PaperSection } from '../shared/paper.tsx';
import { AroundColumn, readAround, stepPage } from '../shared/step-page.tsx';
import { readChecklist, returnRecord } from './read.ts';
import { words } from './words.ts';

const no = 3;

const Lead = ({ text: phrase }: { text: Words }) => {
  const t = useWords();
  return <p class="g-lead">{t(phrase)}</p>;
};

const showAccept = async (c: Ctx, open: OpenCase, state: FormState, allowed: readonly AllowedAction[]): Promise<Response> => {
  const around = await readAround(c, open, state);
  const { row, definition } = open.found;
  const receiver = definition.posts.find((post) => post.role === 'application-section-head')?.title ?? { id: '', en: '' };
  const label = fill(words.accept, { post: receiver });
  const missing = allowed.some((each) => each.refusal?.code === 'missing');
  return stepPage(
    c,
    { open, state, title: words.acceptTitle, changes: around.changes },
    <Columns
      main={
        <>
          <MissingNotice allowed={allowed} definition={definition} back={paths.caseStep(row.number, no)} />
          <Card title={label}>
            <ActForm action={paths.caseStep(row.number, no, 'accept')} state={state} version={shownVersion(state, open)} files>
              <DispositionFields state={state} definition={definition} />
              <PaperSection state={state} />
              <ButtonGroup cancel={paths.caseStep(row.number, no)}>
                {missing ? null : <Button label={label} icon="route" />}
              </ButtonGroup>
            </ActForm>
          </Card>
        </>
      }
      side={<AroundColumn open={open} around={around} domain={c.var.installation?.domain ?? ''} />}
    />,
  );
};

const showReturn = async (c: Ctx, open: OpenCase, state: FormState): Promise<Response> => {
  const around = await readAround(c, open, state);
  const { row, definition } = open.found;
  return stepPage(
    c,
    { open, state, title: words.returnTitle, changes: around.changes },
    <Columns
      main={
        <Card>
          <Lead text={words.returnLead} />
          <ActForm action={paths.caseStep(row.number, no, 'return')} state={state} version={shownVersion(state, open)} files>
            <Checkboxes
              state={state}
              name="reasons[]"
              label={words.reasons}
              options={definition.returnReasons.map(({ key, label }) => ({ value: key, label }))}
            />
            <Checkboxes
              state={state}
              name="missing[]"
              label={words.missing}
              options={checkedRequirements(open.found).map((key) => ({
                value: key,
                label: requirementOf(definition, key).label,
              }))}
              optional
            />
            <TextArea
              state={state}
              name="explanation"
              label={words.explanation}
              hint={words.explanationHint}
              rows={5}
              maxlength={4000}
              optional
            />
            <PaperSection state={state} />
            <ButtonGroup cancel={paths.caseStep(row.number, no)}>
              <Button label={words.return} icon="arrow-back-up" />
            </ButtonGroup>
          </ActForm>
        </Card>
      }
      side={<AroundColumn open={open} around={around} domain={c.var.installation?.domain ?? ''} />}
    />,
  );
};

const showRefuse = async (c: Ctx, open: OpenCase, state: FormState): Promise<Response> => {
  const around = await readAround(c, open, state);
  const { row, definition } = open.found;
  return stepPage(
    c,
    { open, state, title: words.refuseTitle, changes: around.changes },
    <Columns
      main={
        <Card>
          <Lead text={words.refuseLead} />
          <ActForm action={paths.caseStep(row.number, no, 'refuse')} state={state} version={shownVersion(state, open)} files>
            <Checkboxes
              state={state}
              name="reasons[]"
              label={words.reasons}
              options={definition.refusalReasons.map(({ key, label }) => ({ value: key, label }))}
            />
            <TextArea
              state={state}
              name="explanation"
              label={words.explanation}
              hint={words.refusalExplanationHint}
              rows={5}
              maxlength={4000}
            />
            <PaperSection state={state} />
            <ButtonGroup cancel={paths.caseStep(row.number, no)}>
              <Button label={words.refuse} tone="danger" icon="ban" />
            </ButtonGroup>
          </ActForm>
        </Card>
      }
      side={<AroundColumn open={open} around={around} domain={c.var.installation?.domain ?? ''} />}
    />,
  );
};

/** SOP step 3, the decision: ya (with its disposition), tidak (back to the office), or a proposed final refusal. */
export const decisionPages: Page = (app) => {
  app.get(paths.caseStep(':number', no, 'accept'), async (c) => {
    const open = await openAct(c, ['accept']);
    return open instanceof Response ? open : showAccept(c, open, freshForm(c, freshDisposition), open.allowed);
  });
  app.post(paths.caseStep(':number', no, 'accept'), (c) =>
    caseAct(c, {
      paper: true,
      run: async (tx, input, form) => {
        await accept(tx, { ...input, disposition: readDisposition(form.values) });
        return { to: paths.case(input.number), said: fill(words.accepted, { number: input.number }) };
      },
      again: (open, state) => showAccept(c, open, state, []),
    }),
  );

  app.get(paths.caseStep(':number', no, 'return'), async (c) => {
    const open = await openAct(c, ['return']);
    if (open instanceof Response) return open;
    const items = await readChecklist(c.var.services.db, open.found);
    return showReturn(c, open, freshForm(c, returnRecord(open.found, items)));
  });
  app.post(paths.caseStep(':number', no, 'return'), (c) =>
    caseAct(c, {
      paper: true,
      run: async (tx, input, { values }) => {
        const [reasons, missing] = [texts(values, 'reasons[]'), texts(values, 'missing[]')];
        await returnCase(tx, { ...input, reasons, missing, explanation: text(values, 'explanation') });
        return { to: paths.case(input.number), said: fill(words.returned, { number: input.number }) };
      },
      again: (open, state) => showReturn(c, open, state),
    }),
  );

  app.get(paths.caseStep(':number', no, 'refuse'), async (c) => {
    const open = await openAct(c, ['refuse']);
    return open instanceof Response ? open : showRefuse(c, open, freshForm(c));
  });
  app.post(paths.caseStep(':number', no, 'refuse'), (c) =>
    caseAct(c, {
      paper: true,
      run: async (tx, input, { values }) => {
        await refuse(tx, { ...input, reasons: texts(values, 'reasons[]'), explanation: text(values, 'explanation') });
        return { to: paths.case(input.number), said: fill(words.refused, { number: input.number }) };
      },
      again: (open, state) => showRefuse(c, open, state),
    }),
  );
};
