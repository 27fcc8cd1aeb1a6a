import { createRoute, z } from '@hono/zod-openapi';
import { optionalText } from '#lib/input.ts';
import { applicationStatuses, listApplications, listServers, searchRegister, serverStatuses } from '#registry/index.ts';
import type { Api } from '../../context.ts';
import { answer, choiceOf, readRefusals } from '../../schemas.ts';
import { amounts, amountsOf, counted, paged } from './shapes.ts';

const application = z.object({
  id: z.string(),
  name: z.string(),
  office: z.string(),
  status: z.string(),
  url: z.string(),
  function: z.string(),
  missing: z.number(),
});

const applicationsRoute = createRoute({
  method: 'get',
  path: '/applications',
  operationId: 'listApplications',
  tags: ['Register'],
  summary: 'The list of all applications; an office that does not host sees its own',
  request: { query: z.object({ ...paged, status: choiceOf(applicationStatuses).optional() }) },
  responses: {
    ...readRefusals,
    200: answer(z.object({ ...counted, applications: z.array(application) }), 'A page of applications'),
  },
});

const server = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.string(),
  status: z.string(),
  site_id: z.string(),
  site: z.string(),
  total: amounts,
  free: amounts,
});

const serversRoute = createRoute({
  method: 'get',
  path: '/servers',
  operationId: 'listServers',
  tags: ['Register'],
  summary: 'Servers with what is free on each; for the hosting office only',
  request: { query: z.object({ ...paged, status: choiceOf(serverStatuses).optional() }) },
  responses: { ...readRefusals, 200: answer(z.object({ ...counted, servers: z.array(server) }), 'A page of servers') },
});

const found = z.object({
  kind: z.string(),
  id: z.string(),
  about: z
    .object({ kind: z.string(), id: z.string() })
    .describe('The record to open: an address leads to its server or network.'),
  title: z.string(),
  detail: z.string(),
  retired: z.boolean(),
});

const searchRoute = createRoute({
  method: 'get',
  path: '/search',
  operationId: 'searchRegister',
  tags: ['Register'],
  summary: 'Looks through the whole register, as far as one may see it: by name, by address or a part of one, or nearly',
  request: { query: z.object({ q: optionalText(200) }) },
  responses: { ...readRefusals, 200: answer(z.object({ found: z.array(found) }), 'At most 40 records, the best first') },
});

/** Applications, servers, and what a search finds. */
export const registryListRoutes = (api: Api): void => {
  api.openapi(applicationsRoute, async (c) => {
    const { status, ...query } = c.req.valid('query');
    const { rows, total, more } = await listApplications(c.var.options.db, c.var.actor, {
      ...query,
      ...(status ? { status } : {}),
    });
    const applications = rows.map(({ id, name, officeName, status, url, function: purpose, missing }) => ({
      id,
      name,
      office: officeName,
      status,
      url,
      function: purpose,
      missing,
    }));
    return c.json({ total, more, applications }, 200);
  });

  api.openapi(serversRoute, async (c) => {
    const { status, ...query } = c.req.valid('query');
    const { rows, total, more } = await listServers(c.var.options.db, c.var.actor, { ...query, ...(status ? { status } : {}) });
    const servers = rows.map(({ id, name, kind, status, siteId, siteName, capacity }) => ({
      id,
      name,
      kind,
      status,
      site_id: siteId,
      site: siteName,
      total: amountsOf(capacity.total),
      free: amountsOf(capacity.free),
    }));
    return c.json({ total, more, servers }, 200);
  });

  api.openapi(searchRoute, async (c) => {
    const rows = await searchRegister(c.var.options.db, c.var.actor, c.req.valid('query').q);
    const found = rows.map((row) => ({
      kind: row.kind,
      id: row.recordId,
      about: { kind: row.aboutKind, id: row.aboutId },
      title: row.title,
      detail: row.detail,
      retired: !row.live,
    }));
    return c.json({ found }, 200);
  });
};
