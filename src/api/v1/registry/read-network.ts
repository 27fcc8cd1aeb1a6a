import { createRoute, z } from '@hono/zod-openapi';
import { listNetworks, listPrefixes, networkKinds } from '#registry/index.ts';
import type { Api } from '../../context.ts';
import { answer, choiceOf, readRefusals } from '../../schemas.ts';
import { counted, paged } from './shapes.ts';

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
  request: { query: z.object({ ...paged, kind: choiceOf(networkKinds).optional(), vrf_id: z.string().optional() }) },
  responses: { ...readRefusals, 200: answer(z.object({ ...counted, networks: z.array(network) }), 'A page of networks') },
});

/** Networks as a list, and prefixes as a tree. */
export const registryNetworkRoutes = (api: Api): void => {
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

  const prefix = z.object({
    id: z.string(),
    prefix: z.string(),
    name: z.string(),
    kind: z.string(),
    depth: z.number(),
    container_id: z.string().nullable(),
    percent: z.number(),
  });
  api.openapi(
    {
      method: 'get',
      path: '/prefixes',
      operationId: 'listPrefixes',
      tags: ['Register'],
      summary: 'The prefixes of a VRF as a tree: each container is followed by what lies in it; for the hosting office only',
      request: { query: z.object({ ...paged, vrf_id: z.string().optional(), within_id: z.string().optional() }) },
      responses: { ...readRefusals, 200: answer(z.object({ ...counted, prefixes: z.array(prefix) }), 'A page of the tree') },
    },
    async (c) => {
      const { vrf_id: vrfId, within_id: withinId, ...query } = c.req.valid('query');
      const filter = { ...query, pageSize: 100, ...(vrfId ? { vrfId } : {}), ...(withinId ? { withinId } : {}) };
      const { rows, ...counts } = await listPrefixes(c.var.options.db, c.var.actor, filter);
      const prefixes = rows.map((row) => ({
        id: row.id,
        prefix: row.prefix,
        name: row.name,
        kind: row.kind,
        depth: row.depth,
        container_id: row.parentId,
        percent: row.percent,
      }));
      return c.json({ ...counts, prefixes }, 200);
    },
  );
};
