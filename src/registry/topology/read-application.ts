import { sql } from 'kysely';
import type { Db } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import type { Language, Words } from '#lib/words.ts';
import { say } from '#lib/words.ts';
import { choiceOf, type DeviceKind, environments, type NetworkZone } from '../choices.ts';
import { maySeeServers } from '../policy.ts';
import { getApplication } from '../queries/applications.ts';
import { type Line, line, mergedLines, type Picture, type Thing, thing } from './picture.ts';
import { kindWords } from './words.ts';

/** A name of the DNS that leads to the application, from the caller: the register does not know names. */
export type LeadingName = { fqdn: string; addresses: readonly string[] };

const users: Readonly<Record<string, Words>> = {
  public: { id: 'Masyarakat', en: 'The public' },
  internal: { id: 'Pegawai pemerintah', en: 'Government staff' },
};

type Machine = {
  id: string;
  name: string;
  kind: DeviceKind;
  status: string;
  siteId: string;
  siteName: string;
  hostId: string | null;
  detail: string;
};
type Address = {
  id: string;
  address: string;
  serverId: string | null;
  networkId: string;
  networkName: string;
  prefix: string;
  zone: NetworkZone;
};
type Cable = { a: string; b: string };

/**
 * The way to one application: users → names → addresses → firewall and switches → host → server → application → database. Who
 * may not see servers sees users, names, application and database only. `not_found` as the application itself.
 */
export const applicationPicture = async (
  db: Db,
  actor: Actor,
  { applicationId, names, language }: { applicationId: string; names: readonly LeadingName[]; language: Language },
): Promise<Picture> => {
  const application = await getApplication(db, actor, applicationId);
  const seen = maySeeServers(actor);
  const serverIds = seen ? [...new Set(application.deployments.map(({ serverId }) => serverId))] : [];
  const gear = serverIds.length === 0 ? [] : await readGear(db, serverIds);
  const facts: Facts = {
    application: {
      id: application.id,
      name: application.name,
      officeName: application.officeName,
      database: application.database,
      audience: application.audience,
      technology: [application.language, application.framework].filter((part) => part !== '').join(', '),
    },
    deployments: application.deployments.map(({ serverId, environment }) => ({ serverId, environment })),
    names,
    machines: gear,
    addresses: seen ? await readAddresses(db, serverIds, names) : [],
    cables: gear.length === 0 ? [] : await readCables(db, [...new Set(gear.map(({ siteId }) => siteId))]),
    seen,
    language,
  };
  return assembleWay(facts);
};

/** The application's servers, what they run on, and the gear of their sites that a way may lead through. */
const readGear = async (db: Db, serverIds: readonly string[]): Promise<Machine[]> => {
  const { rows } = await sql<Machine>`
    with own as (select id, site_id, host_id from server where id = any(${serverIds}::uuid[]))
    select s.id, s.name, s.kind, s.status, s.site_id as "siteId", site.name as "siteName", s.host_id as "hostId",
      coalesce(nullif(trim(s.manufacturer || ' ' || s.model), ''), s.operating_system) as detail
    from server s join site on site.id = s.site_id
    where s.id in (select id from own union select host_id from own)
      or (s.kind in ('router', 'firewall', 'switch') and s.status <> 'retired' and s.site_id in (select site_id from own))
    order by s.name, s.id`.execute(db);
  return rows;
};

/** Addresses of the servers and those that the names lead to, whoever has them; of the guards of their networks too. */
const readAddresses = async (db: Db, serverIds: readonly string[], names: readonly LeadingName[]): Promise<Address[]> => {
  const named = names.flatMap(({ addresses }) => addresses).filter((value) => /^[0-9a-f.:]+$/i.test(value));
  const { rows } = await sql<Address>`
    with near as (
      select id, network_id from address where server_id = any(${serverIds}::uuid[])
      union select id, network_id from address where host(address) = any(${named}::text[]))
    select a.id, host(a.address) as address, a.server_id as "serverId", n.id as "networkId", n.name as "networkName",
      n.prefix::text as prefix, n.zone
    from address a join network n on n.id = a.network_id
    where a.id in (select id from near) or (a.network_id in (select network_id from near)
      and a.server_id in (select id from server where kind in ('router', 'firewall') and status <> 'retired'))
    order by a.address, a.id`.execute(db);
  return rows;
};

const readCables = async (db: Db, siteIds: readonly string[]): Promise<Cable[]> => {
  const { rows } = await sql<Cable>`
    select distinct ia.server_id as a, ib.server_id as b
    from cable c join interface ia on ia.id = c.a_interface_id join interface ib on ib.id = c.b_interface_id
    join server sa on sa.id = ia.server_id join server sb on sb.id = ib.server_id
    where c.status = 'active' and sa.site_id = any(${siteIds}::uuid[]) and sb.site_id = any(${siteIds}::uuid[])
    order by 1, 2`.execute(db);
  return rows;
};

export type Facts = {
  application: { id: string; name: string; officeName: string; database: string; audience: string; technology: string };
  deployments: readonly { serverId: string; environment: string }[];
  names: readonly LeadingName[];
  machines: readonly Machine[];
  addresses: readonly Address[];
  cables: readonly Cable[];
  /** Whether servers and addresses may be shown. */
  seen: boolean;
  language: Language;
};

const guards: readonly DeviceKind[] = ['firewall', 'router'];

/** The shortest way over cables from a machine to the first firewall (or router, where there is none): guard first. */
const wayOver = (start: string, machines: ReadonlyMap<string, Machine>, cables: readonly Cable[]): string[] => {
  const next = new Map<string, string[]>();
  const join = (a: string, b: string) => next.set(a, [...(next.get(a) ?? []), b]);
  for (const { a, b } of cables) {
    join(a, b);
    join(b, a);
  }
  const cameFrom = new Map<string, string | null>([[start, null]]);
  const queue = [start];
  for (const each of queue) {
    for (const other of next.get(each) ?? []) {
      // Only gear passes traffic on: a way never leads through a stranger's server.
      if (cameFrom.has(other) || !['router', 'firewall', 'switch'].includes(machines.get(other)?.kind ?? '')) continue;
      cameFrom.set(other, each);
      queue.push(other);
    }
  }
  for (const kind of guards) {
    const guard = queue.find((id) => id !== start && machines.get(id)?.kind === kind);
    if (guard === undefined) continue;
    const way: string[] = [];
    for (let at: string | null = guard; at !== null && at !== start; at = cameFrom.get(at) ?? null) way.push(at);
    return way;
  }
  return [];
};

/** The facts as a picture. */
export const assembleWay = (facts: Facts): Picture => {
  const { application, deployments, names, addresses, cables, seen, language } = facts;
  const machines = new Map(facts.machines.map((each) => [each.id, each]));
  const things = new Map<string, Thing>();
  const lines: Line[] = [];
  const add = (each: Thing): string => {
    if (!things.has(each.id)) things.set(each.id, each);
    return each.id;
  };

  const visitor = add(
    thing({ id: 'users', kind: 'users', title: say(users[application.audience] ?? kindWords('users'), language) }),
  );

  const addMachine = (id: string): string | null => {
    const each = machines.get(id);
    if (!each) return null;
    add(thing({ id: each.siteId, kind: 'site', title: each.siteName, record: { kind: 'site', id: each.siteId } }));
    const host = each.hostId ? addMachine(each.hostId) : null;
    return add(
      thing({
        id: each.id,
        kind: each.kind,
        title: each.name,
        detail: each.detail,
        parent: host ?? each.siteId,
        record: { kind: 'server', id: each.id },
        state: each.status === 'planned' ? 'planned' : each.status === 'maintenance' ? 'maintenance' : 'normal',
      }),
    );
  };

  /** The application as it stands on one server, with its database; where nothing is told, it stands alone. */
  const installed = (serverId: string | null, environment: string): string => {
    const at = serverId ?? 'nowhere';
    const production = environment === 'production' || environment === '';
    const own = add(
      thing({
        id: `application-${at}`,
        kind: 'application',
        title: application.name,
        detail: production ? application.officeName : say(choiceOf(environments, environment).label, language),
        note: production ? application.technology : '',
        parent: serverId,
        record: { kind: 'application', id: application.id },
        subject: production,
        state: serverId === null && seen ? 'planned' : 'normal',
      }),
    );
    if (application.database !== '') {
      const store = add(
        thing({
          id: `database-${at}`,
          kind: 'database',
          title: application.database,
          detail: say(kindWords('database'), language),
          parent: serverId,
        }),
      );
      lines.push(line(own, store, 'uses'));
    }
    return own;
  };

  const addressId = (each: Address): string =>
    add(
      thing({
        id: each.id,
        kind: 'address',
        title: each.address,
        detail: `${each.networkName} · ${each.prefix}`,
        zones: [each.zone],
        record: { kind: 'network', id: each.networkId },
      }),
    );

  const targets = deployments.flatMap(({ serverId, environment }) => {
    const id = addMachine(serverId);
    return id === null
      ? []
      : [{ serverId: id, production: environment === 'production', application: installed(id, environment) }];
  });
  const alone = targets.length === 0 ? installed(null, '') : null;
  const served =
    targets.filter(({ production }) => production).length > 0 ? targets.filter(({ production }) => production) : targets;

  /** From an address on: through the guard and the switches to the server that has it, or to all when a guard has it. */
  const onward = (from: string, own: Address | null): void => {
    const mine = served.filter(({ serverId }) => serverId === own?.serverId);
    const reached = mine.length > 0 ? mine : served;
    for (const { serverId, application: at } of reached) {
      const start = machines.get(serverId)?.hostId ?? serverId;
      const cabled = wayOver(start, machines, cables);
      const guard = addresses.find(
        (each) =>
          each.networkId === own?.networkId &&
          each.serverId !== null &&
          guards.includes(machines.get(each.serverId)?.kind ?? 'other'),
      );
      const way = cabled.length > 0 ? cabled : guard?.serverId ? [guard.serverId] : [];
      const stops = [from, ...way.flatMap((id) => addMachine(id) ?? []), at];
      for (const [index, stop] of stops.entries()) {
        const next = stops[index + 1];
        if (next) lines.push(line(stop, next, 'leads'));
      }
    }
    if (alone) lines.push(line(from, alone, 'leads'));
  };

  for (const name of names) {
    const own = add(
      thing({
        id: `name-${name.fqdn}`,
        kind: 'name',
        title: name.fqdn,
        detail: say(kindWords('name'), language),
        record: { kind: 'name', id: name.fqdn },
      }),
    );
    lines.push(line(visitor, own, 'leads'));
    if (!seen) {
      onward(own, null);
      continue;
    }
    for (const value of name.addresses) {
      const known = addresses.find(({ address }) => address === value);
      const at = known
        ? addressId(known)
        : add(thing({ id: `address-${value}`, kind: 'address', title: value, detail: '', state: 'unknown' }));
      lines.push(line(own, at, 'leads'));
      onward(at, known ?? null);
    }
    if (name.addresses.length === 0) onward(own, null);
  }
  if (names.length === 0) {
    const own = addresses.filter(({ serverId }) => served.some((each) => each.serverId === serverId));
    const outside = own.filter(({ zone }) => zone === 'public' || zone === 'dmz');
    const from = outside.length > 0 ? outside : own;
    for (const each of from) {
      lines.push(line(visitor, addressId(each), 'leads'));
      onward(each.id, each);
    }
    if (from.length === 0) onward(visitor, null);
  }
  return { title: application.name, things: outermostFirst([...things.values()]), lines: mergedLines(lines) };
};

const outermostFirst = (things: readonly Thing[]): Thing[] => {
  const byId = new Map(things.map((each) => [each.id, each]));
  const depthOf = (each: Thing): number => {
    const parent = each.parent === null ? undefined : byId.get(each.parent);
    return parent ? depthOf(parent) + 1 : 0;
  };
  return things.toSorted((a, b) => depthOf(a) - depthOf(b));
};
