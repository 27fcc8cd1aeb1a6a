import type { Db } from '#db/index.ts';
import { readFile } from '#files/index.ts';
import type { Logo } from './render.ts';

/** A logo is a small picture; what is larger was not meant as one. */
const largestLogo = 2_000_000;

/** The logo of a letterhead, or null where the office has none. Throws an Error when it is too large to be printed. */
export const readLogo = async (db: Db, fileId: string | null): Promise<Logo | null> => {
  if (!fileId) return null;
  const file = await readFile(db, fileId);
  if (file.size > largestLogo) throw new Error(`The logo has ${file.size} bytes; ${largestLogo} is the most that is printed`);
  return { bytes: Buffer.concat(await Array.fromAsync(file.stream())), mediaType: file.mediaType };
};
