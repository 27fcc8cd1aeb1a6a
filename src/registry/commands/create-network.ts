import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { newId } from '#lib/ids.ts';
import { type Act, cause } from '../act.ts';
import type { Typed } from '../input.ts';
import { type NetworkInput, type ReadNetwork, readNetwork } from '../network-input.ts';
import { refusing } from '../refusals.ts';

/**
 * Enters a network or a container of networks. A network's gateway is written as a reserved address, so that the database never
 * gives it away. `invalid` for a malformed prefix, one that exists or overlaps in its VRF, a container inside a network, or a
 * gateway outside.
 */
export const createNetwork = async (tx: Db, input: Act & { network: Typed<NetworkInput> }): Promise<{ networkId: string }> => {
  const network = readNetwork(input.network);
  const { now } = input;
  const networkId = newId();
  await refusing(() =>
    tx
      .insertInto('network')
      .values({
        id: networkId,
        kind: network.kind,
        vrf_id: network.vrfId,
        prefix: network.prefix,
        ...networkColumns(network),
        created_at: now,
      })
      .execute(),
  );
  if (network.gateway) await keepGateway(tx, { networkId, prefix: network.prefix, gateway: network.gateway, now });
  const { vrfId: _, ...facts } = network;
  await record(tx, {
    subjectKind: 'network',
    subjectId: networkId,
    at: now,
    type: 'network.created',
    doer: input.doer,
    data: { ...facts, ...cause(input) },
  });
  return { networkId };
};

/** What may change of a network: everything but its prefix, VRF and kind. */
export const networkColumns = (network: ReadNetwork) => ({
  site_id: network.siteId,
  name: network.name,
  vlan: network.vlan,
  gateway: network.gateway,
  zone: network.zone,
  owner_office_id: network.ownerOfficeId,
  notes: network.notes,
});

type Gateway = { networkId: string; prefix: string; gateway: string; now: Temporal.Instant };

/** Reserves the gateway's address. */
export const keepGateway = (tx: Db, { networkId, prefix, gateway, now }: Gateway): Promise<unknown> =>
  refusing(() =>
    tx
      .insertInto('address')
      .values({ id: newId(), network_id: networkId, prefix, address: gateway, reserved_for: 'Gateway', created_at: now })
      .execute(),
  );
