import { caseHistory, draftReply, type HistoryEvent, initialReply, type ReplyFacts, replyFacts, sendBack } from '#cases/index.ts';
import { longDate, shortMoment } from '#lib/format.ts';
import { say } from '#lib/words.ts';
import { freshForm } from '../../../act.ts';
import { Alert } from '../../../components/alert/alert.tsx';
import { Button, ButtonGroup } from '../../../components/button/button.tsx';
import { Card } from '../../../components/card/card.tsx';
import { Facts } from '../../../components/facts/facts.tsx';
import { TextArea } from '../../../components/field/field.tsx';
import { ActForm } from '../../../components/form/form.tsx';
import type { Ctx, Page } from '../../../context.ts';
import { type FormState, text } from '../../../form.ts';
import { paths } from '../../../paths.ts';
import { useView, useWords } from '../../../view.ts';
import { judgeSubdomain } from '../request/read.ts';
import { caseAct, shownVersion } from '../shared/case-act.ts';
import { doneBy } from '../shared/events.ts';
import { fill } from '../shared/fill.ts';
import { latestLetter, PdfPane } from '../shared/letters.tsx';
import { isReady, MissingNotice } from '../shared/missing.tsx';
import { NameAdvice } from '../shared/name-advice.tsx';
import { allowedOf, type OpenCase, openAct } from '../shared/open-case.ts';
import { PaperSection } from '../shared/paper.tsx';
import { AroundColumn, readAround, stepPage, stepTitle } from '../shared/step-page.tsx';
import { words } from './words.ts';

const no = 9;
const path = (number: string, part?: string): string => paths.caseStep(number, no, part);

/** Every fact that the reply carries. */
export const ReplyFactList = ({ facts }: { facts: ReplyFacts }) => {
  const t = useWords();
  const { language, timeZone } = useView();
  const date = (day: string): string => longDate(Temporal.PlainDate.from(day), language, timeZone);
  return (
    <Facts
      layout="list"
      facts={[
        { label: words.addressee, value: facts.addressee.title },
        {
          label: words.answers,
          value: t(words.answersValue, { number: facts.request.number, date: date(facts.request.date) }),
        },
        { label: words.application, value: facts.application },
        { label: words.domain, value: `https://${facts.domainName}` },
        { label: words.service, value: t(words[facts.service]) },
        { label: words.activeOn, value: date(facts.activeOn) },
        { label: words.administrator, value: `${facts.administrator.name}, NIP ${facts.administrator.nip}` },
        { label: words.changes, value: t(words.changesValue, { n: facts.changeWithinDays }) },
      ]}
    />
  );
};

/** The remarks with which a draft came back, until it is put up again. */
const sentBackOf = (events: readonly HistoryEvent[]): HistoryEvent | undefined => {
  const last = events.findLast((event) =>
    ['case.draft-reply', 'case.send-back-draft', 'case.send-back-signing'].includes(event.type),
  );
  return last?.type === 'case.draft-reply' ? undefined : last;
};

const Remarks = ({ event }: { event: HistoryEvent }) => {
  const { language, timeZone } = useView();
  return (
    <Alert tone="warning" title={words.sentBack}>
      <p class="g-pre">{String(event.data.remarks ?? '')}</p>
      <p class="g-muted g-small">
        {[doneBy(event, language), shortMoment(event.at, language, timeZone)].filter(Boolean).join(' · ')}
      </p>
    </Alert>
  );
};

const showDraft = async (c: Ctx, open: OpenCase, state: FormState): Promise<Response> => {
  const { db } = c.var.services;
  const { row, host } = open.found;
  const [around, facts, judged, events] = await Promise.all([
    readAround(c, open, state),
    replyFacts(db, open.found, c.var.now.toZonedDateTimeISO(host.timeZone).toPlainDate()),
    judgeSubdomain(db, open.found),
    caseHistory(db, row.id, true),
  ]);
  const back = sentBackOf(events);
  const draft = latestLetter(around.letters, 'reply');
  const beside = (
    <>
      <NameAdvice judged={judged} />
      <AroundColumn open={open} around={around} domain={host.domain} />
    </>
  );
  return stepPage(
    c,
    { open, state, title: stepTitle(open, no), changes: around.changes, width: 'full' },
    <div class={draft ? 'g-work' : 'g-casecols'}>
      <div class="g-stack">
        {back ? <Remarks event={back} /> : null}
        <Card title={words.facts}>
          <p class="g-muted">{say(words.factsLead, c.var.language)}</p>
          <ReplyFactList facts={facts} />
          <ActForm action={path(row.number)} state={state} version={shownVersion(state, open)} files>
            <TextArea state={state} name="note" label={words.note} hint={words.noteHint} rows={3} maxlength={2000} optional />
            <PaperSection state={state} />
            <ButtonGroup cancel={paths.case(row.number)}>
              <Button label={words.draft} icon="file-text" />
            </ButtonGroup>
          </ActForm>
        </Card>
        {draft ? beside : null}
      </div>
      {draft ? <PdfPane letter={draft} absent={words.noDraft} /> : <div class="g-stack">{beside}</div>}
    </div>,
  );
};

type Forms = { initial: FormState; back: FormState };

const showInitial = async (c: Ctx, open: OpenCase, forms: Forms, shown: FormState): Promise<Response> => {
  const { row, definition, host } = open.found;
  const [around, allowed] = await Promise.all([readAround(c, open, shown), allowedOf(c, open, ['initial-reply'])]);
  return stepPage(
    c,
    { open, state: shown, title: stepTitle(open, no), changes: around.changes, width: 'full' },
    <div class="g-work">
      <div class="g-stack">
        <Card title={words.initial}>
          <p class="g-muted">{say(words.initialLead, c.var.language)}</p>
          <MissingNotice allowed={allowed} definition={definition} />
          <ActForm action={path(row.number, 'initial')} state={forms.initial} version={shownVersion(forms.initial, open)} files>
            <PaperSection state={forms.initial} />
            <ButtonGroup cancel={paths.case(row.number)}>
              {isReady(allowed, 'initial-reply') ? <Button label={words.initial} icon="writing-sign" /> : null}
            </ButtonGroup>
          </ActForm>
        </Card>
        <Card title={words.return}>
          <ActForm action={path(row.number, 'return')} state={forms.back} version={shownVersion(forms.back, open)}>
            <TextArea state={forms.back} name="remarks" label={words.remarks} rows={3} maxlength={2000} />
            <ButtonGroup>
              <Button label={words.return} tone="secondary" icon="arrow-back-up" />
            </ButtonGroup>
          </ActForm>
        </Card>
        <AroundColumn open={open} around={around} domain={host.domain} />
      </div>
      <PdfPane letter={latestLetter(around.letters, 'reply')} absent={words.noDraft} />
    </div>,
  );
};

/** SOP step 9: the reply is drafted from the records, then initialled by the division head or sent back with remarks. */
export const replyPage: Page = (app) => {
  app.get(path(':number'), async (c) => {
    const open = await openAct(c, ['draft-reply', 'initial-reply', 'send-back-draft']);
    if (open instanceof Response) return open;
    if (open.found.row.state === 'reply-draft') return showDraft(c, open, freshForm(c));
    const initial = freshForm(c);
    return showInitial(c, open, { initial, back: freshForm(c) }, initial);
  });

  app.post(path(':number'), (c) =>
    caseAct(c, {
      paper: true,
      run: async (tx, input, { values }) => {
        await draftReply(tx, { ...input, note: text(values, 'note') });
        return { to: paths.case(input.number), said: fill(words.drafted, { number: input.number }) };
      },
      again: (open, state) => showDraft(c, open, state),
    }),
  );

  app.post(path(':number', 'initial'), (c) =>
    caseAct(c, {
      paper: true,
      run: async (tx, input) => {
        await initialReply(tx, input);
        return { to: paths.case(input.number), said: fill(words.initialled, { number: input.number }) };
      },
      again: (open, state) => showInitial(c, open, { initial: state, back: freshForm(c) }, state),
    }),
  );

  app.post(path(':number', 'return'), (c) =>
    caseAct(c, {
      run: async (tx, input, { values }) => {
        await sendBack(tx, { ...input, action: 'send-back-draft', remarks: text(values, 'remarks') });
        return { to: paths.case(input.number), said: fill(words.returned, { number: input.number }) };
      },
      again: (open, state) => showInitial(c, open, { initial: freshForm(c), back: state }, state),
    }),
  );
};
