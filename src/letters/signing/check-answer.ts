import { SigningFailure } from './failures.ts';
import { type SignatureFinding, verifySignedPdf } from './verify-pdf.ts';

/**
 * Looks at what a service sent back for a letter: it must begin with every byte that was sent (a signature is appended), and
 * its last signature must be valid and cover the whole of it. Returns that signature. Throws bad_answer.
 */
export const checkAnswer = async (sent: Buffer, answer: Buffer): Promise<SignatureFinding> => {
  if (answer.length <= sent.length || !answer.subarray(0, sent.length).equals(sent)) throw new SigningFailure('bad_answer');
  const { signatures } = await verifySignedPdf(answer);
  const last = signatures.findLast((each) => each.coversWholeFile);
  const own = signatures.findLast((each) => each.kind === 'signature');
  // A time stamp of an authority may be the last thing in the file; the person's signature stands before it.
  if (!last?.valid || !own?.valid) throw new SigningFailure('bad_answer');
  return own;
};
