import type { Db } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import { initialLetter, type LetterPage, listInitialTurns } from '#letters/index.ts';
import { AppError } from '#lib/errors.ts';
import { stateOf } from '#sop/index.ts';
import { findCase } from '../find-case.ts';
import { tellNextInitial, tellSigner } from '../letter-notices.ts';
import { caseNumberOf, findVisibleLetter } from '../queries/visible-letter.ts';

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
  const about = { letterId, except: actor.personId, now };
  if (await tellNextInitial(tx, { ...about, holder: null })) return;
  const signing = await signerOf(tx, letter);
  if (signing) await tellSigner(tx, { ...about, ...signing });
};

const signingActs: readonly string[] = ['sign-reply', 'sign-refusal'];

/** The post that waited for these initials: the one that has the case, where the case has come to its signature. */
const signerOf = async (tx: Db, letter: LetterPage): Promise<{ officeId: string; role: string } | null> => {
  const number = await caseNumberOf(tx, letter);
  const found = number === null ? undefined : await findCase(tx, 'system', number);
  if (!found) return null;
  const { holder, key } = stateOf(found.definition, found.row.state);
  const signs = found.definition.actions.some((action) => action.from.includes(key) && signingActs.includes(action.key));
  return signs && holder ? { officeId: found.host.officeId, role: holder } : null;
};
