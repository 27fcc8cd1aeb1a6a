import { sql } from 'kysely';
import type { Db } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import { AppError } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import { tagged } from '../annotations/queries.ts';
import { needServerSight } from '../policy.ts';
import { aboutMatching, inOrder, type Paged, pageOfIds } from '../search.ts';
import { type CapacityFigures, capacityColumns, figuresOf } from './capacity.ts';
import { interfacesOf } from './interfaces.ts';

export type ServerFilter = Paged & {
  /** Servers when nothing is said; 'devices' are those that can be touched, whether they compute or not. */
  group?: 'servers' | 'devices' | 'all';
  search?: string;
  tag?: string;
  kind?: string;
  status?: string;
  siteId?: string;
  rackId?: string;
};

const inGroup = {
  servers: sql`kind in ('hypervisor', 'bare_metal', 'virtual')`,
  devices: sql`kind <> 'virtual'`,
  all: sql`true`,
} as const;

export type ServerRow = {
  id: string;
  name: string;
  kind: string;
  status: string;
  acceptsApplications: boolean;
  operatingSystem: string;
  manufacturer: string;
  model: string;
  siteId: string;
  siteName: string;
  hostId: string | null;
  hostName: string | null;
  ownerOfficeName: string | null;
  /** The name of its rack; '' when it stands in none. */
  rack: string;
  rackId: string | null;
  rackUnit: number | null;
  rackHeight: number;
  rackFace: string;
  serialNumber: string;
  assetNumber: string;
  warrantyUntil: Temporal.PlainDate | null;
  addresses: string[];
  capacity: CapacityFigures;
};

export type Listed<Row> = {
  rows: Row[];
  total: number;
  /** Whether more than `total` match; how many more was not counted. */
  more: boolean;
};

/**
 * Servers (or devices) by name, one page of them, with their capacity; retired ones only when the filter asks for them. `search` finds
 * words of the record and addresses or parts of them. Only for who may see servers.
 */
export const listServers = async (db: Db, actor: Actor, filter: ServerFilter = {}): Promise<Listed<ServerRow>> => {
  needServerSight(actor);
  const { search, kind, siteId, rackId, status } = filter;
  const where = [
    inGroup[filter.group ?? 'servers'],
    status ? sql`status = ${status}` : sql`status <> 'retired'`,
    ...(kind ? [sql`kind = ${kind}`] : []),
    ...(siteId && isId(siteId) ? [sql`site_id = ${siteId}`] : []),
    ...(rackId && isId(rackId) ? [sql`rack_id = ${rackId}`] : []),
    ...(filter.tag ? [tagged('server', filter.tag)] : []),
    ...(search ? [sql`id in ${aboutMatching(search, ['server', 'device', 'address'])}`] : []),
  ];
  const { ids, ...counted } = await pageOfIds(db, { from: sql`server`, where, orderBy: sql`name, id` }, filter);
  const rows = ids.length === 0 ? [] : await serverRows(db).where('s.id', 'in', ids).execute();
  return { rows: inOrder(ids, rows.map(serverRow)), ...counted };
};

const serverRows = (db: Db) =>
  db
    .selectFrom('server as s')
    .innerJoin('server_capacity as c', 'c.server_id', 's.id')
    .innerJoin('site', 'site.id', 's.site_id')
    .leftJoin('server as h', 'h.id', 's.host_id')
    .leftJoin('office as o', 'o.id', 's.owner_office_id')
    .leftJoin('rack as r', 'r.id', 's.rack_id')
    .select([
      's.id as id',
      's.name as name',
      's.kind as kind',
      's.status as status',
      's.accepts_applications as acceptsApplications',
      's.operating_system as operatingSystem',
      's.manufacturer as manufacturer',
      's.model as model',
      's.site_id as siteId',
      'site.name as siteName',
      'h.id as hostId',
      'h.name as hostName',
      'o.name as ownerOfficeName',
      'r.name as rack',
      's.rack_id as rackId',
      's.rack_unit as rackUnit',
      's.rack_height as rackHeight',
      's.rack_face as rackFace',
      's.serial_number as serialNumber',
      's.asset_number as assetNumber',
      's.warranty_until as warrantyUntil',
      sql<string[]>`array(select host(a.address) from address a where a.server_id = s.id order by a.address)`.as('addresses'),
      ...capacityColumns,
    ]);

type StoredRow = Awaited<ReturnType<ReturnType<typeof serverRows>['execute']>>[number];

const serverRow = (row: StoredRow): ServerRow => ({
  id: row.id,
  name: row.name,
  kind: row.kind,
  status: row.status,
  acceptsApplications: row.acceptsApplications,
  operatingSystem: row.operatingSystem,
  manufacturer: row.manufacturer,
  model: row.model,
  siteId: row.siteId,
  siteName: row.siteName,
  hostId: row.hostId,
  hostName: row.hostName,
  ownerOfficeName: row.ownerOfficeName,
  rack: row.rack ?? '',
  rackId: row.rackId,
  rackUnit: row.rackUnit,
  rackHeight: row.rackHeight,
  rackFace: row.rackFace,
  serialNumber: row.serialNumber,
  assetNumber: row.assetNumber,
  warrantyUntil: row.warrantyUntil,
  addresses: row.addresses,
  capacity: figuresOf(row),
});

/** Everything the register says of one server. `not_found` when there is none or the actor may not see servers. */
export const getServer = async (db: Db, actor: Actor, serverId: string) => {
  needServerSight(actor);
  const server = isId(serverId) ? await findServer(db, serverId) : null;
  if (!server) throw new AppError('not_found', { what: `server ${serverId}` });
  return server;
};

export type ServerPage = Awaited<ReturnType<typeof getServer>>;

/** The same for a caller that has its own right to know (a step that writes the server's documents); null when there is none. */
export const findServer = async (db: Db, serverId: string) => {
  const [row, facts, addresses, claims, virtuals, deployments, links, interfaces] = await Promise.all([
    serverRows(db).where('s.id', '=', serverId).executeTakeFirst(),
    factsOf(db, serverId),
    addressesOf(db, serverId),
    claimsOf(db, serverId),
    serverRows(db).where('s.host_id', '=', serverId).where('s.status', '<>', 'retired').orderBy('s.name').execute(),
    deploymentsOn(db, serverId),
    linksOf(db, serverId),
    interfacesOf(db, serverId),
  ]);
  if (!row || !facts) return null;
  return {
    ...serverRow(row),
    ...facts,
    addressList: addresses,
    claims,
    virtuals: virtuals.map(serverRow),
    deployments,
    links,
    interfaces,
  };
};

const factsOf = (db: Db, serverId: string) =>
  db
    .selectFrom('server')
    .where('id', '=', serverId)
    .select([
      'cpu',
      'memory_mb as memoryMb',
      'disk_gb as diskGb',
      'cpu_overcommit as cpuOvercommit',
      'memory_overcommit as memoryOvercommit',
      'disk_overcommit as diskOvercommit',
      'processor',
      'usage',
      'ownership',
      'owner_office_id as ownerOfficeId',
      'notes',
      'version',
      'created_at as createdAt',
    ])
    .executeTakeFirst();

const addressesOf = (db: Db, serverId: string) =>
  db
    .selectFrom('address')
    .innerJoin('network', 'network.id', 'address.network_id')
    .where('address.server_id', '=', serverId)
    .select([
      'address.id as id',
      'address.address as address',
      'address.interface as interface',
      'network.id as networkId',
      'network.site_id as siteId',
      'network.name as networkName',
      'network.prefix as prefix',
      'network.vlan as vlan',
      'network.gateway as gateway',
      'network.zone as zone',
    ])
    .orderBy('address.address')
    .execute();

const claimsOf = (db: Db, serverId: string) =>
  db
    .selectFrom('capacity_claim as claim')
    .leftJoin('application', 'application.id', 'claim.holder')
    .where('claim.server_id', '=', serverId)
    .where('claim.state', '<>', 'released')
    .select([
      'claim.id as id',
      'claim.holder as holder',
      'claim.holder_label as holderLabel',
      'claim.state as state',
      'claim.cpu as cpu',
      'claim.memory_mb as memoryMb',
      'claim.disk_gb as diskGb',
      'claim.held_at as heldAt',
      'claim.expires_at as expiresAt',
      'claim.allotted_at as allottedAt',
      // What brought the application in: names are still held by it.
      'application.origin as origin',
      'application.id as applicationId',
    ])
    .orderBy('claim.held_at')
    .execute();

const deploymentsOn = (db: Db, serverId: string) =>
  db
    .selectFrom('deployment')
    .innerJoin('application', 'application.id', 'deployment.application_id')
    .innerJoin('office', 'office.id', 'application.office_id')
    .where('deployment.server_id', '=', serverId)
    .where('deployment.removed_at', 'is', null)
    .select([
      'application.id as applicationId',
      'application.name as applicationName',
      'application.status as applicationStatus',
      'office.name as officeName',
      'deployment.environment as environment',
      'deployment.path as path',
      'deployment.installed_at as installedAt',
    ])
    .orderBy('application.name')
    .execute();

const linksOf = async (db: Db, serverId: string) => {
  const { rows } = await sql<{
    id: string;
    interface: string;
    otherId: string;
    otherName: string;
    otherKind: string;
    otherInterface: string;
    kind: string;
    label: string;
  }>`
    select c.cable_id as id, c.interface, o.id as "otherId", o.name as "otherName", o.kind as "otherKind",
      c.other_interface as "otherInterface", c.kind, c.label
    from device_cable c join server o on o.id = c.other_server_id
    where c.server_id = ${serverId} order by o.name, c.interface`.execute(db);
  return rows;
};

/** So many physical servers stand on the page of capacity; beyond, a site is chosen. */
const mostPhysical = 200;

/** Hypervisors and bare-metal servers in use, by name, everywhere or at a site. Only for who may see servers. */
export const listPhysicalServers = async (db: Db, actor: Actor, siteId: string): Promise<ServerRow[]> => {
  needServerSight(actor);
  const rows = await serverRows(db)
    .where('s.kind', 'in', ['hypervisor', 'bare_metal'])
    .where('s.status', '<>', 'retired')
    .$if(isId(siteId), (query) => query.where('s.site_id', '=', siteId))
    .orderBy('s.name')
    .limit(mostPhysical)
    .execute();
  return rows.map(serverRow);
};

/** The device in use that has this name, or null. The caller has its own right to know. */
export const findServerByName = async (db: Db, name: string): Promise<{ id: string; name: string; kind: string } | null> => {
  const found = await db
    .selectFrom('server')
    .where('name', '=', name.trim().toLowerCase())
    .where('status', '<>', 'retired')
    .select(['id', 'name', 'kind'])
    .executeTakeFirst();
  return found ?? null;
};

/** Sites by name, with how many servers stand in each. Only for who may see servers. */
export const listSites = async (db: Db, actor: Actor, { retired = false }: { retired?: boolean } = {}) => {
  needServerSight(actor);
  return db
    .selectFrom('site')
    .select([
      'id',
      'name',
      'address',
      'notes',
      'owner_office_id as ownerOfficeId',
      'status',
      'version',
      sql<number>`(select count(*) from server where server.site_id = site.id and server.status <> 'retired')`.as('servers'),
      sql<number>`(select count(*) from rack where rack.site_id = site.id and rack.status <> 'retired')`.as('racks'),
      sql<number>`(select count(*) from network where network.site_id = site.id)`.as('networks'),
    ])
    .$if(!retired, (query) => query.where('status', '<>', 'retired'))
    .orderBy('name')
    .execute();
};

/** Hypervisors in use, for the choice of a host, with what is free on each. */
export const listHosts = async (db: Db): Promise<ServerRow[]> =>
  (await serverRows(db).where('s.kind', '=', 'hypervisor').where('s.status', '=', 'active').orderBy('s.name').execute()).map(
    serverRow,
  );

/**
 * The addresses at which a server is reached from outside: those in public networks, else those in a DMZ, else all it has.
 * Empty when it has none or does not exist.
 */
export const publicAddressesOf = async (db: Db, serverId: string): Promise<string[]> => {
  const addresses = await addressesOf(db, serverId);
  const inZone = (zone: string) => addresses.filter((address) => address.zone === zone).map(({ address }) => address);
  const [chosen = addresses.map(({ address }) => address)] = [inZone('public'), inZone('dmz')].filter((list) => list.length > 0);
  return chosen;
};
