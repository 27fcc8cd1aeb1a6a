import { appended } from '#audit/index.ts';
import { type Db, json } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import { newId } from '#lib/ids.ts';
import { parse } from '#lib/input.ts';
import { type OutsideLetterInput, outsideLetterInput } from '../books/input.ts';
import { fault, isAfter, refuse } from '../books/moments.ts';
import { getBookLetter } from '../books/outgoing.ts';
import { bookPrefix, outsideKind } from '../choices.ts';
import { getFacts } from '../facts.ts';
import { formatNumber } from '../number.ts';
import { takePaperNumber } from '../paper-number.ts';
import { keeperDoer, needKeeper } from '../policy.ts';
import { notPossible } from '../refusals.ts';
import { keepSignedUpload } from './keep-signed-upload.ts';

/** Older than this is rather a slip of the keyboard. */
const oldest = 366;

type Input = { actor: Actor; officeId: string; letter: OutsideLetterInput; now: Temporal.Instant; timeZone: string };

/**
 * Enters a letter that was not made in Griya into an office's book of outgoing letters or memos: under the next number of the
 * same sequence, or under the one that was given on paper, which Griya then never gives again. Its signed file comes with it
 * or later. Throws `forbidden`, not_found, and `invalid`: not in the future, not more than a year old, the number not twice.
 */
export const registerOutgoing = async (tx: Db, input: Input): Promise<{ letterId: string; number: string }> => {
  const { actor, officeId, now, timeZone } = input;
  needKeeper(actor, officeId);
  const letter = parse(outsideLetterInput, input.letter);
  const today = now.toZonedDateTimeISO(timeZone).toPlainDate();
  refuse([
    isAfter(letter.date, today) && fault('date', { id: 'Tanggal ini belum tiba.', en: 'This day has not come yet.' }),
    isAfter(today.subtract({ days: oldest }), letter.date) &&
      fault('date', {
        id: 'Lebih dari satu tahun yang lalu. Periksa tanggal suratnya.',
        en: 'More than a year ago. Check the date of the letter.',
      }),
  ]);
  const letterId = newId();
  const doer = keeperDoer(actor, officeId);
  const { given, classification } = await numberOf(tx, letter, { officeId, letterId, now, doer });
  const content = {
    addressee: { title: letter.to, place: '' },
    nature: letter.nature,
    attachments: letter.attachments === 0 ? null : { count: letter.attachments, unit: 'berkas' },
    signer: letter.signer,
  };
  await tx
    .with('entered', (db) =>
      db
        .insertInto('letter')
        .values({
          id: letterId,
          kind: outsideKind,
          office_id: officeId,
          subject_id: letterId,
          status: 'issued',
          book: letter.book,
          number: given.number,
          number_seq: given.seq,
          number_year: given.seq === null ? null : given.year,
          classification,
          hal: letter.hal,
          data: json({ content } as never),
          letter_date: letter.date,
          issued_at: now,
          sign_provider: 'manual',
          sign_state: 'waiting',
          render_state: 'done',
          created_at: now,
        })
        .returning('id'),
    )
    .selectFrom('entered')
    .select(
      appended({
        subjectKind: 'letter',
        subjectId: letterId,
        at: now,
        type: 'letter.registered',
        doer,
        data: { number: given.number, book: letter.book, on_paper: letter.number !== '', signer: letter.signer },
      }).as('event'),
    )
    .execute();
  if (letter.file !== '') await keepSignedUpload(tx, { letterId, uploadId: letter.file, accountId: actor.accountId, doer, now });
  return { letterId, number: given.number };
};

type Letter = ReturnType<typeof outsideLetterInput.parse>;

const numberOf = async (
  tx: Db,
  letter: Letter,
  act: { officeId: string; letterId: string; now: Temporal.Instant; doer: ReturnType<typeof keeperDoer> },
) => {
  const { book, date, number } = letter;
  const facts = await getFacts(tx, {
    officeId: act.officeId,
    signer: null,
    kind: book === 'internal' ? 'capacity-note' : 'reply',
    today: date,
    allot: number === '' ? book : null,
  });
  const classification = letter.classification === '' ? facts.filed : letter.classification;
  if (number !== '') {
    const taken = { ...act, kind: outsideKind, book, subjectId: act.letterId, number, today: date };
    return { given: await takePaperNumber(tx, facts, taken), classification };
  }
  const parts = {
    grade: letter.nature === 'confidential' ? 'R' : 'B',
    classification,
    seq: facts.seq,
    prefix: bookPrefix[book],
    unit: facts.abbreviation,
    date,
  } as const;
  return { given: { number: formatNumber(facts.pattern, parts), seq: facts.seq, year: date.year }, classification };
};

/**
 * Brings the signed file of a letter that was entered by `registerOutgoing`: a scan, or a PDF whose signatures are checked.
 * Once it is there it stays. Throws not_found, `forbidden`, not_possible_now for any other letter, and `invalid`.
 */
export const bringOutgoingFile = async (
  tx: Db,
  { actor, letterId, uploadId, now }: { actor: Actor; letterId: string; uploadId: string; now: Temporal.Instant },
): Promise<void> => {
  const letter = await getBookLetter(tx, actor, letterId);
  needKeeper(actor, letter.office_id);
  if (letter.kind !== outsideKind || letter.sign_state === 'signed') throw notPossible('letter.bring', letter.status);
  const doer = keeperDoer(actor, letter.office_id);
  await keepSignedUpload(tx, { letterId, uploadId, accountId: actor.accountId, doer, now });
};
