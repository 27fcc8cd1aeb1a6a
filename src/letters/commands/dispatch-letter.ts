import { sql } from 'kysely';
import { appended } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { newId } from '#lib/ids.ts';
import type { Channel } from '../choices.ts';
import type { Act } from '../facts.ts';
import { lockLetter } from '../lookup.ts';
import { notPossible } from '../refusals.ts';

/**
 * Enters a signed letter into the dispatch book (buku ekspedisi): to which office, through which channel. The same letter
 * to the same office through the same channel is entered once. Throws not_found, and not_possible_now for a draft or a
 * void letter.
 */
export const dispatchLetter = async (
  tx: Db,
  input: Act & { letterId: string; toOfficeId: string; channel: Channel },
): Promise<{ dispatchId: string }> => {
  const { letterId, toOfficeId, channel, now, doer } = input;
  const letter = await lockLetter(tx, letterId);
  if (letter.status !== 'issued' && letter.status !== 'sent') throw notPossible('letter.dispatch', letter.status);
  const known = await tx
    .selectFrom('dispatch_entry')
    .select('id')
    .where('letter_id', '=', letterId)
    .where('to_office_id', '=', toOfficeId)
    .where('channel', '=', channel)
    .executeTakeFirst();
  if (known) return { dispatchId: known.id };
  const dispatchId = newId();
  await tx
    .with('sent', (db) =>
      db
        .insertInto('dispatch_entry')
        .values({ id: dispatchId, letter_id: letterId, to_office_id: toOfficeId, channel, sent_at: now })
        .returning('id'),
    )
    .with('marked', (db) =>
      db
        .updateTable('letter')
        .set({ status: 'sent', version: sql<number>`version + 1` })
        .where('id', '=', letterId)
        .returning('id'),
    )
    .selectFrom('sent')
    .select(
      appended({
        subjectKind: 'letter',
        subjectId: letterId,
        at: now,
        type: 'letter.dispatched',
        doer,
        data: { dispatch_id: dispatchId, to_office_id: toOfficeId, channel },
      }).as('event'),
    )
    .execute();
  return { dispatchId };
};
