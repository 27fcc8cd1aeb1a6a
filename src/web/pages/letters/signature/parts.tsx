import { mayBringSigned } from '#cases/index.ts';
import { acceptAttribute } from '#files/index.ts';
import {
  type LetterPage,
  letterStatuses,
  signedUploadPurpose,
  signingFailures,
  signingProviders,
  signStates,
} from '#letters/index.ts';
import { longDate, shortMoment } from '#lib/format.ts';
import { Alert } from '../../../components/alert/alert.tsx';
import { Button, ButtonGroup } from '../../../components/button/button.tsx';
import { Card, Stack } from '../../../components/card/card.tsx';
import { type Fact, Facts } from '../../../components/facts/facts.tsx';
import { FileField } from '../../../components/field/file-field.tsx';
import { ActForm } from '../../../components/form/form.tsx';
import { Status } from '../../../components/status/status.tsx';
import type { FormState } from '../../../form.ts';
import { paths } from '../../../paths.ts';
import { type Phrase, useView, useWords } from '../../../view.ts';
import { asksSigner, GivenFields } from '../shared/given.tsx';
import { judgementOf } from '../shared/standing.ts';
import type { Read } from './read.ts';
import { words } from './words.ts';

const Time = ({ at }: { at: Temporal.Instant }) => {
  const { language, timeZone } = useView();
  return <time datetime={at.toString()}>{shortMoment(at, language, timeZone)}</time>;
};

/** What the letter is, who signs it, and how far that is. */
export const Summary = ({ read }: { read: Read }) => {
  const t = useWords();
  const { language, timeZone } = useView();
  const { letter } = read;
  const { signature } = letter.sheet ?? { signature: null };
  const state = letter.sign_state && letter.status !== 'void' ? signStates[letter.sign_state] : letterStatuses[letter.status];
  const way = letter.sign_provider
    ? t(signingProviders[letter.sign_provider].label)
    : letter.sheet
      ? t(signature?.electronic ? words.noWay : words.inInk)
      : '';
  const facts: Fact[] = [
    { label: words.status, value: <Status label={state.label} colour={state.colour} /> },
    { label: words.number, value: letter.number ?? (letter.sheet ? null : t(words.noNumber)) },
    { label: words.date, value: letter.letter_date ? longDate(letter.letter_date, language, timeZone) : null },
    { label: words.subject, value: letter.hal, wide: true },
    {
      label: words.signer,
      value: signature?.name ? (
        <>
          {signature.name}
          <span class="g-sub">{[signature.prefix, signature.title].filter(Boolean).join(' ')}</span>
        </>
      ) : null,
    },
    ...(way ? [{ label: words.way, value: way, wide: true }] : []),
    ...(read.caseNumber ? [{ label: words.case, value: <a href={paths.case(read.caseNumber)}>{read.caseNumber}</a> }] : []),
  ];
  return (
    <Card title={words.state}>
      <Facts facts={facts} layout="grid" />
    </Card>
  );
};

const Findings = ({ sentences }: { sentences: readonly { good: boolean; phrase: Phrase }[] }) => {
  const t = useWords();
  return (
    <Stack>
      {sentences.map(({ good, phrase }) => (
        <Alert tone={good ? 'success' : 'warning'}>
          <p>{t(phrase)}</p>
        </Alert>
      ))}
    </Stack>
  );
};

type ActProps = { read: Read; state: FormState };

/** The signature that the file bears: whose certificate, when, and what was found when it was kept. */
export const Result = ({ read, state }: ActProps) => {
  const t = useWords();
  const { letter, signature } = read;
  if (letter.sign_state !== 'signed' || !signature) return null;
  const { findings } = signature;
  const judged = judgementOf(signature);
  const sentences =
    signature.form === 'scan'
      ? [{ good: true, phrase: words.scan }]
      : [
          { good: true, phrase: words.valid },
          {
            good: findings.original_kept === true,
            phrase: findings.original_kept === true ? words.originalKept : words.originalChanged,
          },
          ...(findings.signer_named === false ? [{ good: false, phrase: words.otherName }] : []),
          ...(judged ? [{ good: judged.good, phrase: judged.says }] : []),
        ];
  return (
    <Card title={words.result}>
      <Stack>
        <Findings sentences={sentences} />
        {signature.form === 'scan' ? null : (
          <Facts
            layout="grid"
            facts={[
              { label: words.certificate, value: signature.subject },
              { label: words.issuer, value: signature.issuer },
              { label: words.at, value: signature.signedAt ? <Time at={signature.signedAt} /> : null },
              ...(signature.reference ? [{ label: words.reference, value: signature.reference }] : []),
            ]}
          />
        )}
        {judged?.limits.map((limit) => (
          <p class="g-muted">{t(limit)}</p>
        ))}
        {signature.form === 'scan' || judged ? null : (
          <p class="g-muted">{t(letter.sign_provider === 'local' ? words.localTrust : words.foreignTrust)}</p>
        )}
        {asksSigner(letter.sign_provider ?? 'local') && read.actor.host ? (
          <ActForm action={paths.letterVerdict(letter.id)} state={state}>
            <Button label={words.askService} tone="secondary" small />
          </ActForm>
        ) : null}
        {findings.original_kept === false && read.actor.host ? (
          <p>
            <a href={paths.letterNumbered(letter.id)}>{t(words.numbered)}</a>
          </p>
        ) : null}
      </Stack>
    </Card>
  );
};

/** What happened at the last try, and the way to sign where this person is the signer. */
export const Awaiting = ({ read, state }: ActProps) => {
  const t = useWords();
  const { letter, signature, actor } = read;
  const { language, timeZone } = useView();
  if (letter.sign_state === null || letter.sign_state === 'signed' || letter.status === 'void') return null;
  const provider = letter.sign_provider ?? 'local';
  if (provider === 'local') {
    return (
      <Alert tone="info">
        <p>{t(words.waitingLocal)}</p>
      </Alert>
    );
  }
  const rendered = letter.render_state === 'done';
  const mine = asksSigner(provider) && letter.signer_person_id === actor.personId;
  const failure = signature?.lastError ?? null;
  const tried = signature?.lastTriedAt ?? null;
  const name = letter.sheet?.signature?.name ?? '';
  return (
    <Card title={mine ? words.sign : signStates.waiting.label}>
      <Stack>
        <p>{t(letter.sign_state === 'signing' ? words.signing : words.waiting, { name })}</p>
        {failure && letter.sign_state === 'waiting' ? (
          <Alert tone="warning" {...(tried ? { title: t(words.lastTry, { at: shortMoment(tried, language, timeZone) }) } : {})}>
            <p>{t(signingFailures[failure])}</p>
          </Alert>
        ) : null}
        {rendered ? null : <p class="g-muted">{t(words.rendering)}</p>}
        {mine && rendered ? (
          <ActForm action={paths.letterSignature(letter.id)} state={state}>
            <p class="g-hint">{t(words.signLead)}</p>
            <GivenFields state={state} provider={provider} />
            <ButtonGroup>
              <Button label={words.sign} icon="signature" />
            </ButtonGroup>
          </ActForm>
        ) : null}
      </Stack>
    </Card>
  );
};

/** Brings the file that was signed outside of Griya. */
export const Bring = ({ read, state, open }: ActProps & { open: boolean }) => {
  const t = useWords();
  const { letter, actor } = read;
  if (letter.sign_state !== 'waiting' || letter.sign_provider === 'local' || letter.status === 'void') return null;
  if (!mayBringSigned(actor, letter) || letter.render_state !== 'done') return null;
  const manual = letter.sign_provider === 'manual';
  const form = (
    <>
      <p class="g-hint">{t(manual ? words.uploadManual : words.uploadBsre)}</p>
      <ActForm action={paths.letterSigned(letter.id)} state={state} files>
        <FileField state={state} name="file" label={words.file} accept={acceptAttribute(signedUploadPurpose)} href={paths.file} />
        <ButtonGroup>
          <Button label={words.send} tone={manual ? 'primary' : 'secondary'} icon="upload" />
        </ButtonGroup>
      </ActForm>
    </>
  );
  if (manual) return <Card title={words.upload}>{form}</Card>;
  return (
    <details class="g-details" {...(open ? { open: true } : {})}>
      <summary>{t(words.upload)}</summary>
      {form}
    </details>
  );
};

/** Who has initialled the draft, and whose turn it is in the order of the office. */
export const Initials = ({ read, state }: ActProps) => {
  const t = useWords();
  const { letter, turns, actor } = read;
  const next = turns.find((turn) => !turn.done);
  const awaited = turns.filter((turn) => !turn.done);
  if (letter.initials.length === 0 && awaited.length === 0) return null;
  const mine = next !== undefined && actor.posts.some((post) => post.postId === next.postId);
  return (
    <Card title={words.initials}>
      <ol class="g-plain">
        {letter.initials.map((initial) => (
          <li>
            {initial.postTitle}
            <span class="g-sub">
              {initial.personName}, <Time at={initial.at} />
            </span>
          </li>
        ))}
        {awaited.map((turn) => (
          <li class="g-muted">
            {turn.title}
            <span class="g-sub">{t(words.notYet)}</span>
          </li>
        ))}
      </ol>
      {mine ? (
        <ActForm action={paths.letterInitial(letter.id)} state={state}>
          <Button label={words.initial} icon="writing-sign" />
        </ActForm>
      ) : null}
    </Card>
  );
};

/** Why the draft was sent back, each time. */
export const Remarks = ({ letter }: { letter: LetterPage }) => {
  if (letter.remarks.length === 0) return null;
  return (
    <Card title={words.remarks}>
      <ul class="g-plain">
        {letter.remarks.map((remark) => (
          <li>
            <span class="g-pre">{remark.remarks}</span>
            <span class="g-sub">
              {[remark.postTitle, remark.personName].filter(Boolean).join(', ')} · <Time at={remark.at} />
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
};
