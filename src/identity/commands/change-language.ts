import type { Db } from '#db/index.ts';
import type { Language } from '#lib/words.ts';
import type { Actor } from '../actor.ts';

/** Keeps the language in which somebody reads Griya. A preference, so it leaves no mark in the audit trail. */
export const changeLanguage = async (tx: Db, input: { actor: Actor; language: Language }): Promise<void> => {
  await tx.updateTable('account').set({ language: input.language }).where('id', '=', input.actor.accountId).execute();
};
