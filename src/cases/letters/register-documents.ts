import { sql } from 'kysely';
import type { Db } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import type { LetterContent } from '#letters/index.ts';
import { number } from '#lib/format.ts';
import type { Language } from '#lib/words.ts';
import {
  calledInFull,
  choiceOf,
  computes,
  deviceLine,
  draw,
  drawRacks,
  drawTopology,
  type Face,
  getServer,
  lineWords,
  listApplications,
  listCables,
  listCapacity,
  listNetworks,
  listServers,
  maySeeServers,
  needServerSight,
  networkPicture,
  type Picture,
  type RackPage,
  type ServerPage,
  serverUsages,
  type Topology,
  topologyOf,
} from '#registry/index.ts';

const gb = (mb: number): number => Math.round((mb / 1024) * 10) / 10;

/** Dokumentasi perangkat/server of one server, as its letter takes it; `reference` is the occasion. */
export const serverDocumentOf = async (
  db: Db,
  server: ServerPage,
  reference: string,
): Promise<LetterContent<'server-document'>> => {
  const free = (await listCapacity(db)).find((each) => each.serverId === server.id)?.free;
  const uses = [
    ...server.claims.map((each) => ({ ...each, label: each.holderLabel, kind: 'application' })),
    ...server.virtuals.map((each) => ({ ...each.capacity.total, label: each.name, kind: 'virtual_server', state: 'allotted' })),
  ];
  return {
    reference,
    server: {
      name: server.name,
      kind: server.kind,
      status: server.status,
      host: server.hostName ?? '',
      site: server.siteName,
      rack: [server.rack, server.rackUnit === null ? '' : `U${server.rackUnit}`].filter((part) => part !== '').join(' '),
      cpu: server.cpu,
      memoryGb: gb(server.memoryMb),
      diskGb: server.diskGb,
      operatingSystem: server.operatingSystem,
      processor: server.processor,
      usage: choiceOf(serverUsages, server.usage).label.id,
      ownership: server.ownership,
      owner: server.ownerOfficeName ?? '',
      serialNumber: server.serialNumber,
      assetNumber: server.assetNumber,
      warrantyUntil: server.warrantyUntil?.toString() ?? null,
    },
    addresses: server.addressList.map((each) => ({
      address: each.address,
      interface: each.interface,
      mac: server.interfaces.find(({ name }) => name === each.interface)?.mac ?? '',
      network: each.networkName,
      prefix: each.prefix,
      vlan: each.vlan,
      zone: each.zone,
    })),
    uses: uses.map((each) => ({
      label: each.label,
      kind: each.kind,
      owner: '',
      state: each.state,
      cpu: each.cpu,
      memoryGb: gb(each.memoryMb),
      diskGb: each.diskGb,
    })),
    free: { cpu: free?.cpu ?? 0, memoryGb: gb(free?.memoryMb ?? 0), diskGb: free?.diskGb ?? 0 },
    notes: server.notes,
    // The register's columns hold checked choices, and the kind's schema reads them once more.
  } as LetterContent<'server-document'>;
};

/** Dokumentasi topologi jaringan of one server's surroundings, with the names that lead there. */
export const serverTopologyOf = async (
  db: Db,
  server: { id: string; name: string; siteName: string },
  names: readonly string[],
  reference: string,
): Promise<LetterContent<'topology-document'>> => {
  const topology: Topology = await topologyOf(db, server.id, names);
  const { svg } = await drawTopology(topology);
  return {
    reference,
    scope: `${server.name}, ${server.siteName}`,
    diagram: svg,
    nodes: topology.servers,
    networks: topology.networks,
    links: topology.links,
    notes: '',
  };
};

/** A document holds so many rows of one kind; the register's own lists hold them all. */
const most = 2000;

/** What a document says of itself when it does not hold all of a list; '' when it does. Letters are in Indonesian. */
const cutNote = (what: string, shown: number, { total, more }: { total: number; more: boolean }): string =>
  shown < total || more
    ? `Hanya ${number(shown, 'id')} ${what} pertama dari ${more ? 'lebih dari ' : ''}${number(total, 'id')}; daftar lengkap ada di Griya.`
    : '';

/** Dokumentasi topologi jaringan of one site or of all, at any time. Only for who may see servers. */
export const networkTopologyOf = async (
  db: Db,
  actor: Actor,
  { siteId, scope, language }: { siteId?: string; scope: string; language: Language },
): Promise<LetterContent<'topology-document'>> => {
  needServerSight(actor);
  const at = siteId === undefined ? {} : { siteId };
  const picture = await networkPicture(db, actor, { ...at, language });
  const { svg } = await draw(picture, { language, most: 220 });
  const listed = await listNetworks(db, actor, { ...at, pageSize: most });
  const [servers, networks, cables] = [
    await listServers(db, actor, { ...at, group: 'all', pageSize: most }),
    listed.rows,
    await listCables(db, actor, { ...at, pageSize: most }),
  ];
  return {
    reference: '',
    scope,
    diagram: svg,
    nodes: servers.rows.map((each) => ({
      name: each.name,
      kind: computes(each.kind) ? (each.kind as 'virtual') : 'device',
      on: each.hostName ?? '',
      addresses: each.addresses,
    })),
    networks: networks
      .filter(({ kind }) => kind === 'network')
      .map(({ name, prefix, vlan, gateway, zone }) => ({ name, prefix, vlan, gateway: gateway ?? '', zone: zone as 'dmz' })),
    links: cables.rows.map(({ a, b, label, kind }) => ({
      from: `${a.serverName} ${a.interface}`,
      to: `${b.serverName} ${b.interface}`,
      label: label || kind,
    })),
    notes: [
      cutNote('perangkat', servers.rows.length, servers),
      cutNote('jaringan', networks.length, listed),
      cutNote('kabel', cables.rows.length, cables),
    ]
      .filter((note) => note !== '')
      .join('\n\n'),
  };
};

/** Dokumentasi daftar seluruh aplikasi as this actor may see it: an office its own. */
export const applicationListOf = async (
  db: Db,
  actor: Actor,
  {
    today,
    timeZone,
    scope,
    filter,
  }: {
    today: Temporal.PlainDate;
    timeZone: string;
    scope: string;
    filter: { officeId?: string; status?: string; search?: string };
  },
): Promise<LetterContent<'application-list'>> => {
  const { rows, total, more } = await listApplications(db, actor, { ...filter, pageSize: most });
  const servers = new Map(
    maySeeServers(actor)
      ? await serversOf(
          db,
          rows.map(({ id }) => id),
        )
      : [],
  );
  return {
    asOf: today.toString(),
    scope: [scope, cutNote('aplikasi', rows.length, { total, more })].filter((part) => part !== '').join('. '),
    applications: rows.map((each) => ({
      name: each.name,
      owner: each.officeName,
      function: each.function,
      address: each.url,
      technology: [each.language, each.framework].filter((part) => part !== '').join(', '),
      database: each.database,
      server: servers.get(each.id) ?? '',
      access: each.audience as 'public',
      personalData: each.personal_data,
      administrator: each.administrator_name,
      status: each.status as 'active',
      activeSince: each.activatedAt?.toZonedDateTimeISO(timeZone).toPlainDate().toString() ?? null,
    })),
  };
};

/** Where each application is installed: the servers' names. */
const serversOf = async (db: Db, applicationIds: readonly string[]): Promise<[string, string][]> => {
  const { rows } = await sql<{ id: string; names: string }>`
    select d.application_id as id, string_agg(distinct s.name, ', ' order by s.name) as names
    from deployment d join server s on s.id = d.server_id
    where d.removed_at is null and d.application_id = any(${applicationIds}::uuid[]) group by 1`.execute(db);
  return rows.map(({ id, names }) => [id, names]);
};

/** The same for a server by its id, for who may see servers. `not_found` otherwise. */
export const serverDocumentFor = async (db: Db, actor: Actor, serverId: string): Promise<LetterContent<'server-document'>> =>
  serverDocumentOf(db, await getServer(db, actor, serverId), '');

const cut = (text: string): string => text.slice(0, 200);

/** What every drawing has instead of a network's tables. */
const drawn = (): Pick<LetterContent<'topology-document'>, 'nodes' | 'networks'> => ({ nodes: [], networks: [] });

/** A picture of the register as a document: drawn, and the same as lists. Letters are in Indonesian, so is the picture. */
export const pictureDocumentOf = async (picture: Picture, scope: string): Promise<LetterContent<'topology-document'>> => {
  const { svg } = await draw(picture, { language: 'id', gather: false });
  const byId = new Map(picture.things.map((each) => [each.id, each]));
  const called = (id: string | null): string => cut(byId.get(id ?? '')?.title ?? '');
  return {
    ...drawn(),
    scope,
    diagram: svg,
    links: picture.lines.slice(0, most).map((line) => ({
      from: called(line.from) || '–',
      to: called(line.to) || '–',
      label: cut([lineWords[line.kind].id, line.label].filter(Boolean).join(': ')),
    })),
    drawing: {
      title: 'Dokumentasi Topologi Aplikasi',
      things: picture.things.slice(0, most).map((each) => ({ place: called(each.parent), what: cut(calledInFull(each, 'id')) })),
    },
  };
};

/** Racks as a document: drawn from these sides, and what stands in them from the top down. */
export const racksDocumentOf = (
  racks: readonly RackPage[],
  scope: string,
  faces: readonly Face[],
): LetterContent<'topology-document'> => ({
  ...drawn(),
  scope,
  diagram: drawRacks(racks, { language: 'id', faces }),
  links: [],
  drawing: {
    title: 'Dokumentasi Tampak Rak',
    things: racks
      .flatMap((rack) => rack.standing.map((device) => ({ place: cut(rack.name), what: cut(deviceLine(device, 'id')) })))
      .slice(0, most),
  },
});
