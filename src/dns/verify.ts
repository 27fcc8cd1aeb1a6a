import { record, system } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { AppError } from '#lib/errors.ts';
import { ask } from './ask.ts';
import { getItems } from './changes/queries.ts';
import type { RecordType } from './choices.ts';
import { readServers } from './host.ts';
import { fqdnOf } from './zone/name.ts';
import { printRecord } from './zone/print.ts';
import type { Verification } from './zone/verification.ts';
import { readZoneFile, zonePath } from './zone/write.ts';

type Check = {
  zoneId: string /** Null: all that are not verified yet. */;
  holder: string | null;
  now: Temporal.Instant;
  dataDirectory: string;
};

type Row = { id: string; label: string; type: string; value: string; ttl: number | null };

/**
 * Finds out whether published records are really there, in the way that the zone's settings name, and keeps with each what
 * was asked and what came back. Returns those that are not ("antrean A 10.20.30.2"). Asking happens outside any transaction.
 */
export const verifyRecords = async (db: Db, input: Check): Promise<{ open: string[] }> => {
  const zone = await db
    .selectFrom('dns_zone')
    .where('id', '=', input.zoneId)
    .select(['name', 'file_path as filePath', 'verify', 'verify_servers as servers'])
    .executeTakeFirst();
  if (!zone) throw new AppError('not_found', { what: `zone ${input.zoneId}` });
  const rows = await db
    .selectFrom('dns_record')
    .where('zone_id', '=', input.zoneId)
    .where('state', '=', 'published')
    .$if(input.holder !== null, (query) => query.where('holder', '=', input.holder))
    .$if(input.holder === null, (query) => query.where('verified_at', 'is', null))
    .select(['id', 'label', 'type', 'value', 'ttl'])
    .orderBy('label')
    .orderBy('type')
    .orderBy('value')
    .execute();
  const path = zonePath(input.dataDirectory, zone);
  const servers = readServers(zone.servers) ?? [];
  const file = zone.verify === 'authoritative' ? null : await readZoneFile(path);
  const check =
    zone.verify === 'authoritative' ? await askServers(db, input.zoneId, zone.name, servers, rows) : readBack(path, file);
  const open: string[] = [];
  for (const row of rows) {
    const verification = check(row);
    if (!verification.ok) open.push(`${row.label} ${row.type} ${row.value}`);
    await keep(db, input, row, verification);
  }
  if (input.holder !== null) return { open };
  const gone =
    zone.verify === 'authoritative'
      ? (row: Gone) => isGone(servers, zone.name, row)
      : async (row: Gone) => !file?.split('\n').some((line) => lineOf(line) === lineOf(printRecord({ ...row, ttl: null })));
  open.push(...(await settleChanges(db, input, gone)));
  return { open };
};

const keep = async (db: Db, { zoneId, now }: Check, row: Row, verification: Verification): Promise<void> => {
  await db.transaction().execute(async (tx) => {
    const before = await tx
      .selectFrom('dns_record')
      .where('id', '=', row.id)
      .where('state', '=', 'published')
      .select(['verified_at as verifiedAt', 'holder'])
      .forNoKeyUpdate()
      .executeTakeFirst();
    if (!before) return;
    await tx
      .updateTable('dns_record')
      .set({ verified_at: verification.ok ? now : null, verify_result: JSON.stringify(verification) })
      .where('id', '=', row.id)
      .execute();
    if ((before.verifiedAt !== null) === verification.ok) return;
    await record(tx, {
      subjectKind: 'zone',
      subjectId: zoneId,
      at: now,
      type: verification.ok ? 'record.verified' : 'record.lost',
      doer: system,
      data: { label: row.label, type: row.type, value: row.value, holder: before.holder, verification },
    });
  });
};

const readBack = (path: string, file: string | null): ((row: Row) => Verification) => {
  const lines = new Set(file?.split('\n'));
  return (row) => {
    const same = lines.has(printRecord({ ...row, type: row.type as RecordType }));
    return { mode: 'zonefile', ok: same, file: path, found: file === null ? 'no-file' : same ? 'same' : 'different' };
  };
};

/** Every server is asked once per name and type; each must answer with the whole set that is wanted there. */
const askServers = async (db: Db, zoneId: string, zone: string, servers: readonly string[], rows: readonly Row[]) => {
  const key = (row: { label: string; type: string }) => `${row.label} ${row.type}`;
  const sets = new Map(rows.map((row) => [key(row), row]));
  const answers = new Map<string, Verification>();
  for (const [name, { label, type }] of sets) {
    const wanted = await db
      .selectFrom('dns_record')
      .where('zone_id', '=', zoneId)
      .where('label', '=', label)
      .where('type', '=', type)
      .where('state', '=', 'published')
      .select('value')
      .execute();
    const values = wanted.map(({ value }) => value);
    const host = label === '@' ? zone : `${label}.${zone}`;
    const asked = await Promise.all(servers.map((server) => ask(server, host, type as RecordType, values)));
    const ok = asked.length > 0 && asked.every((each) => each.agrees);
    answers.set(name, { mode: 'authoritative', ok, asked });
  }
  return (row: Row): Verification => answers.get(key(row)) ?? { mode: 'authoritative', ok: false, asked: [] };
};

type Gone = { label: string; type: RecordType; value: string };

/** A line without its TTL, which does not matter to what is gone. */
const lineOf = (line: string): string => line.replace(/^(\S+\s+)\d+ IN /, '$1IN ');

/** Whether no server answers with this value any more; one that does not answer at all leaves it open. */
const isGone = async (servers: readonly string[], zone: string, { label, type, value }: Gone): Promise<boolean> => {
  const asked = await Promise.all(servers.map((server) => ask(server, fqdnOf(label, zone), type, [])));
  return asked.length > 0 && asked.every(({ agrees, answer }) => agrees || (answer !== null && !answer.includes(value)));
};

/** Marks the published change sets that are there in full: what they add verified, what they remove gone. Returns what is still there. */
const settleChanges = async (db: Db, { zoneId, now }: Check, gone: (row: Gone) => Promise<boolean>): Promise<string[]> => {
  const changes = await db
    .selectFrom('dns_change')
    .where('zone_id', '=', zoneId)
    .where('state', '=', 'published')
    .select('id')
    .orderBy('number')
    .execute();
  const open: string[] = [];
  for (const { id } of changes) {
    const items = await getItems(db, id);
    const waits = await db
      .selectFrom('dns_record')
      .where('change_id', '=', id)
      .where((where) =>
        where.or([
          where('state', 'in', ['wanted', 'removing']),
          where.and([where('state', '=', 'published'), where('verified_at', 'is', null)]),
        ]),
      )
      .select('id')
      .limit(1)
      .executeTakeFirst();
    const there: string[] = [];
    for (const item of items) {
      if (item.action !== 'remove' || (await isWantedAgain(db, zoneId, item)) || (await gone(item))) continue;
      there.push(`${item.label} ${item.type} ${item.value} (removed)`);
    }
    open.push(...there);
    if (waits || there.length > 0) continue;
    await db
      .updateTable('dns_change')
      .set({ state: 'verified', verified_at: now })
      .where('id', '=', id)
      .where('state', '=', 'published')
      .execute();
  }
  return open;
};

/** A later change may have put it back: then it need not be gone. */
const isWantedAgain = async (db: Db, zoneId: string, { label, type, value }: Gone): Promise<boolean> => {
  const row = await db
    .selectFrom('dns_record')
    .where('zone_id', '=', zoneId)
    .where('label', '=', label)
    .where('type', '=', type)
    .where('value', '=', value)
    .where('state', 'in', ['wanted', 'published'])
    .select('id')
    .executeTakeFirst();
  return row !== undefined;
};
