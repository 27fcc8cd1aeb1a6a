import { z } from '@hono/zod-openapi';
import {
  cableKinds,
  deviceKinds,
  getCable,
  getRack,
  getServer,
  listCables,
  listRacks,
  listServers,
  serverStatuses,
} from '#registry/index.ts';
import type { Api } from '../../context.ts';
import { answer, choiceOf, readRefusals } from '../../schemas.ts';
import { byId, counted, paged } from './shapes.ts';

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

/** What the page of one device says besides. */
const facts = {
  host_id: z.string().nullable(),
  accepts_applications: z.boolean(),
  cpu: z.number(),
  memory_mb: z.number(),
  disk_gb: z.number(),
  cpu_overcommit: z.number(),
  memory_overcommit: z.number(),
  disk_overcommit: z.number(),
  operating_system: z.string(),
  processor: z.string(),
  usage: z.string(),
  ownership: z.string(),
  owner_office_id: z.string().nullable(),
  rack_face: z.string(),
  warranty_until: z.string().nullable(),
  notes: z.string(),
  version: z.number(),
};

const factsOf = (server: Awaited<ReturnType<typeof getServer>>) => ({
  host_id: server.hostId,
  accepts_applications: server.acceptsApplications,
  cpu: server.cpu,
  memory_mb: server.memoryMb,
  disk_gb: server.diskGb,
  cpu_overcommit: server.cpuOvercommit,
  memory_overcommit: server.memoryOvercommit,
  disk_overcommit: server.diskOvercommit,
  operating_system: server.operatingSystem,
  processor: server.processor,
  usage: server.usage,
  ownership: server.ownership,
  owner_office_id: server.ownerOfficeId,
  rack_face: server.rackFace,
  warranty_until: server.warrantyUntil?.toString() ?? null,
  notes: server.notes,
  version: server.version,
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
  status: z.string(),
  version: z.number(),
});

type Rack = Awaited<ReturnType<typeof listRacks>>[number];
const rackOf = ({ id, name, siteId, siteName, units, used, devices, status, version }: Rack) => ({
  id,
  name,
  site_id: siteId,
  site: siteName,
  units,
  used,
  devices,
  status,
  version,
});

const end = z.object({ device_id: z.string(), device: z.string(), interface: z.string() });
const cable = z.object({
  id: z.string(),
  kind: z.string(),
  status: z.string(),
  label: z.string(),
  colour: z.string(),
  length_m: z.number().nullable(),
  notes: z.string(),
  version: z.number(),
  a: end,
  b: end,
});

type Cable = Awaited<ReturnType<typeof getCable>>;

const endOf = ({ serverId, serverName, interface: name }: Cable['a']) => ({
  device_id: serverId,
  device: serverName,
  interface: name,
});

const cableOf = ({ a, b, lengthM, ...row }: Cable) => ({ ...row, length_m: lengthM, a: endOf(a), b: endOf(b) });

/** Devices with their interfaces, racks with what stands in them, cables. */
export const registryDeviceRoutes = (api: Api): void => {
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
      responses: { ...readRefusals, 200: answer(device.extend({ ...facts, interfaces: z.array(port) }), 'The device') },
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
      return c.json({ ...deviceOf(server), ...factsOf(server), interfaces }, 200);
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
      const cables = rows.map(cableOf);
      return c.json({ ...counts, cables }, 200);
    },
  );

  api.openapi(
    {
      method: 'get',
      path: '/cables/{id}',
      operationId: 'getCable',
      tags: ['Register'],
      summary: 'One cable with both its ends',
      request: { params: byId },
      responses: { ...readRefusals, 200: answer(cable, 'The cable') },
    },
    async (c) => c.json(cableOf(await getCable(c.var.options.db, c.var.actor, c.req.valid('param').id)), 200),
  );
};
