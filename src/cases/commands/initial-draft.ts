import type { Db } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import { initialLetter, listInitialTurns } from '#letters/index.ts';
import { AppError } from '#lib/errors.ts';
import { findVisibleLetter } from '../queries/visible-letter.ts';

const notTurn = {
  id: 'paraf surat ini sekarang bukan giliran jabatan Anda',
  en: 'it is not your post’s turn to initial this letter',
};

/** Paraf on a draft by the post whose turn it is in the order of its office; the process stays where it is. Throws not_found, forbidden. */
export const initialDraft = async (tx: Db, input: { actor: Actor; letterId: string; now: Temporal.Instant }): Promise<void> => {
  const { actor, letterId, now } = input;
  const letter = await findVisibleLetter(tx, actor, letterId);
  if (!letter) throw new AppError('not_found', { what: `letter ${letterId}` });
  const next = (await listInitialTurns(tx, letterId)).find((turn) => !turn.done);
  const post = actor.posts.find((each) => each.postId === next?.postId);
  if (!post) throw new AppError('forbidden', { why: notTurn[actor.language] });
  const doer = { accountId: actor.accountId, personId: actor.personId, postId: post.postId, acting: post.kind };
  await initialLetter(tx, { letterId, personId: actor.personId, postId: post.postId, acting: post.kind, now, doer });
};
