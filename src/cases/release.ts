import { releaseName, removeRecords } from '#dns/index.ts';
import { releaseCapacity } from '#registry/index.ts';
import type { ActContext } from './perform.ts';

/** Gives back whatever the case reserved or held: name, DNS records, server capacity. Harmless where nothing was. */
export const freeEverything = async ({ tx, found, now, doer }: ActContext): Promise<void> => {
  await removeRecords(tx, { holder: found.row.id, now, doer });
  await releaseName(tx, { holder: found.row.id, now });
  await releaseCapacity(tx, { holder: found.row.id, now });
};
