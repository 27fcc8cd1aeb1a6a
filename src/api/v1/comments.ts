import { z } from '@hono/zod-openapi';
import { comment } from '#cases/index.ts';
import { text } from '#lib/input.ts';
import type { Api } from '../context.ts';
import { jsonRoute } from '../json-route.ts';
import { once } from '../once.ts';
import { answer, caseParams, refusals } from '../schemas.ts';

/** Comments on a case; they are read with the case. */
export const commentRoutes = (api: Api): void => {
  jsonRoute(
    api,
    {
      method: 'post',
      path: '/cases/{number}/comments',
      operationId: 'commentOnCase',
      tags: ['Cases'],
      summary: 'Comment on the case',
      request: { params: caseParams },
      body: z.strictObject({
        body: text(5000),
        internal: z.boolean().default(false).describe('Only the hosting office sees it.'),
      }),
      responses: { ...refusals, 201: answer(z.object({ comment_id: z.string(), repeated: z.boolean() }), 'Said') },
    },
    async (c, body) => {
      const { actor, now } = c.var;
      const number = c.req.param('number') ?? '';
      const done = await once(
        c,
        (tx) => comment(tx, { number, actor, ...body, now }),
        (made) => made.commentId,
      );
      return c.json({ comment_id: done.repeated ? done.made : done.result.commentId, repeated: done.repeated }, 201);
    },
  );
};
