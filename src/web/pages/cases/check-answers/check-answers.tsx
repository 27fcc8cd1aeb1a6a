import {
  findAppointment,
  findRecommendation,
  issueAppointment,
  type Recommendation,
  type RequestDraft,
  submit,
} from '#cases/index.ts';
import type { LetterRow } from '#letters/index.ts';
import { longDate, number } from '#lib/format.ts';
import { say } from '#lib/words.ts';
import { act, freshForm } from '../../../act.ts';
import { Alert } from '../../../components/alert/alert.tsx';
import { Button, ButtonGroup } from '../../../components/button/button.tsx';
import { Card, Columns } from '../../../components/card/card.tsx';
import { DocumentLink } from '../../../components/document/document.tsx';
import { fieldId, noteLabel } from '../../../components/field/wiring.ts';
import { ActForm } from '../../../components/form/form.tsx';
import type { Ctx, Page } from '../../../context.ts';
import type { FormState, StoredUpload } from '../../../form.ts';
import { page } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { type Phrase, useView, useWords } from '../../../view.ts';
import { documentFields, type RequestFieldLook, type RequestSection, requestSections } from '../request/fields.ts';
import { judgeSubdomain, requestFaults, requestRecord } from '../request/read.ts';
import { caseAct, shownVersion } from '../shared/case-act.ts';
import { Changes, changesFor } from '../shared/changes.tsx';
import { fill } from '../shared/fill.ts';
import { NameAdvice } from '../shared/name-advice.tsx';
import { crumbsOf, type OpenCase, openAct, openCase } from '../shared/open-case.ts';
import { PaperSection } from '../shared/paper.tsx';
import { words } from './words.ts';

type Answers = {
  draft: RequestDraft;
  record: Readonly<Record<string, string>>;
  uploads: readonly StoredUpload[];
  recommendation: Recommendation | undefined;
  /** The letter of appointment, where it was issued in Griya. */
  appointment: LetterRow | undefined;
};

const readAnswers = async (c: Ctx, { found }: OpenCase): Promise<Answers> => {
  const { db } = c.var.services;
  const [{ record, uploads }, recommendation, appointment] = await Promise.all([
    requestRecord(db, found),
    found.row.recommendation_id ? findRecommendation(db, found.row.recommendation_id) : undefined,
    findAppointment(db, found),
  ]);
  return { draft: found.row.request as RequestDraft, record, uploads, recommendation, appointment };
};

/** What was answered to one field, as it will be read. */
export const answerOf = (look: RequestFieldLook, typed: string, t: (phrase: Phrase) => string, domain: string): string => {
  if (typed === '') return '';
  if (look.name === 'subdomain') return `${typed.toLowerCase()}.${domain}`;
  const option = look.options?.find((each) => each.value === typed);
  if (option) return t(option.label);
  return look.unit ? `${typed} ${look.unit}` : typed;
};

const Answer = ({ state, look, typed, domain }: { state: FormState; look: RequestFieldLook; typed: string; domain: string }) => {
  const t = useWords();
  const { language, timeZone } = useView();
  noteLabel(state, look.name, t(look.label));
  const fault = state.faults.find((each) => each.field === look.name);
  const date = look.kind === 'date' && /^\d{4}-\d{2}-\d{2}$/.test(typed);
  const answer = date ? longDate(Temporal.PlainDate.from(typed), language, timeZone) : answerOf(look, typed, t, domain);
  return (
    <div class={fault ? 'g-fact g-fact-faulty' : 'g-fact'} id={fieldId(look.name)} tabindex={-1}>
      <dt>{t(look.label)}</dt>
      <dd class="g-pre">
        {answer || <span class="g-muted">{look.optional ? '–' : t(words.empty)}</span>}
        {fault ? <span class="g-fault">{t(fault.message)}</span> : null}
      </dd>
    </div>
  );
};

const Attachment = (props: { state: FormState; document: (typeof documentFields)[number]; answers: Answers }) => {
  const t = useWords();
  const { language, timeZone } = useView();
  const { state, document, answers } = props;
  noteLabel(state, document.field, t(document.label));
  const fault = state.faults.find((each) => each.field === document.field);
  const upload = answers.uploads.find((each) => each.id === answers.record[document.field]);
  const issued = document.kind === 'recommendation' ? answers.recommendation : undefined;
  const appointment = document.kind === appointmentKind ? answers.appointment : undefined;
  return (
    <div class={fault ? 'g-fact g-fact-faulty' : 'g-fact'} id={fieldId(document.field)} tabindex={-1}>
      <dt>{t(document.label)}</dt>
      <dd>
        {upload ? (
          <DocumentLink
            label={upload.name}
            size={upload.size}
            mediaType={upload.mediaType}
            downloadHref={paths.file(upload.id)}
            viewHref={paths.fileView(upload.id)}
          />
        ) : null}
        {issued ? (
          <p>
            {issued.number}{' '}
            <span class="g-muted">({t(words.issuedIn, { date: longDate(issued.valid_until, language, timeZone) })})</span>
          </p>
        ) : null}
        {appointment ? (
          <p>
            <a href={paths.letterPdf(appointment.id)}>{t(words.appointed, { number: appointment.number ?? '' })}</a>
          </p>
        ) : null}
        {!upload && !issued && !appointment && !fault ? '–' : null}
        {fault ? <span class="g-fault">{t(fault.message)}</span> : null}
      </dd>
    </div>
  );
};

const appointmentKind = 'appointment-letter';

/** The head of the office has Griya make the letter of appointment, instead of uploading a scan. */
const Appoint = ({ number, state }: { number: string; state: FormState }) => {
  const t = useWords();
  return (
    <Card title={words.appoint}>
      <p>{t(words.appointHow)}</p>
      <ActForm action={paths.caseAppointment(number)} state={state}>
        <Button label={words.appointDo} icon="rubber-stamp" tone="secondary" />
      </ActForm>
    </Card>
  );
};

type SectionProps = { section: RequestSection; state: FormState; answers: Answers; domain: string; href: string };

const Section = ({ section, state, answers, domain, href }: SectionProps) => {
  const t = useWords();
  const change = (
    <a href={`${href}#section-${section.key}`}>
      {t(words.change)}
      <span class="visually-hidden"> {t(section.title)}</span>
    </a>
  );
  return (
    <Card title={section.title} aside={change}>
      <dl class="g-facts g-facts-list">
        {section.fields.map((look) => (
          <Answer state={state} look={look} typed={answers.draft[look.name]?.trim() ?? ''} domain={domain} />
        ))}
        {documentFields
          .filter((document) => document.section === section.key)
          .map((document) => (
            <Attachment state={state} document={document} answers={answers} />
          ))}
      </dl>
    </Card>
  );
};

type SendProps = { state: FormState; open: OpenCase; faults: number; maySend: boolean; domain: string };

const Send = ({ state, open, faults, maySend, domain }: SendProps) => {
  const t = useWords();
  const { language } = useView();
  const { row } = open.found;
  if (faults > 0) {
    return (
      <Alert tone="warning" title={words.notYet}>
        <p>{t(words.notYetHow, { n: number(faults, language) })}</p>
      </Alert>
    );
  }
  if (!maySend) {
    return (
      <Alert tone="info" title={words.onlyHead}>
        <p>{t(words.onlyHeadHow)}</p>
      </Alert>
    );
  }
  return (
    <Card title={words.happens}>
      <ul class="g-list">
        <li>{t(words.happensLetter)}</li>
        <li>{t(words.happensName, { name: `${row.subdomain}.${domain}` })}</li>
        <li>{t(words.happensWho)}</li>
      </ul>
      <ActForm action={paths.caseCheck(row.number)} state={state} version={shownVersion(state, open)} files>
        <PaperSection state={state} />
        <ButtonGroup>
          <Button label={row.round > 0 ? words.sendAgain : words.send} icon="send" />
        </ButtonGroup>
      </ActForm>
    </Card>
  );
};

const show = async (c: Ctx, open: OpenCase, posted: FormState | null, maySend: boolean): Promise<Response> => {
  const { db } = c.var.services;
  const [answers, faults, judged] = await Promise.all([
    readAnswers(c, open),
    requestFaults(db, open.found),
    judgeSubdomain(db, open.found),
  ]);
  const others = (posted?.faults ?? []).filter((fault) => !faults.some((each) => each.field === fault.field));
  const state = { ...(posted ?? freshForm(c)), faults: [...others, ...faults] };
  const { row, definition } = open.found;
  const domain = c.var.installation?.domain ?? '';
  const changes = await changesFor(db, open, state);
  return page(
    c,
    {
      title: words.title,
      section: 'cases',
      breadcrumbs: crumbsOf(row.number),
      lead: [row.number, row.application_name].filter(Boolean).join(' · '),
      state,
      actions: (
        <button type="button" class="btn g-btn-quiet" data-print hidden>
          {say(words.print, c.var.language)}
        </button>
      ),
    },
    <Columns
      main={
        <>
          <Changes definition={definition} events={changes} />
          {requestSections.map((section) => (
            <Section section={section} state={state} answers={answers} domain={domain} href={paths.caseRequest(row.number)} />
          ))}
        </>
      }
      side={
        <div class="g-sticky">
          <NameAdvice judged={judged} />
          {maySend && faults.some((fault) => fault.field === appointmentField) ? (
            <Appoint number={row.number} state={state} />
          ) : null}
          <Send state={state} open={open} faults={faults.length} maySend={maySend} domain={domain} />
        </div>
      }
    />,
  );
};

const appointmentField = documentFields.find(({ kind }) => kind === appointmentKind)?.field;

const isHead = (open: OpenCase): boolean =>
  open.actor.posts.some((post) => post.role === 'applicant-head' && post.officeId === open.found.row.office_id);

/** The whole request once more before it is sent, with every fault; the head of the office sends it from here. */
export const checkAnswersPage: Page = (app) => {
  app.get(paths.caseCheck(':number'), async (c) => {
    const open = await openAct(c, ['save-draft', 'submit']);
    if (open instanceof Response) return open;
    return show(c, open, null, isHead(open));
  });

  app.post(paths.caseAppointment(':number'), (c) =>
    act(c, {
      run: async (tx, { actor, now }) => {
        const number = c.req.param('number') ?? '';
        const made = await issueAppointment(tx, { number, actor, now });
        return { to: paths.caseCheck(number), said: fill(words.appointedNow, { number: made.number }) };
      },
      again: async (state, actor) => {
        const open = await openCase(c, actor);
        return show(c, open, state, isHead(open));
      },
    }),
  );

  app.post(paths.caseCheck(':number'), (c) =>
    caseAct(c, {
      paper: true,
      run: async (tx, input) => {
        await submit(tx, input);
        return {
          to: paths.case(input.number),
          said: fill(words.sent, { number: input.number }),
        };
      },
      again: (open, state) => show(c, open, state, isHead(open)),
    }),
  );
};
