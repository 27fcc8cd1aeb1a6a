import { getZone, maySeeNames, toShown } from '#dns/index.ts';
import type { Words } from '#lib/words.ts';
import type { GeneratedPart } from '#wiki/index.ts';
import { fact, factsPart, type Reading } from './reading.ts';

const words = {
  name: { id: 'Nama domain', en: 'Name' },
  nameServers: { id: 'Server nama', en: 'Name servers' },
  recordCount: { id: 'Rekaman terbit', en: 'Published records' },
} as const satisfies Record<string, Words>;

/** What is known of a zone; nothing for who may not see names. */
export const zoneParts = async (reading: Reading, id: string): Promise<GeneratedPart[]> => {
  const { db, actor } = reading;
  if (!maySeeNames(actor)) return [];
  const zone = await getZone(db, id);
  return [
    factsPart(
      reading,
      [
        fact(words.name, toShown(zone.name)),
        fact(words.nameServers, ...zone.nameServers.map(({ name }) => name)),
        fact(words.recordCount, String(zone.records)),
      ],
      { kind: 'zone-record', id },
    ),
  ];
};
