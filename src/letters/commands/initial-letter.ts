import { sql } from 'kysely';
import { appended } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { AppError } from '#lib/errors.ts';
import type { Act } from '../facts.ts';
import { lockLetter } from '../lookup.ts';
import { notPossible } from '../refusals.ts';
import { listInitialTurns } from '../signing/initials.ts';

/**
 * Paraf: a post initials the draft before it is signed, in the order that its office asks for; a post that is not asked may
 * do so at any time. Repeated by the same post it changes nothing. Throws not_found, missing where an earlier post has not
 * initialled yet, and not_possible_now once the letter is issued or void.
 */
export const initialLetter = async (
  tx: Db,
  input: Act & { letterId: string; personId: string; postId: string; acting: 'definitive' | 'plt' | 'plh' },
): Promise<void> => {
  const { letterId, personId, postId, acting, now, doer } = input;
  const letter = await lockLetter(tx, letterId);
  if (letter.status !== 'draft' && letter.status !== 'initialled') throw notPossible('letter.initial', letter.status);
  await needEarlier(tx, letterId, postId);
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

const needEarlier = async (tx: Db, letterId: string, postId: string): Promise<void> => {
  const turns = await listInitialTurns(tx, letterId);
  const own = turns.findIndex((turn) => turn.postId === postId);
  const open = turns.slice(0, Math.max(0, own)).filter((turn) => !turn.done);
  if (open.length > 0) throw new AppError('missing', { items: open.map((turn) => `paraf ${turn.title}`).join('; ') });
};

/** Initials a draft for the post that wrote it, where its office asks this post and it is its turn; otherwise does nothing. */
export const initialAsDrafter = async (tx: Db, input: Parameters<typeof initialLetter>[1]): Promise<void> => {
  const next = (await listInitialTurns(tx, input.letterId)).find((turn) => !turn.done);
  if (next?.postId === input.postId) await initialLetter(tx, input);
};
