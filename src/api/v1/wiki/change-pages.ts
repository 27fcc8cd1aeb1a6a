import { z } from '@hono/zod-openapi';
import { savePageAndTell, tellApprovers } from '#cases/index.ts';
import { AppError } from '#lib/errors.ts';
import { id, oneOf, optionalText, text } from '#lib/input.ts';
import { attachFile, createPage, detachFile, movePage, orderPage, orderSteps, setPageState, tickTask } from '#wiki/index.ts';
import type { Api } from '../../context.ts';
import { jsonRoute } from '../../json-route.ts';
import { once } from '../../once.ts';
import { answer, refusals } from '../../schemas.ts';
import { body, changed, done, idOf, made, pageParams, spaceParams, tags, waited } from './shapes.ts';

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
        (tx) => tellApprovers(tx, { actor, now }, createPage(tx, { actor, now, space: spaceKey, page: { ...typed, parentId } })),
        ({ pageId, proposalId }) => pageId ?? `proposal:${proposalId}`,
      );
      if (!result.repeated) {
        const { pageId, proposalId } = result.result;
        return c.json({ page_id: pageId, proposal_id: proposalId, repeated: false }, 201);
      }
      const proposed = result.made?.startsWith('proposal:') ? result.made.slice('proposal:'.length) : null;
      return c.json({ page_id: proposed ? null : result.made, proposal_id: proposed, repeated: true }, 201);
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
      return c.json(
        {
          outcome: result?.outcome ?? 'saved',
          revision: result?.revision ?? null,
          proposal_id: result?.proposalId ?? null,
          repeated,
        },
        200,
      );
    },
  );
  jsonRoute(
    api,
    {
      ...{ method: 'post', path: '/wiki/pages/{id}/ticks', operationId: 'tickWikiTask', tags },
      summary:
        'Tick a task (`- [ ]`), or take its tick away, as a version of its own; 409 `stale_page` when the task is no longer there as it was seen',
      request: { params: pageParams },
      body: z.strictObject({
        seen: z.number().int().min(1).max(2_000_000_000).describe('The revision in which the tasks were counted'),
        task: z.number().int().min(0).max(1_000_000).describe('Which task of that revision, from 0'),
        done: z.boolean(),
      }),
      responses: { ...refusals, 200: answer(changed, '`saved`, `proposed` or `unchanged` (it was so already)') },
    },
    async (c, tick) => {
      const { actor, now } = c.var;
      const { result, repeated } = await once(c, (tx) =>
        tellApprovers(tx, { actor, now }, tickTask(tx, { actor, now, pageId: idOf(c), tick })),
      );
      return c.json(
        {
          outcome: result?.outcome ?? 'saved',
          revision: result?.revision ?? null,
          proposal_id: result?.proposalId ?? null,
          repeated,
        },
        200,
      );
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
      responses: { ...refusals, 200: answer(waited, 'Moved, or proposed') },
    },
    async (c, { parent_id: parentId = null, ...move }) => {
      const { actor, now } = c.var;
      const { result, repeated } = await once(c, (tx) =>
        tellApprovers(tx, { actor, now }, movePage(tx, { actor, now, pageId: idOf(c), move: { ...move, parentId } })),
      );
      return c.json({ proposal_id: result?.proposalId ?? null, repeated }, 200);
    },
  );
  jsonRoute(
    api,
    {
      ...{
        method: 'post',
        path: '/wiki/pages/{id}/place',
        operationId: 'orderWikiPage',
        tags,
        summary: 'Put a page elsewhere among its siblings; `title` sets all of them back to the order of their titles',
      },
      request: { params: pageParams },
      body: z.strictObject({ to: oneOf(orderSteps).optional(), after: id().optional() }),
      responses: { ...refusals, 200: answer(done, 'Placed') },
    },
    async (c, { to, after }) => {
      const { actor, now } = c.var;
      const place = after ? { after } : to;
      if (!place || (after && to)) throw new AppError('bad_request', { why: 'to, after' });
      const { repeated } = await once(c, (tx) => orderPage(tx, { actor, now, pageId: idOf(c), to: place }));
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
      responses: { ...refusals, 200: answer(waited, 'Done, or proposed') },
    },
    async (c, { state, why }) => {
      const { actor, now } = c.var;
      const { result, repeated } = await once(c, (tx) =>
        tellApprovers(tx, { actor, now }, setPageState(tx, { actor, now, pageId: idOf(c), state, why })),
      );
      return c.json({ proposal_id: result?.proposalId ?? null, repeated }, 200);
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
      body: z.strictObject({
        upload_id: id(),
        replace: z.boolean().default(false).describe('Take the place of the attachment of that name'),
      }),
      responses: { ...refusals, 201: answer(waited, 'Attached, or proposed') },
    },
    async (c, { upload_id: uploadId, replace }) => {
      const { actor, now } = c.var;
      const { result, repeated } = await once(c, (tx) =>
        tellApprovers(tx, { actor, now }, attachFile(tx, { actor, now, pageId: idOf(c), uploadId, replace })),
      );
      return c.json({ proposal_id: result?.proposalId ?? null, repeated }, 201);
    },
  );
  jsonRoute(
    api,
    {
      ...{
        method: 'post',
        path: '/wiki/pages/{id}/attachments/removal',
        operationId: 'detachFromWikiPage',
        tags,
        summary: 'Take an attachment from a page, by its name',
      },
      request: { params: pageParams },
      body: z.strictObject({ name: text(300) }),
      responses: { ...refusals, 200: answer(waited, 'Removed, or proposed') },
    },
    async (c, { name }) => {
      const { actor, now } = c.var;
      const { result, repeated } = await once(c, (tx) =>
        tellApprovers(tx, { actor, now }, detachFile(tx, { actor, now, pageId: idOf(c), name })),
      );
      return c.json({ proposal_id: result?.proposalId ?? null, repeated }, 200);
    },
  );
};
