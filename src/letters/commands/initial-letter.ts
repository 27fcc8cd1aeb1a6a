import { sql } from 'kysely';
import { appended } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import type { Act } from '../facts.ts';
import { lockLetter } from '../lookup.ts';
import { notPossible } from '../refusals.ts';

/**
 * Paraf: a post initials the draft before it is signed. Repeated by the same post it changes nothing. Throws not_found,
 * and not_possible_now once the letter is issued or void.
 */
export const initialLetter = async (
  tx: Db,
  input: Act & { letterId: string; personId: string; postId: string; acting: 'definitive' | 'plt' | 'plh' },
): Promise<void> => {
  const { letterId, personId, postId, acting, now, doer } = input;
  const letter = await lockLetter(tx, letterId);
  if (letter.status !== 'draft' && letter.status !== 'initialled') throw notPossible('letter.initial', letter.status);
  const event = {
    subjectKind: 'letter',
    subjectId: letterId,
    at: now,
    type: 'letter.initialled',
    doer,
    data: { post_id: postId },
  };
  await tx
    .with('initial', (db) =>
      db
        .insertInto('letter_initial')
        .values({ letter_id: letterId, person_id: personId, post_id: postId, acting, at: now })
        .onConflict((conflict) => conflict.doNothing())
        .returning('letter_id'),
    )
    .with('marked', (db) =>
      db
        .updateTable('letter')
        .set({ status: 'initialled', version: sql<number>`version + 1` })
        .where('id', 'in', (from) => from.selectFrom('initial').select('letter_id'))
        .returning('id'),
    )
    .selectFrom('marked')
    .select(appended(event).as('event'))
    .execute();
};
