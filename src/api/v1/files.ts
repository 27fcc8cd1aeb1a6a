import { Readable } from 'node:stream';
import { createRoute, z } from '@hono/zod-openapi';
import { cleanFileName, storeUpload } from '#files/index.ts';
import { AppError } from '#lib/errors.ts';
import type { Api } from '../context.ts';
import { answer, refusals } from '../schemas.ts';

const uploadRoute = createRoute({
  method: 'post',
  path: '/uploads',
  summary: 'Send one file as the raw body; what comes back is bound to a case by its id',
  request: {
    query: z.object({ name: z.string().min(1).max(500), purpose: z.string().min(1).max(50) }),
    body: { required: true, content: { 'application/octet-stream': { schema: z.string().openapi({ format: 'binary' }) } } },
  },
  responses: {
    ...refusals,
    201: answer(
      z.object({ upload_id: z.string(), name: z.string(), size: z.number(), media_type: z.string(), sha256: z.string() }),
      'Stored, once per content',
    ),
  },
});

/** Uploads: streamed into the database chunk by chunk. */
export const fileRoutes = (api: Api): void => {
  api.openapi(uploadRoute, async (c) => {
    const { name, purpose } = c.req.valid('query');
    const { actor, now, options } = c.var;
    const body = c.req.raw.body;
    if (!body) throw new AppError('bad_request', { why: 'empty body' });
    const stored = await storeUpload(options.db, {
      stream: Readable.fromWeb(body as never),
      name: cleanFileName(name),
      purpose,
      uploadedBy: actor.accountId,
      now,
      limitBytes: options.uploadLimit,
    });
    return c.json(
      { upload_id: stored.uploadId, name: stored.name, size: stored.size, media_type: stored.mediaType, sha256: stored.sha256 },
      201,
    );
  });
};
