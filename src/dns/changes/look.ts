import { sql } from 'kysely';
import type { Db } from '#db/index.ts';
import { getStoredZone } from '../provided.ts';
import { networkProviders } from '../providers/index.ts';
import type { ZoneRecord } from '../zone/print.ts';
import { getItems } from './queries.ts';
import { seenLines } from './store.ts';

type Look = { zoneId: string; changeId: string; secret: string; signal: AbortSignal };

/** What the name server has now of the sets of a change set. Null for a zone file, which nobody else writes. Throws the provider's fault. */
export const lookAtSets = async (db: Db, { zoneId, changeId, secret, signal }: Look): Promise<ZoneRecord[] | null> => {
  const zone = await getStoredZone(db, zoneId, secret);
  if (zone.provider === 'zonefile') return null;
  const items = await getItems(db, changeId);
  const sets = new Map(items.map(({ label, type }) => [`${label} ${type}`, { label, type }]));
  return networkProviders[zone.provider].look(zone, [...sets.values()], signal);
};

/** Keeps with a proposal what the name server has of its sets, for whoever decides, and for the check at the approval. */
export const keepLook = async (db: Db, look: Look): Promise<void> => {
  const found = await lookAtSets(db, look);
  if (found === null) return;
  const { ttl } = await getStoredZone(db, look.zoneId, look.secret);
  const lines = seenLines(found, await getItems(db, look.changeId), ttl);
  await db
    .updateTable('dns_change')
    .set({ seen: sql`jsonb_set(seen, '{live}', ${JSON.stringify(lines)}::jsonb)` })
    .where('id', '=', look.changeId)
    .where('state', '=', 'proposed')
    .where(sql<boolean>`seen -> 'live' = 'null'::jsonb`)
    .execute();
};

/** As `lookAtSets`, but bounded to a few seconds and null when the server does not tell: publishing will say why. */
export const tryLookAtSets = async (db: Db, look: Omit<Look, 'signal'>): Promise<ZoneRecord[] | null> =>
  lookAtSets(db, { ...look, signal: AbortSignal.timeout(4000) }).catch(() => null);
