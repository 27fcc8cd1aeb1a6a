import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { AppError, type FieldFault, invalid } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import type { Words } from '#lib/words.ts';
import { type Act, doerOf } from '../act.ts';
import { readAdditions, readOwner, type TypedChange } from '../changes/input.ts';
import { getItems } from '../changes/queries.ts';
import { type ChangeItem, judge, marksOf, reverseOf } from '../changes/rules.ts';
import { concerned, seenLines, storeChange } from '../changes/store.ts';
import { changeStates, type RecordType } from '../choices.ts';
import { enqueueLook } from '../jobs.ts';

export type ProposeInput = Act & {
  zoneId: string;
  typed: TypedChange;
  /** Ids of records that are to go. */
  remove?: readonly string[];
};

export type ZoneRow = { id: string; name: string; internal: boolean; ttl: number; sensitive: string[]; provider: string };

/** What a proposal must know of its zone; the row is locked. `not_found`. */
export const getZoneRow = async (tx: Db, zoneId: string): Promise<ZoneRow> => {
  const zone = isId(zoneId)
    ? await tx
        .selectFrom('dns_zone')
        .where('id', '=', zoneId)
        .select(['id', 'name', 'internal', 'ttl', 'sensitive', 'provider'])
        .forNoKeyUpdate()
        .executeTakeFirst()
    : undefined;
  if (!zone) throw new AppError('not_found', { what: `zone ${zoneId}` });
  return zone;
};

/**
 * Proposes a change set: judged by the rules of the zone, stored with what its sets look like now, and not published before
 * somebody has approved it. `invalid` names each fault at its field; `not_found` for a zone that is not there.
 */
export const proposeChange = async (tx: Db, input: ProposeInput): Promise<{ changeId: string }> => {
  const zone = await getZoneRow(tx, input.zoneId);
  const owner = await readOwner(tx, input.typed.owner ?? {});
  const read = readAdditions(input.typed, zone.name);
  const { reason } = read;
  const added = read.items.map((item): ChangeItem => ({ ...item, ...owner }));
  const removed = await removals(tx, zone, input.remove ?? []);
  const leaving = new Map(removed.map((item) => [keyOf(item), item]));
  // What leaves and comes again with the same value only changes its time, or whose it is.
  const kept = new Map(added.filter((item) => leaving.has(keyOf(item))).map((item) => [keyOf(item), item]));
  const items = await withSetTtl(tx, zone, [
    ...removed.filter((item) => !kept.has(keyOf(item))),
    ...added.filter((item) => !kept.has(keyOf(item))),
    ...[...kept].map(([key, item]): ChangeItem => ({ ...item, action: 'change', ttlBefore: leaving.get(key)?.ttl ?? null })),
  ]);
  if (items.length === 0)
    throw invalid([{ field: 'label', message: { id: 'Belum ada yang diubah.', en: 'There is no change yet.' } }]);
  return propose(tx, zone, { ...input, reason, items });
};

const keyOf = ({ label, type, value }: Pick<ChangeItem, 'label' | 'type' | 'value'>): string => `${label} ${type} ${value}`;

type Proposal = Act & { reason: string; items: readonly ChangeItem[]; reverses?: string };

/** Judges and stores items as a proposal. `invalid` with each fault. */
export const propose = async (tx: Db, zone: ZoneRow, input: Proposal): Promise<{ changeId: string }> => {
  const { reason, items, now } = input;
  const before = await concerned(tx, zone, items);
  const there = new Set(before.map(keyOf));
  const doubled = items.filter((item) => item.action === 'add' && there.has(keyOf(item)));
  const { faults } = judge(zone, before, items);
  const fieldFaults: FieldFault[] = faults.map(({ item, message }) => ({
    field: fieldOf(items[item], message),
    message: named(items[item], message),
  }));
  for (const item of doubled)
    fieldFaults.push({
      field: 'value',
      message: named(item, { id: 'Rekaman ini sudah ada.', en: 'This record exists already.' }),
    });
  if (fieldFaults.length > 0) throw invalid(fieldFaults);
  const marks = marksOf(items).filter((mark) => zone.sensitive.includes(mark));
  const seen = { register: seenLines(before, items, zone.ttl), live: null };
  const { id, number } = await storeChange(tx, {
    zoneId: zone.id,
    state: 'proposed',
    reason,
    doer: doerOf(input),
    items,
    sensitive: marks,
    seen,
    now,
    ...(input.reverses ? { reverses: input.reverses } : {}),
  });
  if (zone.provider !== 'zonefile') await enqueueLook(tx, { zoneId: zone.id, changeId: id });
  const lines = items.slice(0, 100).map(({ action, label, type, value }) => `${action} ${label} ${type} ${value}`);
  await record(tx, {
    subjectKind: 'zone',
    subjectId: zone.id,
    at: now,
    type: 'change.proposed',
    doer: doerOf(input),
    data: { number, reason, items: lines, sensitive: marks },
  });
  return { changeId: id };
};

const fieldOf = (item: ChangeItem | undefined, message: Words): string => {
  if (item?.action === 'remove') return 'remove';
  return message.en.includes('TTL') ? 'ttl' : 'value';
};

const named = (item: ChangeItem | undefined, message: Words): Words => ({
  id: `${item?.label} ${item?.type}: ${message.id}`,
  en: `${item?.label} ${item?.type}: ${message.en}`,
});

const removals = async (tx: Db, zone: ZoneRow, ids: readonly string[]): Promise<ChangeItem[]> => {
  const wanted = ids.filter(isId);
  if (wanted.length === 0) return [];
  const rows = await tx
    .selectFrom('dns_record')
    .where('zone_id', '=', zone.id)
    .where('id', 'in', wanted)
    .where('state', 'in', ['wanted', 'published'])
    .select(['label', 'type', 'value', 'ttl', 'comment'])
    .orderBy('label')
    .execute();
  return rows.map((row): ChangeItem => ({ ...row, type: row.type as RecordType, action: 'remove' }));
};

/** A record that is added without a time gets the one that its set has. */
const withSetTtl = async (tx: Db, zone: ZoneRow, items: readonly ChangeItem[]): Promise<ChangeItem[]> => {
  const before = await concerned(tx, zone, items);
  const ttls = new Map(before.map(({ label, type, ttl }) => [`${label} ${type}`, ttl]));
  return items.map((item) =>
    item.action === 'add' && item.ttl === null ? { ...item, ttl: ttls.get(`${item.label} ${item.type}`) ?? null } : item,
  );
};

/**
 * Proposes the reverse of a change set that was published. `not_possible_now` for one that was not, or that is being
 * reversed already; `invalid` when the zone has changed so that the reverse would break its rules.
 */
export const reverseChange = async (
  tx: Db,
  input: Act & { zoneId: string; changeId: string; reason?: string },
): Promise<{ changeId: string }> => {
  const zone = await getZoneRow(tx, input.zoneId);
  const change = isId(input.changeId)
    ? await tx
        .selectFrom('dns_change')
        .where('id', '=', input.changeId)
        .where('zone_id', '=', zone.id)
        .select(['number', 'state'])
        .executeTakeFirst()
    : undefined;
  if (!change) throw new AppError('not_found', { what: `change ${input.changeId}` });
  const other = await tx
    .selectFrom('dns_change')
    .where('reverses', '=', input.changeId)
    .where('state', 'not in', ['refused', 'withdrawn'])
    .select('number')
    .executeTakeFirst();
  if (other || !['published', 'verified'].includes(change.state))
    throw new AppError('not_possible_now', {
      action: 'reverse',
      state: other
        ? `dibatalkan oleh no. ${other.number}`
        : (changeStates.find(({ value }) => value === change.state)?.label.id ?? change.state),
      possible: '–',
    });
  const items = reverseOf(await getItems(tx, input.changeId));
  const reason = input.reason?.trim().slice(0, 500) || `Membatalkan perubahan no. ${change.number}`;
  return propose(tx, zone, { ...input, reason, items, reverses: input.changeId });
};
