import { sql } from 'kysely';
import { appended } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { invalid } from '#lib/errors.ts';
import { printable } from '#lib/printable.ts';
import type { Act } from '../facts.ts';
import { lockLetter } from '../lookup.ts';

/**
 * Makes a letter void, with the reason. Its number stays in the book and is never given again. A letter that is void
 * already keeps its first reason. Throws not_found, and `invalid` without a reason.
 */
export const voidLetter = async (tx: Db, input: Act & { letterId: string; reason: string }): Promise<void> => {
  const { letterId, now, doer } = input;
  const reason = printable(input.reason).trim();
  if (reason === '' || reason.length > 1000) {
    throw invalid([
      {
        field: 'reason',
        message: {
          id: 'Tuliskan alasan pembatalan, paling banyak 1.000 karakter.',
          en: 'Write why it is void, at most 1,000 characters.',
        },
      },
    ]);
  }
  const letter = await lockLetter(tx, letterId);
  if (letter.status === 'void') return;
  await tx
    .with('voided', (db) =>
      db
        .updateTable('letter')
        .set({ status: 'void', void_reason: reason, version: sql<number>`version + 1` })
        .where('id', '=', letterId)
        .returning('id'),
    )
    .selectFrom('voided')
    .select(
      appended({
        subjectKind: 'letter',
        subjectId: letterId,
        at: now,
        type: 'letter.voided',
        doer,
        data: { reason, was: letter.status },
      }).as('event'),
    )
    .execute();
};
