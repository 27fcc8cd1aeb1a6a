import { listNamesAt } from '#dns/index.ts';
import { say, type Words } from '#lib/words.ts';
import {
  applicationStatuses,
  choiceOf,
  computes,
  deviceKinds,
  findServer,
  interfaceKinds,
  maySeeServers,
  resourcesText,
  type ServerPage,
  serverStatuses,
} from '#registry/index.ts';
import type { GeneratedCell, GeneratedPart } from '#wiki/index.ts';
import { fact, factsPart, type Reading, tablePart } from './reading.ts';
import { serverTopology } from './topology.ts';

const words = {
  kind: { id: 'Jenis', en: 'Kind' },
  status: { id: 'Status', en: 'Status' },
  site: { id: 'Lokasi', en: 'Site' },
  host: { id: 'Server induk', en: 'Host' },
  system: { id: 'Sistem operasi', en: 'Operating system' },
  size: { id: 'Ukuran', en: 'Size' },
  rack: { id: 'Rak', en: 'Rack' },
  model: { id: 'Merek dan tipe', en: 'Make and model' },
  owner: { id: 'Pemilik', en: 'Owner' },
  addresses: { id: 'Alamat', en: 'Addresses' },
  names: { id: 'Nama yang mengarah ke sini', en: 'Names that lead here' },
  applications: { id: 'Aplikasi terpasang', en: 'Applications installed' },
  application: { id: 'Aplikasi', en: 'Application' },
  office: { id: 'Perangkat daerah', en: 'Office' },
  virtuals: { id: 'Server virtual di atasnya', en: 'Virtual servers on it' },
  server: { id: 'Server', en: 'Server' },
  interfaces: { id: 'Antarmuka', en: 'Interfaces' },
  interface: { id: 'Antarmuka', en: 'Interface' },
  mac: { id: 'MAC', en: 'MAC' },
  leads: { id: 'Tersambung ke', en: 'Connected to' },
} as const satisfies Record<string, Words>;

/** So many rows or values of one kind stand on a page; the record has all. */
const most = 50;

/** Where the register shows it: what does not compute stands among the devices. */
const recordOf = ({ id, kind }: ServerPage) => ({ kind: computes(kind) ? 'server-record' : 'device-record', id });

const rackOf = ({ rack, rackId, rackUnit, rackHeight }: ServerPage): GeneratedCell | null => {
  if (!rackId) return null;
  const units = rackUnit === null ? '' : rackHeight > 1 ? ` U${rackUnit}–${rackUnit + rackHeight - 1}` : ` U${rackUnit}`;
  return { text: `${rack}${units}`, kind: 'rack', id: rackId };
};

const factsOf = async (reading: Reading, server: ServerPage): Promise<GeneratedPart> => {
  const { db, language } = reading;
  const names = await listNamesAt(db, server.addresses, most);
  return factsPart(
    reading,
    [
      fact(words.kind, say(choiceOf(deviceKinds, server.kind).label, language)),
      fact(words.status, say(choiceOf(serverStatuses, server.status).label, language)),
      fact(words.site, { text: server.siteName, kind: 'site', id: server.siteId }),
      fact(words.rack, rackOf(server)),
      fact(words.host, server.hostId && server.hostName ? { text: server.hostName, kind: 'server', id: server.hostId } : null),
      fact(words.model, `${server.manufacturer} ${server.model}`.trim()),
      fact(words.owner, server.ownerOfficeName),
      fact(words.system, server.operatingSystem),
      fact(words.size, computes(server.kind) ? resourcesText(server) : ''),
      fact(words.addresses, ...server.addresses.slice(0, most)),
      fact(words.names, ...new Set(names.map(({ name }) => name))),
    ],
    recordOf(server),
  );
};

/** What is known of a server; nothing for who may not see servers. */
export const serverParts = async (reading: Reading, id: string): Promise<GeneratedPart[]> => {
  const { db, actor, language } = reading;
  const server = maySeeServers(actor) ? await findServer(db, id) : null;
  if (!server) return [];
  const list = recordOf(server);
  const cut = <Row>(rows: readonly Row[], cells: (row: Row) => GeneratedCell[]) => ({
    rows: rows.slice(0, most).map(cells),
    more: rows.length > most,
    ...(rows.length > most ? { list } : {}),
  });
  const virtuals = cut(server.virtuals, (each) => [
    { text: each.name, kind: 'server', id: each.id },
    each.addresses.join(', '),
    resourcesText(each.capacity.total),
    say(choiceOf(serverStatuses, each.status).label, language),
  ]);
  const applications = cut(server.deployments, (each) => [
    { text: each.applicationName, kind: 'application', id: each.applicationId },
    each.officeName,
    say(choiceOf(applicationStatuses, each.applicationStatus).label, language),
  ]);
  const interfaces = cut(server.interfaces, ({ name, kind, mac, addresses, cable }) => [
    name,
    say(choiceOf(interfaceKinds, kind).label, language),
    mac ?? '',
    addresses.join(', '),
    cable ? { text: `${cable.otherServerName} ${cable.otherInterface}`, kind: 'server', id: cable.otherServerId } : '',
  ]);
  const columns = {
    applications: [words.application, words.office, words.status],
    virtuals: [words.server, words.addresses, words.size, words.status],
    interfaces: [words.interface, words.kind, words.mac, words.addresses, words.leads],
  };
  return [
    await factsOf(reading, server),
    serverTopology(reading, server),
    ...(computes(server.kind)
      ? [tablePart(reading, { key: 'applications', title: words.applications, columns: columns.applications, ...applications })]
      : []),
    ...(server.virtuals.length > 0
      ? [tablePart(reading, { key: 'virtuals', title: words.virtuals, columns: columns.virtuals, ...virtuals })]
      : []),
    ...(server.interfaces.length > 0
      ? [tablePart(reading, { key: 'interfaces', title: words.interfaces, columns: columns.interfaces, ...interfaces })]
      : []),
  ];
};
