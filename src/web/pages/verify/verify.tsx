import { throttledLookup } from '#identity/index.ts';
import {
  type CheckedLetter,
  findByCode,
  findByFile,
  groupedCode,
  isOwnCertificate,
  type Judged,
  judgeSignature,
  listTrusted,
  readCode,
  type SignatureFinding,
  signatureLimits,
  standings,
  verifySignedPdf,
} from '#letters/index.ts';
import { type FieldFault, invalid } from '#lib/errors.ts';
import { fileSize, longDate } from '#lib/format.ts';
import { say, type Words } from '#lib/words.ts';
import { faultyForm, openForm } from '../../act.ts';
import { Alert, type AlertTone } from '../../components/alert/alert.tsx';
import { Button } from '../../components/button/button.tsx';
import { Card, Stack } from '../../components/card/card.tsx';
import { Facts } from '../../components/facts/facts.tsx';
import { TextField } from '../../components/field/field.tsx';
import { FileField } from '../../components/field/file-field.tsx';
import type { Ctx, Page } from '../../context.ts';
import { type FormState, text } from '../../form.ts';
import { page } from '../../page.tsx';
import { paths } from '../../paths.ts';
import { readFields } from '../../read-form.ts';
import { useView, useWords } from '../../view.ts';
import { type DroppedFile, fileLimit, readDropped } from './read-file.ts';
import { words } from './words.ts';

/** What is said of the file that was dropped, or of the letter. */
type FileVerdict = { tone: AlertTone; title: Words; how: Words; found?: readonly Found[] };

/** What a file that is not an issued one carries: a signature, and whether its certificate is of this installation. */
type Found = SignatureFinding & { own: boolean; judged: Judged };

/** In plain words; a word of trust only where the certificate leads to an issuer that the administrator trusts. */
const ofSignature = ({ valid, coversWholeFile, own, judged, stamped }: Found): readonly Words[] => {
  if (!valid) return [own ? words.ownChanged : words.changed];
  const whole = own ? words.ownWhole : words.elsewhere;
  const extended = own ? words.ownExtended : words.extended;
  if (own) return [coversWholeFile ? whole : extended];
  const revocation = judged.revocationChecked ? signatureLimits.revocationChecked : signatureLimits.revocationUnchecked;
  return [
    coversWholeFile ? whole : extended,
    standings[judged.standing].words,
    ...(judged.standing === 'trusted' ? [revocation] : []),
    stamped ? signatureLimits.stamped : signatureLimits.claimed,
  ];
};

/** Every signature in the file, the latest few. */
const signaturesOf = async (c: Ctx, bytes: Buffer): Promise<Found[]> => {
  const { db } = c.var.services;
  const { signatures } = await verifySignedPdf(bytes);
  const issuers = signatures.length > 0 ? await listTrusted(db) : [];
  return Promise.all(
    signatures.map(async (each) => ({
      ...each,
      judged: await judgeSignature(each, issuers, c.var.now),
      own: each.certificate !== null && (await isOwnCertificate(db, each.certificate)),
    })),
  );
};

const CodeForm = ({ state }: { state: FormState }) => (
  <form method="post" action={paths.verify()} novalidate>
    <TextField state={state} name="code" label={words.code} hint={words.codeHint} autocomplete="off" spellcheck={false} />
    <Button label={words.check} icon="search" />
  </form>
);

const FileForm = ({ state, code }: { state: FormState; code?: string | undefined }) => {
  const t = useWords();
  const { language } = useView();
  return (
    <form method="post" action={paths.verifyFile(code)} enctype="multipart/form-data" novalidate>
      <FileField
        state={state}
        name="file"
        label={words.file}
        hint={t(words.fileHint, { limit: fileSize(fileLimit, language) })}
        accept="application/pdf,.pdf"
      />
      <Button label={words.checkFile} icon="file-check" tone="secondary" />
    </form>
  );
};

const FileSaid = ({ verdict }: { verdict: FileVerdict | null }) => {
  const t = useWords();
  if (!verdict) return null;
  return (
    <Alert tone={verdict.tone} title={verdict.title} live>
      <p>{t(verdict.how)}</p>
      {(verdict.found ?? []).map((found) => (
        <p>
          {ofSignature(found)
            .map((phrase) =>
              t(phrase, { subject: found.subject || '?', issuer: found.issuer || '?', anchor: found.judged.anchor ?? '?' }),
            )
            .join(' ')}
        </p>
      ))}
    </Alert>
  );
};

const letterStandings: Record<CheckedLetter['state'], FileVerdict> = {
  valid: { tone: 'success', title: words.valid, how: words.validHow },
  void: { tone: 'danger', title: words.void, how: words.voidHow },
  superseded: { tone: 'warning', title: words.superseded, how: words.supersededHow },
};

const signedWords: Record<CheckedLetter['signed'], Words> = {
  ink: words.signedInk,
  griya: words.signedGriya,
  local: words.signedLocal,
  bsre: words.signedBsre,
  elsewhere: words.signedElsewhere,
  waiting: words.signedWaiting,
};

const Standing = ({ letter }: { letter: CheckedLetter }) => {
  const t = useWords();
  const { language, timeZone } = useView();
  const { tone, title, how } = letterStandings[letter.state];
  return (
    <Alert tone={tone} title={title}>
      <p>{t(how, { when: letter.endedAt ? longDate(letter.endedAt, language, timeZone) : '–' })}</p>
    </Alert>
  );
};

const About = ({ letter }: { letter: CheckedLetter }) => {
  const t = useWords();
  const { language, timeZone } = useView();
  const { signer } = letter;
  return (
    <Card title={words.about}>
      <Facts
        layout="list"
        facts={[
          { label: words.number, value: letter.number === '' ? t(words.noNumber) : letter.number },
          {
            label: words.date,
            value: letter.date === null ? '' : longDate(Temporal.PlainDate.from(letter.date), language, timeZone),
          },
          { label: words.hal, value: letter.hal ?? t(words.confidential) },
          {
            label: words.office,
            value: [letter.office, letter.government].filter((part) => part !== '').join(', '),
          },
          {
            label: words.signer,
            value: signer ? (
              <>
                {signer.name}
                <br />
                {signer.title}
              </>
            ) : null,
          },
          { label: words.signature, value: t(signedWords[letter.signed]) },
          { label: words.code, value: <code>{groupedCode(letter.code)}</code> },
        ]}
      />
      <p class="g-small g-muted">{t(words.limited)}</p>
    </Card>
  );
};

const showLetter = (c: Ctx, letter: CheckedLetter, state: FormState, verdict: FileVerdict | null = null): Promise<Response> =>
  page(
    c,
    { title: words.title, state, width: 'narrow' },
    <Stack>
      <FileSaid verdict={verdict} />
      <Standing letter={letter} />
      <About letter={letter} />
      <Card title={words.fileHere}>
        <FileForm state={state} code={letter.code} />
      </Card>
      <Another />
    </Stack>,
  );

const Another = () => {
  const t = useWords();
  return (
    <p>
      <a href={paths.verify()}>{t(words.another)}</a>
    </p>
  );
};

const showDoor = (c: Ctx, state: FormState, verdict: FileVerdict | null = null): Promise<Response> =>
  page(
    c,
    { title: words.title, lead: say(words.lead, c.var.language), state, width: 'narrow' },
    <Stack>
      <FileSaid verdict={verdict} />
      <Card title={words.byCode}>
        <CodeForm state={state} />
      </Card>
      <Card title={words.byFile}>
        <FileForm state={state} />
      </Card>
    </Stack>,
  );

/** The answer to a code that nobody bears, and to one that could be none: the same. */
const showUnknown = (c: Ctx, typed: string): Promise<Response> => {
  c.status(404);
  const state = openForm({ values: new Map([['code', [typed.slice(0, 60)]]]) });
  return showDoor(c, state, { tone: 'danger', title: words.unknownTitle, how: words.unknown });
};

/**
 * No search engine keeps the page. Other sites learn nothing of it by the referrer policy of every page ('same-origin';
 * with 'no-referrer' browsers would not name the origin of the forms either, and the origin check would refuse them).
 */
const quiet = (c: Ctx): void => c.header('x-robots-tag', 'noindex, nofollow, noarchive');

const counted = <Found,>(c: Ctx, call: () => Promise<Found | undefined>): Promise<Found | undefined> =>
  throttledLookup(c.var.services.pool, { what: 'verify', ip: c.var.ip, now: c.var.now }, call);

const findLetter = (c: Ctx, typed: string): Promise<CheckedLetter | undefined> =>
  counted(c, () => findByCode(c.var.services.db, typed));

const fileFaults = (c: Ctx, dropped: 'too_large' | 'no_pdf' | null): FieldFault[] => {
  const limit = { limit: fileSize(fileLimit, c.var.language) };
  if (dropped === null) return [{ field: 'file', message: words.fileMissing }];
  if (dropped === 'no_pdf') return [{ field: 'file', message: words.fileNoPdf }];
  return [{ field: 'file', message: { id: say(words.fileTooLarge, 'id', limit), en: say(words.fileTooLarge, 'en', limit) } }];
};

/** The page of a letter, or the door, with what is to be said of the file. Every file counts as a try until it is found. */
const checkFile = async (c: Ctx, code: string | null): Promise<Response> => {
  const { db } = c.var.services;
  const expected = code === null ? undefined : await findLetter(c, code);
  if (code !== null && !expected) return showUnknown(c, code);
  const read: { file?: DroppedFile; faults?: FieldFault[] } = {};
  const found = await counted(c, async () => {
    const dropped = await readDropped(c);
    if (dropped === null || typeof dropped === 'string') {
      read.faults = fileFaults(c, dropped);
      return undefined;
    }
    read.file = dropped;
    return findByFile(db, dropped.sha256);
  });
  if (read.faults) {
    const state = faultyForm(c, new Map(), invalid(read.faults));
    return expected ? showLetter(c, expected, state) : showDoor(c, state);
  }
  if (found) {
    const same = !expected || expected.letterId === found.letterId;
    const verdict: FileVerdict = same
      ? { tone: 'success', title: words.same, how: words.sameHow }
      : { tone: 'warning', title: words.other, how: words.otherHow };
    return showLetter(c, found, openForm(), verdict);
  }
  const signatures = read.file ? await signaturesOf(c, read.file.bytes) : [];
  const verdict: FileVerdict = { tone: 'danger', title: words.different, how: words.differentHow, found: signatures };
  return expected ? showLetter(c, expected, openForm(), verdict) : showDoor(c, openForm(), verdict);
};

/** Anybody checks a letter: by the code that is printed on it, or by its file. */
export const verifyPage: Page = (app) => {
  app.get(paths.verify(), (c) => {
    quiet(c);
    return showDoor(c, openForm());
  });

  app.post(paths.verify(), async (c) => {
    quiet(c);
    const values = await readFields(c);
    const typed = text(values, 'code');
    if (typed === '') return showDoor(c, faultyForm(c, values, invalid([{ field: 'code', message: words.codeMissing }])));
    const code = readCode(typed);
    if (code !== null) return c.redirect(paths.verify(code), 303);
    await findLetter(c, typed);
    return showUnknown(c, typed);
  });

  app.post(paths.verifyFile(), (c) => {
    quiet(c);
    return checkFile(c, null);
  });
  app.get(paths.verifyFile(), (c) => c.redirect(paths.verify(), 303));

  app.get(paths.verify(':code'), async (c) => {
    quiet(c);
    const typed = c.req.param('code') ?? '';
    const letter = await findLetter(c, typed);
    return letter ? showLetter(c, letter, openForm()) : showUnknown(c, typed);
  });

  app.post(paths.verifyFile(':code'), (c) => {
    quiet(c);
    return checkFile(c, c.req.param('code') ?? '');
  });
  app.get(paths.verifyFile(':code'), (c) => c.redirect(paths.verify(c.req.param('code') ?? ''), 303));
};
