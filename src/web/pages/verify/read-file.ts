import { createHash } from 'node:crypto';
import { parseMultipart } from '#files/index.ts';
import { AppError } from '#lib/errors.ts';
import type { Ctx } from '../../context.ts';

/** Most bytes of a file that is checked: no letter comes near it. */
export const fileLimit = 10_000_000;

/** Files that are read at the same moment, by whomever: what anonymous visitors may take of this machine's memory. */
const mostAtOnce = 8;
let reading = 0;

export type DroppedFile = { sha256: Buffer; bytes: Buffer };

/**
 * The file that was dropped, hashed while it streams in and kept in memory only; null where none was chosen, 'too_large' past
 * the limit, 'no_pdf' where it does not begin as one. Throws `bad_request`, and `too_many` while too many are read already.
 */
export const readDropped = async (c: Ctx): Promise<DroppedFile | 'too_large' | 'no_pdf' | null> => {
  if (reading >= mostAtOnce) throw new AppError('too_many', { what: 'file checks at once', minutes: 1 });
  reading += 1;
  try {
    const { stored } = await parseMultipart(c.req.raw, {
      limits: { fileBytes: fileLimit, files: 1, fields: 5, fieldBytes: 1024 },
      fileFields: ['file'],
      onFile: ({ stream }) => readStream(stream),
    });
    return stored.get('file')?.[0] ?? null;
  } finally {
    reading -= 1;
  }
};

const readStream = async (stream: AsyncIterable<Uint8Array>): Promise<DroppedFile | 'too_large' | 'no_pdf'> => {
  const hash = createHash('sha256');
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.byteLength;
    if (size > fileLimit) return 'too_large';
    hash.update(chunk);
    chunks.push(chunk);
  }
  const bytes = Buffer.concat(chunks);
  return bytes.subarray(0, 1024).includes('%PDF-') ? { sha256: hash.digest(), bytes } : 'no_pdf';
};
