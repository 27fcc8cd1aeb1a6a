import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { record, system } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import type { RecordType } from './choices.ts';
import { getStoredZone, type StoredZone } from './provided.ts';
import { networkProviders } from './providers/index.ts';
import { ProviderFault } from './providers/provider.ts';
import { reloadZone } from './reload.ts';
import { readMasterFile } from './zone/parse.ts';
import { nextSerial, printZone, sameContent, serialOf, type ZoneRecord } from './zone/print.ts';
import { needOwnFile, readZoneFile, writeZoneFile, zonePath } from './zone/write.ts';

type Publication = {
  zoneId: string;
  now: Temporal.Instant;
  dataDirectory: string;
  /** The installation's secret, which opens the key of the zone. */
  secret: string;
  /** A command that makes the name server read a zone file again; the zone's name is added to it. */
  reload?: string | undefined;
  signal?: AbortSignal;
};
type Published = { serial: number; changed: boolean; unverified: boolean };

/**
 * Brings every record that waits to where the zone is published, and marks what that did: wanted ones become published,
 * removing ones removed, approved change sets published. What is there already is left as it is, so a second run does
 * nothing. On a fault every record that waited keeps it as its `publish_error`, and it is thrown on for the job to try again.
 */
export const publishZone = async (db: Db, input: Publication): Promise<Published> => {
  try {
    return await db.transaction().execute((tx) => publish(tx, input));
  } catch (error) {
    await keepFault(db, input.zoneId, error as NodeJS.ErrnoException).catch(() => undefined); // the first fault is the one to tell
    throw error;
  }
};

/** Publishers of one zone wait for each other by a lock of their own: nobody who changes the zone waits for its servers. */
const publish = async (tx: Db, input: Publication): Promise<Published> => {
  const { zoneId, now } = input;
  await sql`select pg_advisory_xact_lock(hashtextextended(${`dns.publish:${zoneId}`}, 0))`.execute(tx);
  const zone = await getStoredZone(tx, zoneId, input.secret);
  // Before the records: a change set that is seen here has all its records there.
  const changes = await tx
    .selectFrom('dns_change')
    .where('zone_id', '=', zoneId)
    .where('state', '=', 'approved')
    .select('id')
    .execute();
  const waiting = await recordsOf(tx, zoneId).where('state', 'in', ['wanted', 'removing']).execute();
  const wanted = waiting.filter(({ state }) => state === 'wanted').map(typed);
  const removing = waiting.filter(({ state }) => state === 'removing').map(typed);
  const { serial, changed } =
    zone.provider === 'zonefile'
      ? await writeWhole(tx, zone, input, waiting.length > 0)
      : await send(zone, { wanted, removed: removing }, input);
  await move(tx, wanted, 'wanted', { state: 'published', published_at: now, publish_error: null });
  await move(tx, removing, 'removing', { state: 'removed', publish_error: null });
  await markPublished(tx, changes, now);
  if (serial !== zone.serial) await tx.updateTable('dns_zone').set({ serial }).where('id', '=', zoneId).execute();
  const lines = (list: typeof wanted) => list.slice(0, 200).map(({ label, type, value }) => `${label} ${type} ${value}`);
  if (changed)
    await record(tx, {
      subjectKind: 'zone',
      subjectId: zoneId,
      at: now,
      type: 'zone.published',
      doer: system,
      data: { serial, provider: zone.provider, added: lines(wanted), removed: lines(removing) },
    });
  return { serial, changed, unverified: changes.length > 0 || (await hasUnverified(tx, zoneId)) };
};

const recordsOf = (tx: Db, zoneId: string) =>
  tx.selectFrom('dns_record').where('zone_id', '=', zoneId).select(['id', 'label', 'type', 'value', 'ttl', 'state']);

const typed = <T extends { type: string }>(row: T): Omit<T, 'type'> & { type: RecordType } => ({
  ...row,
  type: row.type as RecordType,
});

const hasUnverified = async (tx: Db, zoneId: string): Promise<boolean> => {
  const row = await tx
    .selectFrom('dns_record')
    .where('zone_id', '=', zoneId)
    .where('state', '=', 'published')
    .where('verified_at', 'is', null)
    .select('id')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
};

/** The zone's file with every record that is wanted or published, and the name server told of it. */
const writeWhole = async (tx: Db, zone: StoredZone, { now, dataDirectory, reload, signal }: Publication, waits: boolean) => {
  const known = (await recordsOf(tx, zone.id).where('state', '<>', 'removed').execute()).map(typed);
  const there = known.filter(({ state }) => state !== 'removing');
  const path = zonePath(dataDirectory, zone);
  const file = await readZoneFile(path);
  needOwnFile(path, file);
  const last = Math.max(zone.serial, file === null ? 0 : (serialOf(file) ?? 0));
  const serial = nextSerial(last, now.toZonedDateTimeISO('UTC').toPlainDate(), zone.serialPolicy);
  // What somebody wrote into the file by hand stays in it until it is adopted or taken out.
  const outside = file === null || digestOf(file) === zone.fileDigest ? [] : outsiders(file, zone, known, there);
  const text = printZone(zone, serial, [...there, ...outside]);
  const changed = file === null || !sameContent(file, text);
  if (changed) await writeZoneFile(path, text);
  const digest = outside.length > 0 ? '' : digestOf(changed ? text : (file ?? ''));
  if (digest !== zone.fileDigest)
    await tx.updateTable('dns_zone').set({ file_digest: digest }).where('id', '=', zone.id).execute();
  // Also where the file was written before and only the reload failed: the records still wait then.
  if (reload && (changed || waits)) await reloadZone(reload, zone.name, signal);
  return { serial: changed ? serial : last, changed };
};

const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/**
 * The records of a file of ours that the register does not know: written into it by hand. They keep their place. One that
 * cannot stand beside what is wanted is a fault: nobody's record is dropped, and no zone is written that a server refuses.
 */
const outsiders = (file: string, zone: StoredZone, known: readonly ZoneRecord[], there: readonly ZoneRecord[]): ZoneRecord[] => {
  const key = ({ label, type, value }: ZoneRecord) => `${label} ${type} ${value}`;
  const keys = new Set(known.map(key));
  const found = readMasterFile(file, zone.name).records.filter((each) => !keys.has(key(each)));
  const sets = new Map(there.map((each) => [`${each.label} ${each.type}`, each.ttl]));
  const kept = found.map((each): ZoneRecord => {
    const set = sets.get(`${each.label} ${each.type}`);
    const ttl = set !== undefined ? set : each.ttl === zone.ttl ? null : each.ttl;
    return { ...each, ttl };
  });
  const labels = Map.groupBy([...there, ...kept], ({ label }) => label);
  const clash = kept.find(({ label }) => {
    const records = labels.get(label) ?? [];
    return records.length > 1 && records.some(({ type }) => type === 'CNAME');
  });
  if (clash)
    throw new ProviderFault('EDITED', `${key(clash)} was written into the file by hand and cannot stand beside what is wanted`);
  return kept;
};

const send = async (zone: StoredZone, change: { wanted: Waiting[]; removed: Waiting[] }, { signal }: Publication) => {
  if (zone.provider === 'zonefile') throw new Error('a zone file is written as a whole');
  const changed = change.wanted.length + change.removed.length > 0;
  if (changed) await networkProviders[zone.provider].publish(zone, change, signal ?? new AbortController().signal);
  return { serial: zone.serial, changed };
};

type Waiting = { id: string; label: string; type: RecordType; value: string; ttl: number | null };
type Change = { state: 'published' | 'removed'; published_at?: Temporal.Instant; publish_error: null };

/** Only what still is as it was read: a record that changed meanwhile belongs to the publication that its change asked for. */
const move = async (tx: Db, records: readonly Waiting[], from: string, change: Change): Promise<void> => {
  if (records.length === 0) return;
  const ids = records.map(({ id }) => id);
  const ttls = records.map(({ ttl }) => ttl);
  await tx
    .updateTable('dns_record')
    .set(change)
    .where(
      'id',
      'in',
      sql<string>`(select id from unnest(${ids}::uuid[], ${ttls}::integer[]) as seen (id, ttl) where dns_record.ttl is not distinct from seen.ttl)`,
    )
    .where('state', '=', from)
    .execute();
};

const markPublished = async (tx: Db, changes: readonly { id: string }[], now: Temporal.Instant): Promise<void> => {
  if (changes.length === 0) return;
  await tx
    .updateTable('dns_change')
    .set({ state: 'published', published_at: now })
    .where(
      'id',
      'in',
      changes.map(({ id }) => id),
    )
    .where('state', '=', 'approved')
    .execute();
};

const keepFault = async (db: Db, zoneId: string, { code, message }: NodeJS.ErrnoException): Promise<void> => {
  await db
    .updateTable('dns_record')
    .set({ publish_error: `${code ?? 'ERROR'}: ${message}`.slice(0, 500) })
    .where('zone_id', '=', zoneId)
    .where('state', 'in', ['wanted', 'removing'])
    .execute();
};
