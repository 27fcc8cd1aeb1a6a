import type { Doer } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { getOwnUpload, readBytes } from '#files/index.ts';
import { type AppError, invalid } from '#lib/errors.ts';
import type { Words } from '#lib/words.ts';
import { outsideKind } from '../choices.ts';
import { type Letter, lockLetter } from '../lookup.ts';
import { notPossible } from '../refusals.ts';
import { sheetSchema } from '../sheet.ts';
import { listTrusted } from '../signing/issuers.ts';
import { keepSigned } from '../signing/keep-signed.ts';
import { nameMatches } from '../signing/signer-name.ts';
import { judgeSignature } from '../signing/trust.ts';
import { type SignatureFinding, verifySignedPdf } from '../signing/verify-pdf.ts';

/** The purpose under which a signed file is uploaded. */
export const signedUploadPurpose = 'signed-letter';

const words = {
  unsigned: {
    id: 'Ini berkas surat yang belum ditandatangani. Unggah hasil pindaian yang bertanda tangan, atau PDF yang sudah ditandatangani.',
    en: 'This is the letter’s file before it was signed. Upload the scan with the signature, or the PDF that was signed.',
  },
  broken: {
    id: 'Tanda tangan di dalam PDF ini tidak sah: berkas berubah setelah ditandatangani, atau tanda tangannya tidak dapat dibaca. Unggah berkas aslinya.',
    en: 'The signature in this PDF is not valid: the file was changed after it was signed, or the signature cannot be read. Upload the original file.',
  },
  electronic: {
    id: 'Surat ini menyebut tanda tangan elektronik BSrE, sehingga pindaian tidak dapat menggantikannya. Unggah PDF yang ditandatangani secara elektronik.',
    en: 'This letter speaks of an electronic signature by BSrE, which a scan cannot replace. Upload the PDF that was signed electronically.',
  },
} as const satisfies Record<string, Words>;

const refuse = (message: Words): AppError => invalid([{ field: 'file', message }]);

/**
 * Takes a letter that was signed outside of Griya: a scan of the paper, or a PDF with signatures in it, which are checked.
 * What was found is kept with it; a PDF whose content is not the one that Griya made is told as such, not refused. Throws
 * not_found, not_possible_now for a letter that awaits no such file, and `invalid` for one that is not signed or not valid.
 */
export const keepSignedUpload = async (
  tx: Db,
  input: { letterId: string; uploadId: string; accountId: string; doer: Doer; now: Temporal.Instant },
): Promise<void> => {
  const { letterId, uploadId, accountId, doer, now } = input;
  const letter = await lockLetter(tx, letterId);
  if (letter.sign_state === 'signed') return;
  const own = letter.kind !== outsideKind;
  const absent = own && !letter.file_id;
  if (letter.sign_state !== 'waiting' || letter.sign_provider === 'local' || letter.status === 'void' || absent) {
    throw notPossible('letter.sign', letter.status);
  }
  const upload = await getOwnUpload(tx, { uploadId, accountId, purpose: signedUploadPurpose });
  if (upload.fileId === letter.file_id) throw refuse(words.unsigned);
  const bytes = await readBytes(tx, upload.fileId);
  const { signatures } = await verifySignedPdf(bytes);
  const file = { fileId: upload.fileId };
  if (signatures.length === 0) {
    if (letter.sign_provider !== 'manual') throw refuse(words.electronic);
    await keepSigned(tx, { letterId, file, form: 'scan', signature: null, findings: { scan: true }, doer, now });
    return;
  }
  const signature = signerOf(signatures);
  const named = { signer_named: nameMatches(signature.subject, signerNamed(letter)) };
  const kept = letter.file_id ? { original_kept: goesOn(bytes, await readBytes(tx, letter.file_id)) } : {};
  const judged = await judgeSignature(signature, await listTrusted(tx), now);
  const trust = { standing: judged.standing, anchor: judged.anchor, revocation_checked: judged.revocationChecked };
  const findings = { valid: true, covers_whole_file: true, ...kept, ...named, ...trust, stamped: signature.stamped };
  await keepSigned(tx, { letterId, file, form: 'electronic', signature, findings, doer, now });
};

const goesOn = (bytes: Buffer, sent: Buffer): boolean =>
  bytes.length > sent.length && bytes.subarray(0, sent.length).equals(sent);

/** Whose signature it should be: as it was frozen, or as it was entered of a letter that was made outside. */
const signerNamed = ({ data }: Letter): string => {
  const { sheet, content } = data as { sheet?: unknown; content?: { signer?: string } };
  return sheet === undefined ? (content?.signer ?? '') : (sheetSchema.parse(sheet).signature?.name ?? '');
};

/** The last person's signature, where every signature is valid and the last of all covers the file. Throws `invalid`. */
const signerOf = (signatures: readonly SignatureFinding[]): SignatureFinding => {
  const own = signatures.findLast((each) => each.kind === 'signature');
  const sound = signatures.every((each) => each.valid) && signatures.some((each) => each.coversWholeFile);
  if (!own || !sound) throw refuse(words.broken);
  return own;
};
