import { createRoute, z } from '@hono/zod-openapi';
import { invalid } from '#lib/errors.ts';
import { capacityBySite, capacityHistory, type Forecast, listCapacity, needServerSight } from '#registry/index.ts';
import type { Api } from '../../context.ts';
import { answer, readRefusals } from '../../schemas.ts';
import { amounts, amountsOf } from './shapes.ts';

const asked = z.coerce.number().int().min(1).max(1_000_000_000).optional();

const capacity = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.string(),
  accepts_applications: z.boolean(),
  free: amounts,
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

const forecastSchema = z
  .object({ kind: z.string(), day: z.string().nullable(), earliest: z.string().nullable(), latest: z.string().nullable() })
  .describe('`on` names a day; `few`, `steady`, `far` and `out` do not.');

const forecastJson = (forecast: Forecast) => ({
  kind: forecast.kind,
  day: forecast.kind === 'on' ? String(forecast.day) : null,
  earliest: forecast.kind === 'on' ? String(forecast.earliest) : null,
  latest: forecast.kind === 'on' && forecast.latest ? String(forecast.latest) : null,
});

/** What is free on each server and at each site, and when that runs out. */
export const registryCapacityRoutes = (api: Api): void => {
  api.openapi(capacityRoute, async (c) => {
    needServerSight(c.var.actor);
    const rows = await listCapacity(c.var.options.db, askedFor(c.req.valid('query')));
    const servers = rows.map((row) => ({
      id: row.serverId,
      name: row.name,
      kind: row.kind,
      accepts_applications: row.acceptsApplications,
      free: amountsOf(row.free),
      fits: row.verdict?.fits ?? null,
    }));
    return c.json({ servers }, 200);
  });

  const site = z.object({ id: z.string(), name: z.string(), total: amounts, allotted: amounts, held: amounts, free: amounts });
  api.openapi(
    {
      method: 'get',
      path: '/capacity/sites',
      operationId: 'listCapacityBySite',
      tags: ['Register'],
      summary: 'What the physical servers of each site have, and when each resource of all runs out; for the hosting office only',
      request: { query: z.object({ today: z.iso.date().describe('The day to count from, in the office’s calendar.') }) },
      responses: {
        ...readRefusals,
        200: answer(
          z.object({
            sites: z.array(site),
            forecast: z.object({ cpu: forecastSchema, memory_mb: forecastSchema, disk_gb: forecastSchema }),
          }),
          'Sites, and the forecast of all together',
        ),
      },
    },
    async (c) => {
      const { db } = c.var.options;
      const today = Temporal.PlainDate.from(c.req.valid('query').today);
      const [sites, { forecast }] = await Promise.all([
        capacityBySite(db, c.var.actor),
        capacityHistory(db, c.var.actor, {}, today),
      ]);
      return c.json(
        {
          sites: sites.map(({ siteId, siteName, total, allotted, virtual, held, free }) => ({
            id: siteId,
            name: siteName,
            total: amountsOf(total),
            // What virtual servers have is given out for good, too.
            allotted: amountsOf({
              cpu: allotted.cpu + virtual.cpu,
              memoryMb: allotted.memoryMb + virtual.memoryMb,
              diskGb: allotted.diskGb + virtual.diskGb,
            }),
            held: amountsOf(held),
            free: amountsOf(free),
          })),
          forecast: {
            cpu: forecastJson(forecast.cpu),
            memory_mb: forecastJson(forecast.memoryMb),
            disk_gb: forecastJson(forecast.diskGb),
          },
        },
        200,
      );
    },
  );
};
