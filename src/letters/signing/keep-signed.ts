import { sql } from 'kysely';
import { appended, type Doer } from '#audit/index.ts';
import { type Db, json } from '#db/index.ts';
import { storeBytes } from '#files/index.ts';
import type { SignatureFinding } from './verify-pdf.ts';

export type Signed = {
  letterId: string;
  /** The signed file: its bytes, or the file where it is stored already. */
  file: { bytes: Uint8Array } | { fileId: string };
  form: 'electronic' | 'scan';
  signature: Pick<SignatureFinding, 'subject' | 'issuer' | 'at' | 'certificate'> | null;
  /** The provider's own id of the document. */
  reference?: string | null;
  /** What was checked, to be shown later. */
  findings: Readonly<Record<string, unknown>>;
  /** Whose claim this is, where the letter was claimed to be signed. */
  claim?: string;
  doer: Doer;
  now: Temporal.Instant;
};

/**
 * Keeps a signed file as the letter's own, once and for all: from here it is served and never rendered again. False when the
 * letter was signed by another meanwhile, is void, or is claimed by somebody else; nothing is changed then.
 */
export const keepSigned = async (tx: Db, signed: Signed): Promise<boolean> => {
  const { letterId, doer, now, signature } = signed;
  const before = await tx
    .selectFrom('letter')
    .leftJoin('letter_signature', 'letter_signature.letter_id', 'letter.id')
    .select(['letter.file_id', 'letter.sign_state', 'letter.sign_provider', 'letter.status', 'letter_signature.claim'])
    .where('letter.id', '=', letterId)
    .forUpdate('letter')
    .executeTakeFirst();
  if (!before || before.sign_state === 'signed' || before.sign_state === null || before.status === 'void') return false;
  if (signed.claim !== undefined && before.claim !== signed.claim) return false;
  const fileId =
    'fileId' in signed.file
      ? signed.file.fileId
      : await storeBytes(tx, { bytes: signed.file.bytes, mediaType: 'application/pdf', now });
  const found = {
    last_error: null,
    claim: null,
    claimed_at: null,
    unsigned_file_id: before.file_id,
    form: signed.form,
    subject: signature?.subject ?? null,
    issuer: signature?.issuer ?? null,
    certificate: signature?.certificate ?? null,
    signed_at: signature?.at ?? now,
    reference: signed.reference ?? null,
    findings: json(signed.findings as never),
  };
  await tx
    .with('kept', (db) =>
      db
        .updateTable('letter')
        .set({
          file_id: fileId,
          sign_state: 'signed',
          render_state: 'done',
          render_error: null,
          version: sql<number>`version + 1`,
        })
        .where('id', '=', letterId)
        .returning('id'),
    )
    .with('found', (db) =>
      db
        .insertInto('letter_signature')
        .values({ letter_id: letterId, ...found })
        .onConflict((conflict) => conflict.column('letter_id').doUpdateSet(found))
        .returning('letter_id'),
    )
    .selectFrom('kept')
    .select(
      appended({
        subjectKind: 'letter',
        subjectId: letterId,
        at: now,
        type: 'letter.signed',
        doer,
        data: { provider: before.sign_provider, form: signed.form, subject: signature?.subject ?? '', file_id: fileId },
      }).as('event'),
    )
    .execute();
  return true;
};
