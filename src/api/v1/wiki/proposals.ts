import { z } from '@hono/zod-openapi';
import { commentProposalAndTell, decideAndTell, reviseAndTell } from '#cases/index.ts';
import { oneOf, optionalText, text } from '#lib/input.ts';
import { getProposal, listProposals } from '#wiki/index.ts';
import type { Api } from '../../context.ts';
import { jsonRoute } from '../../json-route.ts';
import { once } from '../../once.ts';
import { answer, readRefusals, refusals } from '../../schemas.ts';
import { body, done, idOf, listedProposal, listedProposalOf, pageParams, proposal, tags } from './shapes.ts';

/** Changes that wait for approval: the list, one of them, and what its people do with it. */
export const wikiProposalRoutes = (api: Api): void => {
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
        200: answer(z.object({ proposals: z.array(listedProposal) }), 'At most 200'),
      },
    },
    async (c) => {
      const rows = await listProposals(c.var.options.db, c.var.actor);
      const proposals = rows.map(listedProposalOf);
      return c.json({ proposals }, 200);
    },
  );
  api.openapi(
    {
      ...{
        method: 'get',
        path: '/wiki/proposals/{id}',
        operationId: 'getWikiProposal',
        tags,
        summary: 'A change that waits or waited for approval, with its text',
      },
      request: { params: pageParams },
      responses: { ...readRefusals, 200: answer(proposal, 'The proposal') },
    },
    async (c) => {
      const { proposal: found } = await getProposal(c.var.options.db, c.var.actor, idOf(c));
      return c.json({ ...listedProposalOf(found), body: found.body }, 200);
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
      body: z.strictObject({
        decision: oneOf(['approved', 'refused', 'withdrawn']),
        note: optionalText(500),
        version: z.number().int().min(1).max(2_000_000_000).optional().describe('The version that was read'),
      }),
      responses: { ...refusals, 200: answer(done, 'Decided') },
    },
    async (c, { version, ...decision }) => {
      const { actor, now } = c.var;
      const seen = version === undefined ? {} : { version };
      const { repeated } = await once(c, (tx) => decideAndTell(tx, { actor, now, proposalId: idOf(c), ...decision, ...seen }));
      return c.json({ repeated }, 200);
    },
  );
  jsonRoute(
    api,
    {
      ...{
        method: 'post',
        path: '/wiki/proposals/{id}/text',
        operationId: 'reviseWikiProposal',
        tags,
        summary: 'Write a proposed text anew, on revision `base` of its page (0: a new page)',
      },
      request: { params: pageParams },
      body: z.strictObject({
        title: z.string().optional().describe('Of a new page'),
        body,
        why: optionalText(300),
        base: z.number().int().min(0).max(2_000_000_000),
        version: z.number().int().min(1).max(2_000_000_000),
      }),
      responses: { ...refusals, 200: answer(done, 'Written') },
    },
    async (c, text) => {
      const { actor, now } = c.var;
      const { repeated } = await once(c, (tx) => reviseAndTell(tx, { actor, now, proposalId: idOf(c), text }));
      return c.json({ repeated }, 200);
    },
  );
  jsonRoute(
    api,
    {
      ...{
        method: 'post',
        path: '/wiki/proposals/{id}/comments',
        operationId: 'commentOnWikiProposal',
        tags,
        summary: 'A word between who proposed a change and who decides on it',
      },
      request: { params: pageParams },
      body: z.strictObject({ comment: text(4000) }),
      responses: { ...refusals, 201: answer(done, 'Said') },
    },
    async (c, { comment }) => {
      const { actor, now } = c.var;
      const { repeated } = await once(c, (tx) => commentProposalAndTell(tx, { actor, now, proposalId: idOf(c), comment }));
      return c.json({ repeated }, 201);
    },
  );
};
