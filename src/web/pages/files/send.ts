import type { Db } from '#db/index.ts';
import { cleanFileName, downloadHeaders, readFile } from '#files/index.ts';
import type { Ctx } from '../../context.ts';

/** A text is shown as text: never guessed at, never run, framed by our own pages only. */
const textHeaders = {
  'Content-Type': 'text/plain; charset=utf-8',
  'Content-Disposition': 'inline',
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox",
  'Cache-Control': 'private, no-cache',
};

type Sent = { fileId: string; name: string; inline: boolean };

/** Streams a stored file: as a download, or shown in the page where its kind can be shown without running anything. */
export const sendFile = async (c: Ctx, db: Db, { fileId, name, inline }: Sent): Promise<Response> => {
  const file = await readFile(db, fileId);
  const asText = inline && file.mediaType.startsWith('text/');
  const headers = asText
    ? { ...textHeaders, 'Content-Length': String(file.size) }
    : downloadHeaders({ name: cleanFileName(name), mediaType: file.mediaType, size: file.size }, { inline });
  return c.body(ReadableStream.from(file.stream()) as ReadableStream, 200, headers);
};
