import { createRoute, z } from '@hono/zod-openapi';
import { AppError } from '#lib/errors.ts';
import { listApplications, listCapacity, listServers, maySeeServers } from '#registry/index.ts';
import type { Api } from '../context.ts';
import { answer, refusals } from '../schemas.ts';

const resources = z.object({ cpu: z.number(), memory_mb: z.number(), disk_gb: z.number() });
const resourcesOf = (each: { cpu: number; memoryMb: number; diskGb: number }) => ({
  cpu: each.cpu,
  memory_mb: each.memoryMb,
  disk_gb: each.diskGb,
});

const page = { search: z.string().max(200).optional(), page: z.coerce.number().int().min(1).max(100_000).default(1) };

const applicationsRoute = createRoute({
  method: 'get',
  path: '/applications',
  summary: 'The list of all applications; an office that does not host sees its own',
  request: { query: z.object({ ...page, status: z.string().max(40).optional() }) },
  responses: {
    ...refusals,
    200: answer(
      z.object({
        total: z.number(),
        applications: z.array(
          z.object({
            id: z.string(),
            name: z.string(),
            office: z.string(),
            status: z.string(),
            url: z.string(),
            function: z.string(),
            missing: z.number(),
          }),
        ),
      }),
      'A page of applications',
    ),
  },
});

const serversRoute = createRoute({
  method: 'get',
  path: '/servers',
  summary: 'Servers with what is free on each; for the hosting office only',
  request: { query: z.object(page) },
  responses: {
    ...refusals,
    200: answer(
      z.object({
        total: z.number(),
        servers: z.array(
          z.object({
            id: z.string(),
            name: z.string(),
            kind: z.string(),
            status: z.string(),
            site: z.string(),
            total: resources,
            free: resources,
          }),
        ),
      }),
      'A page of servers',
    ),
  },
});

const capacityRoute = createRoute({
  method: 'get',
  path: '/capacity',
  summary: 'What is free on each server that takes applications, and whether an amount fits',
  request: {
    query: z.object({
      cpu: z.coerce.number().int().min(1).optional(),
      memory_mb: z.coerce.number().int().min(1).optional(),
      disk_gb: z.coerce.number().int().min(1).optional(),
    }),
  },
  responses: {
    ...refusals,
    200: answer(
      z.object({
        servers: z.array(
          z.object({
            id: z.string(),
            name: z.string(),
            accepts_applications: z.boolean(),
            free: resources,
            fits: z.boolean().nullable(),
          }),
        ),
      }),
      'Servers, those that fit first',
    ),
  },
});

/** The register, as far as the holder of the key may see it. */
export const registryRoutes = (api: Api): void => {
  api.openapi(applicationsRoute, async (c) => {
    const query = c.req.valid('query');
    const { rows, total } = await listApplications(c.var.options.db, c.var.actor, {
      page: query.page,
      ...(query.search ? { search: query.search } : {}),
      ...(query.status ? { status: query.status } : {}),
    });
    const applications = rows.map((row) => ({
      id: row.id,
      name: row.name,
      office: row.officeName,
      status: row.status,
      url: row.url,
      function: row.function,
      missing: row.missing,
    }));
    return c.json({ total, applications }, 200);
  });

  api.openapi(serversRoute, async (c) => {
    const query = c.req.valid('query');
    const { rows, total } = await listServers(c.var.options.db, c.var.actor, {
      page: query.page,
      ...(query.search ? { search: query.search } : {}),
    });
    const servers = rows.map((row) => ({
      id: row.id,
      name: row.name,
      kind: row.kind,
      status: row.status,
      site: row.siteName,
      total: resourcesOf(row.capacity.total),
      free: resourcesOf(row.capacity.free),
    }));
    return c.json({ total, servers }, 200);
  });

  api.openapi(capacityRoute, async (c) => {
    const { actor, options } = c.var;
    if (!maySeeServers(actor)) throw new AppError('not_found', { what: 'capacity' });
    const { cpu, memory_mb, disk_gb } = c.req.valid('query');
    const asked = cpu && memory_mb && disk_gb ? { asked: { cpu, memoryMb: memory_mb, diskGb: disk_gb } } : {};
    const rows = await listCapacity(options.db, asked);
    const servers = rows.map((row) => ({
      id: row.serverId,
      name: row.name,
      accepts_applications: row.acceptsApplications,
      free: resourcesOf(row.free),
      fits: row.verdict?.fits ?? null,
    }));
    return c.json({ servers }, 200);
  });
};
