import { sql } from 'kysely';
import { type Doer, record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { readBytes } from '#files/index.ts';
import { AppError } from '#lib/errors.ts';
import { newId } from '#lib/ids.ts';
import { lockLetter } from '../lookup.ts';
import { notPossible } from '../refusals.ts';
import { sheetSchema } from '../sheet.ts';
import { checkAnswer } from '../signing/check-answer.ts';
import { bsreService } from '../signing/check-signer.ts';
import { SigningFailure, type SigningFailureCode } from '../signing/failures.ts';
import { keepSigned } from '../signing/keep-signed.ts';
import { findNik } from '../signing/nik.ts';
import { type Given, type Patience, type Provider, usualPatience } from '../signing/provider.ts';
import { findBsreSetting } from '../signing/settings.ts';
import { nameMatches } from '../signing/signer-name.ts';

/** After this long a claim counts as left behind by a killed process. */
const claimHolds = Temporal.Duration.from({ minutes: 3 });

export type SigningOutcome =
  | { state: 'signed' }
  /** Somebody (the other tab, the second click) is signing it just now. */
  | { state: 'busy' }
  /** Its PDF is not made yet. */
  | { state: 'unrendered' }
  | { state: 'failed'; failure: SigningFailureCode };

export type SigningInput = {
  letterId: string;
  doer: Doer;
  given: Given;
  secret: string;
  now: Temporal.Instant;
  patience?: Patience;
  /** Further changes in the transaction that keeps the signed file. */
  after?: (tx: Db) => Promise<void>;
};

const otherSigner = 'hanya penanda tangan yang tercantum pada surat yang dapat menandatanganinya';

/**
 * Signs an issued letter through the office's service while the signer waits: claims it, asks the service outside of any
 * transaction, checks what came back, and keeps it. `db` must be no transaction. The second click finds it signed or busy;
 * whatever fails leaves the letter with its number, waiting, with the reason. Throws not_found, forbidden, and
 * not_possible_now for a letter that is not to be signed so.
 */
export const signLetter = async (db: Db, input: SigningInput): Promise<SigningOutcome> => {
  const claimed = await db.transaction().execute((tx) => claim(tx, input));
  if ('state' in claimed) return claimed;
  try {
    const service = await serviceOf(db, claimed, input);
    const sent = await readBytes(db, claimed.fileId);
    const answer = await service.provider.sign(sent, {
      nik: service.nik,
      given: input.given,
      reason: claimed.hal,
      location: claimed.place,
    });
    const signature = await checkAnswer(sent, answer.pdf);
    return await db.transaction().execute(async (tx): Promise<SigningOutcome> => {
      const kept = await keepSigned(tx, {
        letterId: input.letterId,
        file: { bytes: answer.pdf },
        form: 'electronic',
        signature,
        reference: answer.reference,
        findings: {
          valid: true,
          covers_whole_file: true,
          original_kept: true,
          signer_named: nameMatches(signature.subject, claimed.name),
        },
        claim: claimed.claim,
        doer: input.doer,
        now: input.now,
      });
      if (!kept) return { state: 'busy' };
      await input.after?.(tx);
      return { state: 'signed' };
    });
  } catch (error) {
    const failure = error instanceof SigningFailure ? error.code : 'interrupted';
    await release(db, input, claimed, failure);
    if (!(error instanceof SigningFailure)) throw error;
    return { state: 'failed', failure };
  }
};

type Claimed = {
  claim: string;
  fileId: string;
  officeId: string;
  provider: string;
  personId: string;
  hal: string;
  place: string;
  name: string;
};

const claim = async (tx: Db, { letterId, doer, now }: SigningInput): Promise<Claimed | SigningOutcome> => {
  const letter = await lockLetter(tx, letterId);
  if (letter.sign_state === 'signed') return { state: 'signed' };
  const provider = letter.sign_provider;
  if (letter.status === 'void' || (provider !== 'bsre_v1' && provider !== 'bsre_v2')) {
    throw notPossible('letter.sign', letter.status);
  }
  if (doer.personId === null || doer.personId !== letter.signer_person_id) throw new AppError('forbidden', { why: otherSigner });
  if (letter.render_state !== 'done' || !letter.file_id) return { state: 'unrendered' };
  const before = await tx
    .selectFrom('letter_signature')
    .select('claimed_at')
    .where('letter_id', '=', letterId)
    .executeTakeFirst();
  const held = letter.sign_state === 'signing' && before?.claimed_at != null;
  if (held && before?.claimed_at && Temporal.Instant.compare(before.claimed_at.add(claimHolds), now) > 0)
    return { state: 'busy' };
  const token = newId();
  const values = { claim: token, claimed_at: now, last_tried_at: now };
  await tx
    .with('marked', (with_) =>
      with_.updateTable('letter').set({ sign_state: 'signing' }).where('id', '=', letterId).returning('id'),
    )
    .insertInto('letter_signature')
    .values({ letter_id: letterId, attempts: 1, ...values })
    .onConflict((conflict) =>
      conflict.column('letter_id').doUpdateSet({ ...values, attempts: sql<number>`letter_signature.attempts + 1` }),
    )
    .execute();
  const sheet = sheetSchema.parse((letter.data as { sheet?: unknown }).sheet);
  return {
    claim: token,
    fileId: letter.file_id,
    officeId: letter.office_id,
    provider,
    personId: doer.personId,
    hal: letter.hal,
    place: sheet.letterhead.place,
    name: sheet.signature?.name ?? '',
  };
};

const serviceOf = async (
  db: Db,
  { officeId, provider, personId }: Claimed,
  { secret, patience = usualPatience }: SigningInput,
): Promise<{ provider: Provider; nik: string }> => {
  const setting = await findBsreSetting(db, officeId, secret);
  if (!setting) throw new SigningFailure('settings');
  const nik = await findNik(db, personId, secret);
  if (!nik) throw new SigningFailure('no_nik');
  return { provider: bsreService(provider, setting, patience), nik };
};

/** Gives the letter back to who may try again, with the reason. Nothing that the signer gave gets into it. */
const release = (db: Db, { letterId, doer, now }: SigningInput, claimed: Claimed, failure: SigningFailureCode): Promise<void> =>
  db.transaction().execute(async (tx) => {
    const letter = await lockLetter(tx, letterId);
    const released = await tx
      .updateTable('letter_signature')
      .set({ claim: null, claimed_at: null, last_error: failure })
      .where('letter_id', '=', letterId)
      .where('claim', '=', claimed.claim)
      .returning('letter_id')
      .executeTakeFirst();
    if (!released || letter.sign_state !== 'signing') return;
    await tx.updateTable('letter').set({ sign_state: 'waiting' }).where('id', '=', letterId).execute();
    await record(tx, {
      subjectKind: 'letter',
      subjectId: letterId,
      at: now,
      type: 'letter.signing_failed',
      doer,
      data: { provider: claimed.provider, failure },
    });
  });
