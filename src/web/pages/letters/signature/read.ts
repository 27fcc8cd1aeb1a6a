import { caseNumberOf, findVisibleLetter } from '#cases/index.ts';
import type { Db } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import { findSignature, type InitialTurn, type LetterPage, type LetterSignature, listInitialTurns } from '#letters/index.ts';
import { AppError } from '#lib/errors.ts';

/** A letter as its page needs it. */
export type Read = {
  actor: Actor;
  letter: LetterPage;
  signature: LetterSignature | undefined;
  turns: readonly InitialTurn[];
  /** Number of the case it belongs to; null for a letter of its own. */
  caseNumber: string | null;
};

/** The letter, as far as this person may see it. Throws not_found. */
export const readLetter = async (db: Db, actor: Actor, letterId: string): Promise<Read> => {
  const letter = await findVisibleLetter(db, actor, letterId);
  if (!letter) throw new AppError('not_found', { what: `letter ${letterId}` });
  const [signature, turns, caseNumber] = await Promise.all([
    findSignature(db, letter.id),
    letter.status === 'draft' || letter.status === 'initialled' ? listInitialTurns(db, letter.id) : [],
    caseNumberOf(db, letter),
  ]);
  return { actor, letter, signature, turns, caseNumber };
};
