import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Db } from '#db/index.ts';
import { type CheckedLetter, findByCode, findByFile, groupedCode, readCode } from '#letters/index.ts';
import { fault, isFault } from '#lib/fault.ts';

const usage = 'Usage: griya letter CODE|FILE.pdf';

const states = { valid: 'valid', void: 'VOID', superseded: 'superseded by a later one' } as const;

const howSigned: Record<CheckedLetter['signed'], string> = {
  ink: 'in ink',
  griya: 'approved in Griya, without a signature in the file',
  local: 'with a certificate of this installation',
  bsre: 'with a certified signature (BSrE)',
  elsewhere: 'outside of Griya',
  waiting: 'not signed yet',
};

const find = async (db: Db, asked: string): Promise<CheckedLetter | undefined> => {
  if (readCode(asked) !== null) return findByCode(db, asked);
  const bytes = await readFile(asked).catch((cause: NodeJS.ErrnoException) => {
    throw fault(`${asked} is no code of a letter, and cannot be read as a file (${cause.code ?? 'error'}).\n${usage}`, cause);
  });
  return findByFile(db, createHash('sha256').update(bytes).digest());
};

/**
 * `griya letter CODE|FILE.pdf`: says of a letter what the public page says, by its code or by its file byte for byte. Returns
 * 0 for a valid letter, 1 for one that is unknown, void or superseded, 2 when nothing can be looked up.
 */
export const runLetter = async (
  db: Db,
  [asked, ...more]: readonly string[],
  { print, complain }: { print: (line: string) => void; complain: (line: string) => void },
): Promise<number> => {
  try {
    if (asked === undefined || more.length > 0) throw fault(usage);
    const letter = await find(db, asked);
    if (!letter) {
      print('No letter that was issued here has this code, or this file byte for byte.');
      return 1;
    }
    print(`${letter.number || 'without a number'}, ${letter.date ?? 'without a date'}: ${states[letter.state]}`);
    print(`  subject: ${letter.hal ?? '(confidential)'}`);
    print(`  office:  ${letter.office}`);
    print(`  signed:  ${letter.signer ? `${letter.signer.name}, ${letter.signer.title}; ` : ''}${howSigned[letter.signed]}`);
    if (letter.code !== '') print(`  code:    ${groupedCode(letter.code)}`);
    return letter.state === 'valid' ? 0 : 1;
  } catch (error) {
    if (!isFault(error)) throw error;
    complain(error.message);
    return 2;
  }
};
