import type { Db } from '#db/index.ts';
import { readFile } from '#files/index.ts';

const mostBytes = 256 * 1024;

/** The beginning of a stored text file, as text: what a page can show or work with. */
export const readText = async (db: Db, fileId: string): Promise<string> => {
  const chunks: Buffer[] = [];
  let size = 0;
  const file = await readFile(db, fileId);
  for await (const chunk of file.stream()) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= mostBytes) break;
  }
  return Buffer.concat(chunks)
    .subarray(0, mostBytes)
    .toString('utf8')
    .replace(/^\ufeff/, '');
};
