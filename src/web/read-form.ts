import { limitText, listUploads, parseMultipart, storeUpload } from '#files/index.ts';
import { AppError, type FieldFault } from '#lib/errors.ts';
import type { Ctx } from './context.ts';
import { type FormValues, type StoredUpload, texts } from './form.ts';
import { readProof } from './proof.ts';
import { readSession } from './session.ts';

const biggestBody = 1024 * 1024;

/** A field that takes files: as which kind of document they are stored (`acceptRules` of the files room), and how many. */
export type UploadRule = { field: string; purpose: string; multiple?: boolean };

export type Posted = { values: FormValues; uploads: ReadonlyMap<string, StoredUpload>; faults: readonly FieldFault[] };

/** Reads at most `limit` bytes of a body. */
const readBody = async (body: ReadableStream<Uint8Array> | null, limit: number): Promise<string> => {
  if (!body) return '';
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > limit) throw new AppError('too_large', { limit: limitText(limit) });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
};

/** PostgreSQL stores no NUL, and browsers send line ends as CRLF: neither is anything a person typed. */
export const clean = (value: string): string => value.replaceAll('\0', '').replaceAll('\r\n', '\n');

/** Fields of a form without files (application/x-www-form-urlencoded). */
export const readFields = async (c: Ctx, limit = biggestBody): Promise<FormValues> => {
  const body = await readBody(c.req.raw.body, limit);
  const values = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(body)) {
    const known = values.get(name);
    if (known) known.push(clean(value));
    else values.set(name, [clean(value)]);
  }
  return values;
};

/** The ids of a field's uploads: those named by hidden fields, less the removed ones, and what was just stored. */
const uploadIds = (rule: UploadRule, fields: FormValues, stored: readonly StoredUpload[]): string[] => {
  const added = stored.map((upload) => upload.id);
  if (!rule.multiple && added.length > 0) return added.slice(-1);
  const removed = texts(fields, `${rule.field}__remove`);
  return [...texts(fields, rule.field).filter((id) => id !== '' && !removed.includes(id)), ...added];
};

/**
 * Files are stored as they stream in, for the account that is signed in, or (its session just over) the one that the form
 * was made for: the fields of `ActForm` come first and say so. A refused file is a fault of its field; the rest is kept.
 */
const readMultipart = async (c: Ctx, rules: readonly UploadRule[]): Promise<Posted> => {
  const { db, config } = c.var.services;
  const session = await readSession(c, db);
  const limitBytes = c.var.installation?.uploadLimitBytes ?? 0;
  const parsed = await parseMultipart<StoredUpload>(c.req.raw, {
    limits: { fileBytes: limitBytes, files: 20, fields: 500, fieldBytes: 256 * 1024 },
    fileFields: rules.map((rule) => rule.field),
    onFile: async ({ field, name, stream }, fields) => {
      const owner = session?.actor.accountId ?? readProof(config.secret, fields.get('form_proof')?.[0] ?? '', c.var.now);
      const rule = rules.find((each) => each.field === field);
      if (!owner || !rule) throw new AppError('signed_out');
      const { uploadId, ...stored } = await storeUpload(db, {
        stream,
        name,
        field,
        purpose: rule.purpose,
        uploadedBy: owner,
        now: c.var.now,
        limitBytes,
      });
      return { id: uploadId, name: stored.name, size: stored.size, mediaType: stored.mediaType };
    },
  });
  const values = new Map([...parsed.fields].map(([name, sent]) => [name, sent.map(clean)]));
  for (const rule of rules) {
    const ids = uploadIds(rule, values, parsed.stored.get(rule.field) ?? []);
    values.delete(`${rule.field}__remove`);
    if (ids.length > 0) values.set(rule.field, ids);
    else values.delete(rule.field);
  }
  const uploads = new Map([...parsed.stored.values()].flat().map((upload) => [upload.id, upload]));
  return { values, uploads, faults: parsed.faults };
};

/** What was posted, as form or as form with files. Throws `bad_request`, `too_large`, `signed_out` (files of nobody). */
export const readPosted = async (c: Ctx, rules: readonly UploadRule[], limit = biggestBody): Promise<Posted> => {
  const type = c.req.header('content-type') ?? '';
  if (type.startsWith('application/x-www-form-urlencoded'))
    return { values: await readFields(c, limit), uploads: new Map(), faults: [] };
  if (type.startsWith('multipart/form-data')) return readMultipart(c, rules);
  throw new AppError('bad_request', { why: 'content-type' });
};

/** The stored uploads that the posted ids name, of those that this account sent itself. */
export const uploadsOf = async (
  c: Ctx,
  values: FormValues,
  rules: readonly UploadRule[],
  accountId: string,
): Promise<ReadonlyMap<string, StoredUpload>> => {
  const ids = rules.flatMap((rule) => texts(values, rule.field));
  const uploads = await listUploads(c.var.services.db, ids);
  return new Map(
    uploads
      .filter((upload) => upload.uploadedBy === accountId)
      .map(({ id, name, size, mediaType }) => [id, { id, name, size, mediaType }]),
  );
};
