import type { Selectable } from 'kysely';
import type { DB, Db } from '#db/index.ts';
import { AppError } from '#lib/errors.ts';

export type Letter = Selectable<DB['letter']>;

/** The letter, locked until the transaction ends, so that two acts on it come one after the other. Throws not_found. */
export const lockLetter = async (tx: Db, letterId: string): Promise<Letter> => {
  const letter = await tx.selectFrom('letter').selectAll().where('id', '=', letterId).forUpdate().executeTakeFirst();
  if (!letter) throw new AppError('not_found', { what: `letter ${letterId}` });
  return letter;
};
