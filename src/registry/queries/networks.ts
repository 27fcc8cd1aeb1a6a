import { sql } from 'kysely';
import type { Db } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import { AppError } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import { tagged } from '../annotations/queries.ts';
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
  kind: string;
  vrfId: string;
  vrfName: string;
  parentId: string | null;
  /** Null: a container that spans several sites. */
  siteId: string | null;
  siteName: string;
  ownerOfficeId: string | null;
  version: number;
  /** Prefixes that lie directly in a container. */
  children: number;
  /** Addresses that are given or reserved. */
  taken: number;
  /** How many can be given at all: as text, because an IPv6 prefix holds more than a number can count. */
  usable: string;
  /** How full it is: a network by its addresses, a container by what lies in it. */
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
 * network, IPv4's broadcast address, and what is reserved (the gateway and ranges among them).
 */
export const nextFreeAddress = async (db: Db, networkId: string): Promise<string | null> => {
  const { rows } = await sql<{ address: string | null }>`
    with network_of as (
      select id, prefix, family(prefix) as family, case family(prefix) when 4 then 32 else 128 end as bits
      from network where id = ${networkId} and kind = 'network'
    ), usable as (
      select id, host(prefix)::inet + case when masklen(prefix) >= bits - 1 then 0 else 1 end as low,
        host(broadcast(prefix))::inet - case when family = 4 and masklen(prefix) < bits - 1 then 1 else 0 end as high
      from network_of
    ), candidate as (
      select low as address from usable
      union all
      select case when a.address < u.high then a.address + 1 end from usable u join address a on a.network_id = u.id
      union all
      select case when r.last_address < u.high then r.last_address + 1 end from usable u join address_range r on r.network_id = u.id
    ), ordered as materialized (select address from candidate order by address)
    select host(c.address) as address from ordered c cross join usable u
    where c.address between u.low and u.high
      and not exists (select 1 from address a where a.network_id = u.id and a.address = c.address)
      and not exists (select 1 from address_range r where r.network_id = u.id and c.address between r.first_address and r.last_address)
    limit 1`.execute(db);
  return rows[0]?.address ?? null;
};

export type NetworkFilter = Paged & {
  search?: string;
  tag?: string;
  siteId?: string;
  vrfId?: string;
  zone?: string;
  kind?: string;
};

/** Networks and containers in the order of their prefixes, one page of them, with how full they are. Only for who may see servers. */
export const listNetworks = async (db: Db, actor: Actor, filter: NetworkFilter = {}): Promise<Listed<NetworkRow>> => {
  needServerSight(actor);
  const { search, siteId, vrfId, zone, kind } = filter;
  const where = [
    kind ? sql`kind = ${kind}` : sql`true`,
    ...(siteId && isId(siteId) ? [sql`site_id = ${siteId}`] : []),
    ...(vrfId && isId(vrfId) ? [sql`vrf_id = ${vrfId}`] : []),
    ...(zone ? [sql`zone = ${zone} and kind = 'network'`] : []),
    ...(filter.tag ? [tagged('network', filter.tag)] : []),
    ...(search ? [sql`id in ${recordsMatching(search, ['network'])}`] : []),
  ];
  const { ids, ...counted } = await pageOfIds(db, { from: sql`network`, where, orderBy: sql`prefix, id` }, filter);
  return { rows: inOrder(ids, await networkRowsByIds(db, ids)), ...counted };
};

/** So many networks stand in a form's choice; whoever has more names the address or opens the network. */
const mostToChoose = 300;

/** Networks that give addresses, for a form's choice: those of a site first. Only for who may see servers. */
export const listNetworkChoices = async (db: Db, actor: Actor, siteId: string | null = null): Promise<NetworkRow[]> => {
  needServerSight(actor);
  const { rows } = await sql<{ id: string }>`
    (select id, 0 as place, prefix from network where kind = 'network' and site_id = ${siteId}::uuid order by prefix limit ${mostToChoose})
    union all
    (select id, 1, prefix from network where kind = 'network' and site_id is distinct from ${siteId}::uuid order by prefix limit ${mostToChoose})
    order by place, prefix limit ${mostToChoose}`.execute(db);
  const ids = rows.map(({ id }) => id);
  return inOrder(ids, await networkRowsByIds(db, ids));
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
  const [network] = isId(networkId) ? await networkRowsByIds(db, [networkId]) : [];
  if (!network) throw new AppError('not_found', { what: `network ${networkId}` });
  const { rows: addresses, total, more } = await listAddresses(db, actor, { pageSize: 200, ...paged, networkId });
  return { ...network, addresses, listed: { total, more }, nextFree: await nextFreeAddress(db, networkId) };
};

export const networkRowsByIds = async (db: Db, ids: readonly string[]): Promise<(NetworkRow & { notes: string })[]> => {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('network')
    .leftJoin('site', 'site.id', 'network.site_id')
    .innerJoin('vrf', 'vrf.id', 'network.vrf_id')
    .where('network.id', 'in', ids)
    .select([
      'network.id as id',
      'network.name as name',
      'network.kind as kind',
      'network.prefix as prefix',
      'network.vrf_id as vrfId',
      'vrf.name as vrfName',
      'network.parent_id as parentId',
      'network.vlan as vlan',
      'network.gateway as gateway',
      'network.zone as zone',
      'network.notes as notes',
      'network.owner_office_id as ownerOfficeId',
      'network.version as version',
      'network.site_id as siteId',
      sql<string>`coalesce(site.name, '')`.as('siteName'),
      'network.children as children',
      sql<number>`floor(100 * network.covered / prefix_size(network.prefix))::int`.as('coveredPercent'),
      'network.taken as taken',
    ])
    .execute();
  return rows.map(withUse);
};

const withUse = <T extends { kind: string; prefix: string; taken: number; coveredPercent: number }>(network: T) => {
  const { coveredPercent, ...row } = network;
  const prefix = parsePrefix(network.prefix);
  const usable = prefix ? usableAddresses(prefix) : 0n;
  const full = usable === 0n ? 100 : Number((BigInt(network.taken) * 100n) / usable);
  return { ...row, usable: String(usable), percent: network.kind === 'container' ? coveredPercent : full };
};
