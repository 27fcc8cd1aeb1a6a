import type { Actor } from '#identity/index.ts';
import { AppError } from '#lib/errors.ts';

/** Officials of the hosting office and auditors see the figures of all offices, everybody else those of their own. */
export const seesAllFigures = (actor: Actor): boolean => actor.auditor || (actor.host && actor.posts.length > 0);

/** The office whose figures are shown, null for all together. Throws not_found for an office that the actor does not see. */
export const figureOffice = (actor: Actor, asked: string | null): string | null => {
  if (seesAllFigures(actor)) return asked;
  if (asked !== null && asked !== actor.officeId) throw new AppError('not_found', { what: `figures of ${asked}` });
  return actor.officeId;
};
