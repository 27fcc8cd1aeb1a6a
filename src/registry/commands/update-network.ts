import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { AppError, invalid } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import { type Act, cause, changesBetween } from '../act.ts';
import type { Typed } from '../input.ts';
import { type NetworkInput, readNetwork } from '../network-input.ts';
import { isTaken, refusing } from '../refusals.ts';
import { keepGateway, networkColumns } from './create-network.ts';

type Change = Act & { networkId: string; version: number; changes: Typed<Omit<NetworkInput, 'prefix' | 'vrfId' | 'kind'>> };

/**
 * Changes a network that the caller saw at `version`; the audit event keeps before and after. Its prefix, VRF and kind stay. A new
 * gateway is reserved, the old one becomes free. `stale_page`, `not_found`, `address_taken` for a gateway that somebody has.
 */
export const updateNetwork = async (tx: Db, input: Change): Promise<void> => {
  const before = await lockNetwork(tx, input.networkId);
  if (before.version !== input.version) throw new AppError('stale_page', { seen: input.version, now: before.version });
  const network = readNetwork({ ...input.changes, prefix: before.prefix, kind: before.kind, vrfId: before.vrf_id });
  const changes = changesBetween(
    {
      siteId: before.site_id,
      name: before.name,
      vlan: before.vlan,
      gateway: before.gateway,
      zone: before.zone,
      ownerOfficeId: before.owner_office_id,
      notes: before.notes,
    },
    {
      siteId: network.siteId,
      name: network.name,
      vlan: network.vlan,
      gateway: network.gateway,
      zone: network.zone,
      ownerOfficeId: network.ownerOfficeId,
      notes: network.notes,
    },
  );
  if (Object.keys(changes).length === 0) return;
  if (changes.gateway) await moveGateway(tx, input, before, network.gateway);
  await refusing(() =>
    tx
      .updateTable('network')
      .set({ ...networkColumns(network), version: before.version + 1 })
      .where('id', '=', before.id)
      .execute(),
  );
  await record(tx, {
    subjectKind: 'network',
    subjectId: before.id,
    at: input.now,
    type: 'network.changed',
    doer: input.doer,
    data: { changes, ...cause(input) },
  });
};

const moveGateway = async (
  tx: Db,
  { now }: Act,
  before: { id: string; prefix: string; gateway: string | null },
  gateway: string | null,
): Promise<void> => {
  if (before.gateway)
    await tx
      .deleteFrom('address')
      .where('network_id', '=', before.id)
      .where('address', '=', before.gateway)
      .where('server_id', 'is', null)
      .execute();
  if (gateway === null) return;
  try {
    await keepGateway(tx, { networkId: before.id, prefix: before.prefix, gateway, now });
  } catch (error) {
    if (isTaken(error, 'address_address_key')) throw new AppError('address_taken', { address: gateway });
    throw error;
  }
};

/**
 * Takes a network or an empty container out of the register. `invalid` at `networkId` while addresses are given or reserved in it
 * (its gateway apart), naming one, or while prefixes lie in it; `not_found`.
 */
export const removeNetwork = async (tx: Db, input: Act & { networkId: string }): Promise<void> => {
  const network = await lockNetwork(tx, input.networkId);
  const held = await tx
    .selectFrom('address')
    .leftJoin('server', 'server.id', 'address.server_id')
    .where('address.network_id', '=', network.id)
    .where((where) => where.or([where('address.server_id', 'is not', null), where('address.reserved_for', '<>', 'Gateway')]))
    .select(['address.address', 'server.name', 'address.reserved_for'])
    .orderBy('address.address')
    .limit(1)
    .executeTakeFirst();
  if (held) {
    const what = `${held.address} (${held.name ?? held.reserved_for})`;
    const message = {
      id: `Jaringan belum dapat dihapus karena alamat ${what} masih dipakai.`,
      en: `The network cannot be removed while the address ${what} is in use.`,
    };
    throw invalid([{ field: 'networkId', message }]);
  }
  if (network.children > 0) {
    const message = {
      id: `Wadah belum dapat dihapus karena berisi ${network.children} rentang alamat.`,
      en: `The container cannot be removed, it holds ${network.children} prefixes.`,
    };
    throw invalid([{ field: 'networkId', message }]);
  }
  await tx.deleteFrom('address').where('network_id', '=', network.id).execute();
  await tx.deleteFrom('address_range').where('network_id', '=', network.id).execute();
  await tx.deleteFrom('search_entry').where('kind', '=', 'network').where('record_id', '=', network.id).execute();
  await tx.deleteFrom('network').where('id', '=', network.id).execute();
  await record(tx, {
    subjectKind: 'network',
    subjectId: network.id,
    at: input.now,
    type: 'network.removed',
    doer: input.doer,
    data: { name: network.name, prefix: network.prefix, ...cause(input) },
  });
};

const lockNetwork = async (tx: Db, networkId: string) => {
  const network = isId(networkId)
    ? await tx.selectFrom('network').where('id', '=', networkId).selectAll().forUpdate().executeTakeFirst()
    : undefined;
  if (!network) throw new AppError('not_found', { what: `network ${networkId}` });
  return network;
};
