import { mayReadLetter } from '#cases/index.ts';
import type { Db } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import {
  kindLabel,
  type LetterRow,
  letterKinds,
  letterStatuses,
  listLettersOf,
  renderStates,
  signStates,
} from '#letters/index.ts';
import { longDate } from '#lib/format.ts';
import type { Words } from '#lib/words.ts';
import { Alert } from '../../../components/alert/alert.tsx';
import { Icon } from '../../../components/icon/icon.tsx';
import { Mark, Status } from '../../../components/status/status.tsx';
import { paths } from '../../../paths.ts';
import { useView, useWords } from '../../../view.ts';

/** The letters of a case that the person may read, in the order in which they were made. */
export const readableLetters = async (db: Db, actor: Actor, caseId: string): Promise<LetterRow[]> =>
  (await listLettersOf(db, caseId)).filter((letter) => mayReadLetter(actor, letter));

/** The latest letter of a kind that is not void. */
export const latestLetter = (letters: readonly LetterRow[], kind: string): LetterRow | undefined =>
  letters.filter((letter) => letter.kind === kind && letter.status !== 'void').at(-1);

const words = {
  none: { id: 'Belum ada surat.', en: 'No letters yet.' },
  noNumber: { id: 'tanpa nomor', en: 'no number' },
  waiting: {
    id: 'PDF sedang dibuat. Muat ulang halaman ini sebentar lagi.',
    en: 'The PDF is being made. Reload this page in a moment.',
  },
  failed: { id: 'PDF gagal dibuat: {why}', en: 'The PDF could not be made: {why}' },
  signature: { id: 'Tanda tangan', en: 'Signature' },
  awaited: { id: 'Surat sudah bernomor dan menunggu tanda tangan', en: 'A letter has its number and awaits its signature' },
  draft: { id: 'Paraf dan catatan', en: 'Initials and remarks' },
} as const satisfies Record<string, Words>;

export const letterLabel = (kind: string): Words => kindLabel(kind);

const leavesOffice = (kind: string): boolean => Object.entries(letterKinds).some(([key, { leaves }]) => key === kind && leaves);

const Letter = ({ letter }: { letter: LetterRow }) => {
  const t = useWords();
  const { language, timeZone } = useView();
  const ready = letter.render_state === 'done' || letter.file_id !== null;
  const label = t(letterLabel(letter.kind));
  const unsigned = letter.sign_state !== null && letter.sign_state !== 'signed' && letter.status === 'issued';
  const status = unsigned ? signStates[letter.sign_state ?? 'waiting'] : letterStatuses[letter.status];
  const details = [letter.number, letter.letter_date ? longDate(letter.letter_date, language, timeZone) : null].filter(
    (detail) => detail !== null,
  );
  return (
    <li class={letter.status === 'void' ? 'g-letter g-letter-void' : 'g-letter'}>
      <Icon name={leavesOffice(letter.kind) ? 'mail' : 'file-text'} size={22} />
      <span class="g-letter-body">
        {ready ? <a href={paths.letterPdf(letter.id)}>{label}</a> : <span>{label}</span>}
        {details.length > 0 ? <span class="g-sub">{details.join(' · ')}</span> : null}
        {letter.render_state === 'failed' ? (
          <span class="g-sub g-bad">{t(words.failed, { why: letter.render_error ?? '' })}</span>
        ) : null}
      </span>
      <span class="g-letter-state">
        <Status label={status.label} colour={status.colour} />
        {letter.render_state === 'waiting' ? <Mark label={renderStates.waiting.label} /> : null}
        {letter.sign_state || letter.status === 'draft' || letter.status === 'initialled' ? (
          <span class="g-sub">
            <a href={paths.letterSignature(letter.id)}>
              {t(letter.sign_state ? words.signature : words.draft)}
              <span class="visually-hidden"> {label}</span>
            </a>
          </span>
        ) : null}
      </span>
    </li>
  );
};

/** Letters with their number and date, whether their PDF is there, and how far they are. */
export const LetterList = ({ letters }: { letters: readonly LetterRow[] }) => {
  const t = useWords();
  if (letters.length === 0) return <p class="g-muted">{t(words.none)}</p>;
  return (
    <ul class="g-letters">
      {letters.map((letter) => (
        <Letter letter={letter} />
      ))}
    </ul>
  );
};

/** Numbered, but a person has still to sign it. */
const awaitsPerson = ({ sign_state, sign_provider, status }: LetterRow): boolean =>
  (sign_state === 'waiting' || sign_state === 'signing') && sign_provider !== 'local' && status !== 'void';

/** Whether a letter of the case is numbered and awaits a person's signature. */
export const isAwaitingSignature = (letters: readonly LetterRow[]): boolean => letters.some(awaitsPerson);

/** Says which letters of a case are numbered but still await a person's signature, and leads to them. */
export const AwaitedSignatures = ({ letters }: { letters: readonly LetterRow[] }) => {
  const t = useWords();
  const awaited = letters.filter(awaitsPerson);
  return (
    <>
      {awaited.map((letter) => (
        <Alert tone="warning" title={words.awaited}>
          <p>
            <a href={paths.letterSignature(letter.id)}>
              {t(letterLabel(letter.kind))} {letter.number ?? ''}
            </a>
          </p>
        </Alert>
      ))}
    </>
  );
};

type PdfPaneProps = { letter: LetterRow | undefined; absent: Words };

/** A letter or document opened beside a form; says why when its PDF is not there yet. */
export const PdfPane = ({ letter, absent }: PdfPaneProps) => {
  const t = useWords();
  if (!letter) return <p class="g-muted">{t(absent)}</p>;
  const label = t(letterLabel(letter.kind));
  if (letter.render_state === 'failed' && !letter.file_id) {
    return <p class="g-bad">{t(words.failed, { why: letter.render_error ?? '' })}</p>;
  }
  if (!letter.file_id) return <p class="g-muted">{t(words.waiting)}</p>;
  return (
    <div class="g-pane">
      <p class="g-pane-head">
        <a href={paths.letterPdf(letter.id)}>{label} (PDF)</a>
        {letter.render_state === 'waiting' ? <Mark label={renderStates.waiting.label} /> : null}
      </p>
      <iframe class="g-viewer" src={paths.letterView(letter.id)} title={label} loading="lazy" />
    </div>
  );
};
