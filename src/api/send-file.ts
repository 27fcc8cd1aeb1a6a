import { downloadHeaders, readFile } from '#files/index.ts';
import type { ApiContext } from './context.ts';

/** Sends a stored file under this name, chunk by chunk as the caller takes it. Throws not_found. */
export const sendFile = async (c: ApiContext, fileId: string, name: string): Promise<Response> => {
  const file = await readFile(c.var.options.db, fileId);
  const headers = downloadHeaders({ name: name.replaceAll('/', '-'), mediaType: file.mediaType, size: file.size });
  if (c.req.method === 'HEAD') return c.body(null, 200, headers);
  return c.body(ReadableStream.from(file.stream()) as ReadableStream<Uint8Array<ArrayBuffer>>, 200, headers);
};
