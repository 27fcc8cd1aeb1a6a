import { z } from '@hono/zod-openapi';
import { doerOf } from '#identity/index.ts';
import { optionalText } from '#lib/input.ts';
import {
  allotPrefix,
  assignAddress,
  cableKinds,
  capacityBySite,
  capacityHistory,
  connectCable,
  deviceKinds,
  type Forecast,
  getRack,
  getServer,
  listCables,
  listPrefixes,
  listRacks,
  listServers,
  needServerKeeper,
  networkZones,
  type Resources,
  reserveAddress,
  serverStatuses,
} from '#registry/index.ts';
import type { Api } from '../context.ts';
import { jsonRoute } from '../json-route.ts';
import { once } from '../once.ts';
import { answer, choiceOf, readRefusals, refusals } from '../schemas.ts';

const paged = { search: optionalText(200), page: z.coerce.number().int().min(1).max(100_000).default(1) };
const counted = { total: z.number().describe('Counted to 1,000 or to this page.'), more: z.boolean() };
const byId = z.object({ id: z.string() });

const device = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.string(),
  status: z.string(),
  site_id: z.string(),
  site: z.string(),
  rack: z.string(),
  rack_unit: z.number().nullable(),
  rack_height: z.number(),
  manufacturer: z.string(),
  model: z.string(),
  serial_number: z.string(),
  asset_number: z.string(),
  addresses: z.array(z.string()),
});

type Listed = Awaited<ReturnType<typeof listServers>>['rows'][number];

const deviceOf = (row: Listed) => ({
  id: row.id,
  name: row.name,
  kind: row.kind,
  status: row.status,
  site_id: row.siteId,
  site: row.siteName,
  rack: row.rack,
  rack_unit: row.rackUnit,
  rack_height: row.rackHeight,
  manufacturer: row.manufacturer,
  model: row.model,
  serial_number: row.serialNumber,
  asset_number: row.assetNumber,
  addresses: row.addresses,
});

const port = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.string(),
  mac: z.string().nullable(),
  addresses: z.array(z.string()),
  cable: z.object({ id: z.string(), device_id: z.string(), device: z.string(), interface: z.string() }).nullable(),
});

const rack = z.object({
  id: z.string(),
  name: z.string(),
  site_id: z.string(),
  site: z.string(),
  units: z.number(),
  used: z.number().describe('Units in which something stands, on either face.'),
  devices: z.number(),
});

type Rack = Awaited<ReturnType<typeof listRacks>>[number];
const rackOf = ({ id, name, siteId, siteName, units, used, devices }: Rack) => ({
  id,
  name,
  site_id: siteId,
  site: siteName,
  units,
  used,
  devices,
});

const end = z.object({ device_id: z.string(), device: z.string(), interface: z.string() });
const cable = z.object({ id: z.string(), kind: z.string(), status: z.string(), label: z.string(), a: end, b: end });

/** Devices with their interfaces, racks with what stands in them, cables. */
const readDevices = (api: Api): void => {
  api.openapi(
    {
      method: 'get',
      path: '/devices',
      operationId: 'listDevices',
      tags: ['Register'],
      summary: 'Whatever stands in a rack or a room, whether it computes or not; for the hosting office only',
      request: {
        query: z.object({
          ...paged,
          kind: choiceOf(deviceKinds).optional(),
          status: choiceOf(serverStatuses).optional(),
          site_id: z.string().optional(),
          tag: z.string().max(40).optional(),
        }),
      },
      responses: { ...readRefusals, 200: answer(z.object({ ...counted, devices: z.array(device) }), 'A page of devices') },
    },
    async (c) => {
      const { kind, status, site_id: siteId, tag, ...query } = c.req.valid('query');
      const filter = {
        ...(kind ? { kind } : {}),
        ...(status ? { status } : {}),
        ...(siteId ? { siteId } : {}),
        ...(tag ? { tag } : {}),
      };
      const { rows, ...counts } = await listServers(c.var.options.db, c.var.actor, { ...query, ...filter, group: 'devices' });
      return c.json({ ...counts, devices: rows.map(deviceOf) }, 200);
    },
  );

  api.openapi(
    {
      method: 'get',
      path: '/devices/{id}',
      operationId: 'getDevice',
      tags: ['Register'],
      summary: 'One device or server with its interfaces and where their cables lead',
      request: { params: byId },
      responses: { ...readRefusals, 200: answer(device.extend({ interfaces: z.array(port) }), 'The device') },
    },
    async (c) => {
      const server = await getServer(c.var.options.db, c.var.actor, c.req.valid('param').id);
      const interfaces = server.interfaces.map(({ id, name, kind, mac, addresses, cable: plugged }) => ({
        id,
        name,
        kind,
        mac,
        addresses,
        cable: plugged && {
          id: plugged.id,
          device_id: plugged.otherServerId,
          device: plugged.otherServerName,
          interface: plugged.otherInterface,
        },
      }));
      return c.json({ ...deviceOf(server), interfaces }, 200);
    },
  );

  api.openapi(
    {
      method: 'get',
      path: '/racks',
      operationId: 'listRacks',
      tags: ['Register'],
      summary: 'Racks in use and how full they are; for the hosting office only',
      responses: { ...readRefusals, 200: answer(z.object({ racks: z.array(rack) }), 'Racks') },
    },
    async (c) => c.json({ racks: (await listRacks(c.var.options.db, c.var.actor)).map(rackOf) }, 200),
  );

  const standing = z.object({
    id: z.string(),
    name: z.string(),
    kind: z.string(),
    unit: z.number().nullable(),
    height: z.number(),
    face: z.string(),
  });
  api.openapi(
    {
      method: 'get',
      path: '/racks/{id}',
      operationId: 'getRack',
      tags: ['Register'],
      summary: 'One rack with what stands in it, the highest first',
      request: { params: byId },
      responses: { ...readRefusals, 200: answer(rack.extend({ standing: z.array(standing) }), 'The rack') },
    },
    async (c) => {
      const found = await getRack(c.var.options.db, c.var.actor, c.req.valid('param').id);
      const stands = found.standing.map(({ id, name, kind, unit, height, face }) => ({ id, name, kind, unit, height, face }));
      return c.json({ ...rackOf(found), standing: stands }, 200);
    },
  );

  api.openapi(
    {
      method: 'get',
      path: '/cables',
      operationId: 'listCables',
      tags: ['Register'],
      summary: 'Cables with both their ends; for the hosting office only',
      request: { query: z.object({ ...paged, kind: choiceOf(cableKinds).optional() }) },
      responses: { ...readRefusals, 200: answer(z.object({ ...counted, cables: z.array(cable) }), 'A page of cables') },
    },
    async (c) => {
      const { kind, ...query } = c.req.valid('query');
      const { rows, ...counts } = await listCables(c.var.options.db, c.var.actor, { ...query, ...(kind ? { kind } : {}) });
      const endOf = ({ serverId, serverName, interface: name }: (typeof rows)[number]['a']) => ({
        device_id: serverId,
        device: serverName,
        interface: name,
      });
      const cables = rows.map(({ id, kind: made, status, label, a, b }) => ({
        id,
        kind: made,
        status,
        label,
        a: endOf(a),
        b: endOf(b),
      }));
      return c.json({ ...counts, cables }, 200);
    },
  );
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

const amounts = z.object({ cpu: z.number(), memory_mb: z.number(), disk_gb: z.number() });
const amountsOf = ({ cpu, memoryMb, diskGb }: Resources) => ({ cpu, memory_mb: memoryMb, disk_gb: diskGb });

/** The tree of prefixes, and capacity by site with when it runs out. */
const readNetwork = (api: Api): void => {
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

const word = z.string().max(200);

/** Addresses, prefixes and cables that programs ask for. */
const changeNetwork = (api: Api): void => {
  jsonRoute(
    api,
    {
      method: 'post',
      path: '/networks/{id}/addresses',
      operationId: 'giveAddress',
      tags: ['Register'],
      summary: 'Give an address of a network to a device, or reserve it: a named one or the next that is free',
      request: { params: byId },
      body: z.strictObject({
        address: word.default('next').describe('An address, or "next".'),
        device_id: z.string().optional(),
        interface: word.optional(),
        reason: word.optional().describe('Why it is reserved, when no device gets it.'),
      }),
      responses: {
        ...refusals,
        200: answer(z.object({ address: z.string().nullable(), repeated: z.boolean() }), 'The address that was given'),
      },
    },
    async (c, body) => {
      const { actor, now } = c.var;
      const place = { networkId: c.req.param('id') ?? '', address: body.address, now, doer: doerOf(actor) };
      const done = await once(c, async (tx) => {
        needServerKeeper(actor);
        return body.device_id === undefined
          ? reserveAddress(tx, { ...place, reason: body.reason ?? '' })
          : assignAddress(tx, { ...place, serverId: body.device_id, ...(body.interface ? { interface: body.interface } : {}) });
      });
      return c.json({ address: done.result?.address ?? null, repeated: done.repeated }, 200);
    },
  );

  jsonRoute(
    api,
    {
      method: 'post',
      path: '/networks/{id}/prefixes',
      operationId: 'givePrefix',
      tags: ['Register'],
      summary: 'Enter a network in the first free prefix of a container',
      request: { params: byId },
      body: z.strictObject({
        length: z.number().int().min(1).max(128),
        name: word,
        site_id: z.string(),
        zone: choiceOf(networkZones),
        vlan: z.number().int().min(1).max(4094).optional(),
      }),
      responses: {
        ...refusals,
        200: answer(
          z.object({ id: z.string().nullable(), prefix: z.string().nullable(), repeated: z.boolean() }),
          'The network that was entered',
        ),
      },
    },
    async (c, { length, site_id: siteId, ...network }) => {
      const { actor, now } = c.var;
      const done = await once(c, async (tx) => {
        needServerKeeper(actor);
        const wanted = { containerId: c.req.param('id') ?? '', length, network: { ...network, siteId } };
        return allotPrefix(tx, { ...wanted, now, doer: doerOf(actor) });
      });
      const { networkId = null, prefix = null } = done.result ?? {};
      return c.json({ id: networkId, prefix, repeated: done.repeated }, 200);
    },
  );

  jsonRoute(
    api,
    {
      method: 'post',
      path: '/cables',
      operationId: 'connectCable',
      tags: ['Register'],
      summary: 'Enter a cable between interfaces of two devices; interfaces that do not exist yet are entered with it',
      body: z.strictObject({
        from_device_id: z.string(),
        from_interface: word.optional(),
        to_device_id: z.string(),
        to_interface: word.optional(),
        kind: choiceOf(cableKinds).default('copper'),
        label: word.default(''),
      }),
      responses: { ...refusals, 200: answer(z.object({ id: z.string().nullable(), repeated: z.boolean() }), 'The cable') },
    },
    async (c, body) => {
      const { actor, now } = c.var;
      const done = await once(c, async (tx) => {
        needServerKeeper(actor);
        const wanted = {
          fromServerId: body.from_device_id,
          fromInterface: body.from_interface ?? '',
          toServerId: body.to_device_id,
          toInterface: body.to_interface ?? '',
          kind: body.kind,
          label: body.label,
        };
        return connectCable(tx, { cable: wanted, now, doer: doerOf(actor) });
      });
      return c.json({ id: done.result?.cableId ?? null, repeated: done.repeated }, 200);
    },
  );
};

/** Devices, racks, cables, the prefix tree and capacity by site; addresses and prefixes that programs ask for. */
export const deviceRoutes = (api: Api): void => {
  readDevices(api);
  readNetwork(api);
  changeNetwork(api);
};
