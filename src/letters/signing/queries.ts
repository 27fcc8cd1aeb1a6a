import { setTimeout as pause } from 'node:timers/promises';
import type { Db } from '#db/index.ts';
import type { SigningProvider } from './choices.ts';
import type { SigningFailureCode } from './failures.ts';

/** What is known of a letter's signature. */
export type LetterSignature = {
  attempts: number;
  lastError: SigningFailureCode | null;
  lastTriedAt: Temporal.Instant | null;
  form: 'electronic' | 'scan' | null;
  subject: string | null;
  issuer: string | null;
  signedAt: Temporal.Instant | null;
  reference: string | null;
  /** What was checked when the file came in; see `findings` in keep-signed.ts. */
  findings: Readonly<Record<string, unknown>>;
  unsignedFileId: string | null;
};

/** The signature of a letter, or how far the attempts have come; undefined before the first. */
export const findSignature = async (db: Db, letterId: string): Promise<LetterSignature | undefined> => {
  const row = await db.selectFrom('letter_signature').selectAll().where('letter_id', '=', letterId).executeTakeFirst();
  if (!row) return undefined;
  return {
    attempts: row.attempts,
    lastError: row.last_error as SigningFailureCode | null,
    lastTriedAt: row.last_tried_at,
    form: row.form as LetterSignature['form'],
    subject: row.subject,
    issuer: row.issuer,
    signedAt: row.signed_at,
    reference: row.reference,
    findings: (row.findings ?? {}) as Record<string, unknown>,
    unsignedFileId: row.unsigned_file_id,
  };
};

export type UnsignedLetter = {
  id: string;
  kind: string;
  number: string | null;
  hal: string;
  issuedAt: Temporal.Instant | null;
  /** Why the last attempt did not succeed. */
  lastError: SigningFailureCode | null;
};

/** Issued letters that await this person's signature, the oldest first. */
export const listUnsigned = (db: Db, personId: string): Promise<UnsignedLetter[]> =>
  db
    .selectFrom('letter')
    .leftJoin('letter_signature', 'letter_signature.letter_id', 'letter.id')
    .select(['id', 'kind', 'number', 'hal', 'issued_at as issuedAt', 'letter_signature.last_error as lastError'])
    .where('signer_person_id', '=', personId)
    .where('sign_state', 'in', ['waiting', 'signing'])
    .where('sign_provider', '<>', 'local')
    .where('status', '<>', 'void')
    .orderBy('issued_at')
    .limit(100)
    .$castTo<UnsignedLetter>()
    .execute();

export type LongUnsigned = { id: string; signerPersonId: string; provider: SigningProvider };

/** Letters that were issued before a moment and still bear no signature, however they are signed; the oldest first. */
export const listLongUnsigned = async (db: Db, before: Temporal.Instant): Promise<LongUnsigned[]> =>
  db
    .selectFrom('letter')
    .select(['id', 'signer_person_id as signerPersonId', 'sign_provider as provider'])
    .where('sign_state', 'in', ['waiting', 'signing'])
    .where('status', '<>', 'void')
    .where('issued_at', '<', before)
    .where('signer_person_id', 'is not', null)
    .orderBy('issued_at')
    .limit(500)
    .$castTo<LongUnsigned>()
    .execute();

/** Who drafted, revised or initialled a letter, beside its signer: those who want to know what becomes of it. */
export const listMakers = async (db: Db, letterId: string): Promise<string[]> => {
  const rows = await db
    .selectFrom('audit_event')
    .innerJoin('letter', 'letter.id', 'audit_event.subject_id')
    .select('audit_event.person_id')
    .distinct()
    .where('audit_event.subject_kind', '=', 'letter')
    .where('audit_event.subject_id', '=', letterId)
    .where('audit_event.type', 'in', ['letter.drafted', 'letter.revised', 'letter.initialled'])
    .where((is) => is('audit_event.person_id', 'is distinct from', is.ref('letter.signer_person_id')))
    .execute();
  return rows.flatMap((row) => row.person_id ?? []);
};

/** Waits until a letter's PDF is made, or the time is over; then says whether it is. */
export const waitForRendering = async (db: Db, letterId: string, limitMs: number): Promise<boolean> => {
  const step = 150;
  for (let waited = 0; ; waited += step) {
    const letter = await db.selectFrom('letter').select('render_state').where('id', '=', letterId).executeTakeFirst();
    if (letter?.render_state === 'done') return true;
    if (waited >= limitMs) return false;
    await pause(step);
  }
};
