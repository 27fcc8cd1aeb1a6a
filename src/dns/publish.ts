import { record, system } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { AppError } from '#lib/errors.ts';
import type { RecordType } from './choices.ts';
import { nextSerial, printZone, sameContent, serialOf } from './zone/print.ts';
import { needOwnFile, readZoneFile, writeZoneFile, zonePath } from './zone/write.ts';

type Publication = { zoneId: string; now: Temporal.Instant; dataDirectory: string };
type Published = { serial: number; changed: boolean; unverified: number };

/**
 * Writes the zone's file with every record that is wanted or published, and marks what that did: wanted ones become
 * published, removing ones removed. A file that already says so is left as it is, so a second run does nothing. On a
 * fault every record that waited keeps it as its `publish_error`, and it is thrown on for the job to try again.
 */
export const publishZone = async (db: Db, input: Publication): Promise<Published> => {
  try {
    return await db.transaction().execute((tx) => publish(tx, input));
  } catch (error) {
    await keepFault(db, input.zoneId, error as NodeJS.ErrnoException).catch(() => undefined); // the first fault is the one to tell
    throw error;
  }
};

/** Publishers of one zone wait for each other at its row; those who only reserve names do not. */
const publish = async (tx: Db, { zoneId, now, dataDirectory }: Publication): Promise<Published> => {
  const zone = await tx
    .selectFrom('dns_zone')
    .where('id', '=', zoneId)
    .select(['name', 'ttl', 'primary_server as primaryServer', 'mailbox', 'serial', 'file_path as filePath'])
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!zone) throw new AppError('not_found', { what: `zone ${zoneId}` });
  const records = await tx
    .selectFrom('dns_record')
    .where('zone_id', '=', zoneId)
    .where('state', '<>', 'removed')
    .select(['id', 'label', 'type', 'value', 'ttl', 'state', 'verified_at as verifiedAt'])
    .execute();
  const path = zonePath(dataDirectory, zone);
  const file = await readZoneFile(path);
  needOwnFile(path, file);
  const there = records.filter(({ state }) => state !== 'removing').map((each) => ({ ...each, type: each.type as RecordType }));
  const lastSerial = Math.max(zone.serial, file === null ? 0 : (serialOf(file) ?? 0));
  const serial = nextSerial(lastSerial, now.toZonedDateTimeISO('UTC').toPlainDate());
  const text = printZone(zone, serial, there);
  const changed = file === null || !sameContent(file, text);
  if (changed) await writeZoneFile(path, text);
  const wanted = records.filter(({ state }) => state === 'wanted');
  const removing = records.filter(({ state }) => state === 'removing');
  await move(tx, wanted, 'wanted', { state: 'published', published_at: now, publish_error: null });
  await move(tx, removing, 'removing', { state: 'removed', publish_error: null });
  await tx
    .updateTable('dns_zone')
    .set({ serial: changed ? serial : lastSerial })
    .where('id', '=', zoneId)
    .execute();
  const lines = (list: typeof records) => list.map(({ label, type, value }) => `${label} ${type} ${value}`);
  if (changed)
    await record(tx, {
      subjectKind: 'zone',
      subjectId: zoneId,
      at: now,
      type: 'zone.published',
      doer: system,
      data: { serial, records: there.length, added: lines(wanted), removed: lines(removing) },
    });
  return {
    serial: changed ? serial : lastSerial,
    changed,
    unverified: there.filter(({ verifiedAt }) => verifiedAt === null).length,
  };
};

type Change = { state: 'published' | 'removed'; published_at?: Temporal.Instant; publish_error: null };

/** Only what still is as it was read: a record that changed meanwhile belongs to the publication that its change asked for. */
const move = async (tx: Db, records: readonly { id: string }[], from: string, change: Change): Promise<void> => {
  if (records.length === 0) return;
  const ids = records.map(({ id }) => id);
  await tx.updateTable('dns_record').set(change).where('id', 'in', ids).where('state', '=', from).execute();
};

const keepFault = async (db: Db, zoneId: string, { code, message }: NodeJS.ErrnoException): Promise<void> => {
  await db
    .updateTable('dns_record')
    .set({ publish_error: `${code ?? 'ERROR'}: ${message}`.slice(0, 500) })
    .where('zone_id', '=', zoneId)
    .where('state', 'in', ['wanted', 'removing'])
    .execute();
};
