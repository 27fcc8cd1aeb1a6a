import { describeCaseApplication, documentApplication, readSections } from '#cases/index.ts';
import { say } from '#lib/words.ts';
import {
  type ApplicationEntry,
  type ApplicationInput,
  applicationFields,
  findApplication,
  missingFields,
} from '#registry/index.ts';
import { freshForm } from '../../../act.ts';
import { Button, ButtonGroup } from '../../../components/button/button.tsx';
import { Card } from '../../../components/card/card.tsx';
import { FieldSet, TextArea } from '../../../components/field/field.tsx';
import { ActForm, Hidden } from '../../../components/form/form.tsx';
import type { Ctx, Page } from '../../../context.ts';
import { type FormState, type FormValues, text, ticked } from '../../../form.ts';
import { paths } from '../../../paths.ts';
import { useWords } from '../../../view.ts';
import { ApplicationFieldSets } from '../../registry/shared/application-fields.tsx';
import { caseAct, shownVersion } from '../shared/case-act.ts';
import { fill } from '../shared/fill.ts';
import { latestLetter, PdfPane } from '../shared/letters.tsx';
import { MissingNotice } from '../shared/missing.tsx';
import { allowedOf, type OpenCase, openAct } from '../shared/open-case.ts';
import { PaperSection } from '../shared/paper.tsx';
import { readAround, stepPage, stepTitle } from '../shared/step-page.tsx';
import { words } from './words.ts';

const no = 8;

/** The entry as the form starts with it. */
const recordOf = (entry: ApplicationEntry): Record<string, string | boolean> =>
  Object.fromEntries(
    applicationFields.map(({ key, kind }) => {
      const value = entry[key];
      return [key, kind === 'yes_no' ? value === true : String(value ?? '')];
    }),
  );

/** The fields as typed; the registry reads them by its own schema. */
const readFields = (values: FormValues): ApplicationInput =>
  Object.fromEntries(
    applicationFields.map(({ key, kind }) => [key, kind === 'yes_no' ? ticked(values, key) : text(values, key)]),
  );

type Sections = NonNullable<Awaited<ReturnType<typeof readSections>>>;

/** The fields of a required part, by its place among the parts. */
const fieldOf = (n: number): string => `wiki_${n}`;
const headingOf = (n: number): string => `wiki_heading_${n}`;

const sectionFields = ({ base, sections }: Sections) => ({
  wiki_base: base,
  ...Object.fromEntries(sections.map(({ text: written }, n) => [fieldOf(n), written])),
});

/** The parts of the application's wiki page that must be written; the page itself holds more. */
const WikiFields = (props: { state: FormState; sections: Sections; applicationId: string }) => {
  const { state, sections, applicationId } = props;
  const t = useWords();
  return (
    <FieldSet legend={words.wiki}>
      <p class="g-hint">
        {t(words.wikiHow)} <a href={paths.wikiRecord('application', applicationId)}>{t(words.wikiOpen)}</a>
      </p>
      <Hidden name="wiki_base" value={text(state.values, 'wiki_base')} />
      {sections.sections.map(({ heading }, n) => (
        <>
          <Hidden name={headingOf(n)} value={heading} />
          <TextArea state={state} name={fieldOf(n)} label={heading} rows={3} />
        </>
      ))}
    </FieldSet>
  );
};

/** The parts as typed, each with the heading that it was shown under; nothing where the form had none. */
const readWiki = (values: FormValues) => {
  if (!values.has('wiki_base')) return {};
  const texts: Record<string, string> = {};
  for (let n = 0; values.has(headingOf(n)); n += 1) texts[text(values, headingOf(n))] = text(values, fieldOf(n));
  return { page: { base: Number(text(values, 'wiki_base')), texts } };
};

const show = async (c: Ctx, open: OpenCase, given: FormState | null): Promise<Response> => {
  const { db } = c.var.services;
  const { row, definition } = open.found;
  const [entry, sections, allowed] = await Promise.all([
    row.application_id ? findApplication(db, { id: row.application_id }) : null,
    row.application_id ? readSections(db, row.application_id) : null,
    allowedOf(c, open, ['document-application']),
  ]);
  const state = given ?? freshForm(c, { ...(entry ? recordOf(entry) : {}), ...(sections ? sectionFields(sections) : {}) });
  const around = await readAround(c, open, state);
  const missing = new Set<string>((entry ? missingFields(entry) : []).map((field) => field.key));
  const { language } = c.var;
  const count = missing.size > 0 ? say(words.missingCount, language, { n: missing.size }) : say(words.complete, language);
  return stepPage(
    c,
    { open, state, title: stepTitle(open, no), changes: around.changes, width: 'full' },
    <div class="g-work">
      <div class="g-stack">
        <MissingNotice allowed={allowed} definition={definition} />
        <Card title={words.entry} aside={count}>
          {entry ? (
            <ActForm action={paths.caseStep(row.number, no)} state={state} version={shownVersion(state, open)} files>
              <ApplicationFieldSets state={state} missing={missing} />
              {sections && row.application_id ? (
                <WikiFields state={state} sections={sections} applicationId={row.application_id} />
              ) : null}
              <PaperSection state={state} />
              <ButtonGroup cancel={paths.case(row.number)}>
                <Button label={words.finish} name="then" value="finish" icon="circle-check" />
                <Button label={words.save} name="then" value="save" tone="secondary" />
              </ButtonGroup>
            </ActForm>
          ) : (
            <p class="g-bad">{say(words.noApplication, language)}</p>
          )}
        </Card>
      </div>
      <PdfPane letter={latestLetter(around.letters, 'installation-document')} absent={words.document} />
    </div>,
  );
};

/** SOP step 8: the application's entry in the list of all applications, beside the installation document. */
export const describeApplicationPage: Page = (app) => {
  app.get(paths.caseStep(':number', no), async (c) => {
    const open = await openAct(c, ['describe-application', 'document-application']);
    return open instanceof Response ? open : show(c, open, null);
  });

  app.post(paths.caseStep(':number', no), (c) =>
    caseAct(c, {
      paper: true,
      run: async (tx, { onPaper, ...input }, { values }) => {
        await describeCaseApplication(tx, { ...input, fields: readFields(values), ...readWiki(values) });
        if (text(values, 'then') !== 'finish') return { to: paths.caseStep(input.number, no), said: words.saved };
        // The save before it, in the same transaction, has already counted as an act.
        await documentApplication(tx, { ...input, seen: null, ...(onPaper ? { onPaper } : {}) });
        return { to: paths.case(input.number), said: fill(words.finished, { number: input.number }) };
      },
      again: (open, state) => show(c, open, state),
    }),
  );
};
