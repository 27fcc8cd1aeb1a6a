import { z } from '@hono/zod-openapi';
import { commentOnPage, editCommentAndTell } from '#cases/index.ts';
import { id, optionalText, text } from '#lib/input.ts';
import {
  type Commented,
  getPage,
  listThreads,
  type PageComment,
  removeComment,
  settleThread,
  threadStates,
  threadsPerPage,
} from '#wiki/index.ts';
import type { Api, ApiContext } from '../../context.ts';
import { jsonRoute } from '../../json-route.ts';
import { type Once, once } from '../../once.ts';
import { answer, readRefusals, refusals } from '../../schemas.ts';
import { done, idOf, pageParams, tags } from './shapes.ts';

const unreached = z
  .array(z.object({ name: z.string(), why: z.enum(['unknown', 'several', 'not-a-reader']) }))
  .describe('Who is named and was not told: not known, several people of one name, or nobody who may read the page');

const comment = z.object({
  id: z.string(),
  text: z.string().describe('Empty once it was removed'),
  person: z.string(),
  at: z.string(),
  edited_at: z.string().nullable(),
  removed: z.object({ by: z.string(), at: z.string(), why: z.string() }).nullable(),
});
const thread = comment.extend({ resolved_at: z.string().nullable(), replies: z.array(comment) });

const commentOf = (row: PageComment) => ({
  id: row.id,
  text: row.body,
  person: row.personName,
  at: row.at.toString(),
  edited_at: row.editedAt?.toString() ?? null,
  removed: row.removed && { ...row.removed, at: row.removed.at.toString() },
});

const said = z.object({ comment_id: z.string().nullable(), unreached, repeated: z.boolean() });

const saidOf = (result: Once<Commented>) =>
  result.repeated
    ? { comment_id: result.made, unreached: [], repeated: true }
    : {
        comment_id: result.result.commentId,
        unreached: result.result.named.flatMap(({ typed: name, why }) => (why ? [{ name, why }] : [])),
        repeated: false,
      };

const commentParams = pageParams.extend({ comment: z.string() });
const commentIdOf = (c: ApiContext): string => c.req.param('comment') ?? '';

/** What people say about pages. */
export const wikiCommentRoutes = (api: Api): void => {
  api.openapi(
    {
      ...{
        method: 'get',
        path: '/wiki/pages/{id}/comments',
        operationId: 'listWikiComments',
        tags,
        summary: 'The threads of a page with their answers, the newest thread last',
      },
      request: {
        params: pageParams,
        query: z.object({
          state: z.enum(threadStates).default('all'),
          page: z.coerce.number().int().min(1).max(10_000).default(1).describe('1: the newest threads'),
        }),
      },
      responses: {
        ...readRefusals,
        200: answer(z.object({ threads: z.array(thread), total: z.number() }), `At most ${threadsPerPage} threads`),
      },
    },
    async (c) => {
      const { db } = c.var.options;
      const { state, page } = c.req.valid('query');
      const here = await getPage(db, c.var.actor, idOf(c));
      const { threads, counts } = await listThreads(db, here.id, { state, page });
      const shown = threads.map((each) => ({
        ...commentOf(each),
        resolved_at: each.resolvedAt?.toString() ?? null,
        replies: each.replies.map(commentOf),
      }));
      return c.json({ threads: shown, total: counts[state] }, 200);
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
        summary: 'Comment on a page, or answer a comment; who is named with @Name gets a notice',
      },
      request: { params: pageParams },
      body: z.strictObject({ comment: text(4000), reply_to: id().nullish() }),
      responses: { ...refusals, 201: answer(said, 'Said') },
    },
    async (c, { comment: typed, reply_to: parentId }) => {
      const { actor, now } = c.var;
      const input = { actor, now, pageId: idOf(c), comment: typed, parentId: parentId ?? null };
      const result = await once(
        c,
        (tx) => commentOnPage(tx, input),
        ({ commentId }) => commentId,
      );
      return c.json(saidOf(result), 201);
    },
  );
  jsonRoute(
    api,
    {
      ...{
        method: 'post',
        path: '/wiki/pages/{id}/comments/{comment}/text',
        operationId: 'editWikiComment',
        tags,
        summary: 'Change one’s own comment; who is named only now gets a notice',
      },
      request: { params: commentParams },
      body: z.strictObject({ comment: text(4000) }),
      responses: { ...refusals, 200: answer(said, 'Changed') },
    },
    async (c, { comment: typed }) => {
      const { actor, now } = c.var;
      const input = { actor, now, pageId: idOf(c), commentId: commentIdOf(c), comment: typed };
      const result = await once(
        c,
        (tx) => editCommentAndTell(tx, input),
        ({ commentId }) => commentId,
      );
      return c.json(saidOf(result), 200);
    },
  );
  jsonRoute(
    api,
    {
      ...{
        method: 'post',
        path: '/wiki/pages/{id}/comments/{comment}/removal',
        operationId: 'removeWikiComment',
        tags,
        summary: 'Remove one’s own comment, or with a reason anybody’s in a space that one keeps',
      },
      request: { params: commentParams },
      body: z.strictObject({ why: optionalText(300) }),
      responses: { ...refusals, 200: answer(done, 'Removed') },
    },
    async (c, { why }) => {
      const { actor, now } = c.var;
      const { repeated } = await once(c, (tx) =>
        removeComment(tx, { actor, now, pageId: idOf(c), commentId: commentIdOf(c), why }),
      );
      return c.json({ repeated }, 200);
    },
  );
  jsonRoute(
    api,
    {
      ...{
        method: 'post',
        path: '/wiki/pages/{id}/comments/{comment}/resolution',
        operationId: 'settleWikiThread',
        tags,
        summary: 'Mark a thread as done, or open it again',
      },
      request: { params: commentParams },
      body: z.strictObject({ resolved: z.boolean() }),
      responses: { ...refusals, 200: answer(done, 'Noted') },
    },
    async (c, { resolved }) => {
      const { actor, now } = c.var;
      const { repeated } = await once(c, (tx) =>
        settleThread(tx, { actor, now, pageId: idOf(c), commentId: commentIdOf(c), resolved }),
      );
      return c.json({ repeated }, 200);
    },
  );
};
