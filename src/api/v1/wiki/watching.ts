import { z } from '@hono/zod-openapi';
import { oneOf } from '#lib/input.ts';
import { listWatched, listWatchedChanges, pageWatches, watchPage, watchSpace } from '#wiki/index.ts';
import type { Api } from '../../context.ts';
import { jsonRoute } from '../../json-route.ts';
import { once } from '../../once.ts';
import { answer, readRefusals, refusals } from '../../schemas.ts';
import { done, idOf, link, linkOf, pageParams, spaceParams, tags } from './shapes.ts';

const watching = z.object({
  spaces: z.array(z.object({ key: z.string(), name: z.string() })),
  pages: z.array(link.extend({ with_below: z.boolean() })),
  changes: z
    .array(link.extend({ versions: z.number(), new: z.boolean(), comments: z.number(), at: z.string() }))
    .describe('Of the last 14 days, by others, the latest first'),
});

/** What the holder of the key watches. */
export const wikiWatchingRoutes = (api: Api): void => {
  api.openapi(
    {
      ...{
        method: 'get',
        path: '/wiki/watching',
        operationId: 'listWatchedWikiPages',
        tags,
        summary: 'What one watches, as far as one reads it today, and what others changed there',
      },
      responses: { ...readRefusals, 200: answer(watching, 'Spaces, pages, changes') },
    },
    async (c) => {
      const { actor, now } = c.var;
      const { db } = c.var.options;
      const { spaces, pages } = await listWatched(db, actor);
      const changes = await listWatchedChanges(db, actor, { since: now.subtract({ hours: 24 * 14 }), until: now });
      return c.json(
        {
          spaces,
          pages: pages.map((each) => ({ ...linkOf(each), with_below: each.tree })),
          changes: changes.map((each) => ({
            ...linkOf(each),
            versions: each.versions,
            new: each.fresh,
            comments: each.comments,
            at: each.at.toString(),
          })),
        },
        200,
      );
    },
  );
  jsonRoute(
    api,
    {
      ...{
        method: 'put',
        path: '/wiki/pages/{id}/watch',
        operationId: 'watchWikiPage',
        tags,
        summary: 'Watch a page, a page with all below it, or no longer',
      },
      request: { params: pageParams },
      body: z.strictObject({ watch: oneOf(pageWatches) }),
      responses: { ...refusals, 200: answer(done, 'Noted') },
    },
    async (c, { watch }) => {
      const { actor, now } = c.var;
      const { repeated } = await once(c, (tx) => watchPage(tx, { actor, now, pageId: idOf(c), watch }));
      return c.json({ repeated }, 200);
    },
  );
  jsonRoute(
    api,
    {
      ...{
        method: 'put',
        path: '/wiki/spaces/{space}/watch',
        operationId: 'watchWikiSpace',
        tags,
        summary: 'Watch a space, or no longer',
      },
      request: { params: spaceParams },
      body: z.strictObject({ watch: z.boolean() }),
      responses: { ...refusals, 200: answer(done, 'Noted') },
    },
    async (c, { watch }) => {
      const { actor, now } = c.var;
      const { repeated } = await once(c, (tx) => watchSpace(tx, { actor, now, space: c.req.param('space') ?? '', watch }));
      return c.json({ repeated }, 200);
    },
  );
};
