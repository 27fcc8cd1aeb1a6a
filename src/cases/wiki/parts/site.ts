import { number } from '#lib/format.ts';
import { say, type Words } from '#lib/words.ts';
import { choiceOf, listSites, maySeeServers, siteStatuses } from '#registry/index.ts';
import type { GeneratedPart } from '#wiki/index.ts';
import { wikiTable } from '../tables.ts';
import { fact, factsPart, type Reading } from './reading.ts';

const words = {
  address: { id: 'Alamat', en: 'Address' },
  status: { id: 'Status', en: 'Status' },
  servers: { id: 'Server', en: 'Servers' },
  devices: { id: 'Server dan perangkat', en: 'Servers and devices' },
  racks: { id: 'Rak', en: 'Racks' },
  networks: { id: 'Jaringan', en: 'Networks' },
} as const satisfies Record<string, Words>;

/** Without the site, which is that of the page. */
const columns = {
  servers: 'name, kind, addresses, size, status',
  racks: 'name, units, used, devices, status',
  networks: 'name, prefix, zone, taken, percent',
} as const;

/** So many rows of each kind stand on the page of a site; the lists have all. */
const most = 50;

/** What is known of a site and what stands there; nothing for who may not see servers. */
export const siteParts = async (reading: Reading, id: string): Promise<GeneratedPart[]> => {
  const { db, actor, language } = reading;
  const site = maySeeServers(actor) ? (await listSites(db, actor, { retired: true })).find((each) => each.id === id) : undefined;
  if (!site) return [];
  const count = (n: number): string => (n > 0 ? number(n, language) : '');
  const facts = factsPart(
    reading,
    [
      fact(words.address, site.address),
      fact(words.status, say(choiceOf(siteStatuses, site.status).label, language)),
      fact(words.devices, count(site.servers)),
      fact(words.racks, count(site.racks)),
      fact(words.networks, count(site.networks)),
    ],
    { kind: 'site-record', id },
  );
  const parts: GeneratedPart[] = [facts];
  for (const kind of ['servers', 'racks', 'networks'] as const) {
    const table = await wikiTable(
      db,
      actor,
      { kind, args: { site: site.name, columns: columns[kind], limit: String(most) } },
      reading,
    );
    if (!table || 'problem' in table || (kind !== 'servers' && table.rows.length === 0)) continue;
    const title = say(words[kind], language);
    parts.push({ key: kind, title, place: 'below', table: { ...table, caption: title } });
  }
  return parts;
};
