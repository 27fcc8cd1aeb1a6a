import { say, type Words } from '#lib/words.ts';
import {
  applicationStatuses,
  choiceOf,
  findServer,
  maySeeServers,
  resourcesText,
  serverKinds,
  serverStatuses,
} from '#registry/index.ts';
import type { GeneratedPart } from '#wiki/index.ts';
import { fact, factsPart, type Reading, tablePart } from './reading.ts';
import { serverTopology } from './topology.ts';

const words = {
  kind: { id: 'Jenis', en: 'Kind' },
  status: { id: 'Status', en: 'Status' },
  site: { id: 'Lokasi', en: 'Site' },
  host: { id: 'Server induk', en: 'Host' },
  system: { id: 'Sistem operasi', en: 'Operating system' },
  size: { id: 'Ukuran', en: 'Size' },
  addresses: { id: 'Alamat', en: 'Addresses' },
  applications: { id: 'Aplikasi terpasang', en: 'Applications installed' },
  application: { id: 'Aplikasi', en: 'Application' },
  office: { id: 'Perangkat daerah', en: 'Office' },
} as const satisfies Record<string, Words>;

/** What is known of a server; nothing for who may not see servers. */
export const serverParts = async (reading: Reading, id: string): Promise<GeneratedPart[]> => {
  const { db, actor, language } = reading;
  const server = maySeeServers(actor) ? await findServer(db, id) : null;
  if (!server) return [];
  const applications = server.deployments.map((each) => [
    { text: each.applicationName, kind: 'application', id: each.applicationId },
    each.officeName,
    say(choiceOf(applicationStatuses, each.applicationStatus).label, language),
  ]);
  return [
    factsPart(
      reading,
      [
        fact(words.kind, say(choiceOf(serverKinds, server.kind).label, language)),
        fact(words.status, say(choiceOf(serverStatuses, server.status).label, language)),
        fact(words.site, { text: server.siteName, kind: 'site', id: server.siteId }),
        fact(words.host, server.hostId && server.hostName ? { text: server.hostName, kind: 'server', id: server.hostId } : null),
        fact(words.system, server.operatingSystem),
        fact(words.size, resourcesText(server)),
        fact(words.addresses, ...server.addresses),
      ],
      { kind: 'server-record', id },
    ),
    serverTopology(reading, server),
    tablePart(reading, {
      key: 'applications',
      title: words.applications,
      columns: [words.application, words.office, words.status],
      rows: applications,
    }),
  ];
};
