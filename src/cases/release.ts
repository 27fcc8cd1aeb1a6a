import { releaseName, removeRecords } from '#dns/index.ts';
import { releaseCapacity, retireApplication } from '#registry/index.ts';
import type { ActContext } from './perform.ts';

/** Gives back whatever the case reserved or held: name, DNS records, server capacity; an application that was entered is retired. */
export const freeEverything = async ({ tx, found, now, doer }: ActContext): Promise<void> => {
  await removeRecords(tx, { holder: found.row.id, now, doer });
  await releaseName(tx, { holder: found.row.id, now });
  await releaseCapacity(tx, { holder: found.row.id, now });
  if (found.row.application_id) await retireApplication(tx, { applicationId: found.row.application_id, now, doer });
};
