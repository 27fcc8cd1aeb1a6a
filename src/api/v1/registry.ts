import { createRoute, z } from '@hono/zod-openapi';
import { invalid } from '#lib/errors.ts';
import { optionalText } from '#lib/input.ts';
import {
  applicationStatuses,
  listApplications,
  listCapacity,
  listNetworks,
  listServers,
  needServerSight,
  networkKinds,
  searchRegister,
  serverStatuses,
} from '#registry/index.ts';
import type { Api } from '../context.ts';
import { answer, choiceOf, readRefusals } from '../schemas.ts';

const page = { search: optionalText(200), page: z.coerce.number().int().min(1).max(100_000).default(1) };

const total = z.number().describe('How many match; counted to 1,000 or to this page.');
const more = z.boolean().describe('Whether more than `total` match.');

const resources = z.object({ cpu: z.number(), memory_mb: z.number(), disk_gb: z.number() });

const resourcesOf = (each: { cpu: number; memoryMb: number; diskGb: number }) => ({
  cpu: each.cpu,
  memory_mb: each.memoryMb,
  disk_gb: each.diskGb,
});

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
  request: { query: z.object({ ...page, status: choiceOf(applicationStatuses).optional() }) },
  responses: {
    ...readRefusals,
    200: answer(z.object({ total, more, applications: z.array(application) }), 'A page of applications'),
  },
});

const server = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.string(),
  status: z.string(),
  site_id: z.string(),
  site: z.string(),
  total: resources,
  free: resources,
});

const serversRoute = createRoute({
  method: 'get',
  path: '/servers',
  operationId: 'listServers',
  tags: ['Register'],
  summary: 'Servers with what is free on each; for the hosting office only',
  request: { query: z.object({ ...page, status: choiceOf(serverStatuses).optional() }) },
  responses: { ...readRefusals, 200: answer(z.object({ total, more, servers: z.array(server) }), 'A page of servers') },
});

const network = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.string(),
  prefix: z.string(),
  vrf: z.string(),
  container_id: z.string().nullable(),
  zone: z.string().nullable().describe('Null: a container has none.'),
  vlan: z.number().nullable(),
  site_id: z.string().nullable(),
  site: z.string(),
  taken: z.number(),
  percent: z.number().describe('How full it is: a network by its addresses, a container by its prefixes.'),
});

const networksRoute = createRoute({
  method: 'get',
  path: '/networks',
  operationId: 'listNetworks',
  tags: ['Register'],
  summary: 'Networks and containers by prefix, and how many of their addresses are taken; for the hosting office only',
  request: { query: z.object({ ...page, kind: choiceOf(networkKinds).optional(), vrf_id: z.string().optional() }) },
  responses: { ...readRefusals, 200: answer(z.object({ total, more, networks: z.array(network) }), 'A page of networks') },
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

const asked = z.coerce.number().int().min(1).max(1_000_000_000).optional();

const capacity = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.string(),
  accepts_applications: z.boolean(),
  free: resources,
  fits: z.boolean().nullable(),
});

const capacityRoute = createRoute({
  method: 'get',
  path: '/capacity',
  operationId: 'listCapacity',
  tags: ['Register'],
  summary: 'What is free on each server in use, and whether an amount fits; for the hosting office only',
  description: 'Name all three of `cpu`, `memory_mb` and `disk_gb`, or none.',
  request: { query: z.object({ cpu: asked, memory_mb: asked, disk_gb: asked }) },
  responses: { ...readRefusals, 200: answer(z.object({ servers: z.array(capacity) }), 'Servers, those that fit first') },
});

const allThree = {
  id: 'Sebutkan ketiganya: cpu, memory_mb, dan disk_gb.',
  en: 'Name all three: cpu, memory_mb and disk_gb.',
};

/** The three amounts together, or none. */
const askedFor = ({ cpu, memory_mb, disk_gb }: { [Key in 'cpu' | 'memory_mb' | 'disk_gb']?: number | undefined }) => {
  if (cpu && memory_mb && disk_gb) return { asked: { cpu, memoryMb: memory_mb, diskGb: disk_gb } };
  const missing = Object.entries({ cpu, memory_mb, disk_gb }).filter(([, value]) => value === undefined);
  if (missing.length === 3) return {};
  throw invalid(missing.map(([field]) => ({ field, message: allThree })));
};

/** The register, as far as the holder of the key may see it. */
export const registryRoutes = (api: Api): void => {
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
      total: resourcesOf(capacity.total),
      free: resourcesOf(capacity.free),
    }));
    return c.json({ total, more, servers }, 200);
  });

  api.openapi(networksRoute, async (c) => {
    const { kind, vrf_id: vrfId, ...query } = c.req.valid('query');
    const { rows, total, more } = await listNetworks(c.var.options.db, c.var.actor, {
      ...query,
      ...(kind ? { kind } : {}),
      ...(vrfId ? { vrfId } : {}),
    });
    const networks = rows.map((row) => ({
      id: row.id,
      name: row.name,
      kind: row.kind,
      prefix: row.prefix,
      vrf: row.vrfName,
      container_id: row.parentId,
      zone: row.kind === 'container' ? null : row.zone,
      vlan: row.vlan,
      site_id: row.siteId,
      site: row.siteName,
      taken: row.taken,
      percent: row.percent,
    }));
    return c.json({ total, more, networks }, 200);
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

  api.openapi(capacityRoute, async (c) => {
    needServerSight(c.var.actor);
    const rows = await listCapacity(c.var.options.db, askedFor(c.req.valid('query')));
    const servers = rows.map((row) => ({
      id: row.serverId,
      name: row.name,
      kind: row.kind,
      accepts_applications: row.acceptsApplications,
      free: resourcesOf(row.free),
      fits: row.verdict?.fits ?? null,
    }));
    return c.json({ servers }, 200);
  });
};
