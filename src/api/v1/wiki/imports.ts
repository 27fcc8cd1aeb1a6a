import { z } from '@hono/zod-openapi';
import { importIntoWiki, startWikiImport, stopWikiImport, undoWikiImport } from '#cases/index.ts';
import { id, oneOf } from '#lib/input.ts';
import { say } from '#lib/words.ts';
import {
  collisions,
  countImportLines,
  dropImport,
  getImport,
  getSpace,
  type ImportLine,
  importFilters,
  importKinds,
  listImportLines,
  listImports,
  mayKeep,
  type WikiImport,
} from '#wiki/index.ts';
import type { Api, ApiContext } from '../../context.ts';
import { jsonRoute } from '../../json-route.ts';
import { once } from '../../once.ts';
import { answer, readRefusals, refusals } from '../../schemas.ts';
import { done, idOf, pageParams, spaceParams, tags } from './shapes.ts';

const wikiImport = z.object({
  id: z.string(),
  kind: z.string(),
  file: z.string(),
  state: z
    .string()
    .describe(
      '`waiting`, `checking`, `checked` (tried; nothing is written yet), `running`, `stopped`, `done`, `failed`, `undoing`, `undone`',
    ),
  total: z.number().describe('Things in the file: pages, redirects, what cannot be taken'),
  done: z.number().describe('How many of them have been gone through'),
  taken: z.string().nullable().describe('Where a title is taken: `skip`, `rename` or `version`; null: not said yet'),
  why: z.string().nullable().describe('Why it failed'),
  person: z.string().nullable(),
  at: z.string(),
  ended_at: z.string().nullable(),
});

const pastImport = wikiImport.extend({ written: z.number().describe('Pages and redirects that were written, and stand') });

const shown = (c: ApiContext, row: WikiImport) => ({
  ...{ id: row.id, kind: row.kind, file: row.fileName, state: row.state, total: row.total, done: row.done, taken: row.onTaken },
  why: row.why && say(row.why, c.var.language),
  ...{ person: row.personName, at: String(row.at), ended_at: row.endedAt && String(row.endedAt) },
});

const line = z.object({
  no: z.number().describe('Its place in the tree that the import becomes'),
  depth: z.number(),
  source: z.string().describe('Where it lies in the file'),
  title: z.string(),
  other_title: z.string().nullable().describe('The title that it gets with `rename`'),
  verdict: z.string().describe('`new`, `same`, `taken`, `redirect`, `refused` or `unused`'),
  why: z.string().nullable(),
  notes: z.array(z.string()).describe('What it lacks: links without a target, missing files …'),
  outcome: z
    .string()
    .nullable()
    .describe('`made`, `renamed`, `version`, `same`, `skipped`, `redirected`, `refused` or `unused`; null: not done yet'),
  undone: z.string().nullable().describe('`deleted`, `restored` or `kept`'),
  page_id: z.string().nullable(),
});

const lineOf = (c: ApiContext, row: ImportLine) => {
  const why = row.undoneWhy ?? row.outcomeWhy ?? row.why;
  return {
    ...{ no: row.no, depth: row.depth, source: row.source, title: row.title, other_title: row.otherTitle, verdict: row.verdict },
    why: why && say(why, c.var.language),
    notes: row.notes.map((note) => say(note, c.var.language)),
    ...{ outcome: row.outcome, undone: row.undone, page_id: row.page?.id ?? null },
  };
};

const requestRoute = (api: Api): void =>
  jsonRoute(
    api,
    {
      ...{
        method: 'post',
        path: '/wiki/spaces/{space}/imports',
        operationId: 'importIntoWiki',
        tags,
        summary: 'Import a file sent to /uploads as `wiki-import`; a job tries it and, without `dry_run`, carries it out',
      },
      request: { params: spaceParams },
      body: z.strictObject({
        kind: oneOf(importKinds),
        upload_id: id(),
        dry_run: z.boolean().default(false).describe('Only say what it would do; /act with `start` then carries it out'),
        taken: oneOf(collisions).default('skip').describe('What is done where a title is taken'),
      }),
      responses: { ...refusals, 201: answer(z.object({ import_id: z.string().nullable(), repeated: z.boolean() }), 'Asked for') },
    },
    async (c, { kind, upload_id: uploadId, dry_run: isDry, taken }) => {
      const { actor, now } = c.var;
      const space = c.req.param('space') ?? '';
      const result = await once(
        c,
        (tx) => importIntoWiki(tx, { actor, now, space, kind, uploadId, onTaken: isDry ? null : taken }),
        ({ importId }) => importId,
      );
      return c.json({ import_id: result.repeated ? result.made : result.result.importId, repeated: result.repeated }, 201);
    },
  );

const readRoutes = (api: Api): void => {
  api.openapi(
    {
      ...{
        method: 'get',
        path: '/wiki/spaces/{space}/imports',
        operationId: 'listWikiImports',
        tags,
        summary: 'The imports into a space and how far they are; for who keeps it',
      },
      request: { params: spaceParams },
      responses: { ...readRefusals, 200: answer(z.object({ imports: z.array(pastImport) }), 'The last 20') },
    },
    async (c) => {
      const { db } = c.var.options;
      const found = await getSpace(db, c.var.actor, c.req.valid('param').space);
      const rows = mayKeep(c.var.actor, found) ? await listImports(db, found.id) : [];
      return c.json({ imports: rows.slice(0, 20).map((row) => ({ ...shown(c, row), written: row.written })) }, 200);
    },
  );
  api.openapi(
    {
      ...{
        method: 'get',
        path: '/wiki/imports/{id}',
        operationId: 'getWikiImport',
        tags,
        summary: 'An import: how far it is, and how many pages of which verdict and outcome',
      },
      request: { params: pageParams },
      responses: {
        ...readRefusals,
        200: answer(
          wikiImport.extend({ counts: z.record(z.string(), z.number()) }),
          '`counts`: by verdict, and by outcome as `was-…`',
        ),
      },
    },
    async (c) => {
      const { db } = c.var.options;
      const found = await getImport(db, c.var.actor, c.req.valid('param').id);
      return c.json({ ...shown(c, found), counts: await countImportLines(db, found.id) }, 200);
    },
  );
  api.openapi(
    {
      ...{
        method: 'get',
        path: '/wiki/imports/{id}/pages',
        operationId: 'listWikiImportPages',
        tags,
        summary: 'What an import would do with each page, and what it did',
      },
      request: {
        params: pageParams,
        query: z.object({ filter: oneOf(importFilters).optional(), page: z.coerce.number().int().min(1).max(10_000).default(1) }),
      },
      responses: { ...readRefusals, 200: answer(z.object({ pages: z.array(line) }), 'In the order of the tree, 500 at a time') },
    },
    async (c) => {
      const { db } = c.var.options;
      const found = await getImport(db, c.var.actor, c.req.valid('param').id);
      const { filter = null, page } = c.req.valid('query');
      const rows = await listImportLines(db, found.id, { filter, page, pageSize: 500 });
      return c.json({ pages: rows.map((row) => lineOf(c, row)) }, 200);
    },
  );
};

const acts = ['start', 'stop', 'undo', 'drop'] as const;

const actRoute = (api: Api): void =>
  jsonRoute(
    api,
    {
      ...{
        method: 'post',
        path: '/wiki/imports/{id}/act',
        operationId: 'actOnWikiImport',
        tags,
        summary: 'Carry out an import that was tried or go on with it, stop it, take it back, or put away what was only tried',
      },
      request: { params: pageParams },
      body: z.strictObject({
        act: oneOf(acts).describe(
          '`undo` deletes what it made and nobody has changed since, and restores what it gave a new version',
        ),
        taken: oneOf(collisions).default('skip').describe('Of `start`: what is done where a title is taken'),
      }),
      responses: { ...refusals, 200: answer(done, 'Asked for') },
    },
    async (c, { act, taken }) => {
      const { actor, now } = c.var;
      const input = { actor, now, importId: idOf(c) };
      const result = await once(c, (tx) => {
        if (act === 'start') return startWikiImport(tx, { ...input, onTaken: taken });
        return { stop: stopWikiImport, undo: undoWikiImport, drop: dropImport }[act](tx, input);
      });
      return c.json({ repeated: result.repeated }, 200);
    },
  );

/** Pages of other wikis come in: tried first, carried out, stopped, taken back. */
export const importRoutes = (api: Api): void => {
  requestRoute(api);
  readRoutes(api);
  actRoute(api);
};
