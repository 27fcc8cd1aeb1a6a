import { z } from '@hono/zod-openapi';
import { commentOnPage } from '#cases/index.ts';
import { id, text } from '#lib/input.ts';
import { confirmPage, listStalePages, setReview } from '#wiki/index.ts';
import type { Api } from '../../context.ts';
import { jsonRoute } from '../../json-route.ts';
import { once } from '../../once.ts';
import { answer, readRefusals, refusals } from '../../schemas.ts';
import { done, idOf, link, linkOf, pageParams, tags, zoneOf } from './shapes.ts';

/** What keeps pages right: comments and reviews. */
export const wikiUpkeepRoutes = (api: Api): void => {
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
};
