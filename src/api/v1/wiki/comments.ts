import { z } from '@hono/zod-openapi';
import { commentOnPage } from '#cases/index.ts';
import { text } from '#lib/input.ts';
import type { Api } from '../../context.ts';
import { jsonRoute } from '../../json-route.ts';
import { once } from '../../once.ts';
import { answer, refusals } from '../../schemas.ts';
import { idOf, pageParams, tags } from './shapes.ts';

/** What people say about pages. */
export const wikiCommentRoutes = (api: Api): void => {
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
};
