import { z } from '@hono/zod-openapi';
import { savePageAndTell } from '#cases/index.ts';
import { id, oneOf, optionalText, text } from '#lib/input.ts';
import { attachFile, createPage, movePage, setPageState } from '#wiki/index.ts';
import type { Api } from '../../context.ts';
import { jsonRoute } from '../../json-route.ts';
import { once } from '../../once.ts';
import { answer, refusals } from '../../schemas.ts';
import { body, changed, done, idOf, made, pageParams, spaceParams, tags } from './shapes.ts';

/** Adds, edits, moves and ends pages, and attaches files to them. */
export const wikiChangeRoutes = (api: Api): void => {
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
};
