import { sql } from 'kysely';
import type { Db } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import { AppError } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import { parsePrefix, usableAddresses } from '../ip.ts';
import { needServerSight } from '../policy.ts';
import { inOrder, type Paged, pageOfIds, recordsMatching } from '../search.ts';
import type { Listed } from './servers.ts';

export type NetworkRow = {
  id: string;
  name: string;
  prefix: string;
  vlan: number | null;
  gateway: string | null;
  zone: string;
  siteId: string;
  siteName: string;
  /** Addresses that are given or reserved. */
  taken: number;
  /** How many can be given at all: as text, because an IPv6 prefix holds more than a number can count. */
  usable: string;
  percent: number;
};

export type AddressRow = {
  id: string;
  address: string;
  interface: string;
  reservedFor: string;
  serverId: string | null;
  serverName: string | null;
};

export type NetworkPage = NetworkRow & {
  notes: string;
  /** One page of them. */
  addresses: AddressRow[];
  listed: { total: number; more: boolean };
  nextFree: string | null;
};

/**
 * The first address of a network that nobody has, or null when it is full. Left out are the address that names the
 * network, IPv4's broadcast address, and what is reserved (the gateway among them).
 */
export const nextFreeAddress = async (db: Db, networkId: string): Promise<string | null> => {
  const { rows } = await sql<{ address: string | null }>`
    with network_of as (
      select id, prefix, family(prefix) as family, case family(prefix) when 4 then 32 else 128 end as bits
      from network where id = ${networkId}
    ), usable as (
      select id, host(prefix)::inet + case when masklen(prefix) >= bits - 1 then 0 else 1 end as low,
        host(broadcast(prefix))::inet - case when family = 4 and masklen(prefix) < bits - 1 then 1 else 0 end as high
      from network_of
    ), candidate as (
      select low as address from usable
      union all
      select case when a.address < u.high then a.address + 1 end from usable u join address a on a.network_id = u.id
    )
    select host(min(c.address)) as address from candidate c cross join usable u
    where c.address between u.low and u.high and not exists (select 1 from address a where a.address = c.address)`.execute(db);
  return rows[0]?.address ?? null;
};

/** All networks in the order of their prefixes, with how full they are. Only for who may see servers. */
export const listNetworks = async (db: Db, actor: Actor): Promise<NetworkRow[]> => {
  needServerSight(actor);
  return (await networkRows(db, null)).map(withUse);
};

export type AddressFilter = Paged & { networkId?: string; search?: string };

export type ListedAddress = AddressRow & { networkId: string; networkName: string; prefix: string };

/** Addresses in their order, one page of them, with who has each. Only for who may see servers. */
export const listAddresses = async (db: Db, actor: Actor, filter: AddressFilter = {}): Promise<Listed<ListedAddress>> => {
  needServerSight(actor);
  const { networkId, search } = filter;
  const where = [
    networkId && isId(networkId) ? sql`network_id = ${networkId}` : sql`true`,
    ...(search ? [sql`id in ${recordsMatching(search, ['address'])}`] : []),
  ];
  const { ids, ...counted } = await pageOfIds(db, { from: sql`address`, where, orderBy: sql`address` }, filter);
  const rows = ids.length === 0 ? [] : await addressRows(db, ids);
  return { rows: inOrder(ids, rows), ...counted };
};

const addressRows = (db: Db, ids: readonly string[]) =>
  db
    .selectFrom('address')
    .innerJoin('network', 'network.id', 'address.network_id')
    .leftJoin('server', 'server.id', 'address.server_id')
    .where('address.id', 'in', ids)
    .select([
      'address.id as id',
      'address.address as address',
      'address.interface as interface',
      'address.reserved_for as reservedFor',
      'server.id as serverId',
      'server.name as serverName',
      'network.id as networkId',
      'network.name as networkName',
      'network.prefix as prefix',
    ])
    .execute();

/** One network with a page of its addresses. `not_found` when there is none or the actor may not see it. */
export const getNetwork = async (db: Db, actor: Actor, networkId: string, paged: Paged = {}): Promise<NetworkPage> => {
  needServerSight(actor);
  const rows = isId(networkId) ? await networkRows(db, networkId) : [];
  const network = rows[0];
  if (!network) throw new AppError('not_found', { what: `network ${networkId}` });
  const { rows: addresses, total, more } = await listAddresses(db, actor, { pageSize: 200, ...paged, networkId });
  return {
    ...withUse(network),
    notes: network.notes,
    addresses,
    listed: { total, more },
    nextFree: await nextFreeAddress(db, networkId),
  };
};

const networkRows = (db: Db, networkId: string | null) =>
  db
    .selectFrom('network')
    .innerJoin('site', 'site.id', 'network.site_id')
    .$if(networkId !== null, (query) => query.where('network.id', '=', networkId as string))
    .select([
      'network.id as id',
      'network.name as name',
      'network.prefix as prefix',
      'network.vlan as vlan',
      'network.gateway as gateway',
      'network.zone as zone',
      'network.notes as notes',
      'network.site_id as siteId',
      'site.name as siteName',
      'network.taken as taken',
    ])
    .orderBy('network.prefix')
    .execute();

const withUse = <T extends { prefix: string; taken: number }>(network: T): T & { usable: string; percent: number } => {
  const prefix = parsePrefix(network.prefix);
  const usable = prefix ? usableAddresses(prefix) : 0n;
  const percent = usable === 0n ? 100 : Number((BigInt(network.taken) * 100n) / usable);
  return { ...network, usable: String(usable), percent };
};
