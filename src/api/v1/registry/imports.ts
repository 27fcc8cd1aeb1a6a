import { z } from '@hono/zod-openapi';
import { AppError } from '#lib/errors.ts';
import { id, oneOf } from '#lib/input.ts';
import {
  checkImport,
  getImport,
  type ImportRun,
  importFields,
  importKinds,
  listImports,
  listVerdicts,
  startImport,
  verdicts,
  writeImport,
} from '#registry/index.ts';
import type { Api } from '../../context.ts';
import { jsonRoute } from '../../json-route.ts';
import { once } from '../../once.ts';
import { answer, readRefusals, refusals } from '../../schemas.ts';
import { byId, paged } from './shapes.ts';

const counts = z.object(Object.fromEntries(verdicts.map((verdict) => [verdict, z.number()])));

const run = z.object({
  id: z.string(),
  kind: z.string(),
  file: z.string(),
  state: z
    .string()
    .describe('`mapping`, `checking`, `checked`, `writing`, `written` or `failed`; a long table is dealt with by a job.'),
  headings: z.array(z.string()),
  mapping: z.array(z.string()).describe('The field of each column, "" for none: as guessed by the headings, or as chosen.'),
  fields: z.array(z.object({ key: z.string(), label: z.string(), needed: z.boolean() })).describe('What a column may be.'),
  rows: z.number(),
  rows_done: z.number(),
  counts: counts.nullable().describe('How many rows got which verdict; null until they have been tried.'),
  error: z.string(),
});

const runOf = (row: ImportRun, language: 'id' | 'en') => ({
  id: row.id,
  kind: row.kind,
  file: row.name,
  state: row.state,
  headings: row.headers,
  mapping: row.mapping,
  fields: importFields[row.kind].map(({ key, label, needed = false }) => ({ key, label: label[language], needed })),
  rows: row.rowsTotal,
  rows_done: row.rowsDone,
  counts: row.counts,
  error: row.error,
});

const verdict = z.object({
  row: z.number(),
  verdict: z.string(),
  label: z.string(),
  faults: z.array(z.object({ field: z.string(), message: z.string() })),
  changes: z.record(z.string(), z.array(z.unknown())).describe('Before and after of each field that differs.'),
});

const readImports = (api: Api): void => {
  api.openapi(
    {
      method: 'get',
      path: '/imports',
      operationId: 'listRegisterImports',
      tags: ['Register'],
      summary: 'The last 50 imports of what the holder of the key keeps',
      responses: { ...readRefusals, 200: answer(z.object({ imports: z.array(run) }), 'The newest first') },
    },
    async (c) => {
      const runs = await listImports(c.var.options.db, c.var.actor);
      return c.json({ imports: runs.map((row) => runOf(row, c.var.language)) }, 200);
    },
  );

  api.openapi(
    {
      method: 'get',
      path: '/imports/{id}',
      operationId: 'getRegisterImport',
      tags: ['Register'],
      summary: 'How far an import is',
      request: { params: byId },
      responses: { ...readRefusals, 200: answer(run, 'The import') },
    },
    async (c) => c.json(runOf(await getImport(c.var.options.db, c.var.actor, c.req.valid('param').id), c.var.language), 200),
  );

  api.openapi(
    {
      method: 'get',
      path: '/imports/{id}/verdicts',
      operationId: 'listRegisterVerdicts',
      tags: ['Register'],
      summary: 'What becomes of each row: new, change, same, conflict or fault, with the reasons',
      request: { params: byId, query: z.object({ page: paged.page, verdict: oneOf(verdicts).optional() }) },
      responses: { ...readRefusals, 200: answer(z.object({ verdicts: z.array(verdict) }), '500 rows in the order of the file') },
    },
    async (c) => {
      const { db } = c.var.options;
      const found = await getImport(db, c.var.actor, c.req.valid('param').id);
      const { page, verdict: wanted } = c.req.valid('query');
      const rows = await listVerdicts(db, found, { verdict: wanted, page, pageSize: 500 });
      const told = rows.map(({ faults, ...row }) => ({
        ...row,
        faults: faults.map(({ field, message }) => ({ field, message: message[c.var.language] })),
      }));
      return c.json({ verdicts: told }, 200);
    },
  );
};

/** Tables that a program brings along: started, tried, and then all of it or nothing. */
export const registryImportRoutes = (api: Api): void => {
  readImports(api);
  const done = answer(
    z.object({ id: z.string().nullable(), state: z.string().nullable(), repeated: z.boolean() }),
    'How far it is',
  );

  jsonRoute(
    api,
    {
      method: 'post',
      path: '/imports',
      operationId: 'startRegisterImport',
      tags: ['Register'],
      summary: 'Begin with a CSV or XLSX sent to /uploads as `register-import`; its columns are guessed by their headings',
      body: z.strictObject({ kind: oneOf(importKinds), upload_id: id() }),
      responses: { ...refusals, 201: done },
    },
    async (c, { kind, upload_id: uploadId }) => {
      const { actor, now } = c.var;
      const result = await once(
        c,
        (tx) => startImport(tx, { actor, kind, uploadId, now }),
        ({ runId }) => runId,
      );
      const runId = result.repeated ? result.made : result.result.runId;
      return c.json({ id: runId, state: result.repeated ? null : 'mapping', repeated: result.repeated }, 201);
    },
  );

  jsonRoute(
    api,
    {
      method: 'post',
      path: '/imports/{id}/check',
      operationId: 'checkRegisterImport',
      tags: ['Register'],
      summary: 'Try every row against the register, which stays as it is; a table of more than 2,000 rows is tried by a job',
      request: { params: byId },
      body: z.strictObject({
        mapping: z.array(z.string().max(60)).max(200).optional().describe('The field of each column; left out: as guessed.'),
      }),
      responses: { ...refusals, 200: done },
    },
    async (c, { mapping }) => {
      const { actor, now } = c.var;
      const runId = c.req.param('id') ?? '';
      const result = await once(c, async (tx) => {
        const found = await getImport(tx, actor, runId);
        await checkImport(tx, { actor, runId, mapping: mapping ?? found.mapping, now });
        return getImport(tx, actor, runId);
      });
      return c.json({ id: runId, state: result.result?.state ?? null, repeated: result.repeated }, 200);
    },
  );

  jsonRoute(
    api,
    {
      method: 'post',
      path: '/imports/{id}/writing',
      operationId: 'writeRegisterImport',
      tags: ['Register'],
      summary: 'Write a checked table: all of it, or nothing; refused while rows are faulty or in conflict',
      request: { params: byId },
      body: z.strictObject({
        rows: z.number().int().optional().describe('How many rows you mean; refused when it has another number.'),
      }),
      responses: { ...refusals, 200: done },
    },
    async (c, { rows }) => {
      const { actor, now } = c.var;
      const runId = c.req.param('id') ?? '';
      const result = await once(c, async (tx) => {
        const found = await getImport(tx, actor, runId);
        if (rows !== undefined && rows !== found.rowsTotal)
          throw new AppError('stale_page', { seen: rows, now: found.rowsTotal });
        await writeImport(tx, { actor, runId, now });
        return getImport(tx, actor, runId);
      });
      return c.json({ id: runId, state: result.result?.state ?? null, repeated: result.repeated }, 200);
    },
  );
};
