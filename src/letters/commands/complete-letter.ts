import type { Db } from '#db/index.ts';
import { AppError } from '#lib/errors.ts';
import { signLocally } from '../signing/local.ts';
import { renderLetter } from './render-letter.ts';

/**
 * Brings an issued letter as far as Griya can alone: renders it, and signs it where the installation's own certificate does.
 * 'ready': it can be delivered. 'waiting': a person has to sign it first. Throws not_found.
 */
export const completeLetter = async (
  db: Db,
  input: { letterId: string; secret: string; now: Temporal.Instant },
): Promise<'ready' | 'waiting'> => {
  await renderLetter(db, input);
  await signLocally(db, input);
  const letter = await db.selectFrom('letter').select('sign_state').where('id', '=', input.letterId).executeTakeFirst();
  if (!letter) throw new AppError('not_found', { what: `letter ${input.letterId}` });
  return letter.sign_state === null || letter.sign_state === 'signed' ? 'ready' : 'waiting';
};
