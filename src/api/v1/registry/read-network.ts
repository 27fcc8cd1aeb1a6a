import { createRoute, z } from '@hono/zod-openapi';
import { isId } from '#lib/ids.ts';
import {
  getNetwork,
  listNetworks,
  listPrefixes,
  listSites,
  listVlans,
  listVrfs,
  type NetworkRow,
  networkKinds,
  rangesOf,
} from '#registry/index.ts';
import type { Api } from '../../context.ts';
import { answer, choiceOf, readRefusals } from '../../schemas.ts';
import { byId, counted, paged } from './shapes.ts';

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

const networkOf = (row: NetworkRow) => ({
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
});

const networkPage = network.extend({
  ...counted,
  gateway: z.string().nullable(),
  next_free: z.string().nullable(),
  owner_office_id: z.string().nullable(),
  notes: z.string(),
  version: z.number(),
  addresses: z.array(
    z.object({
      id: z.string(),
      address: z.string(),
      device_id: z.string().nullable(),
      device: z.string().nullable(),
      interface: z.string().nullable(),
      reserved_for: z.string(),
    }),
  ),
  ranges: z.array(
    z.object({
      id: z.string(),
      first: z.string(),
      last: z.string(),
      purpose: z.string(),
      reason: z.string(),
      tags: z.array(z.string()),
    }),
  ),
});

const owned = { owner_office_id: z.string().nullable(), notes: z.string(), version: z.number() };

const vlan = z.object({
  id: z.string(),
  vid: z.number(),
  name: z.string(),
  site_id: z.string(),
  site: z.string(),
  networks: z.array(z.object({ id: z.string(), name: z.string(), prefix: z.string() })),
  ...owned,
});

const vrf = z.object({ id: z.string(), name: z.string(), route_distinguisher: z.string(), prefixes: z.number(), ...owned });

const site = z.object({ id: z.string(), name: z.string(), address: z.string(), status: z.string(), ...owned });

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
    const networks = rows.map(networkOf);
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

  api.openapi(
    {
      method: 'get',
      path: '/networks/{id}',
      operationId: 'getNetwork',
      tags: ['Register'],
      summary: 'One network with a page of its addresses and its reserved ranges',
      request: { params: byId, query: z.object({ page: paged.page }) },
      responses: { ...readRefusals, 200: answer(networkPage, 'The network') },
    },
    async (c) => {
      const { db } = c.var.options;
      const { id } = c.req.valid('param');
      const [found, ranges] = await Promise.all([
        getNetwork(db, c.var.actor, id, { page: c.req.valid('query').page, pageSize: 100 }),
        isId(id) ? rangesOf(db, id) : [],
      ]);
      return c.json(
        {
          ...networkOf(found),
          gateway: found.gateway,
          next_free: found.nextFree,
          owner_office_id: found.ownerOfficeId,
          notes: found.notes,
          version: found.version,
          ...found.listed,
          addresses: found.addresses.map(({ id, address, interface: name, reservedFor, serverId, serverName }) => ({
            ...{ id, address, device_id: serverId, device: serverName },
            interface: serverId === null ? null : name,
            reserved_for: reservedFor,
          })),
          ranges: ranges.map(({ id, first, last, purpose, reason, tags }) => ({ id, first, last, purpose, reason, tags })),
        },
        200,
      );
    },
  );

  api.openapi(
    {
      method: 'get',
      path: '/vlans',
      operationId: 'listVlans',
      tags: ['Register'],
      summary: 'VLANs by number with the networks in each; for the hosting office only',
      request: { query: z.object({ page: paged.page, site_id: z.string().optional() }) },
      responses: { ...readRefusals, 200: answer(z.object({ ...counted, vlans: z.array(vlan) }), 'A page of VLANs') },
    },
    async (c) => {
      const { page, site_id: siteId = '' } = c.req.valid('query');
      const { rows, ...counts } = await listVlans(c.var.options.db, c.var.actor, { page, siteId });
      const vlans = rows.map(({ siteId, siteName, ownerOfficeId, ...row }) => ({
        ...row,
        ...{ site_id: siteId, site: siteName, owner_office_id: ownerOfficeId },
      }));
      return c.json({ ...counts, vlans }, 200);
    },
  );

  api.openapi(
    {
      method: 'get',
      path: '/vrfs',
      operationId: 'listVrfs',
      tags: ['Register'],
      summary: 'VRFs with how many prefixes lie in each; for the hosting office only',
      responses: { ...readRefusals, 200: answer(z.object({ vrfs: z.array(vrf) }), 'VRFs') },
    },
    async (c) => {
      const rows = await listVrfs(c.var.options.db, c.var.actor);
      const vrfs = rows.map(({ routeDistinguisher, ownerOfficeId, ...row }) => ({
        ...row,
        ...{ route_distinguisher: routeDistinguisher, owner_office_id: ownerOfficeId },
      }));
      return c.json({ vrfs }, 200);
    },
  );

  api.openapi(
    {
      method: 'get',
      path: '/sites',
      operationId: 'listSites',
      tags: ['Register'],
      summary: 'Sites, those in use and those that are not any more; for the hosting office only',
      responses: { ...readRefusals, 200: answer(z.object({ sites: z.array(site) }), 'Sites') },
    },
    async (c) => {
      const rows = await listSites(c.var.options.db, c.var.actor, { retired: true });
      const sites = rows.map(({ id, name, address, notes, ownerOfficeId, status, version }) => ({
        ...{ id, name, address, status, notes, version },
        owner_office_id: ownerOfficeId,
      }));
      return c.json({ sites }, 200);
    },
  );
};
