import { appended } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { AppError, invalid } from '#lib/errors.ts';
import { printable } from '#lib/printable.ts';
import type { Act } from '../facts.ts';

/**
 * Records who received a dispatched letter, when, and the scan of the receipt. The first confirmation stays; a second changes nothing. Throws not_found, and
 * `invalid` without a name.
 */
export const confirmReceipt = async (
  tx: Db,
  input: Act & { dispatchId: string; receivedBy: string; receivedAt?: Temporal.Instant; uploadId?: string | null },
): Promise<void> => {
  const { dispatchId, now, doer } = input;
  const receivedBy = printable(input.receivedBy).trim();
  if (receivedBy === '' || receivedBy.length > 200) {
    throw invalid([
      {
        field: 'received_by',
        message: { id: 'Isi nama penerima, paling banyak 200 karakter.', en: 'Enter who received it, at most 200 characters.' },
      },
    ]);
  }
  const entry = await tx
    .selectFrom('dispatch_entry')
    .select(['letter_id', 'received_at'])
    .where('id', '=', dispatchId)
    .forUpdate()
    .executeTakeFirst();
  if (!entry) throw new AppError('not_found', { what: `dispatch ${dispatchId}` });
  if (entry.received_at) return;
  await tx
    .with('received', (db) =>
      db
        .updateTable('dispatch_entry')
        .set({
          received_at: input.receivedAt ?? now,
          received_by: receivedBy,
          receipt_upload_id: input.uploadId ?? null,
          receipt_recorded_at: now,
        })
        .where('id', '=', dispatchId)
        .returning('id'),
    )
    .selectFrom('received')
    .select(
      appended({
        subjectKind: 'letter',
        subjectId: entry.letter_id,
        at: now,
        type: 'letter.received',
        doer,
        data: { dispatch_id: dispatchId },
      }).as('event'),
    )
    .execute();
};
