import type { Words } from '#lib/words.ts';
import { listSites, maySeeServers } from '#registry/index.ts';
import type { GeneratedPart } from '#wiki/index.ts';
import { wikiTable } from '../tables.ts';
import { fact, factsPart, type Reading } from './reading.ts';

const words = { address: { id: 'Alamat', en: 'Address' } } as const satisfies Record<string, Words>;

/** What is known of a site; nothing for who may not see servers. */
export const siteParts = async (reading: Reading, id: string): Promise<GeneratedPart[]> => {
  const { db, actor } = reading;
  const site = maySeeServers(actor) ? (await listSites(db, actor, { retired: true })).find((each) => each.id === id) : undefined;
  if (!site) return [];
  const table = await wikiTable(db, actor, { kind: 'servers', args: { site: site.name } }, reading);
  return [
    factsPart(reading, [fact(words.address, site.address)], { kind: 'site-record', id }),
    ...(table && !('problem' in table) ? [{ key: 'servers', title: table.caption, place: 'below' as const, table }] : []),
  ];
};
