import { z } from '@hono/zod-openapi';
import type { Db } from '#db/index.ts';
import { type Actor, doerOf } from '#identity/index.ts';
import { AppError } from '#lib/errors.ts';
import {
  createNetwork,
  createSite,
  createVlan,
  createVrf,
  getNetwork,
  getVlan,
  getVrf,
  listSites,
  needServerKeeper,
  releaseAddress,
  releaseRange,
  removeNetwork,
  removeVlan,
  removeVrf,
  reserveRange,
  updateNetwork,
  updateSite,
  updateVlan,
  updateVrf,
} from '#registry/index.ts';
import type { Api } from '../../context.ts';
import { jsonRoute } from '../../json-route.ts';
import { once } from '../../once.ts';
import { answer, refusals } from '../../schemas.ts';
import { recordFields } from './fields.ts';
import { keptRecord, removal } from './kept-record.ts';
import { byId } from './shapes.ts';

const networks = (api: Api): void => {
  keptRecord(api, {
    noun: 'Network',
    a: 'a network or a container of networks',
    path: '/networks/{id}',
    fields: recordFields.network,
    fixed: recordFields.networkPlace,
    needed: ['name', 'prefix'],
    entered: {
      path: '/networks',
      create: async (tx, network, doing) => (await createNetwork(tx, { ...doing, network })).networkId,
    },
    read: async (tx, actor, id) => {
      const { version, name, siteId, zone, kind, vlan, gateway, ownerOfficeId, notes } = await getNetwork(tx, actor, id, {
        pageSize: 1,
      });
      return { version, record: { name, siteId, zone: kind === 'container' ? '' : zone, vlan, gateway, ownerOfficeId, notes } };
    },
    change: (tx, { id, version, values }, doing) => updateNetwork(tx, { ...doing, networkId: id, version, changes: values }),
  });
  removal(api, {
    path: '/networks/{id}/removal',
    operationId: 'removeNetwork',
    summary: 'Take a network or an empty container out of the register; refused while anything lies in it',
    remove: (tx, networkId, doing) => removeNetwork(tx, { ...doing, networkId }),
  });
};

const ranges = (api: Api): void => {
  jsonRoute(
    api,
    {
      method: 'post',
      path: '/networks/{id}/ranges',
      operationId: 'reserveRange',
      tags: ['Register'],
      summary: 'Keep a range of a network from being given',
      request: { params: byId },
      body: z.strictObject(recordFields.range),
      responses: { ...refusals, 201: answer(z.object({ id: z.string().nullable(), repeated: z.boolean() }), 'Reserved') },
    },
    async (c, range) => {
      const { actor, now } = c.var;
      const done = await once(
        c,
        async (tx) => {
          needServerKeeper(actor);
          return (await reserveRange(tx, { networkId: c.req.param('id') ?? '', range, now, doer: doerOf(actor) })).rangeId;
        },
        (id) => id,
      );
      return c.json({ id: done.repeated ? done.made : done.result, repeated: done.repeated }, 201);
    },
  );
  removal(api, {
    path: '/ranges/{id}/removal',
    operationId: 'releaseRange',
    summary: 'Make a reserved range free again',
    remove: (tx, rangeId, doing) => releaseRange(tx, { ...doing, rangeId }),
  });
  removal(api, {
    path: '/addresses/{id}/removal',
    operationId: 'releaseAddress',
    summary: 'Make an address free again, whoever has it',
    remove: (tx, addressId, doing) => releaseAddress(tx, { ...doing, addressId }),
  });
};

const vlans = (api: Api): void => {
  keptRecord(api, {
    noun: 'Vlan',
    a: 'a VLAN of a site',
    path: '/vlans/{id}',
    fields: recordFields.vlan,
    fixed: recordFields.vlanSite,
    needed: ['site_id', 'vid', 'name'],
    entered: { path: '/vlans', create: async (tx, vlan, doing) => (await createVlan(tx, { ...doing, vlan })).vlanId },
    read: async (tx, actor, id) => {
      const { version, vid, name, ownerOfficeId, notes } = await getVlan(tx, actor, id);
      return { version, record: { vid, name, ownerOfficeId, notes } };
    },
    change: (tx, { id, version, values }, doing) => updateVlan(tx, { ...doing, vlanId: id, version, vlan: values }),
  });
  removal(api, {
    path: '/vlans/{id}/removal',
    operationId: 'removeVlan',
    summary: 'Take a VLAN out of the register; refused while networks use it',
    remove: (tx, vlanId, doing) => removeVlan(tx, { ...doing, vlanId }),
  });
};

const vrfs = (api: Api): void => {
  keptRecord(api, {
    noun: 'Vrf',
    a: 'a VRF',
    path: '/vrfs/{id}',
    fields: recordFields.vrf,
    needed: ['name'],
    entered: { path: '/vrfs', create: async (tx, vrf, doing) => (await createVrf(tx, { ...doing, vrf })).vrfId },
    read: async (tx, actor, id) => {
      const { version, name, routeDistinguisher, ownerOfficeId, notes } = await getVrf(tx, actor, id);
      return { version, record: { name, routeDistinguisher, ownerOfficeId, notes } };
    },
    change: (tx, { id, version, values }, doing) => updateVrf(tx, { ...doing, vrfId: id, version, vrf: values }),
  });
  removal(api, {
    path: '/vrfs/{id}/removal',
    operationId: 'removeVrf',
    summary: 'Take a VRF out of the register; refused while prefixes lie in it',
    remove: (tx, vrfId, doing) => removeVrf(tx, { ...doing, vrfId }),
  });
};

const getSite = async (tx: Db, actor: Actor, id: string) => {
  const site = (await listSites(tx, actor, { retired: true })).find((each) => each.id === id);
  if (!site) throw new AppError('not_found', { what: `site ${id}` });
  return site;
};

const sites = (api: Api): void =>
  keptRecord(api, {
    noun: 'Site',
    a: 'a site; it retires when nothing of the register is there any more',
    path: '/sites/{id}',
    fields: recordFields.site,
    needed: ['name'],
    entered: {
      path: '/sites',
      create: async (tx, { name, ...site }, doing) => (await createSite(tx, { ...site, ...doing, name })).siteId,
    },
    read: async (tx, actor, id) => {
      const { version, name, address, status, ownerOfficeId, notes } = await getSite(tx, actor, id);
      return { version, record: { name, address, status, ownerOfficeId, notes } };
    },
    change: (tx, { id, version, values }, doing) =>
      updateSite(tx, { ...doing, siteId: id, version, site: { ...values, name: values.name } }),
  });

/** Enters and changes networks, VLANs, VRFs and sites; frees addresses and ranges. */
export const registryNetworkChangeRoutes = (api: Api): void => {
  networks(api);
  ranges(api);
  vlans(api);
  vrfs(api);
  sites(api);
};
