import { sql } from 'kysely';
import { record, system } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { unseal } from '#lib/seal.ts';
import { isRecordType, type RecordType } from '../choices.ts';
import { getStoredZone } from '../provided.ts';
import { digTransfer, type TransferLimits } from '../providers/dig.ts';
import { networkProviders } from '../providers/index.ts';
import { ProviderFault } from '../providers/provider.ts';
import { type ParsedZone, readMasterFile } from '../zone/parse.ts';
import type { ZoneRecord } from '../zone/print.ts';
import { readZoneFile, zonePath } from '../zone/write.ts';
import { type JudgedLine, judgeLines } from './judge-lines.ts';

/** What an import takes at most: an office's zone has hundreds of records, a careless or hostile server sends without end. */
export const mostLines = 100_000;

/** What an import's key belongs to. */
export const importKeyPurpose = (importId: string): string => `dns import key:${importId}`;

/** A transfer for an import: a minute, 32 MB. */
const importLimits: TransferLimits = { patience: 60_000, most: 32 * 1024 * 1024 };

type Reading = {
  importId: string;
  secret: string;
  dataDirectory: string;
  now: Temporal.Instant;
  signal: AbortSignal;
  limits?: TransferLimits;
};

/**
 * Reads what an import asks for from its server, judges every line, and keeps that; nothing of the zone changes. A fault of the
 * server ends the import with its reason, which a person reads and then asks again. Harmless when it was read already.
 */
export const readImport = async (db: Db, input: Reading): Promise<void> => {
  const asked = await db
    .selectFrom('dns_import')
    .where('id', '=', input.importId)
    .where('state', '=', 'reading')
    .selectAll()
    .executeTakeFirst();
  if (!asked) return;
  try {
    const found = await fetchZone(db, input, asked);
    await db.transaction().execute((tx) => keepLines(tx, { importId: asked.id, zoneId: asked.zone_id, found, now: input.now }));
  } catch (error) {
    if (!(error instanceof ProviderFault)) throw error;
    await db
      .updateTable('dns_import')
      .set({ state: 'failed', fault: `${error.code}: ${error.message}`.slice(0, 500), read_at: input.now, sealed_key: null })
      .where('id', '=', asked.id)
      .where('state', '=', 'reading')
      .execute();
  }
};

type Asked = {
  id: string;
  zone_id: string;
  source: string;
  server: string;
  key_name: string;
  key_algorithm: string;
  sealed_key: Buffer | null;
};

const fetchZone = async (db: Db, { secret, signal, limits, dataDirectory }: Reading, asked: Asked): Promise<ParsedZone> => {
  const zone = await getStoredZone(db, asked.zone_id, secret);
  if (asked.source === 'own' && zone.provider === 'zonefile') {
    const file = await readZoneFile(zonePath(dataDirectory, zone));
    if (file === null) throw new ProviderFault('NOFILE', 'there is no zone file');
    return readMasterFile(file, zone.name);
  }
  if (asked.source === 'own' && zone.provider !== 'zonefile') return networkProviders[zone.provider].read(zone, signal);
  const key = asked.sealed_key === null ? '' : unseal(secret, importKeyPurpose(asked.id), asked.sealed_key).toString('utf8');
  const from = { name: zone.name, server: asked.server, keyName: asked.key_name, keyAlgorithm: asked.key_algorithm, key };
  return digTransfer(from, signal, limits ?? importLimits);
};

type Keeping = { importId: string; zoneId: string; found: ParsedZone; now: Temporal.Instant };

/** Judges what was read against the register and keeps it with the import. Throws a fault for more lines than are taken. */
export const keepLines = async (tx: Db, { importId, zoneId, found, now }: Keeping): Promise<void> => {
  if (found.records.length + found.skipped.length > mostLines || found.skipped.some(({ why }) => why === 'toomany'))
    throw new ProviderFault('TOOLARGE', `more than ${mostLines} records`);
  const lines = judgeLines(found, await factsOf(tx, zoneId));
  for (let start = 0; start < lines.length; start += 5000)
    await insertLines(tx, importId, start, lines.slice(start, start + 5000));
  await tx
    .updateTable('dns_import')
    .set({ state: 'read', serial: found.serial, read_at: now, sealed_key: null })
    .where('id', '=', importId)
    .execute();
  await record(tx, {
    subjectKind: 'zone',
    subjectId: zoneId,
    at: now,
    type: 'import.read',
    doer: system,
    data: { importId, serial: found.serial, lines: lines.length },
  });
};

const insertLines = (tx: Db, importId: string, start: number, lines: readonly JudgedLine[]) =>
  sql`
  insert into dns_import_line (import_id, position, label, type, value, ttl, verdict, why)
  select ${importId}, ${start} + place - 1, label, type, value, ttl, verdict, why::jsonb
  from unnest(${lines.map(({ label }) => label)}::text[], ${lines.map(({ type }) => type)}::text[],
    ${lines.map(({ value }) => value.replaceAll('\0', ''))}::text[], ${lines.map(({ ttl }) => ttl)}::integer[],
    ${lines.map(({ verdict }) => verdict)}::text[], ${lines.map(({ why }) => (why ? JSON.stringify(why).replaceAll('\\u0000', '') : null))}::text[])
    with ordinality as read (label, type, value, ttl, verdict, why, place)`.execute(tx);

/** What the register knows of a zone, for judging what was read. */
const factsOf = async (tx: Db, zoneId: string) => {
  const zone = await tx
    .selectFrom('dns_zone')
    .where('id', '=', zoneId)
    .select(['name', 'internal', 'ttl'])
    .executeTakeFirstOrThrow();
  const rows = await tx
    .selectFrom('dns_record')
    .where('zone_id', '=', zoneId)
    .where('state', 'in', ['wanted', 'published'])
    .select(['label', 'type', 'value', 'ttl'])
    .execute();
  const names = await tx
    .selectFrom('dns_name')
    .where('zone_id', '=', zoneId)
    .where('state', '<>', 'released')
    .select(['label', 'holder_label as holder'])
    .execute();
  return {
    zone,
    records: rows
      .filter((row): row is ZoneRecord => isRecordType(row.type))
      .map((row) => ({ ...row, type: row.type as RecordType })),
    held: new Map(names.map(({ label, holder }) => [label, holder])),
  };
};
