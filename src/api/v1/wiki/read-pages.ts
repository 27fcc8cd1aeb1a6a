import { z } from '@hono/zod-openapi';
import { id, optionalText } from '#lib/input.ts';
import {
  getPage,
  getRevision,
  getSpace,
  listChildren,
  listPageOwners,
  listRevisions,
  listSpacesCounted,
  suggestTitles,
} from '#wiki/index.ts';
import type { Api } from '../../context.ts';
import { answer, readRefusals } from '../../schemas.ts';
import { foundOf, searchFound, searchQuery } from './search.ts';
import { idOf, link, linkOf, page, pageOf, pageParams, revision, space, spaceParams, tags } from './shapes.ts';

/** Spaces, pages, their versions, and the search. */
export const wikiReadRoutes = (api: Api): void => {
  api.openapi(
    {
      ...{ method: 'get', path: '/wiki/spaces', operationId: 'listWikiSpaces', tags, summary: 'The spaces that one reads' },
      responses: { ...readRefusals, 200: answer(z.object({ spaces: z.array(space) }), 'Spaces') },
    },
    async (c) => {
      const rows = await listSpacesCounted(c.var.options.db, c.var.actor);
      const spaces = rows.map(({ key, name, description, access, needsApproval, openToAll, pages }) => ({
        key,
        name,
        description,
        access,
        needs_approval: needsApproval,
        open_to_all: openToAll,
        pages,
      }));
      return c.json({ spaces }, 200);
    },
  );
  api.openapi(
    {
      ...{
        method: 'get',
        path: '/wiki/spaces/{space}/pages',
        operationId: 'listWikiPages',
        tags,
        summary: 'The topmost pages of a space, or those below a page',
      },
      request: { params: spaceParams, query: z.object({ parent_id: id().optional() }) },
      responses: {
        ...readRefusals,
        200: answer(z.object({ pages: z.array(link.extend({ children: z.number() })) }), 'At most 300 pages'),
      },
    },
    async (c) => {
      const { db } = c.var.options;
      const found = await getSpace(db, c.var.actor, c.req.valid('param').space);
      const rows = await listChildren(db, c.var.actor, { spaceId: found.id, parentId: c.req.valid('query').parent_id ?? null });
      return c.json({ pages: rows.map((row) => ({ ...linkOf(row), children: row.children })) }, 200);
    },
  );
  api.openapi(
    {
      ...{ method: 'get', path: '/wiki/owners', operationId: 'listWikiOwners', tags },
      summary: 'Who looks after pages that one reads: what the search takes as `owner`',
      responses: {
        ...readRefusals,
        200: answer(z.object({ owners: z.array(z.object({ person_id: z.string(), name: z.string() })) }), 'At most 300, by name'),
      },
    },
    async (c) => {
      const rows = await listPageOwners(c.var.options.db, c.var.actor);
      return c.json({ owners: rows.map(({ personId, name }) => ({ person_id: personId, name })) }, 200);
    },
  );
  api.openapi(
    {
      ...{
        method: 'get',
        path: '/wiki/search',
        operationId: 'searchWiki',
        tags,
        summary: 'Looks for pages by title, text and names of attachments, as far as one reads them',
      },
      request: { query: searchQuery },
      responses: { ...readRefusals, 200: answer(searchFound, 'A page of what was found, the best first') },
    },
    async (c) => c.json(await foundOf(c, c.req.valid('query')), 200),
  );
  api.openapi(
    {
      ...{
        method: 'get',
        path: '/wiki/search/titles',
        operationId: 'suggestWikiTitles',
        tags,
        summary: 'Titles for what is being typed, as far as one reads them',
      },
      request: { query: z.object({ q: optionalText(100), space: optionalText(40) }) },
      responses: { ...readRefusals, 200: answer(z.object({ titles: z.array(link) }), 'At most 8') },
    },
    async (c) => {
      const found = await suggestTitles(c.var.options.db, c.var.actor, c.req.valid('query'));
      return c.json({ titles: found.map(linkOf) }, 200);
    },
  );
  api.openapi(
    {
      ...{
        method: 'get',
        path: '/wiki/pages/{id}',
        operationId: 'getWikiPage',
        tags,
        summary: 'A page: its text, and what the registers know of its record now',
      },
      request: { params: pageParams },
      responses: { ...readRefusals, 200: answer(page, 'The page') },
    },
    async (c) => c.json(await pageOf(c, await getPage(c.var.options.db, c.var.actor, idOf(c))), 200),
  );
  api.openapi(
    {
      ...{
        method: 'get',
        path: '/wiki/pages/{id}/revisions',
        operationId: 'listWikiRevisions',
        tags,
        summary: 'The versions of a page, the newest first',
      },
      request: { params: pageParams, query: z.object({ page: z.coerce.number().int().min(1).max(100_000).default(1) }) },
      responses: { ...readRefusals, 200: answer(z.object({ revisions: z.array(revision) }), 'At most 50') },
    },
    async (c) => {
      const here = await getPage(c.var.options.db, c.var.actor, idOf(c));
      const rows = await listRevisions(c.var.options.db, here.id, { page: c.req.valid('query').page });
      const revisions = rows.map((row) => ({
        number: row.number,
        title: row.title,
        why: row.why,
        person: row.personName,
        at: row.at.toString(),
      }));
      return c.json({ revisions }, 200);
    },
  );
  api.openapi(
    {
      ...{
        method: 'get',
        path: '/wiki/pages/{id}/revisions/{number}',
        operationId: 'getWikiRevision',
        tags,
        summary: 'One version of a page',
      },
      request: { params: pageParams.extend({ number: z.coerce.number().int().min(1).max(2_000_000_000) }) },
      responses: { ...readRefusals, 200: answer(revision.extend({ body: z.string() }), 'The version') },
    },
    async (c) => {
      const here = await getPage(c.var.options.db, c.var.actor, idOf(c));
      const row = await getRevision(c.var.options.db, here.id, c.req.valid('param').number);
      return c.json(
        { number: row.number, title: row.title, why: row.why, person: row.personName, at: row.at.toString(), body: row.body },
        200,
      );
    },
  );
};
