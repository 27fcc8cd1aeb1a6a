import { createRoute, z } from '@hono/zod-openapi';
import { applicantDocumentKinds } from '#cases/index.ts';
import { acceptedKinds, limitText, storeUpload } from '#files/index.ts';
import { getInstallation } from '#identity/index.ts';
import { signedUploadPurpose } from '#letters/index.ts';
import { AppError } from '#lib/errors.ts';
import { oneOf, text } from '#lib/input.ts';
import { importPurpose as registerImportPurpose } from '#registry/index.ts';
import { attachmentPurpose, importPurpose } from '#wiki/index.ts';
import type { Api } from '../context.ts';
import { answer, refusals } from '../schemas.ts';

const [firstPurpose, ...otherPurposes] = [
  ...applicantDocumentKinds,
  'correction',
  'evidence',
  'paper',
  signedUploadPurpose,
  attachmentPurpose,
  importPurpose,
  registerImportPurpose,
] as const;

const accepted = [firstPurpose, ...otherPurposes].map((purpose) => `\`${purpose}\`: ${acceptedKinds(purpose).en}`).join('; ');

const uploadRoute = createRoute({
  method: 'post',
  path: '/uploads',
  operationId: 'upload',
  tags: ['Documents'],
  summary: 'Send one file as the raw body; what comes back is bound to a record by its id',
  description: `What the content is decides, never its name or type. Accepted per purpose: ${accepted}. A PDF must be whole and not encrypted. The same content is stored once, so a repeated upload costs nothing; one that is bound to nothing is swept away later.`,
  request: {
    query: z.object({ name: text(500), purpose: oneOf([firstPurpose, ...otherPurposes]) }),
    body: { required: true, content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } } },
  },
  responses: {
    ...refusals,
    201: answer(
      z.object({
        upload_id: z.string(),
        name: z.string(),
        size: z.number(),
        media_type: z.string(),
        pages: z.number().nullable(),
        sha256: z.string(),
      }),
      'Stored',
    ),
  },
});

const nothing = async function* (): AsyncGenerator<Uint8Array> {};

/** Uploads: streamed into the database chunk by chunk, judged by their content for the purpose they are sent for. */
export const uploadRoutes = (api: Api): void => {
  api.openapi(uploadRoute, async (c) => {
    const { name, purpose } = c.req.valid('query');
    const { actor, now, options } = c.var;
    const { uploadLimitBytes: limitBytes } = await getInstallation(options.db);
    // Said at once where the sender announces its size; otherwise counted as it comes in.
    if (Number(c.req.header('content-length')) > limitBytes) throw new AppError('too_large', { limit: limitText(limitBytes) });
    const stored = await storeUpload(options.db, {
      stream: c.req.raw.body ?? nothing(),
      name,
      purpose,
      uploadedBy: actor.accountId,
      now,
      limitBytes,
    });
    const { uploadId: upload_id, name: kept, size, mediaType: media_type, pages, sha256 } = stored;
    return c.json({ upload_id, name: kept, size, media_type, pages, sha256 }, 201);
  });
};
