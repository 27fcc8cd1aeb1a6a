import type { Db } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import { enqueue } from '#jobs/index.ts';
import {
  findSignature,
  type Given,
  keepSignedUpload,
  type LetterPage,
  type Patience,
  type SigningOutcome,
  signLetter,
  waitForRendering,
} from '#letters/index.ts';
import { AppError } from '#lib/errors.ts';
import { deliverJob } from '../jobs.ts';
import { tellMakers } from '../letter-notices.ts';
import { requestEndDelivery } from '../letters/end-letter.ts';
import { findVisibleLetter } from '../queries/visible-letter.ts';

const getLetter = async (db: Db, actor: Actor, letterId: string): Promise<LetterPage> => {
  const letter = await findVisibleLetter(db, actor, letterId);
  if (!letter) throw new AppError('not_found', { what: `letter ${letterId}` });
  return letter;
};

/** A letter that waits to be sent goes on its way with its signature, and its makers hear of it then; of another they hear now. */
const deliver = async (tx: Db, { id, kind, subject_id }: LetterPage, actor: Actor, now: Temporal.Instant): Promise<void> => {
  if (kind === 'decommission') await requestEndDelivery(tx, id, subject_id);
  if (kind !== 'reply' && kind !== 'refusal') {
    await tellMakers(tx, { letterId: id, kind: 'letter-signed', except: actor.personId, now });
    return;
  }
  const found = await tx.selectFrom('hosting_case').select('number').where('id', '=', subject_id).executeTakeFirst();
  if (found) await enqueue(tx, deliverJob, { caseNumber: found.number, letterId: id, kind }, { key: `deliver:${id}` });
};

const doerOf = (actor: Actor, letter: LetterPage) => {
  const post = actor.posts.find((each) => each.postId === letter.signer_post_id);
  return { accountId: actor.accountId, personId: actor.personId, postId: post?.postId ?? null, acting: post?.kind ?? null };
};

/**
 * The signer signs an issued letter through the office's service, and waits for it; a letter to be sent is sent then. What
 * was given is used for this call only. `db` must be no transaction. Throws not_found, forbidden, not_possible_now.
 */
export const signIssuedLetter = async (
  db: Db,
  input: {
    actor: Actor;
    letterId: string;
    given: Given;
    secret: string;
    now: Temporal.Instant;
    /** How long to wait for the letter's PDF. */
    renderMs: number;
    patience?: Patience;
  },
): Promise<SigningOutcome> => {
  const { actor, letterId, given, secret, now, renderMs, patience } = input;
  const letter = await getLetter(db, actor, letterId);
  await waitForRendering(db, letterId, renderMs);
  const outcome = await signLetter(db, {
    letterId,
    doer: doerOf(actor, letter),
    given,
    secret,
    now,
    after: (tx) => deliver(tx, letter, actor, now),
    ...(patience ? { patience } : {}),
  });
  if (outcome.state === 'failed') await tellOfFailure(db, { letterId, except: actor.personId, now });
  return outcome;
};

/** The signer sees why on the page; who made the letter hears once that it did not go. */
const tellOfFailure = async (db: Db, about: { letterId: string; except: string; now: Temporal.Instant }): Promise<void> => {
  if ((await findSignature(db, about.letterId))?.attempts !== 1) return;
  await db.transaction().execute((tx) => tellMakers(tx, { ...about, kind: 'letter-signing-failed' }));
};

const onlyOffice = {
  id: 'hanya pejabat dari perangkat daerah yang menerbitkan surat ini yang dapat mengunggah berkas bertanda tangan',
  en: 'only holders of posts in the office that issued this letter can upload its signed file',
};

/** Whether this person may bring the signed file of a letter: who holds a post in the office that issued it. */
export const mayBringSigned = (actor: Actor, letter: Pick<LetterPage, 'office_id'>): boolean =>
  actor.posts.some((post) => post.officeId === letter.office_id);

/** Takes a letter's file that was signed outside of Griya; a letter to be sent is sent then. Throws not_found, forbidden, `invalid`, not_possible_now. */
export const bringSignedLetter = async (
  tx: Db,
  { actor, letterId, uploadId, now }: { actor: Actor; letterId: string; uploadId: string; now: Temporal.Instant },
): Promise<void> => {
  const letter = await getLetter(tx, actor, letterId);
  if (!mayBringSigned(actor, letter)) throw new AppError('forbidden', { why: onlyOffice[actor.language] });
  await keepSignedUpload(tx, { letterId, uploadId, accountId: actor.accountId, doer: doerOf(actor, letter), now });
  await deliver(tx, letter, actor, now);
};
