import { z } from '@hono/zod-openapi';
import { importIntoWiki } from '#cases/index.ts';
import { id, oneOf } from '#lib/input.ts';
import { exportMarkdown, getSpace, importKinds, listImports, mayKeep } from '#wiki/index.ts';
import type { Api } from '../../context.ts';
import { jsonRoute } from '../../json-route.ts';
import { once } from '../../once.ts';
import { answer, fileAnswer, readRefusals, refusals } from '../../schemas.ts';
import { spaceParams, tags } from './shapes.ts';

/** Takes a space out, and pages in. */
export const wikiExchangeRoutes = (api: Api): void => {
  api.openapi(
    {
      ...{
        method: 'get',
        path: '/wiki/spaces/{space}/export.zip',
        operationId: 'exportWikiSpace',
        tags,
        summary: 'A space as a folder of Markdown files',
      },
      request: { params: spaceParams },
      responses: { ...readRefusals, 200: fileAnswer('application/zip') },
    },
    async (c) => {
      const { db } = c.var.options;
      const found = await getSpace(db, c.var.actor, c.req.valid('param').space);
      const zip = await exportMarkdown({ db, actor: c.var.actor }, found);
      return c.body(zip as Uint8Array<ArrayBuffer>, 200, {
        'content-type': 'application/zip',
        'content-disposition': `attachment; filename="${found.key}.zip"`,
      });
    },
  );
  api.openapi(
    {
      ...{
        method: 'get',
        path: '/wiki/spaces/{space}/imports',
        operationId: 'listWikiImports',
        tags,
        summary: 'How far the imports into a space are; for who keeps it',
      },
      request: { params: spaceParams },
      responses: {
        ...readRefusals,
        200: answer(
          z.object({
            imports: z.array(
              z.object({
                id: z.string(),
                kind: z.string(),
                file: z.string(),
                state: z.string(),
                total: z.number(),
                done: z.number(),
                left_out: z.array(z.string()),
              }),
            ),
          }),
          'The last 20',
        ),
      },
    },
    async (c) => {
      const { db } = c.var.options;
      const found = await getSpace(db, c.var.actor, c.req.valid('param').space);
      const rows = mayKeep(c.var.actor, found) ? await listImports(db, found.id) : [];
      const imports = rows.map((row) => ({
        id: row.id,
        kind: row.kind,
        file: row.fileName,
        state: row.state,
        total: row.total,
        done: row.done,
        left_out: row.faults.map((fault) => `${fault.at}: ${fault.why[c.var.language]}`),
      }));
      return c.json({ imports }, 200);
    },
  );
  jsonRoute(
    api,
    {
      ...{
        method: 'post',
        path: '/wiki/spaces/{space}/imports',
        operationId: 'importIntoWiki',
        tags,
        summary: 'Import a file sent to /uploads as `wiki-import`; a job carries it out',
      },
      request: { params: spaceParams },
      body: z.strictObject({ kind: oneOf(importKinds), upload_id: id() }),
      responses: { ...refusals, 201: answer(z.object({ import_id: z.string().nullable(), repeated: z.boolean() }), 'Asked for') },
    },
    async (c, { kind, upload_id: uploadId }) => {
      const { actor, now } = c.var;
      const spaceKey = c.req.param('space') ?? '';
      const result = await once(
        c,
        (tx) => importIntoWiki(tx, { actor, now, space: spaceKey, kind, uploadId }),
        ({ importId }) => importId,
      );
      return c.json({ import_id: result.repeated ? result.made : result.result.importId, repeated: result.repeated }, 201);
    },
  );
};
