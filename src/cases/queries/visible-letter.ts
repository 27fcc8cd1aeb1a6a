import type { Db } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import { findLetter, type LetterPage, type LetterRow } from '#letters/index.ts';
import { isId } from '#lib/ids.ts';
import { findApplication } from '#registry/index.ts';
import { visibleTo } from '../find-case.ts';

/** Letters that concern the applicant; what the host writes to itself stays with it. */
const forApplicant = ['hosting-request', 'appointment-letter', 'return', 'refusal', 'reply', 'handover', 'decommission'];

/**
 * Whether who sees the case may read this letter of it: the host and auditors all, the applicant what was issued to or by it.
 * A letter of another office that is still to be signed is not there yet.
 */
export const mayReadLetter = (actor: Actor, letter: Pick<LetterRow, 'kind' | 'status' | 'office_id' | 'sign_state'>): boolean => {
  if (actor.auditor || (actor.host && actor.posts.length > 0)) return true;
  const signed = letter.sign_state === null || letter.sign_state === 'signed' || letter.office_id === actor.officeId;
  return signed && forApplicant.includes(letter.kind) && (letter.status === 'issued' || letter.status === 'sent');
};

/** The number of the case that a letter belongs to; null for a letter of its own. Who may see it is the caller's question. */
export const caseNumberOf = async (db: Db, letter: Pick<LetterRow, 'subject_id'>): Promise<string | null> => {
  const found = await db.selectFrom('hosting_case').select('number').where('id', '=', letter.subject_id).executeTakeFirst();
  return found?.number ?? null;
};

/** A letter of a visible case, or a recommendation of the own office (or any, for the host). Undefined for everything else. */
export const findVisibleLetter = async (db: Db, actor: Actor, letterId: string): Promise<LetterPage | undefined> => {
  const letter = isId(letterId) ? await findLetter(db, letterId) : undefined;
  if (!letter) return undefined;
  // A report of the whole service belongs to no case.
  if (letter.kind === 'monthly-report') return mayReadLetter(actor, letter) ? letter : undefined;
  if (letter.kind === 'decommission') {
    const application = await findApplication(db, { id: letter.subject_id });
    const near = actor.host || actor.auditor || actor.administrator || application?.officeId === actor.officeId;
    return near && mayReadLetter(actor, letter) ? letter : undefined;
  }
  const ofCase = await db
    .selectFrom('hosting_case')
    .select('hosting_case.id')
    .where('hosting_case.id', '=', letter.subject_id)
    .where(visibleTo(actor))
    .executeTakeFirst();
  if (ofCase) return mayReadLetter(actor, letter) ? letter : undefined;
  let recommendation = db.selectFrom('recommendation').select('id').where('id', '=', letter.subject_id);
  if (!actor.host && !actor.auditor) recommendation = recommendation.where('office_id', '=', actor.officeId);
  return (await recommendation.executeTakeFirst()) ? letter : undefined;
};
