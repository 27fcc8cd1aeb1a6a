import { listJournal } from '#audit/index.ts';
import { findSubject, type Subject } from '#cases/index.ts';
import { acceptAttribute } from '#files/index.ts';
import { doerOf } from '#identity/index.ts';
import {
  type AgendaRow,
  bringOutgoingFile,
  channels,
  type DispatchRow,
  type FilingRule,
  findSignature,
  getBookLetter,
  getOutgoing,
  type LetterPage,
  type LetterSignature,
  letterStatuses,
  listAgendaOfLetter,
  listDispatchesOf,
  listFilings,
  mayKeepBook,
  mayVoid,
  natures,
  needVoider,
  type OutgoingRow,
  outsideKind,
  retentionEnds,
  ruleFor,
  sequences,
  signedUploadPurpose,
  signStates,
  voidLetter,
} from '#letters/index.ts';
import { AppError, invalid } from '#lib/errors.ts';
import { longDate, shortMoment } from '#lib/format.ts';
import { say } from '#lib/words.ts';
import { act, freshForm } from '../../../act.ts';
import { Alert } from '../../../components/alert/alert.tsx';
import { Button, LinkButton } from '../../../components/button/button.tsx';
import { Card, Columns, Stack } from '../../../components/card/card.tsx';
import { Facts } from '../../../components/facts/facts.tsx';
import { TextArea } from '../../../components/field/field.tsx';
import { FileField } from '../../../components/field/file-field.tsx';
import { ActForm } from '../../../components/form/form.tsx';
import { Status } from '../../../components/status/status.tsx';
import type { Ctx, Page } from '../../../context.ts';
import { type FormState, text } from '../../../form.ts';
import { page, param, signedIn } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { useView, useWords } from '../../../view.ts';
import { letterLabel, PdfPane } from '../../cases/shared/letters.tsx';
import { Filed } from '../shared/filed.tsx';
import { History } from '../shared/history.tsx';
import { judgementOf } from '../shared/standing.ts';
import { SubjectLink } from '../shared/subject.tsx';
import { shared } from '../shared/words.ts';
import { words } from './words.ts';

type Shown = { row: OutgoingRow; letter: LetterPage; subject: Subject | undefined; rule: FilingRule };

const signerOf = (by: NonNullable<LetterPage['sheet']>['signature'] & object): string =>
  [by.name, [by.prefix, by.title].filter(Boolean).join(' ')].filter(Boolean).join(', ');

/** Of a letter that was made outside of Griya, as it was entered. */
const outsideSigner = ({ content }: LetterPage): string | null => (typeof content.signer === 'string' ? content.signer : null);

const LetterFacts = ({ row, letter, subject, rule }: Shown) => {
  const t = useWords();
  const { language, timeZone } = useView();
  const status = letterStatuses[row.status];
  const nature = natures[row.nature];
  const by = letter.sheet?.signature;
  return (
    <Card>
      <Facts
        facts={[
          { label: words.kind, value: t(letterLabel(row.kind)) },
          { label: shared.status, value: <Status label={status.label} colour={status.colour} /> },
          { label: shared.hal, value: row.hal, wide: true },
          { label: shared.to, value: row.to },
          { label: shared.date, value: longDate(row.date, language, timeZone) },
          { label: shared.nature, value: <Status label={nature.label} colour={nature.colour} /> },
          { label: shared.enclosures, value: row.attachments || null },
          {
            label: words.place,
            value: `${t(sequences[row.book].label)}, ${row.seq === null ? t(words.outOfSequence) : `${row.seq}/${letter.number_year ?? row.date.year}`}`,
          },
          { label: words.signer, value: by ? signerOf(by) : outsideSigner(letter) },
          {
            label: words.how,
            value: by ? (
              <>
                {t(by.electronic ? words.electronic : words.ink)}
                {letter.sign_state ? (
                  <span class="g-sub">
                    <a href={paths.letterSignature(letter.id)}>{t(signStates[letter.sign_state].label)}</a>
                  </span>
                ) : null}
              </>
            ) : row.kind === outsideKind ? (
              t(words.outside)
            ) : null,
          },
          {
            label: words.initials,
            value: letter.initials.map((each) => `${each.personName}, ${each.postTitle}`).join('; '),
          },
          { label: words.subject, value: subject ? <SubjectLink subject={subject} /> : null },
          { label: shared.code, value: <Filed code={row.classification} rule={rule} endsOn={retentionEnds(rule, row.date)} /> },
        ]}
      />
    </Card>
  );
};

const Dispatches = ({ rows, keeps, letterId }: { rows: readonly DispatchRow[]; keeps: boolean; letterId: string }) => {
  const t = useWords();
  const { language, timeZone } = useView();
  return (
    <Card
      title={words.dispatches}
      {...(keeps ? { aside: <LinkButton href={paths.letterDispatch(letterId)} label={words.record} icon="plus" small /> } : {})}
    >
      {rows.length === 0 ? <p class="g-muted">{t(words.notSent)}</p> : null}
      <ul class="g-kept">
        {rows.map((row) => (
          <li>
            <strong>
              {row.seq}/{row.year}
            </strong>{' '}
            {row.to} · {t(channels[row.channel].label)}
            {row.courier ? ` (${row.courier})` : ''}
            <span class="g-sub">
              {shortMoment(row.sentAt, language, timeZone)} ·{' '}
              {row.receivedAt
                ? t(words.receivedBy, { who: row.receivedBy ?? '', when: shortMoment(row.receivedAt, language, timeZone) })
                : t(row.channel === 'inbox' ? words.inInbox : words.waiting)}
              {row.receiptUploadId ? (
                <>
                  {' '}
                  · <a href={paths.dispatchScan(row.id)}>{t(words.receiptScan)}</a>
                </>
              ) : null}
            </span>
            {keeps && !row.receivedAt && row.channel !== 'inbox' ? (
              <a href={paths.dispatchReceipt(row.id)}>{t(words.receipt)}</a>
            ) : null}
          </li>
        ))}
      </ul>
    </Card>
  );
};

const Agenda = ({ rows }: { rows: readonly AgendaRow[] }) => {
  const t = useWords();
  const { language, timeZone } = useView();
  if (rows.length === 0) return null;
  return (
    <Card title={words.agenda}>
      <ul class="g-kept">
        {rows.map((row) => (
          <li>
            <a href={paths.agendaEntry(row.id)}>
              {t(words.agendaAt, { n: `${row.seq}/${row.year}`, when: shortMoment(row.receivedAt, language, timeZone) })}
            </a>
          </li>
        ))}
      </ul>
    </Card>
  );
};

/** What was found in the signature of a letter that was made outside. */
const OutsideSignature = ({ signature }: { signature: LetterSignature | undefined }) => {
  const t = useWords();
  const { language, timeZone } = useView();
  if (!signature?.form) return null;
  const judged = judgementOf(signature);
  return (
    <Card title={words.how}>
      {signature.form === 'scan' ? <p>{t(words.scan)}</p> : null}
      {judged ? (
        <>
          <p>
            {t(words.certificateOf, {
              who: signature.subject || '?',
              when: signature.signedAt ? shortMoment(signature.signedAt, language, timeZone) : '–',
            })}
          </p>
          <p class={judged.good ? '' : 'g-bad'}>{t(judged.says)}</p>
          {judged.limits.map((limit) => (
            <p class="g-muted g-small">{t(limit)}</p>
          ))}
        </>
      ) : null}
    </Card>
  );
};

/** The file of a letter that was made outside: brought once, when it is signed. */
const OutsideFile = ({ letter, keeps, state }: { letter: LetterPage; keeps: boolean; state: FormState }) => {
  if (letter.kind !== outsideKind || letter.sign_state === 'signed' || !keeps) return null;
  return (
    <Card title={words.bring}>
      <ActForm action={paths.letterFile(letter.id)} state={state} files>
        <FileField
          state={state}
          name="file"
          label={words.outsideFile}
          hint={words.bringHint}
          accept={acceptAttribute(signedUploadPurpose)}
        />
        <Button label={words.bringSubmit} icon="upload" />
      </ActForm>
    </Card>
  );
};

const Voiding = ({ state, letterId, open }: { state: FormState; letterId: string; open: boolean }) => {
  const t = useWords();
  if (open) {
    return (
      <Card title={words.void}>
        <p class="g-muted">{t(words.voidOpen)}</p>
      </Card>
    );
  }
  const used = state.faults.length > 0 || text(state.values, 'reason') !== '';
  return (
    <details class="g-details" {...(used ? { open: true } : {})}>
      <summary>{t(words.void)}</summary>
      <p class="g-lead">{t(words.voidLead)}</p>
      <ActForm action={paths.letterVoid(letterId)} state={state}>
        <TextArea state={state} name="reason" label={words.voidReason} rows={2} maxlength={1000} />
        <Button label={words.voidSubmit} tone="danger" icon="ban" confirm={words.voidConfirm} />
      </ActForm>
    </details>
  );
};

const show = async (c: Ctx, state: FormState): Promise<Response> => {
  const { db } = c.var.services;
  const actor = signedIn(c);
  const id = param(c, 'id');
  const row = await getOutgoing(db, actor, id);
  const [letter, events, dispatches, agenda, rules, signature] = await Promise.all([
    getBookLetter(db, actor, id),
    listJournal(db, { kind: 'letter', id }),
    listDispatchesOf(db, id),
    listAgendaOfLetter(db, actor, id),
    listFilings(db),
    findSignature(db, id),
  ]);
  const subject = await findSubject(db, actor, letter.subject_id);
  const rule = ruleFor(rules, row.kind);
  const keeps = mayKeepBook(actor, row.officeId) && row.status !== 'void';
  return page(
    c,
    {
      title: row.number,
      section: 'letters',
      breadcrumbs: [{ label: words.books, href: paths.letters() }],
      lead: row.officeName,
      state,
      width: 'full',
    },
    <>
      {row.status === 'void' ? (
        <>
          <Alert tone="danger" title={letterStatuses.void.label}>
            <p>{row.voidReason}</p>
          </Alert>
          <div class="g-gap" />
        </>
      ) : null}
      <Columns
        main={
          <Stack>
            <LetterFacts row={row} letter={letter} subject={subject} rule={rule} />
            <Card title={words.letter}>
              {letter.kind === outsideKind && !letter.file_id ? (
                <p class="g-muted">{say(words.noFile, c.var.language)}</p>
              ) : (
                <PdfPane letter={letter} absent={words.noPdf} />
              )}
            </Card>
          </Stack>
        }
        side={
          <Stack>
            {letter.kind === outsideKind ? <OutsideSignature signature={signature} /> : null}
            <OutsideFile letter={letter} keeps={keeps} state={state} />
            <Dispatches rows={dispatches} keeps={keeps} letterId={id} />
            <Agenda rows={agenda} />
            {row.status !== 'void' && mayVoid(actor, letter) ? (
              <Voiding state={state} letterId={id} open={subject?.open ?? false} />
            ) : null}
            <History events={events} />
          </Stack>
        }
      />
    </>,
  );
};

/** One letter of the book: what it is, where it stands, where it went, and what happened to it. */
export const letterPage: Page = (app) => {
  app.get(paths.letter(':id'), (c) => show(c, freshForm(c)));

  app.post(paths.letterFile(':id'), (c) =>
    act(c, {
      uploads: [{ field: 'file', purpose: signedUploadPurpose }],
      run: async (tx, { actor, values, now }) => {
        const letterId = param(c, 'id');
        const uploadId = text(values, 'file');
        if (uploadId === '') throw invalid([{ field: 'file', message: words.bring }]);
        await bringOutgoingFile(tx, { actor, letterId, uploadId, now });
        return { to: paths.letter(letterId), said: words.brought };
      },
      again: (state) => show(c, state),
    }),
  );

  app.post(paths.letterVoid(':id'), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        const letter = await getBookLetter(tx, actor, param(c, 'id'));
        needVoider(actor, letter);
        const subject = await findSubject(tx, actor, letter.subject_id);
        if (subject?.open) throw new AppError('forbidden', { why: say(words.voidOpen, actor.language) });
        const post =
          actor.posts.find((each) => each.postId === letter.signer_post_id) ??
          actor.posts.find((each) => each.officeId === letter.office_id);
        await voidLetter(tx, { letterId: letter.id, reason: text(values, 'reason'), now, doer: doerOf(actor, post) });
        return { to: paths.letter(letter.id), said: words.voidDone };
      },
      again: (state) => show(c, state),
    }),
  );
};
