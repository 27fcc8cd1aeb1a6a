import { z } from '@hono/zod-openapi';
import { listPagesOfFound } from '#cases/index.ts';
import { id, optionalText } from '#lib/input.ts';
import { recordKinds, searchPages } from '#wiki/index.ts';
import type { ApiContext } from '../../context.ts';
import { link, linkOf, zoneOf } from './shapes.ts';

const yes = () => z.enum(['yes', '']).default('');

/** As the page of the search has them in its address. */
export const searchQuery = z.object({
  q: optionalText(200).describe('Words, "words side by side", -without, one OR other'),
  space: optionalText(40),
  kind: z.enum(['free', ...recordKinds.map(({ value }) => value), '']).default(''),
  state: z.enum(['live', 'archived', '']).default(''),
  since: z.iso.date().optional().describe('Changed on this day or later'),
  mine: yes().describe('Only what one looks after'),
  owner: z
    .union([id(), z.literal('')])
    .default('')
    .describe('Only what this person looks after; see `owners`'),
  comments: yes().describe('Only with open comments'),
  titles: yes().describe('Only what the titles say'),
  sort: z.enum(['date', '']).default('').describe('Without it: the best first'),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
});

const found = link.extend({
  space_name: z.string(),
  state: z.string(),
  updated_at: z.string(),
  snippet: z.string(),
});

export const searchFound = z.object({
  found: z.array(found),
  total: z.number().describe('Counted up to 1,000'),
  more: z.boolean().describe('Whether there are more than were counted'),
  corrected: z.string().nullable().describe('What was looked for instead'),
  some: z.boolean().describe('No page has all of the words: these lack one'),
  records: z.array(link).describe('Pages of records that the register finds for the same words'),
});

const perPage = 50;

/** What the search of the API answers. */
export const foundOf = async (c: ApiContext, query: z.output<typeof searchQuery>): Promise<z.output<typeof searchFound>> => {
  const { db } = c.var.options;
  const { q, space, kind, state, since, page } = query;
  const wide =
    [space, kind, state, query.mine, query.owner, query.comments, query.titles].every((value) => value === '') &&
    !since &&
    page === 1;
  const [answer, records] = await Promise.all([
    searchPages(db, c.var.actor, {
      ...{ q, space, kind, state, page, pageSize: perPage },
      titles: query.titles !== '',
      openComments: query.comments !== '',
      sort: query.sort === 'date' ? 'date' : 'relevance',
      ...(query.owner || query.mine ? { ownerPersonId: query.owner || c.var.actor.personId } : {}),
      ...(since
        ? {
            since: Temporal.PlainDate.from(since)
              .toZonedDateTime(await zoneOf(c))
              .toInstant(),
          }
        : {}),
    }),
    wide ? listPagesOfFound(db, c.var.actor, q) : [],
  ]);
  const { total, more, corrected, some } = answer;
  return {
    found: answer.hits.map((hit) => ({
      ...linkOf(hit),
      space_name: hit.spaceName,
      state: hit.state,
      updated_at: hit.updatedAt.toString(),
      snippet: hit.snippet.map(({ text }) => text).join(''),
    })),
    ...{ total, more, corrected, some },
    records: records.map(linkOf),
  };
};
