import { z } from '@hono/zod-openapi';
import { doerOf } from '#identity/index.ts';
import {
  createRack,
  createServer,
  deviceOfInterface,
  disconnectCable,
  enterInterface,
  getCable,
  getRack,
  getServer,
  needServerKeeper,
  removeInterface,
  retireServer,
  updateCable,
  updateInterface,
  updateRack,
  updateServer,
} from '#registry/index.ts';
import type { Api } from '../../context.ts';
import { jsonRoute } from '../../json-route.ts';
import { once } from '../../once.ts';
import { answer, refusals } from '../../schemas.ts';
import { recordFields } from './fields.ts';
import { keptRecord, removal } from './kept-record.ts';
import { byId } from './shapes.ts';

const devices = (api: Api): void => {
  keptRecord(api, {
    noun: 'Device',
    a: 'a device or server',
    path: '/devices/{id}',
    fields: recordFields.device,
    fixed: recordFields.deviceKind,
    needed: ['name', 'kind'],
    entered: {
      path: '/devices',
      create: async (tx, server, doing) => (await createServer(tx, { ...doing, server })).serverId,
    },
    read: async (tx, actor, id) => ({ version: (await getServer(tx, actor, id)).version, record: {} }),
    // Of a device only what was given is read: what it lacks depends on what it is.
    change: (tx, { id, version, given }, doing) => updateServer(tx, { ...doing, serverId: id, version, changes: given }),
  });
  jsonRoute(
    api,
    {
      method: 'post',
      path: '/devices/{id}/retirement',
      operationId: 'retireDevice',
      tags: ['Register'],
      summary: 'Take a device out of use: its addresses and cables are freed, its record stays',
      request: { params: byId },
      body: z.strictObject({ version: z.number().int().min(1).max(2_147_483_647) }),
      responses: { ...refusals, 200: answer(z.object({ repeated: z.boolean() }), 'Retired') },
    },
    async (c, { version }) => {
      const { actor, now } = c.var;
      const { repeated } = await once(c, async (tx) => {
        needServerKeeper(actor);
        const { id: serverId } = await getServer(tx, actor, c.req.param('id') ?? '');
        await retireServer(tx, { serverId, version, now, doer: doerOf(actor) });
      });
      return c.json({ repeated }, 200);
    },
  );
};

const racks = (api: Api): void =>
  keptRecord(api, {
    noun: 'Rack',
    a: 'a rack',
    path: '/racks/{id}',
    fields: recordFields.rack,
    needed: ['site_id', 'name'],
    entered: { path: '/racks', create: async (tx, rack, doing) => (await createRack(tx, { ...doing, rack })).rackId },
    read: async (tx, actor, id) => {
      const { version, siteId, name, units, status, ownerOfficeId, serialNumber, assetNumber, notes } = await getRack(
        tx,
        actor,
        id,
      );
      return { version, record: { siteId, name, units, status, ownerOfficeId, serialNumber, assetNumber, notes } };
    },
    change: (tx, { id, version, values }, doing) => updateRack(tx, { ...doing, rackId: id, version, rack: values }),
  });

const interfaces = (api: Api): void => {
  keptRecord(api, {
    noun: 'Interface',
    a: 'an interface of a device',
    path: '/interfaces/{id}',
    fields: recordFields.interface,
    versioned: false,
    needed: ['name'],
    entered: {
      path: '/devices/{id}/interfaces',
      create: async (tx, read, doing, { id, actor }) => {
        const { id: serverId } = await getServer(tx, actor, id);
        return (await enterInterface(tx, { ...doing, serverId, interface: read })).interfaceId;
      },
    },
    read: async (tx, actor, id) => {
      const { serverId } = await deviceOfInterface(tx, actor, id);
      const found = (await getServer(tx, actor, serverId)).interfaces.find((each) => each.id === id);
      const { name, kind, mac, speedMbps, enabled, untaggedVlan, taggedVlans, description } = found ?? {};
      return { version: null, record: { name, kind, mac, speedMbps, enabled, untaggedVlan, taggedVlans, description } };
    },
    change: (tx, { id, values }, doing) => updateInterface(tx, { ...doing, interfaceId: id, interface: values }),
  });
  removal(api, {
    path: '/interfaces/{id}/removal',
    operationId: 'removeInterface',
    summary: 'Take an interface out of the register; refused while it has an address or a cable',
    remove: (tx, interfaceId, doing) => removeInterface(tx, { ...doing, interfaceId }),
  });
};

const cables = (api: Api): void => {
  keptRecord(api, {
    noun: 'Cable',
    a: 'a cable: what it is, and into which interface of each of its two devices it is plugged',
    path: '/cables/{id}',
    fields: recordFields.cable,
    needed: [],
    read: async (tx, actor, id) => {
      const { version, kind, status, label, colour, lengthM, notes, a, b } = await getCable(tx, actor, id);
      const ends = { fromInterface: a.interface, toInterface: b.interface };
      return { version, record: { ...ends, kind, status, label, colour, lengthM, notes } };
    },
    change: (tx, { id, version, values }, doing) => updateCable(tx, { ...doing, cableId: id, version, cable: values }),
  });
  removal(api, {
    path: '/cables/{id}/removal',
    operationId: 'disconnectCable',
    summary: 'Take a cable out: both interfaces are free again',
    remove: (tx, cableId, doing, actor) => getCable(tx, actor, cableId).then(() => disconnectCable(tx, { ...doing, cableId })),
  });
};

/** Enters and changes devices, racks, interfaces and cables. */
export const registryDeviceChangeRoutes = (api: Api): void => {
  devices(api);
  racks(api);
  interfaces(api);
  cables(api);
};
