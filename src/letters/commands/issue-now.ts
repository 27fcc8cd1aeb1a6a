import { appended } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { newId } from '#lib/ids.ts';
import { letterKinds } from '../choices.ts';
import { readContent, readHal, stored } from '../content.ts';
import { getFacts, numberOf, providerOf, type Signer, sheetOf, signatureOf } from '../facts.ts';
import { renderEnqueued } from '../jobs.ts';
import { takePaperNumber } from '../paper-number.ts';
import { releaseSource } from '../templates/parts.ts';
import { freezeShipped, frozenHash } from '../templates/source-queries.ts';
import { digestOf, newCode } from '../verification/code.ts';
import type { DraftInput } from './draft-letter.ts';

/**
 * Makes and issues a letter in one act, in two statements: number and facts, then letter, event and job. `number` was
 * given on paper: it is kept, and the letter counts as signed in ink. Returns '' as the number of a kind that bears none.
 * Throws `invalid` and not_found.
 */
export const issueNow = async (
  tx: Db,
  input: Omit<DraftInput, 'signerPostId'> & { signer: Signer; today: Temporal.PlainDate; number?: string },
): Promise<{ letterId: string; number: string }> => {
  const { kind, officeId, subjectId, signer, today, now, doer } = input;
  const content = readContent(kind, input.data);
  const hal = readHal(input.hal);
  const { book } = letterKinds[kind];
  const onPaper = input.number !== undefined;
  const letterId = newId();
  const facts = await getFacts(tx, { officeId, signer, kind, today, allot: onPaper ? null : book });
  const classification = input.classification ?? facts.filed;
  const given =
    input.number === undefined
      ? {
          number: numberOf(facts, { kind, classification, seq: facts.seq, date: today, nature: content.nature }),
          seq: facts.seq,
          year: today.year,
        }
      : await takePaperNumber(tx, facts, { kind, book, subjectId, letterId, number: input.number, today, now, doer });
  const provider = providerOf(facts, kind, onPaper);
  const signature = signatureOf(facts, signer, provider, now);
  const code = newCode();
  const sheet = sheetOf(facts, { draft: false, number: given.number, hal, date: today, madeOn: today, signature, code });
  const shipped = await releaseSource(kind, facts.parts);
  const made = await tx
    .with('made', (db) =>
      db
        .insertInto('letter')
        .values({
          id: letterId,
          kind,
          office_id: officeId,
          subject_id: subjectId,
          status: 'issued',
          book,
          number: given.number || null,
          number_seq: given.seq,
          number_year: given.seq === null ? null : given.year,
          classification,
          hal,
          data: stored({ content, sheet }),
          letter_date: today,
          signer_person_id: signer.personId,
          signer_post_id: signer.postId,
          signer_acting: signer.acting,
          issued_at: now,
          sign_provider: provider,
          sign_state: provider === null ? null : 'waiting',
          verification_digest: digestOf(code),
          source_hash: frozenHash(kind, shipped),
          created_at: now,
        })
        .returning(['id', 'source_hash']),
    )
    .selectFrom('made')
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
      'made.source_hash as frozen',
    ])
    .executeTakeFirst();
  if (!made?.frozen) await freezeShipped(tx, letterId, shipped, now);
  return { letterId, number: given.number };
};
