import { sql } from 'kysely';
import { appended } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { AppError } from '#lib/errors.ts';
import { letterKinds } from '../choices.ts';
import { asLetterKind, readContent, stored } from '../content.ts';
import {
  type Act,
  checkSigner,
  type Facts,
  factColumns,
  factTables,
  numberOf,
  providerOf,
  type Signer,
  sheetOf,
  signatureOf,
} from '../facts.ts';
import { renderEnqueued } from '../jobs.ts';
import { takePaperNumber } from '../paper-number.ts';
import { notPossible } from '../refusals.ts';
import { releaseSource } from '../templates/parts.ts';
import { freezeShipped, frozenHash } from '../templates/source-queries.ts';
import { digestOf, newCode } from '../verification/code.ts';

type Locked = Facts & {
  kind: string;
  subjectId: string;
  status: string;
  number: string | null;
  classification: string;
  hal: string;
  data: { content: unknown };
  seq: number | null;
  /** Titles of the posts that must still initial it. */
  openInitials: string[];
};

/**
 * Signs a draft: allots the next number of its book in this transaction, freezes content, letterhead, signer, place,
 * date and template, and asks for the PDF. `number` was given on paper: it is kept, and the letter counts as signed in ink.
 * A letter that is issued already answers with its number and is not touched. Throws not_found, `invalid`, missing where a
 * post that must initial it has not, and not_possible_now for a void letter.
 */
export const issueLetter = async (
  tx: Db,
  input: Act & { letterId: string; signer: Signer; today: Temporal.PlainDate; number?: string },
): Promise<{ number: string }> => {
  const { letterId, signer, today, now, doer } = input;
  const letter = await lockWithFacts(tx, letterId, signer, today, input.number === undefined);
  if (letter.status === 'issued' || letter.status === 'sent') return { number: letter.number ?? '' };
  if (letter.status === 'void') throw notPossible('letter.issue', letter.status);
  if (input.number === undefined && letter.openInitials.length > 0) {
    throw new AppError('missing', { items: letter.openInitials.map((title) => `paraf ${title}`).join('; ') });
  }
  checkSigner(letter, signer);
  const kind = asLetterKind(letter.kind);
  const content = readContent(kind, letter.data.content);
  const { classification, hal, subjectId } = letter;
  const given =
    input.number === undefined
      ? {
          number: numberOf(letter, { kind, classification, seq: letter.seq, date: today, nature: content.nature }),
          seq: letter.seq,
          year: today.year,
        }
      : await takePaperNumber(tx, letter, {
          kind,
          book: letterKinds[kind].book,
          subjectId,
          letterId,
          number: input.number,
          today,
          now,
          doer,
        });
  const onPaper = input.number !== undefined;
  const provider = providerOf(letter, kind, onPaper);
  const signature = signatureOf(letter, signer, provider, now);
  const code = newCode();
  const sheet = sheetOf(letter, { draft: false, number: given.number, hal, date: today, madeOn: today, signature, code });
  const shipped = await releaseSource(kind, letter.parts);
  const issued = await tx
    .with('issued', (db) =>
      db
        .updateTable('letter')
        .set({
          status: 'issued',
          number: given.number || null,
          number_seq: given.seq,
          number_year: given.seq === null ? null : given.year,
          data: stored({ content, sheet }),
          letter_date: today,
          signer_person_id: signer.personId,
          signer_post_id: signer.postId,
          signer_acting: signer.acting,
          issued_at: now,
          sign_provider: provider,
          sign_state: provider === null ? null : 'waiting',
          verification_digest: digestOf(code),
          render_state: 'waiting',
          render_error: null,
          file_id: null,
          source_hash: frozenHash(kind, shipped),
          version: sql<number>`version + 1`,
        })
        .where('id', '=', letterId)
        .returning(['id', 'source_hash']),
    )
    .selectFrom('issued')
    .select([
      appended({
        subjectKind: 'letter',
        subjectId: letterId,
        at: now,
        type: 'letter.issued',
        doer,
        data: { kind, subject_id: subjectId, number: given.number, on_paper: onPaper, provider },
      }).as('event'),
      renderEnqueued(letterId, 'usual').as('job'),
      'issued.source_hash as frozen',
    ])
    .executeTakeFirst();
  if (!issued?.frozen) await freezeShipped(tx, letterId, shipped, now);
  return { number: given.number };
};

/** One round trip: the letter under lock (seen as it is after any wait), its office, its signer, and the next number if it still needs one. */
const lockWithFacts = async (
  tx: Db,
  letterId: string,
  signer: Signer,
  today: Temporal.PlainDate,
  allot: boolean,
): Promise<Locked> => {
  const { rows } = await sql<Locked>`
    with locked as materialized (select * from letter where id = ${letterId} for update)
    select l.kind, l.subject_id as "subjectId", l.status, l.number, l.classification, l.hal, l.data, ${factColumns(signer, today)},
      i_open.titles as "openInitials",
      case when ${allot} and l.book is not null and l.status in ('draft', 'initialled') and i_open.titles = '{}'
        then letter_allot(l.office_id, l.book, ${today.year}::integer) end as seq
    from locked l join office o on o.id = l.office_id ${factTables(signer)}
    cross join lateral (
      select coalesce(array_agg(p.title order by r.position), '{}') as titles
      from initial_rule r join post p on p.id = r.post_id and p.active
      where r.office_id = l.office_id and r.kind = l.kind and r.post_id <> ${signer.postId}::uuid
        and not exists (select from letter_initial done where done.letter_id = l.id and done.post_id = r.post_id)
    ) i_open`.execute(tx);
  const [found] = rows;
  if (!found) throw new AppError('not_found', { what: `letter ${letterId}` });
  return found;
};
