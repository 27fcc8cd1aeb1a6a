import { checkName, overrideName, sendBack, signLetter } from '#cases/index.ts';
import { nameOf } from '#dns/index.ts';
import { findLetter, getSigningSetting, type LetterPage, type SigningProvider } from '#letters/index.ts';
import type { AllowedAction } from '#sop/index.ts';
import { freshForm } from '../../../act.ts';
import { Alert } from '../../../components/alert/alert.tsx';
import { Button, ButtonGroup } from '../../../components/button/button.tsx';
import { Card } from '../../../components/card/card.tsx';
import { TextArea } from '../../../components/field/field.tsx';
import { ActForm } from '../../../components/form/form.tsx';
import type { Ctx, Page } from '../../../context.ts';
import { type FormState, text } from '../../../form.ts';
import { paths } from '../../../paths.ts';
import { useWords } from '../../../view.ts';
import { GivenFields } from '../../letters/shared/given.tsx';
import { Remarks } from '../../letters/signature/parts.tsx';
import { judgeSubdomain } from '../request/read.ts';
import { caseAct, shownVersion } from '../shared/case-act.ts';
import { fill } from '../shared/fill.ts';
import { latestLetter, PdfPane } from '../shared/letters.tsx';
import { isReady, MissingNotice } from '../shared/missing.tsx';
import { NameAdvice } from '../shared/name-advice.tsx';
import { NameState } from '../shared/name-state.tsx';
import { allowedOf, type OpenCase, openAct } from '../shared/open-case.ts';
import { PaperSection } from '../shared/paper.tsx';
import { SignLead, signOutgoing } from '../shared/sign-outgoing.tsx';
import { AroundColumn, readAround, stepPage, stepTitle } from '../shared/step-page.tsx';
import { words } from './words.ts';

const no = 10;
const acts = ['sign-reply', 'check-name', 'override-name', 'send-back-signing'];
const path = (number: string, part?: string): string => paths.caseStep(number, no, part);

type Part = 'sign' | 'check' | 'override' | 'back';

type Shown = {
  open: OpenCase;
  allowed: readonly AllowedAction[];
  posted: FormState;
  place: Part;
  fresh: () => FormState;
  /** How the office's letters are signed. */
  provider: SigningProvider;
  draft: LetterPage | undefined;
};

const formOf = ({ posted, place, fresh }: Shown, wanted: Part): FormState => (place === wanted ? posted : fresh());
const may = ({ allowed }: Shown, key: string): boolean => allowed.some((each) => each.action.key === key);

/** Reminds who stands in for another that the letter says so. */
const Acting = ({ open }: { open: OpenCase }) => {
  const t = useWords();
  const post = open.actor.posts.find((each) => each.role === 'agency-head' && each.officeId === open.found.host.officeId);
  if (!post || post.kind === 'definitive') return null;
  return <p>{t(words.acting, { acting: post.kind === 'plt' ? 'Plt.' : 'Plh.', post: post.title })}</p>;
};

const Sign = (shown: Shown) => {
  const { open, allowed } = shown;
  const { row, definition } = open.found;
  if (!may(shown, 'sign-reply')) return null;
  const state = formOf(shown, 'sign');
  return (
    <Card title={words.sign}>
      <SignLead provider={shown.provider} />
      <Acting open={open} />
      <MissingNotice allowed={allowed} definition={definition} />
      <ActForm action={path(row.number)} state={state} version={shownVersion(state, open)} files>
        {isReady(allowed, 'sign-reply') ? <GivenFields state={state} provider={shown.provider} /> : null}
        <PaperSection state={state} />
        <ButtonGroup cancel={paths.case(row.number)}>
          {isReady(allowed, 'sign-reply') ? <Button label={words.sign} icon="signature" /> : null}
        </ButtonGroup>
      </ActForm>
    </Card>
  );
};

const Name = (shown: Shown & { name: Awaited<ReturnType<typeof nameOf>> }) => {
  const t = useWords();
  const { open, name } = shown;
  const { row } = open.found;
  const [check, override] = [formOf(shown, 'check'), formOf(shown, 'override')];
  return (
    <Card title={words.name}>
      <NameState name={name} />
      {row.resolve_override ? (
        <Alert tone="warning" title={words.overridden}>
          <p class="g-pre">{row.resolve_override}</p>
        </Alert>
      ) : null}
      {may(shown, 'check-name') && !name?.verified ? (
        <ActForm action={path(row.number, 'check')} state={check} version={shownVersion(check, open)}>
          <Button label={words.check} tone="secondary" icon="world-search" small />
        </ActForm>
      ) : null}
      {may(shown, 'override-name') && !name?.verified && !row.resolve_override ? (
        <details class="g-details" {...(shown.place === 'override' ? { open: true } : {})}>
          <summary>{t(words.override)}</summary>
          <p class="g-hint">{t(words.overrideLead)}</p>
          <ActForm action={path(row.number, 'override')} state={override} version={shownVersion(override, open)}>
            <TextArea state={override} name="reason" label={words.reason} rows={2} maxlength={1000} />
            <Button label={words.override} tone="secondary" />
          </ActForm>
        </details>
      ) : null}
    </Card>
  );
};

const Back = (shown: Shown) => {
  const { row } = shown.open.found;
  if (!may(shown, 'send-back-signing')) return null;
  const state = formOf(shown, 'back');
  return (
    <Card title={words.return}>
      <ActForm action={path(row.number, 'return')} state={state} version={shownVersion(state, shown.open)}>
        <TextArea state={state} name="remarks" label={words.remarks} rows={3} maxlength={2000} />
        <ButtonGroup>
          <Button label={words.return} tone="secondary" icon="arrow-back-up" />
        </ButtonGroup>
      </ActForm>
    </Card>
  );
};

const show = async (c: Ctx, open: OpenCase, posted: FormState, place: Part): Promise<Response> => {
  const { row, host } = open.found;
  const { db } = c.var.services;
  const [around, allowed, name, judged, { provider }] = await Promise.all([
    readAround(c, open, posted),
    allowedOf(c, open, acts),
    nameOf(db, row.id),
    judgeSubdomain(db, open.found),
    getSigningSetting(db, host.officeId),
  ]);
  const reply = latestLetter(around.letters, 'reply');
  const draft = reply ? await findLetter(db, reply.id) : undefined;
  const shown: Shown = { open, allowed, posted, place, fresh: () => freshForm(c), provider, draft };
  return stepPage(
    c,
    { open, state: posted, title: stepTitle(open, no), changes: around.changes, width: 'full' },
    <div class="g-work">
      <div class="g-stack">
        <Sign {...shown} />
        {draft ? <Remarks letter={draft} /> : null}
        <NameAdvice judged={judged} />
        <Name {...shown} name={name} />
        <Back {...shown} />
        <AroundColumn open={open} around={around} domain={host.domain} />
      </div>
      <PdfPane letter={reply} absent={words.noDraft} />
    </div>,
  );
};

/** SOP step 10: the reply is read, the subdomain's check seen, the letter signed and sent, or sent back. */
export const signingPage: Page = (app) => {
  app.get(path(':number'), async (c) => {
    const open = await openAct(c, acts);
    return open instanceof Response ? open : show(c, open, freshForm(c), 'sign');
  });

  app.post(path(':number'), (c) =>
    caseAct(c, {
      paper: true,
      run: (tx, input, form) =>
        signOutgoing(c, tx, input, form, { kind: 'reply', said: fill(words.signed, { number: input.number }) }, () =>
          signLetter(tx, { ...input, action: 'sign-reply' }),
        ),
      again: (open, state) => show(c, open, state, 'sign'),
    }),
  );

  app.post(path(':number', 'check'), (c) =>
    caseAct(c, {
      run: async (tx, input) => {
        await checkName(tx, input);
        return { to: path(input.number), said: words.checking };
      },
      again: (open, state) => show(c, open, state, 'check'),
    }),
  );

  app.post(path(':number', 'override'), (c) =>
    caseAct(c, {
      run: async (tx, input, { values }) => {
        await overrideName(tx, { ...input, reason: text(values, 'reason') });
        return { to: path(input.number), said: words.overrideSaved };
      },
      again: (open, state) => show(c, open, state, 'override'),
    }),
  );

  app.post(path(':number', 'return'), (c) =>
    caseAct(c, {
      run: async (tx, input, { values }) => {
        await sendBack(tx, { ...input, action: 'send-back-signing', remarks: text(values, 'remarks') });
        return { to: paths.case(input.number), said: fill(words.returned, { number: input.number }) };
      },
      again: (open, state) => show(c, open, state, 'back'),
    }),
  );
};
