import { z } from '@hono/zod-openapi';
import { id, oneOf } from '#lib/input.ts';
import {
  confirmPage,
  getSpace,
  listStalePages,
  mostReviewed,
  type Reviewed,
  reviewMany,
  setReview,
  staleOrders,
  staleOwners,
} from '#wiki/index.ts';
import type { Api, ApiContext } from '../../context.ts';
import { jsonRoute } from '../../json-route.ts';
import { once } from '../../once.ts';
import { answer, readRefusals, refusals } from '../../schemas.ts';
import { done, idOf, link, linkOf, pageParams, tags, zoneOf } from './shapes.ts';

const todayOf = async (c: ApiContext): Promise<Temporal.PlainDate> => c.var.now.toZonedDateTimeISO(await zoneOf(c)).toPlainDate();

const stale = link.extend({
  revision: z.number(),
  owner: z.string().nullable().describe('Who answers for it: its owner, that of a page above, or of the space'),
  owner_inherited: z.boolean(),
  owner_state: z.enum(['gone', 'away']).nullable().describe('`gone`: cannot sign in any more; `away`: on leave'),
  review_on: z.string().nullable(),
});

const reviewed = z.object({
  id: z.string(),
  outcome: z
    .enum(['done', 'changed', 'closed', 'refused', 'not-found'])
    .describe('`changed`: the text is not the one that was read; `closed`: archived or deleted'),
  faults: z.array(z.object({ field: z.string(), message: z.string() })),
});

const reviewedOf = (c: ApiContext, rows: readonly Reviewed[]) =>
  rows.map((row) => ({
    id: row.id,
    outcome: row.outcome,
    faults: row.faults.map(({ field, message }) => ({ field, message: message[c.var.actor.language] })),
  }));

const day = z.iso.date().nullish();

/** Who answers for pages and when they are looked at again. */
export const wikiReviewRoutes = (api: Api): void => {
  api.openapi(
    {
      ...{
        method: 'get',
        path: '/wiki/stale',
        operationId: 'listStaleWikiPages',
        tags,
        summary: 'Pages whose review is due, then those untouched for a year',
      },
      request: {
        query: z.object({
          space: z.string().max(40).optional(),
          owner: z.enum(staleOwners).optional().describe('`mine`, `none`, or `gone`: an owner who can no longer sign in'),
          sort: z.enum(staleOrders).optional(),
          page: z.coerce.number().int().min(1).max(100_000).default(1),
        }),
      },
      responses: { ...readRefusals, 200: answer(z.object({ pages: z.array(stale), more: z.boolean() }), 'At most 50') },
    },
    async (c) => {
      const { db } = c.var.options;
      const { space, owner, sort: order, page } = c.req.valid('query');
      const spaceId = space ? (await getSpace(db, c.var.actor, space)).id : undefined;
      const asked = { spaceId, owner, order, page, today: await todayOf(c), now: c.var.now };
      const rows = await listStalePages(db, c.var.actor, asked);
      const pages = rows.slice(0, 50).map((row) => ({
        ...linkOf(row),
        revision: row.revision,
        owner: row.ownerName,
        owner_inherited: row.ownerName !== null && row.inherited,
        owner_state: row.ownerFault,
        review_on: row.reviewOn?.toString() ?? null,
      }));
      return c.json({ pages, more: rows.length > 50 }, 200);
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
      body: z.strictObject({ owner_person_id: id().nullish(), review_on: day }),
      responses: { ...refusals, 200: answer(done, 'Set') },
    },
    async (c, { owner_person_id: ownerPersonId = null, review_on: reviewOn = null }) => {
      const { actor, now } = c.var;
      const today = await todayOf(c);
      const review = { ownerPersonId, reviewOn };
      const { repeated } = await once(c, (tx) => setReview(tx, { actor, now, pageId: idOf(c), today, review }));
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
      body: z.strictObject({
        revision: z.number().int().min(1).max(2_000_000_000),
        review_on: day.describe('When it is due again; left out: after as many months as its space says'),
      }),
      responses: { ...refusals, 200: answer(done, 'Noted') },
    },
    async (c, { revision: seen, review_on: reviewOn }) => {
      const { actor, now } = c.var;
      const today = await todayOf(c);
      const { repeated } = await once(c, (tx) => confirmPage(tx, { actor, now, pageId: idOf(c), seen, today, reviewOn }));
      return c.json({ repeated }, 200);
    },
  );
  jsonRoute(
    api,
    {
      ...{
        method: 'post',
        path: '/wiki/reviews',
        operationId: 'reviewWikiPages',
        tags,
        summary: 'Still correct, another owner or another date for many pages; each answers for itself',
      },
      body: z.strictObject({
        what: oneOf(['confirm', 'owner', 'date']),
        pages: z.array(z.strictObject({ id: z.string(), revision: z.number().int() })).max(mostReviewed),
        owner_person_id: id().nullish().describe('For `owner`; null: none of its own'),
        review_on: day.describe('For `date`, and for `confirm` where it is not the space’s'),
      }),
      responses: {
        ...refusals,
        200: answer(z.object({ reviewed: z.array(reviewed), repeated: z.boolean() }), 'What became of each'),
      },
    },
    async (c, { what, pages, owner_person_id: ownerPersonId, review_on: reviewOn }) => {
      const { actor, now } = c.var;
      const today = await todayOf(c);
      const review = { what, pages: pages.map(({ id, revision: seen }) => ({ id, seen })), ownerPersonId, reviewOn };
      const result = await once(c, (tx) => reviewMany(tx, { actor, now, today, review }));
      return c.json({ reviewed: result.repeated ? [] : reviewedOf(c, result.result), repeated: result.repeated }, 200);
    },
  );
};
