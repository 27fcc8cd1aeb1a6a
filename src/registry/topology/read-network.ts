import { sql } from 'kysely';
import type { Db } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import { AppError } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import type { Language } from '#lib/words.ts';
import { say } from '#lib/words.ts';
import { type DeviceKind, type NetworkZone, networkZones } from '../choices.ts';
import { needServerSight } from '../policy.ts';
import { type Line, line, mergedLines, type Picture, type Thing, thing } from './picture.ts';
import { kindWords } from './words.ts';

type ServerRow = {
  id: string;
  name: string;
  kind: DeviceKind;
  status: string;
  siteId: string;
  hostId: string | null;
  model: string;
  operatingSystem: string;
  applications: string[];
};
type NetworkRow = { id: string; name: string; prefix: string; vlan: number | null; zone: NetworkZone; siteId: string };
type AddressRow = { serverId: string; networkId: string; address: string };
type CableRow = { fromId: string; toId: string; fromKind: DeviceKind; toKind: DeviceKind; label: string; status: string };
type SiteRow = { id: string; name: string };

/** From the outside to the inside: a line leads from the smaller to the greater, so that every picture reads the same way. */
const depth: Readonly<Record<DeviceKind, number>> = {
  router: 0,
  firewall: 1,
  switch: 2,
  other: 3,
  power: 3,
  hypervisor: 4,
  bare_metal: 4,
  storage: 5,
  virtual: 6,
};

const guards: readonly DeviceKind[] = ['router', 'firewall'];
const passive: readonly DeviceKind[] = ['switch', 'storage', 'power', 'other'];

/**
 * The network of one site, or of all: sites with their devices, networks, hosts and what runs on them; addresses and cables as
 * lines. Only for who may see servers; `not_found` for an unknown site.
 */
export const networkPicture = async (
  db: Db,
  actor: Actor,
  { siteId, language }: { siteId?: string; language: Language },
): Promise<Picture> => {
  needServerSight(actor);
  const sites = await readSites(db, siteId);
  const ids = sites.map(({ id }) => id);
  const servers = await readServers(db, ids);
  const addresses = await readAddresses(db, ids);
  const networks = await readNetworks(db, ids, [...new Set(addresses.map(({ networkId }) => networkId))]);
  const cables = await readCables(db, ids);
  const [only] = sites;
  return assemble({ sites, servers, addresses, networks, cables, title: siteId && only ? only.name : '', language });
};

const readSites = async (db: Db, siteId: string | undefined): Promise<SiteRow[]> => {
  const query = db.selectFrom('site').select(['id', 'name']).orderBy('name').orderBy('id');
  if (siteId === undefined) return query.execute();
  const found = isId(siteId) ? await query.where('id', '=', siteId).execute() : [];
  if (found.length === 0) throw new AppError('not_found', { what: `site ${siteId}` });
  return found;
};

const readServers = async (db: Db, siteIds: readonly string[]): Promise<ServerRow[]> => {
  const { rows } = await sql<ServerRow>`
    select s.id, s.name, s.kind, s.status, s.site_id as "siteId", s.host_id as "hostId",
      trim(s.manufacturer || ' ' || s.model) as model, s.operating_system as "operatingSystem",
      array(select a.name from deployment d join application a on a.id = d.application_id
        where d.server_id = s.id and d.removed_at is null order by a.name) as applications
    from server s where s.site_id = any(${siteIds}::uuid[]) and s.status <> 'retired'
    order by s.host_id nulls first, s.name, s.id`.execute(db);
  return rows;
};

const readAddresses = async (db: Db, siteIds: readonly string[]): Promise<AddressRow[]> => {
  const { rows } = await sql<AddressRow>`
    select a.server_id as "serverId", a.network_id as "networkId", host(a.address) as address
    from address a join server s on s.id = a.server_id
    where s.site_id = any(${siteIds}::uuid[]) and s.status <> 'retired' order by a.address, a.id`.execute(db);
  return rows;
};

const readNetworks = async (db: Db, siteIds: readonly string[], used: readonly string[]): Promise<NetworkRow[]> => {
  const { rows } = await sql<NetworkRow>`
    select id, name, prefix::text as prefix, vlan, zone, site_id as "siteId" from network
    where kind = 'network' and (site_id = any(${siteIds}::uuid[]) or id = any(${used}::uuid[])) order by prefix, id`.execute(db);
  return rows;
};

const readCables = async (db: Db, siteIds: readonly string[]): Promise<CableRow[]> => {
  const { rows } = await sql<CableRow>`
    select sa.id as "fromId", sb.id as "toId", sa.kind as "fromKind", sb.kind as "toKind", c.label, c.status
    from cable c
    join interface ia on ia.id = c.a_interface_id join server sa on sa.id = ia.server_id
    join interface ib on ib.id = c.b_interface_id join server sb on sb.id = ib.server_id
    where sa.site_id = any(${siteIds}::uuid[]) and sb.site_id = any(${siteIds}::uuid[])
      and sa.status <> 'retired' and sb.status <> 'retired'
    order by sa.name, ia.name, sb.name, ib.name, c.id`.execute(db);
  return rows;
};

export type NetworkFacts = {
  sites: readonly SiteRow[];
  servers: readonly ServerRow[];
  addresses: readonly AddressRow[];
  networks: readonly NetworkRow[];
  cables: readonly CableRow[];
  title: string;
  language: Language;
};

/** The facts as a picture. Addresses and cables of a virtual server lead to the machine that it runs on: nothing crosses its frame. */
export const assemble = ({ sites, servers, addresses, networks, cables, title, language }: NetworkFacts): Picture => {
  const siteIds = new Set(sites.map(({ id }) => id));
  const byId = new Map(servers.map((each) => [each.id, each]));
  const networkById = new Map(networks.map((each) => [each.id, each]));
  const machine = (id: string): string => {
    let each = byId.get(id);
    for (let step = 0; step < 8 && each?.hostId && byId.has(each.hostId); step += 1) each = byId.get(each.hostId);
    return each?.id ?? id;
  };
  const addressesOf = new Map<string, AddressRow[]>();
  for (const each of addresses) {
    const known = addressesOf.get(each.serverId);
    if (known) known.push(each);
    else addressesOf.set(each.serverId, [each]);
  }
  const zonesOf = (serverId: string): NetworkZone[] => {
    const found = new Set((addressesOf.get(serverId) ?? []).map(({ networkId }) => networkById.get(networkId)?.zone));
    return networkZones.map(({ value }) => value).filter((zone) => found.has(zone));
  };

  const things: Thing[] = [
    ...(networks.some(({ zone }) => zone === 'public')
      ? [thing({ id: 'internet', kind: 'internet', title: say(kindWords('internet'), language) })]
      : []),
    ...sites.map(({ id, name }) => thing({ id, kind: 'site', title: name, record: { kind: 'site', id } })),
    ...networks.map(({ id, name, prefix, vlan, zone, siteId }) =>
      thing({
        id,
        kind: 'network',
        title: name,
        detail: vlan === null ? prefix : `${prefix} · VLAN ${vlan}`,
        parent: siteIds.has(siteId) ? siteId : null,
        record: { kind: 'network', id },
        zones: [zone],
      }),
    ),
    ...servers.map((each) =>
      serverThing(
        each,
        byId.has(each.hostId ?? '') ? each.hostId : each.siteId,
        addressesOf.get(each.id) ?? [],
        zonesOf(each.id),
      ),
    ),
  ];

  const lines: Line[] = networks.filter(({ zone }) => zone === 'public').map(({ id }) => line('internet', id, 'leads'));
  const cabled = new Set(cables.flatMap(({ fromId, toId }) => [fromId, toId]));
  for (const { serverId, networkId } of addresses) {
    const server = byId.get(serverId);
    const network = networkById.get(networkId);
    if (!server || !network) continue;
    // That a switch is managed is told by its mark; a line for it would hide what it connects.
    if (passive.includes(server.kind) && network.zone === 'management' && cabled.has(serverId)) continue;
    // What guards a network stands before it, unless the network is the outside.
    const before = guards.includes(server.kind) && network.zone !== 'public';
    lines.push(before ? line(serverId, networkId, 'network') : line(networkId, machine(serverId), 'network'));
  }
  for (const { fromId, toId, fromKind, toKind, label } of cables) {
    const [a, b] = depth[fromKind] <= depth[toKind] ? [fromId, toId] : [toId, fromId];
    lines.push(line(machine(a), machine(b), 'cable', label));
  }
  return { title, things: parentsFirst(things), lines: mergedLines(lines) };
};

const serverThing = (each: ServerRow, parent: string | null, addresses: readonly AddressRow[], zones: NetworkZone[]): Thing => {
  const [first, ...more] = addresses;
  const what = each.model || each.operatingSystem;
  const reached = first ? [first.address, ...(more.length > 0 ? [`+${more.length}`] : [])].join(' ') : '';
  const [application, ...others] = each.applications;
  return thing({
    id: each.id,
    kind: each.kind,
    title: each.name,
    detail: reached || what,
    note: application ? [application, ...(others.length > 0 ? [`+${others.length}`] : [])].join(' ') : '',
    words: [...addresses.map(({ address }) => address), ...each.applications, what].join(' '),
    parent,
    record: { kind: 'server', id: each.id },
    state: each.status === 'planned' ? 'planned' : each.status === 'maintenance' ? 'maintenance' : 'normal',
    zones,
  });
};

/** Hosts before what runs on them, whatever order the rows came in. */
const parentsFirst = (things: readonly Thing[]): Thing[] => {
  const known = new Set<string>();
  const ordered: Thing[] = [];
  let waiting = [...things];
  while (waiting.length > 0) {
    const ready = waiting.filter(({ parent }) => parent === null || known.has(parent));
    if (ready.length === 0) return [...ordered, ...waiting.map((each) => ({ ...each, parent: null }))];
    for (const each of ready) known.add(each.id);
    ordered.push(...ready);
    waiting = waiting.filter(({ id }) => !known.has(id));
  }
  return ordered;
};
