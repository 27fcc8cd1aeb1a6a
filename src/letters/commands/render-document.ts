import type { Db } from '#db/index.ts';
import { getFacts, sheetOf } from '../facts.ts';
import { type LetterContent, type LetterKind, schemas } from '../kinds/index.ts';
import { readLogo } from '../logo.ts';
import { shippedSource } from '../sources.ts';
import { previewLetter } from '../templates/preview.ts';

/**
 * A document of the register as PDF, made for the eye and kept nowhere: no number, no signature, no record. Throws not_found for
 * an unknown office, and `unavailable` when too many wait.
 */
export const renderDocument = async <Kind extends LetterKind>(
  db: Db,
  input: { kind: Kind; officeId: string; hal: string; data: LetterContent<Kind>; today: Temporal.PlainDate },
): Promise<{ pdf: Uint8Array; pages: number }> => {
  const { kind, officeId, hal, today } = input;
  const content = schemas[kind].parse(input.data);
  const facts = await getFacts(db, { officeId, signer: null, kind, today, allot: null });
  const sheet = sheetOf(facts, { draft: false, number: '', hal, date: today, madeOn: today, signature: null, code: null });
  const logo = await readLogo(db, sheet.letterhead.logoFileId);
  const { document, pages } = await previewLetter(
    await shippedSource(kind),
    { content, sheet },
    { logo, want: 'pdf', name: kind },
  );
  return { pdf: document, pages };
};
