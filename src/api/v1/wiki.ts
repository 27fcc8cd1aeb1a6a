import { z } from '@hono/zod-openapi';
import { commentOnPage, decideAndTell, importIntoWiki, savePageAndTell, wikiParts } from '#cases/index.ts';
import { getInstallation } from '#identity/index.ts';
import { id, oneOf, optionalText, text } from '#lib/input.ts';
import {
  attachFile,
  confirmPage,
  createPage,
  emptySections,
  exportMarkdown,
  getPage,
  getProposal,
  getRevision,
  getSpace,
  importKinds,
  listChildren,
  listImports,
  listProposals,
  listRevisions,
  listSpacesCounted,
  listStalePages,
  mayKeep,
  movePage,
  searchPages,
  setPageState,
  setReview,
  type WikiPage,
} from '#wiki/index.ts';
import type { Api, ApiContext } from '../context.ts';
import { jsonRoute } from '../json-route.ts';
import { once } from '../once.ts';
import { answer, fileAnswer, readRefusals, refusals } from '../schemas.ts';

const tags = ['Wiki'];

const space = z.object({
  key: z.string(),
  name: z.string(),
  description: z.string(),
  access: z.string(),
  needs_approval: z.boolean(),
  pages: z.number(),
});
const link = z.object({ id: z.string(), title: z.string(), space: z.string(), slug: z.string() });
const cell = z.union([z.string(), z.object({ text: z.string(), kind: z.string(), id: z.string() })]);

const generated = z
  .object({
    key: z.string(),
    title: z.string(),
    facts: z.array(z.object({ label: z.string(), value: z.array(cell) })),
    columns: z.array(z.string()),
    rows: z.array(z.array(cell)),
  })
  .describe('A part that is read from the registers now');

const page = link.extend({
  body: z.string().describe('Markdown'),
  revision: z.number(),
  state: z.string(),
  parent_id: z.string().nullable(),
  record: z.object({ kind: z.string(), id: z.string(), part: z.string() }).nullable(),
  missing_sections: z.array(z.string()),
  owner: z.string().nullable(),
  review_on: z.string().nullable(),
  updated_at: z.string(),
  updated_by: z.string().nullable(),
  generated: z.array(generated),
});

const revision = z.object({
  number: z.number(),
  title: z.string(),
  why: z.string(),
  person: z.string().nullable(),
  at: z.string(),
});
const hit = link.extend({ space_name: z.string(), snippet: z.string() });
const made = z.object({ page_id: z.string().nullable(), repeated: z.boolean() });
const changed = z.object({ outcome: z.string(), revision: z.number().nullable(), repeated: z.boolean() });
const done = z.object({ repeated: z.boolean() });

const spaceParams = z.object({ space: z.string() });
const pageParams = z.object({ id: z.string() });

const linkOf = (each: { id: string; title: string; slug: string; spaceKey: string }) => ({
  id: each.id,
  title: each.title,
  slug: each.slug,
  space: each.spaceKey,
});

const idOf = (c: ApiContext): string => c.req.param('id') ?? '';

const zoneOf = async (c: ApiContext): Promise<string> => (await getInstallation(c.var.options.db)).timeZone;

const pageOf = async (c: ApiContext, here: WikiPage) => {
  const parts = await wikiParts(c.var.options.db, c.var.actor, here, { now: c.var.now, timeZone: await zoneOf(c) });
  return {
    ...linkOf(here),
    body: here.body,
    revision: here.revision,
    state: here.state,
    parent_id: here.parentId,
    record: here.recordKind && here.recordId ? { kind: here.recordKind, id: here.recordId, part: here.part } : null,
    missing_sections: emptySections(here.body, here.required),
    owner: here.ownerName,
    review_on: here.reviewOn?.toString() ?? null,
    updated_at: here.updatedAt.toString(),
    updated_by: here.updatedByName,
    generated: parts.map(({ key, title, facts = [], table }) => ({
      key,
      title,
      facts: facts.map(({ label, value }) => ({ label, value: [...value] })),
      columns: [...(table?.columns ?? [])],
      rows: (table?.rows ?? []).map((row) => [...row]),
    })),
  };
};

const readRoutes = (api: Api): void => {
  api.openapi(
    {
      ...{ method: 'get', path: '/wiki/spaces', operationId: 'listWikiSpaces', tags, summary: 'The spaces that one reads' },
      responses: { ...readRefusals, 200: answer(z.object({ spaces: z.array(space) }), 'Spaces') },
    },
    async (c) => {
      const rows = await listSpacesCounted(c.var.options.db, c.var.actor);
      const spaces = rows.map(({ key, name, description, access, needsApproval, pages }) => ({
        key,
        name,
        description,
        access,
        needs_approval: needsApproval,
        pages,
      }));
      return c.json({ spaces }, 200);
    },
  );
  api.openapi(
    {
      ...{
        method: 'get',
        path: '/wiki/spaces/{space}/pages',
        operationId: 'listWikiPages',
        tags,
        summary: 'The topmost pages of a space, or those below a page',
      },
      request: { params: spaceParams, query: z.object({ parent_id: id().optional() }) },
      responses: {
        ...readRefusals,
        200: answer(z.object({ pages: z.array(link.extend({ children: z.number() })) }), 'At most 300 pages'),
      },
    },
    async (c) => {
      const { db } = c.var.options;
      const found = await getSpace(db, c.var.actor, c.req.valid('param').space);
      const rows = await listChildren(db, c.var.actor, { spaceId: found.id, parentId: c.req.valid('query').parent_id ?? null });
      return c.json({ pages: rows.map((row) => ({ ...linkOf(row), children: row.children })) }, 200);
    },
  );
  api.openapi(
    {
      ...{
        method: 'get',
        path: '/wiki/search',
        operationId: 'searchWiki',
        tags,
        summary: 'Looks for pages by title and text, as far as one reads them',
      },
      request: { query: z.object({ q: optionalText(200), space: optionalText(40), kind: optionalText(40) }) },
      responses: {
        ...readRefusals,
        200: answer(
          z.object({ found: z.array(hit), more: z.boolean(), corrected: z.string().nullable() }),
          'At most 50, the best first',
        ),
      },
    },
    async (c) => {
      const { hits, more, corrected } = await searchPages(c.var.options.db, c.var.actor, { ...c.req.valid('query'), most: 50 });
      const found = hits.map((each) => ({
        ...linkOf(each),
        space_name: each.spaceName,
        snippet: each.snippet.map((piece) => piece.text).join(''),
      }));
      return c.json({ found, more, corrected }, 200);
    },
  );
  api.openapi(
    {
      ...{
        method: 'get',
        path: '/wiki/pages/{id}',
        operationId: 'getWikiPage',
        tags,
        summary: 'A page: its text, and what the registers know of its record now',
      },
      request: { params: pageParams },
      responses: { ...readRefusals, 200: answer(page, 'The page') },
    },
    async (c) => c.json(await pageOf(c, await getPage(c.var.options.db, c.var.actor, idOf(c))), 200),
  );
  api.openapi(
    {
      ...{
        method: 'get',
        path: '/wiki/pages/{id}/revisions',
        operationId: 'listWikiRevisions',
        tags,
        summary: 'The versions of a page, the newest first',
      },
      request: { params: pageParams, query: z.object({ page: z.coerce.number().int().min(1).max(100_000).default(1) }) },
      responses: { ...readRefusals, 200: answer(z.object({ revisions: z.array(revision) }), 'At most 50') },
    },
    async (c) => {
      const here = await getPage(c.var.options.db, c.var.actor, idOf(c));
      const rows = await listRevisions(c.var.options.db, here.id, { page: c.req.valid('query').page });
      const revisions = rows.map((row) => ({
        number: row.number,
        title: row.title,
        why: row.why,
        person: row.personName,
        at: row.at.toString(),
      }));
      return c.json({ revisions }, 200);
    },
  );
  api.openapi(
    {
      ...{
        method: 'get',
        path: '/wiki/pages/{id}/revisions/{number}',
        operationId: 'getWikiRevision',
        tags,
        summary: 'One version of a page',
      },
      request: { params: pageParams.extend({ number: z.coerce.number().int().min(1).max(2_000_000_000) }) },
      responses: { ...readRefusals, 200: answer(revision.extend({ body: z.string() }), 'The version') },
    },
    async (c) => {
      const here = await getPage(c.var.options.db, c.var.actor, idOf(c));
      const row = await getRevision(c.var.options.db, here.id, c.req.valid('param').number);
      return c.json(
        { number: row.number, title: row.title, why: row.why, person: row.personName, at: row.at.toString(), body: row.body },
        200,
      );
    },
  );
  api.openapi(
    {
      ...{
        method: 'get',
        path: '/wiki/stale',
        operationId: 'listStaleWikiPages',
        tags,
        summary: 'Pages whose review is due, then those untouched for a year',
      },
      responses: {
        ...readRefusals,
        200: answer(
          z.object({ pages: z.array(link.extend({ owner: z.string().nullable(), review_on: z.string().nullable() })) }),
          'At most 50',
        ),
      },
    },
    async (c) => {
      const today = c.var.now.toZonedDateTimeISO(await zoneOf(c)).toPlainDate();
      const rows = await listStalePages(c.var.options.db, c.var.actor, { today, now: c.var.now });
      const pages = rows
        .slice(0, 50)
        .map((row) => ({ ...linkOf(row), owner: row.ownerName, review_on: row.reviewOn?.toString() ?? null }));
      return c.json({ pages }, 200);
    },
  );
  api.openapi(
    {
      ...{
        method: 'get',
        path: '/wiki/proposals',
        operationId: 'listWikiProposals',
        tags,
        summary: 'Changes that wait for approval; for who writes there',
      },
      responses: {
        ...readRefusals,
        200: answer(
          z.object({
            proposals: z.array(z.object({ id: z.string(), page: link, body: z.string(), why: z.string(), person: z.string() })),
          }),
          'At most 100',
        ),
      },
    },
    async (c) => {
      const rows = await listProposals(c.var.options.db, c.var.actor);
      const proposals = rows.map((row) => ({
        id: row.id,
        page: { id: row.pageId, title: row.pageTitle, space: row.spaceKey, slug: row.slug },
        body: row.body,
        why: row.why,
        person: row.personName,
      }));
      return c.json({ proposals }, 200);
    },
  );
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
};

const body = z.string().max(1_000_000).describe('Markdown');

const changeRoutes = (api: Api): void => {
  jsonRoute(
    api,
    {
      ...{ method: 'post', path: '/wiki/spaces/{space}/pages', operationId: 'createWikiPage', tags, summary: 'Add a page' },
      request: { params: spaceParams },
      body: z.strictObject({ title: z.string(), body, parent_id: id().nullish(), why: optionalText(300) }),
      responses: { ...refusals, 201: answer(made, 'Added') },
    },
    async (c, { parent_id: parentId = null, ...typed }) => {
      const { actor, now } = c.var;
      const spaceKey = c.req.param('space') ?? '';
      const result = await once(
        c,
        (tx) => createPage(tx, { actor, now, space: spaceKey, page: { ...typed, parentId } }),
        ({ pageId }) => pageId,
      );
      return c.json({ page_id: result.repeated ? result.made : result.result.pageId, repeated: result.repeated }, 201);
    },
  );
  jsonRoute(
    api,
    {
      ...{ method: 'post', path: '/wiki/pages/{id}/revisions', operationId: 'editWikiPage', tags },
      summary:
        'Save a text that was made from revision `base`; merged with what others saved since, or 409 `stale_page` where they wrote the same lines',
      request: { params: pageParams },
      body: z.strictObject({ body, base: z.number().int().min(1).max(2_000_000_000), why: optionalText(300) }),
      responses: { ...refusals, 200: answer(changed, '`saved`, `merged`, `proposed` (it waits for approval) or `unchanged`') },
    },
    async (c, edit) => {
      const { actor, now } = c.var;
      const { result, repeated } = await once(c, (tx) => savePageAndTell(tx, { actor, now, pageId: idOf(c), edit }));
      return c.json({ outcome: result?.outcome ?? 'saved', revision: result?.revision ?? null, repeated }, 200);
    },
  );
  jsonRoute(
    api,
    {
      ...{
        method: 'post',
        path: '/wiki/pages/{id}/move',
        operationId: 'moveWikiPage',
        tags,
        summary: 'Rename a page or put it elsewhere; its former address and title keep leading to it',
      },
      request: { params: pageParams },
      body: z.strictObject({ title: z.string(), space: z.string(), parent_id: id().nullish(), why: optionalText(300) }),
      responses: { ...refusals, 200: answer(done, 'Moved') },
    },
    async (c, { parent_id: parentId = null, ...move }) => {
      const { actor, now } = c.var;
      const { repeated } = await once(c, (tx) => movePage(tx, { actor, now, pageId: idOf(c), move: { ...move, parentId } }));
      return c.json({ repeated }, 200);
    },
  );
  jsonRoute(
    api,
    {
      ...{
        method: 'post',
        path: '/wiki/pages/{id}/state',
        operationId: 'setWikiPageState',
        tags,
        summary: 'Archive a page, delete it, or bring it back',
      },
      request: { params: pageParams },
      body: z.strictObject({ state: oneOf(['live', 'archived', 'deleted']), why: text(300) }),
      responses: { ...refusals, 200: answer(done, 'Done') },
    },
    async (c, { state, why }) => {
      const { actor, now } = c.var;
      const { repeated } = await once(c, (tx) => setPageState(tx, { actor, now, pageId: idOf(c), state, why }));
      return c.json({ repeated }, 200);
    },
  );
  jsonRoute(
    api,
    {
      ...{
        method: 'post',
        path: '/wiki/pages/{id}/comments',
        operationId: 'commentOnWikiPage',
        tags,
        summary: 'Comment on a page; who is named with @Name gets a notice',
      },
      request: { params: pageParams },
      body: z.strictObject({ comment: text(4000) }),
      responses: { ...refusals, 201: answer(z.object({ comment_id: z.string().nullable(), repeated: z.boolean() }), 'Said') },
    },
    async (c, { comment }) => {
      const { actor, now } = c.var;
      const result = await once(
        c,
        (tx) => commentOnPage(tx, { actor, now, pageId: idOf(c), comment }),
        ({ commentId }) => commentId,
      );
      return c.json({ comment_id: result.repeated ? result.made : result.result.commentId, repeated: result.repeated }, 201);
    },
  );
  jsonRoute(
    api,
    {
      ...{
        method: 'post',
        path: '/wiki/pages/{id}/attachments',
        operationId: 'attachToWikiPage',
        tags,
        summary: 'Attach a file sent to /uploads as `wiki-attachment`',
      },
      request: { params: pageParams },
      body: z.strictObject({ upload_id: id() }),
      responses: { ...refusals, 201: answer(done, 'Attached') },
    },
    async (c, { upload_id: uploadId }) => {
      const { actor, now } = c.var;
      const { repeated } = await once(c, (tx) => attachFile(tx, { actor, now, pageId: idOf(c), uploadId }));
      return c.json({ repeated }, 201);
    },
  );
  jsonRoute(
    api,
    {
      ...{
        method: 'put',
        path: '/wiki/pages/{id}/review',
        operationId: 'setWikiReview',
        tags,
        summary: 'Who answers for a page, and when it is to be looked at again',
      },
      request: { params: pageParams },
      body: z.strictObject({ owner_person_id: id().nullish(), review_on: z.iso.date().nullish() }),
      responses: { ...refusals, 200: answer(done, 'Set') },
    },
    async (c, { owner_person_id: ownerPersonId = null, review_on: reviewOn = null }) => {
      const { actor, now } = c.var;
      const { repeated } = await once(c, (tx) =>
        setReview(tx, { actor, now, pageId: idOf(c), review: { ownerPersonId, reviewOn } }),
      );
      return c.json({ repeated }, 200);
    },
  );
  jsonRoute(
    api,
    {
      ...{
        method: 'post',
        path: '/wiki/pages/{id}/confirmation',
        operationId: 'confirmWikiPage',
        tags,
        summary: 'Still correct: the revision was read and nothing needs changing',
      },
      request: { params: pageParams },
      body: z.strictObject({ revision: z.number().int().min(1).max(2_000_000_000) }),
      responses: { ...refusals, 200: answer(done, 'Noted') },
    },
    async (c, { revision: seen }) => {
      const { actor, now } = c.var;
      const today = now.toZonedDateTimeISO(await zoneOf(c)).toPlainDate();
      const { repeated } = await once(c, (tx) => confirmPage(tx, { actor, now, pageId: idOf(c), seen, today }));
      return c.json({ repeated }, 200);
    },
  );
  jsonRoute(
    api,
    {
      ...{
        method: 'post',
        path: '/wiki/proposals/{id}/decision',
        operationId: 'decideWikiProposal',
        tags,
        summary: 'Approve a proposed change of somebody else, refuse it, or withdraw one’s own',
      },
      request: { params: pageParams },
      body: z.strictObject({ decision: oneOf(['approved', 'refused', 'withdrawn']), note: optionalText(500) }),
      responses: { ...refusals, 200: answer(done, 'Decided') },
    },
    async (c, { decision, note }) => {
      const { actor, now } = c.var;
      const { repeated } = await once(c, async (tx) => {
        const { proposal } = await getProposal(tx, actor, idOf(c));
        return decideAndTell(tx, proposal.personId, { actor, now, proposalId: proposal.id, decision, note });
      });
      return c.json({ repeated }, 200);
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

/** The wiki, as far as the holder of the key reads and writes it. */
export const wikiRoutes = (api: Api): void => {
  readRoutes(api);
  changeRoutes(api);
};
