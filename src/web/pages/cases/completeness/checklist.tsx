import { checkRequirements, getCase } from '#cases/index.ts';
import { longDate } from '#lib/format.ts';
import { say } from '#lib/words.ts';
import { requirementOf, type SopDefinition } from '#sop/index.ts';
import { freshForm } from '../../../act.ts';
import { Button, ButtonGroup } from '../../../components/button/button.tsx';
import { Card } from '../../../components/card/card.tsx';
import { Radios, Select, TextField } from '../../../components/field/field.tsx';
import { ActForm } from '../../../components/form/form.tsx';
import { Icon } from '../../../components/icon/icon.tsx';
import type { Ctx, Page } from '../../../context.ts';
import { type FormState, text } from '../../../form.ts';
import { paths } from '../../../paths.ts';
import { useView, useWords } from '../../../view.ts';
import { caseAct, shownVersion } from '../shared/case-act.ts';
import { latestLetter } from '../shared/letters.tsx';
import { type OpenCase, openAct } from '../shared/open-case.ts';
import { readAround, stepPage, stepTitle } from '../shared/step-page.tsx';
import { opensInPage, RequestSummary } from '../shared/summary.tsx';
import { type CheckedItem, checklistRecord, readChecklist, readVerdicts } from './read.ts';
import { words } from './words.ts';

const no = 3;
const frame = 'document-viewer';

type Opened = { view: string | null; download: string; name: string };

/** What is opened beside a requirement: its document, the letter of its recommendation, or the request letter. */
const openedBy = (item: CheckedItem, requestLetter: string | null): Opened | null => {
  const { document, recommendation } = item;
  if (document) {
    const view = opensInPage(document.media_type) ? paths.fileView(document.upload_id) : null;
    return { view, download: paths.file(document.upload_id), name: document.file_name };
  }
  const letterId = recommendation?.letter_id ?? item.appointmentId ?? (item.key === 'request-complete' ? requestLetter : null);
  return letterId ? { view: paths.letterView(letterId), download: paths.letterPdf(letterId), name: '' } : null;
};

const Doors = ({ opened }: { opened: Opened | null }) => {
  const t = useWords();
  if (!opened) return <p class="g-bad">{t(words.noDocument)}</p>;
  return (
    <p class="g-doors">
      {opened.view ? (
        <a class="g-only-wide" href={opened.view} target={frame}>
          <Icon name="layout-sidebar-right" size={16} /> {t(words.open)}
        </a>
      ) : null}
      <a class={opened.view ? 'g-only-narrow' : ''} href={opened.download}>
        <Icon name="file-download" size={16} /> {t(opened.view ? words.openPlain : words.download)}
      </a>
      {opened.name ? <span class="g-muted g-break">{opened.name}</span> : null}
    </p>
  );
};

type ItemProps = { state: FormState; item: CheckedItem; definition: SopDefinition; opened: Opened | null };

const Item = ({ state, item, definition, opened }: ItemProps) => {
  const t = useWords();
  const { language, timeZone } = useView();
  const { key, before, recommendation } = item;
  const reasonOf = (reason: string | null): string =>
    t(definition.returnReasons.find((each) => each.key === reason)?.label ?? '');
  return (
    <li class="g-check" id={`check-${key}`}>
      <h3>{t(requirementOf(definition, key).label)}</h3>
      <Doors opened={opened} />
      {recommendation ? (
        <p class="g-muted">
          {t(words.issued, {
            number: recommendation.number,
            date: longDate(recommendation.valid_until, language, timeZone),
          })}
        </p>
      ) : null}
      {before ? (
        <p class="g-muted">
          {t(words.before, {
            n: before.round,
            verdict: [before.verdict === 'complete' ? t(words.complete) : reasonOf(before.reason), before.note]
              .filter(Boolean)
              .join('; '),
          })}
        </p>
      ) : null}
      <Radios
        state={state}
        name={`verdict_${key}`}
        label={words.verdict}
        inline
        options={[
          { value: 'complete', label: words.complete },
          { value: 'incomplete', label: words.incomplete },
        ]}
      />
      <div class="g-check-more">
        <Select
          state={state}
          name={`reason_${key}`}
          label={words.reason}
          options={definition.returnReasons.map((reason) => ({ value: reason.key, label: reason.label }))}
        />
        <TextField state={state} name={`note_${key}`} label={words.note} maxlength={1000} />
      </div>
    </li>
  );
};

const show = async (c: Ctx, open: OpenCase, given: FormState | null): Promise<Response> => {
  const { db } = c.var.services;
  const items = await readChecklist(db, open.found);
  const state = given ?? freshForm(c, checklistRecord(items));
  const around = await readAround(c, open, state);
  const { row, definition } = open.found;
  const letter = latestLetter(around.letters, 'hosting-request');
  const opened = new Map(items.map((item) => [item.key, openedBy(item, letter?.file_id ? letter.id : null)]));
  const first = [...opened.values()].find((each) => each?.view)?.view;
  const { language } = c.var;
  return stepPage(
    c,
    { open, state, title: stepTitle(open, no), changes: around.changes, width: 'full' },
    <div class="g-work">
      <div class="g-stack">
        <ActForm action={paths.caseStep(row.number, no)} state={state} version={shownVersion(state, open)}>
          <Card title={words.checklist} aside={row.round > 1 ? say(words.round, language, { n: row.round }) : null} flush>
            <ol class="g-checklist">
              {items.map((item) => (
                <Item state={state} item={item} definition={definition} opened={opened.get(item.key) ?? null} />
              ))}
            </ol>
            <div class="g-decide">
              <ButtonGroup cancel={paths.case(row.number)}>
                <Button label={words.toAccept} name="then" value="accept" icon="check" />
                <Button label={words.toReturn} name="then" value="return" tone="secondary" icon="arrow-back-up" />
                <Button label={words.save} name="then" value="save" tone="secondary" />
                <Button label={words.toRefuse} name="then" value="refuse" tone="danger" />
              </ButtonGroup>
              <p class="g-hint">{say(words.decideHow, language)}</p>
            </div>
          </Card>
        </ActForm>
        <Card title={words.form}>
          <RequestSummary found={open.found} domain={c.var.installation?.domain ?? ''} layout="grid" />
        </Card>
      </div>
      <div class="g-pane g-only-wide">
        <iframe
          class="g-viewer"
          name={frame}
          {...(first ? { src: first } : {})}
          title={say(words.viewer, language)}
          loading="lazy"
        />
      </div>
    </div>,
  );
};

const nextPages = ['accept', 'return', 'refuse'];

/** SOP step 3: the division head checks every requirement with its document open beside it, and goes on to the decision. */
export const checklistPage: Page = (app) => {
  app.get(paths.caseStep(':number', no), async (c) => {
    const open = await openAct(c, ['check-requirement']);
    return open instanceof Response ? open : show(c, open, null);
  });

  app.post(paths.caseStep(':number', no), (c) =>
    caseAct(c, {
      run: async (tx, input, form) => {
        const found = await getCase(tx, input.actor, input.number);
        await checkRequirements(tx, { ...input, verdicts: readVerdicts(found, form.values) });
        const then = text(form.values, 'then');
        if (nextPages.includes(then)) return { to: paths.caseStep(input.number, no, then) };
        return { to: paths.caseStep(input.number, no), said: words.saved };
      },
      again: (open, state) => show(c, open, state),
    }),
  );
};
