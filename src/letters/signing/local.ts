import { system } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { readBytes } from '#files/index.ts';
import { AppError } from '#lib/errors.ts';
import { sheetSchema } from '../sheet.ts';
import { ensureIdentity } from './identities.ts';
import { keepSigned } from './keep-signed.ts';
import { signPdf } from './sign-pdf.ts';
import { verifySignedPdf } from './verify-pdf.ts';

/**
 * Signs a rendered letter with the signer's certificate of this installation. A letter that is signed already, is signed
 * otherwise or is void is left alone. Throws not_found, and an Error when it is not rendered yet or cannot be signed.
 */
export const signLocally = async (
  db: Db,
  { letterId, secret, now }: { letterId: string; secret: string; now: Temporal.Instant },
): Promise<void> => {
  const letter = await db
    .selectFrom('letter')
    .select(['status', 'sign_provider', 'sign_state', 'render_state', 'file_id', 'signer_person_id', 'data'])
    .where('id', '=', letterId)
    .executeTakeFirst();
  if (!letter) throw new AppError('not_found', { what: `letter ${letterId}` });
  if (letter.sign_provider !== 'local' || letter.sign_state === 'signed' || letter.status === 'void') return;
  if (letter.render_state !== 'done' || !letter.file_id || !letter.signer_person_id)
    throw new Error('The letter is not rendered yet');
  const sheet = sheetSchema.parse((letter.data as { sheet?: unknown }).sheet);
  const { letterhead, hal } = sheet;
  const name = sheet.signature?.name ?? '';
  const { signer, authority } = await ensureIdentity(db, {
    personId: letter.signer_person_id,
    name,
    organization: letterhead.office,
    secret,
    now,
  });
  const facts = { name, reason: hal, location: letterhead.place, at: now };
  const bytes = await signPdf(await readBytes(db, letter.file_id), signer, [authority.certificate], facts);
  const [signature] = (await verifySignedPdf(bytes)).signatures;
  if (!signature?.valid || !signature.coversWholeFile) throw new Error('The signature that was made does not fit the letter');
  await db.transaction().execute((tx) =>
    keepSigned(tx, {
      letterId,
      file: { bytes },
      form: 'electronic',
      signature,
      findings: { valid: true, covers_whole_file: true, original_kept: true },
      doer: system,
      now,
    }),
  );
};
