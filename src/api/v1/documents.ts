import { z } from '@hono/zod-openapi';
import { applicantDocumentKinds, attachDocument, getCase, listDocuments } from '#cases/index.ts';
import { AppError } from '#lib/errors.ts';
import { id, oneOf, optionalText } from '#lib/input.ts';
import type { Api } from '../context.ts';
import { routingPath } from '../gate.ts';
import { jsonRoute } from '../json-route.ts';
import { once } from '../once.ts';
import { answer, caseParams, fileAnswer, readRefusals, refusals } from '../schemas.ts';
import { sendFile } from '../send-file.ts';

const [firstKind, ...otherKinds] = applicantDocumentKinds;

const contentPath = '/cases/{number}/documents/{document_id}/content';

/** Documents of a case: bind an upload to it, fetch what is bound. */
export const documentRoutes = (api: Api): void => {
  jsonRoute(
    api,
    {
      method: 'post',
      path: '/cases/{number}/documents',
      operationId: 'attachDocument',
      tags: ['Documents'],
      summary: 'Bind an upload to the case as a document of its kind',
      description:
        'The three documents of the request replace their predecessor, and belong to a draft or a returned request; a `correction` may come from either side while the case is open. The upload must be your own, sent with this kind as its purpose.',
      request: { params: caseParams },
      body: z.strictObject({
        kind: oneOf([firstKind, ...otherKinds, 'correction']),
        upload_id: id(),
        note: optionalText(1000),
      }),
      responses: { ...refusals, 201: answer(z.object({ document_id: z.string(), repeated: z.boolean() }), 'Attached') },
    },
    async (c, { kind, upload_id: uploadId, note }) => {
      const { actor, now } = c.var;
      const number = c.req.param('number') ?? '';
      const done = await once(
        c,
        (tx) => attachDocument(tx, { number, actor, kind, uploadId, note, now }),
        (made) => made.documentId,
      );
      return c.json({ document_id: done.repeated ? done.made : done.result.documentId, repeated: done.repeated }, 201);
    },
  );

  api.openAPIRegistry.registerPath({
    method: 'get',
    path: contentPath,
    operationId: 'readDocument',
    tags: ['Documents'],
    summary: 'The content of a document of the case',
    request: { params: caseParams.extend({ document_id: z.string() }) },
    responses: { ...readRefusals, 200: fileAnswer('application/octet-stream') },
  });
  api.get(routingPath(contentPath), async (c) => {
    const { actor, options } = c.var;
    const found = await getCase(options.db, actor, c.req.param('number') ?? '');
    const wanted = c.req.param('document_id');
    const document = (await listDocuments(options.db, found.row.id)).find((each) => each.id === wanted);
    if (!document) throw new AppError('not_found', { what: `document ${wanted}` });
    return sendFile(c, document.file_id, document.file_name);
  });
};
