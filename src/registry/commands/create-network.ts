import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { newId } from '#lib/ids.ts';
import { type Act, cause } from '../act.ts';
import { type NetworkInput, readNetwork, type Typed } from '../input.ts';
import { refusing } from '../refusals.ts';

/**
 * Enters a network. Its gateway is written as a reserved address, so that the database never gives it away. `invalid`
 * for a malformed prefix, one that overlaps with another network, or a gateway outside it.
 */
export const createNetwork = async (tx: Db, input: Act & { network: Typed<NetworkInput> }): Promise<{ networkId: string }> => {
  const { siteId, name, prefix, vlan, gateway, zone, notes } = readNetwork(input.network);
  const { now } = input;
  const networkId = newId();
  await refusing(() =>
    tx
      .insertInto('network')
      .values({ id: networkId, site_id: siteId, name, prefix, vlan, gateway, zone, notes, created_at: now })
      .execute(),
  );
  if (gateway)
    await refusing(() =>
      tx
        .insertInto('address')
        .values({ id: newId(), network_id: networkId, prefix, address: gateway, reserved_for: 'Gateway', created_at: now })
        .execute(),
    );
  await record(tx, {
    subjectKind: 'network',
    subjectId: networkId,
    at: now,
    type: 'network.created',
    doer: input.doer,
    data: { name, prefix, vlan, gateway, zone, siteId, ...cause(input) },
  });
  return { networkId };
};
