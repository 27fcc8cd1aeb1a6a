import { sql } from 'kysely';
import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { AppError, invalid } from '#lib/errors.ts';
import { newId } from '#lib/ids.ts';
import { type Act, doerOf } from '../act.ts';
import { storeChange } from '../changes/store.ts';
import type { RecordType } from '../choices.ts';
import { enqueuePublication, enqueueVerification } from '../jobs.ts';
import { readValue } from '../zone/value.ts';

export type RequestRecordInput = Act & {
  holder: string;
  /** IPv4 and IPv6 addresses of the name, or instead of them the one name that it stands for. */
  addresses?: readonly string[];
  cname?: string;
  comment?: string;
};

/**
 * Asks for the records of the holder's name: exactly these from now on, whatever it had before. They are published by a
 * job that this adds. `not_found` when the holder has no name; `invalid` for addresses that are none, for none at all, or
 * for addresses beside a name; `name_taken` when someone else's record says the same.
 */
export const requestRecord = async (tx: Db, input: RequestRecordInput): Promise<void> => {
  const { holder, now } = input;
  const records = readRecords(input);
  const name = await tx
    .updateTable('dns_name')
    .set({ state: 'in_use' })
    .where('holder', '=', holder)
    .where('state', '<>', 'released')
    .returning(['id', 'zone_id as zoneId', 'label', 'holder_label as holderLabel'])
    .executeTakeFirst();
  if (!name) throw new AppError('not_found', { what: `name of ${holder}` });
  if (records.some(({ type, value }) => type === 'CNAME' && value.startsWith(`${name.label}.`)))
    throw invalid([
      { field: 'cname', message: { id: 'Nama tidak dapat menunjuk dirinya sendiri.', en: 'A name cannot stand for itself.' } },
    ]);
  const before = await ownRecords(tx, holder);
  const ids = await want(tx, name, records, input);
  const gone = await tx
    .updateTable('dns_record')
    .set({ state: 'removing' })
    .where('zone_id', '=', name.zoneId)
    .where('holder', '=', holder)
    .where('state', 'in', ['wanted', 'published'])
    .where('id', 'not in', ids)
    .returning(['label', 'type', 'value', 'ttl'])
    .execute();
  const had = new Set(before.map(({ type, value }) => `${type} ${value}`));
  const added = records
    .filter(({ type, value }) => !had.has(`${type} ${value}`))
    .map((each) => ({ ...each, label: name.label, ttl: null }));
  await keepAsChange(tx, input, name, [
    ...gone.map((each) => ({ ...each, action: 'remove' as const })),
    ...added.map((each) => ({ ...each, action: 'add' as const })),
  ]);
  await enqueuePublication(tx, name.zoneId);
  const lines = records.map(({ type, value }) => `${type} ${value}`);
  const data = { label: name.label, records: lines, comment: input.comment ?? '' };
  await record(tx, { subjectKind: 'dns-name', subjectId: name.id, at: now, type: 'record.requested', doer: doerOf(input), data });
};

const ownRecords = (tx: Db, holder: string) =>
  tx
    .selectFrom('dns_record')
    .where('holder', '=', holder)
    .where('state', 'in', ['wanted', 'published'])
    .select(['type', 'value'])
    .execute();

type Line = { action: 'add' | 'remove'; label: string; type: string; value: string; ttl: number | null };

/** What a holder's own act changes is a change set like any other: approved with the act itself, published and verified by jobs. */
const keepAsChange = async (
  tx: Db,
  input: Act & { holder: string },
  name: { zoneId: string; label: string; holderLabel: string },
  lines: readonly Line[],
): Promise<void> => {
  if (lines.length === 0) return;
  const items = lines.map((line) => ({ ...line, type: line.type as RecordType, comment: '' }));
  const holder = { id: input.holder, label: name.holderLabel };
  const reason = `${name.holderLabel}: ${name.label}`;
  const seen = { register: [], live: null };
  const { now } = input;
  const { id } = await storeChange(tx, {
    zoneId: name.zoneId,
    state: 'approved',
    reason,
    doer: doerOf(input),
    items,
    sensitive: [],
    seen,
    now,
    holder,
  });
  await tx
    .updateTable('dns_record')
    .set({ change_id: id })
    .where('holder', '=', input.holder)
    .where('state', 'in', ['wanted', 'removing'])
    .execute();
};

type Wanted = { type: RecordType; value: string };

const readRecords = ({ addresses = [], cname }: RequestRecordInput): Wanted[] => {
  const fault = (field: string, id: string, en: string) => invalid([{ field, message: { id, en } }]);
  if (cname !== undefined) {
    if (addresses.length > 0)
      throw fault(
        'cname',
        'Isi alamat IP atau nama tujuan, tidak keduanya.',
        'Give addresses or the name it stands for, not both.',
      );
    const value = readValue('CNAME', cname);
    if (value === null) throw fault('cname', 'Nama tujuan bukan nama host yang sah.', 'The target is not a valid host name.');
    return [{ type: 'CNAME', value }];
  }
  if (addresses.length === 0) throw fault('addresses', 'Belum ada alamat IP.', 'There is no address yet.');
  const records = addresses.map((address): Wanted => {
    const ipv4 = readValue('A', address);
    if (ipv4 !== null) return { type: 'A', value: ipv4 };
    const ipv6 = readValue('AAAA', address);
    if (ipv6 === null) throw fault('addresses', `"${address}" bukan alamat IP.`, `"${address}" is not an IP address.`);
    return { type: 'AAAA', value: ipv6 };
  });
  return [...new Map(records.map((each) => [`${each.type} ${each.value}`, each])).values()];
};

const want = async (
  tx: Db,
  name: { zoneId: string; label: string },
  records: readonly Wanted[],
  input: RequestRecordInput,
): Promise<string[]> => {
  const ids: string[] = [];
  for (const { type, value } of records) {
    const { rows } = await sql<{ id: string }>`
      insert into dns_record as r (id, zone_id, label, type, value, holder, comment, state, created_at)
      values (${newId()}, ${name.zoneId}, ${name.label}, ${type}, ${value}, ${input.holder}::uuid, ${input.comment ?? ''}, 'wanted', ${input.now}::timestamptz)
      on conflict (zone_id, label, type, value) where state <> 'removed' do update
        set state = case r.state when 'published' then r.state else 'wanted' end, comment = excluded.comment, holder = excluded.holder
        where r.holder = excluded.holder or (r.state = 'removing' and r.holder is not null)
      returning id`.execute(tx);
    if (!rows[0]) throw new AppError('name_taken', { name: name.label });
    ids.push(rows[0].id);
  }
  return ids;
};

/** Takes the holder's records out of the zone; a job does it. Returns how many there were. Harmless when there are none. */
export const removeRecords = async (tx: Db, input: Act & { holder: string }): Promise<number> => {
  const removed = await tx
    .updateTable('dns_record')
    .set({ state: 'removing' })
    .where('holder', '=', input.holder)
    .where('state', 'in', ['wanted', 'published'])
    .returning(['zone_id as zoneId', 'label', 'type', 'value', 'ttl'])
    .execute();
  for (const zoneId of new Set(removed.map((each) => each.zoneId))) await enqueuePublication(tx, zoneId);
  if (removed.length === 0) return 0;
  const name = await tx
    .selectFrom('dns_name')
    .where('holder', '=', input.holder)
    .orderBy('reserved_at', 'desc')
    .select(['id', 'zone_id as zoneId', 'label', 'holder_label as holderLabel'])
    .executeTakeFirst();
  if (name)
    await keepAsChange(
      tx,
      input,
      name,
      removed.filter(({ zoneId }) => zoneId === name.zoneId).map((each) => ({ ...each, action: 'remove' as const })),
    );
  const data = { records: removed.map(({ label, type, value }) => `${label} ${type} ${value}`) };
  if (name)
    await record(tx, {
      subjectKind: 'dns-name',
      subjectId: name.id,
      at: input.now,
      type: 'record.removed',
      doer: doerOf(input),
      data,
    });
  return removed.length;
};

/** Gives the holder's name free, and with it whatever records it still has. Harmless when there is none: returns false then. */
export const releaseName = async (tx: Db, input: Act & { holder: string }): Promise<boolean> => {
  await removeRecords(tx, input);
  const name = await tx
    .updateTable('dns_name')
    .set({ state: 'released', released_at: input.now })
    .where('holder', '=', input.holder)
    .where('state', '<>', 'released')
    .returning(['id', 'label', 'holder_label as holderLabel'])
    .executeTakeFirst();
  if (!name) return false;
  const data = { label: name.label, holderLabel: name.holderLabel };
  await record(tx, {
    subjectKind: 'dns-name',
    subjectId: name.id,
    at: input.now,
    type: 'name.released',
    doer: doerOf(input),
    data,
  });
  return true;
};

/** Asks for the holder's records to be verified again; a job does it. `not_found` when the holder has no name. */
export const requestVerification = async (tx: Db, input: { holder: string }): Promise<void> => {
  const name = await tx
    .selectFrom('dns_name')
    .where('holder', '=', input.holder)
    .where('state', '<>', 'released')
    .select('zone_id as zoneId')
    .executeTakeFirst();
  if (!name) throw new AppError('not_found', { what: `name of ${input.holder}` });
  await enqueueVerification(tx, { zoneId: name.zoneId, holder: input.holder });
};
