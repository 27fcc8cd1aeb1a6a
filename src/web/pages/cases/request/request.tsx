import type { FoundCase, Recommendation } from '#cases/index.ts';
import type { Actor } from '#identity/index.ts';
import { AppError, type FieldFault } from '#lib/errors.ts';
import { say, type Words } from '#lib/words.ts';
import { hostingSop } from '#sop/index.ts';
import { act, freshForm } from '../../../act.ts';
import { Alert } from '../../../components/alert/alert.tsx';
import { Card, Columns } from '../../../components/card/card.tsx';
import type { Ctx, Page } from '../../../context.ts';
import { type FormState, text } from '../../../form.ts';
import { page, signedIn } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { useWords } from '../../../view.ts';
import { caseAct, shownVersion } from '../shared/case-act.ts';
import { Changes, changesFor } from '../shared/changes.tsx';
import { fill } from '../shared/fill.ts';
import { NameAdvice } from '../shared/name-advice.tsx';
import { crumbsOf, type OpenCase, openAct } from '../shared/open-case.ts';
import { documentFields, lookOfField, requestSections } from './fields.ts';
import { RequestForm } from './form.tsx';
import {
  judgeSubdomain,
  type Returned,
  remarksOf,
  requestFaults,
  requestRecord,
  returnedOf,
  usableRecommendations,
} from './read.ts';
import { keepDraft, openDraft, requestUploads } from './save.ts';
import { words } from './words.ts';

const todayOf = (c: Ctx): Temporal.PlainDate => c.var.now.toZonedDateTimeISO(c.var.installation?.timeZone ?? 'UTC').toPlainDate();

const domainOf = (c: Ctx): string => c.var.installation?.domain ?? '';

const needApplicant = (c: Ctx, actor: Actor): void => {
  if (actor.posts.some((post) => post.role === 'applicant-head' || post.role === 'applicant-staff')) return;
  throw new AppError('forbidden', { why: say(words.onlyApplicant, c.var.language) });
};

/** What one needs at hand before filling in the form. */
const Preparation = () => {
  const t = useWords();
  const needed = hostingSop.steps.find((step) => step.no === 1)?.kelengkapan ?? [];
  return (
    <Card title={words.prepare}>
      <ol class="g-list">
        {needed.map((requirement) => (
          <li>{t(requirement.label)}</li>
        ))}
      </ol>
      <p class="g-muted g-small">{t(words.guide)}</p>
    </Card>
  );
};

const labelOfFault = (fault: FieldFault): Words => {
  const document = documentFields.find((each) => each.field === fault.field);
  if (document) return document.label;
  const known = requestSections.flatMap((section) => section.fields).find((field) => field.name === fault.field);
  return known ? lookOfField(known.name).label : { id: fault.field, en: fault.field };
};

const sectionOfFault = (fault: FieldFault): string =>
  documentFields.find((each) => each.field === fault.field)?.section ??
  requestSections.find((section) => section.fields.some((field) => field.name === fault.field))?.key ??
  'application';

/** What is not filled in yet, quietly beside the form. */
const Unfilled = ({ faults }: { faults: readonly FieldFault[] }) => {
  const t = useWords();
  return (
    <Card title={words.unfilled} aside={String(faults.length)}>
      {faults.length === 0 ? <p>{t(words.complete)}</p> : null}
      <ul class="g-list">
        {faults.map((fault) => (
          <li>
            <a href={`#section-${sectionOfFault(fault)}`}>{t(labelOfFault(fault))}</a>
          </li>
        ))}
      </ul>
    </Card>
  );
};

/** Why the request came back, above the form that mends it. */
export const ReturnedNotice = ({ returned }: { returned: Returned }) => {
  const t = useWords();
  return (
    <Alert tone="warning" title={words.returned}>
      <p>{t(words.returnedLead)}</p>
      <dl class="g-returned">
        <dt>{t(words.reasons)}</dt>
        <dd>
          <ul>
            {returned.reasons.map((reason) => (
              <li>{t(reason)}</li>
            ))}
          </ul>
        </dd>
        {returned.missing.length > 0 ? (
          <>
            <dt>{t(words.missing)}</dt>
            <dd>
              <ul>
                {returned.missing.map((item) => (
                  <li>{t(item)}</li>
                ))}
              </ul>
            </dd>
          </>
        ) : null}
        {returned.explanation ? (
          <>
            <dt>{t(words.explanation)}</dt>
            <dd class="g-pre">{returned.explanation}</dd>
          </>
        ) : null}
      </dl>
      {returned.letterId ? <a href={paths.letterPdf(returned.letterId)}>{t(words.letter)} (PDF)</a> : null}
    </Alert>
  );
};

const showNew = async (c: Ctx, actor: Actor, state: FormState): Promise<Response> => {
  const issued = await usableRecommendations(c.var.services.db, actor, todayOf(c));
  return page(
    c,
    {
      title: words.newTitle,
      section: 'cases',
      breadcrumbs: crumbsOf('').slice(0, 1),
      state,
    },
    <Columns
      main={
        <RequestForm
          state={state}
          action={paths.newCase()}
          domain={domainOf(c)}
          issued={issued}
          remarks={new Map()}
          cancel={paths.home()}
        />
      }
      side={<Preparation />}
    />,
  );
};

type Shown = { issued: readonly Recommendation[]; remarks: ReadonlyMap<string, Words>; returned: Returned | null };

const readAround = async (c: Ctx, open: OpenCase): Promise<Shown> => {
  const { db } = c.var.services;
  const [issued, remarks, returned] = await Promise.all([
    usableRecommendations(db, open.actor, todayOf(c)),
    remarksOf(db, open.found),
    returnedOf(db, open.found),
  ]);
  return { issued, remarks, returned };
};

const showEdit = async (c: Ctx, open: OpenCase, state: FormState): Promise<Response> => {
  const { db } = c.var.services;
  const { row, definition } = open.found;
  const [shown, faults, judged, changes] = await Promise.all([
    readAround(c, open),
    requestFaults(db, open.found),
    judgeSubdomain(db, open.found),
    changesFor(db, open, state),
  ]);
  return page(
    c,
    {
      title: words.title,
      section: 'cases',
      breadcrumbs: crumbsOf(row.number),
      lead: titleOf(open.found),
      state,
    },
    <Columns
      main={
        <>
          <Changes definition={definition} events={changes} />
          {shown.returned ? <ReturnedNotice returned={shown.returned} /> : null}
          <RequestForm
            state={state}
            action={paths.caseRequest(row.number)}
            version={shownVersion(state, open)}
            domain={domainOf(c)}
            issued={shown.issued}
            remarks={shown.remarks}
            cancel={paths.case(row.number)}
          />
        </>
      }
      side={
        <div class="g-sticky">
          <NameAdvice judged={judged} />
          <Unfilled faults={faults} />
        </div>
      }
    />,
  );
};

const titleOf = ({ row }: FoundCase): string => [row.number, row.application_name].filter(Boolean).join(' · ');

const next = (number: string, then: string): string => (then === 'check' ? paths.caseCheck(number) : paths.caseRequest(number));

const done = (number: string, then: string) =>
  then === 'check' ? { to: next(number, then) } : { to: next(number, then), said: fill(words.saved, { number }) };

/** The request form: a new one, a draft to go on with, or a returned one to be completed. */
export const requestPages: Page = (app) => {
  app.get(paths.newCase(), (c) => {
    const actor = signedIn(c);
    needApplicant(c, actor);
    return showNew(c, actor, freshForm(c));
  });

  app.post(paths.newCase(), (c) =>
    act(c, {
      uploads: requestUploads,
      run: async (tx, form) => {
        const number = await openDraft(tx, form, c.var.installation?.timeZone ?? 'UTC');
        return done(number, text(form.values, 'then'));
      },
      again: (state, actor) => showNew(c, actor, state),
    }),
  );

  app.get(paths.caseRequest(':number'), async (c) => {
    const open = await openAct(c, ['save-draft']);
    if (open instanceof Response) return open;
    const { record, uploads } = await requestRecord(c.var.services.db, open.found);
    return showEdit(c, open, freshForm(c, record, uploads));
  });

  app.post(paths.caseRequest(':number'), (c) =>
    caseAct(c, {
      uploads: requestUploads,
      run: async (tx, input, form) => {
        await keepDraft(tx, input, form);
        return done(input.number, text(form.values, 'then'));
      },
      again: async (open, state) => {
        // What a colleague attached belongs to the form as well.
        const { uploads } = await requestRecord(c.var.services.db, open.found);
        const known = new Map([...uploads.map((upload) => [upload.id, upload] as const), ...state.uploads]);
        return showEdit(c, open, { ...state, uploads: known });
      },
    }),
  );
};
