import { appended } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { type Actor, getInstallation, getOffice } from '#identity/index.ts';
import { AppError } from '#lib/errors.ts';
import { newId } from '#lib/ids.ts';
import { type BookName, type BookQuery, bookContent, longestPrint } from '../books/print.ts';
import { letterKinds } from '../choices.ts';
import { readContent, stored } from '../content.ts';
import { getFacts, sheetOf } from '../facts.ts';
import { renderEnqueued } from '../jobs.ts';
import { bookOffices, keeperDoer } from '../policy.ts';
import { releaseSource } from '../templates/parts.ts';
import { freezeShipped, frozenHash } from '../templates/source-queries.ts';

/**
 * Makes the printed form of an office's book, as it stands now and narrowed as asked: a document of its own, whose PDF is
 * made by a job. Throws not_found for a book that the actor does not read, and bad_request for one that is too long for paper.
 */
export const printBook = async (
  tx: Db,
  input: { actor: Actor; officeId: string; book: BookName; query: BookQuery; now: Temporal.Instant },
): Promise<{ letterId: string }> => {
  const { actor, officeId, book, query, now } = input;
  const offices = bookOffices(actor);
  if (offices !== 'all' && !offices.includes(officeId)) throw new AppError('not_found', { what: `books of ${officeId}` });
  const [office, { timeZone }] = [await getOffice(tx, officeId), await getInstallation(tx)];
  const today = now.toZonedDateTimeISO(timeZone).toPlainDate();
  const { content, total } = await bookContent(tx, actor, { office, book, query, today, timeZone });
  if (total > longestPrint) throw new AppError('bad_request', { why: `> ${longestPrint}` });
  const facts = await getFacts(tx, { officeId, signer: null, kind: 'book', today, allot: null });
  const hal = content.scope ? `${content.title}, ${content.scope}` : content.title;
  const sheet = sheetOf(facts, {
    draft: false,
    number: '',
    hal: hal.slice(0, 500),
    date: today,
    madeOn: today,
    signature: null,
    code: null,
  });
  const letterId = newId();
  const shipped = await releaseSource('book', facts.parts);
  const made = await tx
    .with('made', (db) =>
      db
        .insertInto('letter')
        .values({
          id: letterId,
          kind: 'book',
          office_id: officeId,
          subject_id: officeId,
          status: 'issued',
          book: letterKinds.book.book,
          classification: facts.filed,
          hal: sheet.hal,
          // The rows are checked already, in slices: thousands at once would hold the event loop.
          data: stored({ content: { ...readContent('book', { ...content, rows: [] }), rows: content.rows }, sheet }),
          letter_date: today,
          issued_at: now,
          source_hash: frozenHash('book', shipped),
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
        type: 'book.printed',
        doer: keeperDoer(actor, officeId),
        data: { book, office_id: officeId, entries: total },
      }).as('event'),
      renderEnqueued(letterId, 'awaited').as('job'),
      'made.source_hash as frozen',
    ])
    .executeTakeFirst();
  if (!made?.frozen) await freezeShipped(tx, letterId, shipped, now);
  return { letterId };
};
