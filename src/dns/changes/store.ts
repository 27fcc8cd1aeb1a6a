import { sql } from 'kysely';
import type { Doer } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { newId } from '#lib/ids.ts';
import type { ChangeState, RecordType } from '../choices.ts';
import { labelIn } from '../zone/name.ts';
import type { ZoneRecord } from '../zone/print.ts';
import { targetOf } from '../zone/value.ts';
import type { ChangeItem } from './rules.ts';

export type Seen = { register: string[]; live: string[] | null };

export type NewChange = {
  zoneId: string;
  state: Extract<ChangeState, 'proposed' | 'approved'>;
  reason: string;
  doer: Doer;
  items: readonly ChangeItem[];
  sensitive: readonly string[];
  seen: Seen;
  now: Temporal.Instant;
  holder?: { id: string; label: string };
  reverses?: string;
};

/** Stores a change set with the next number of its zone. */
export const storeChange = async (tx: Db, change: NewChange): Promise<{ id: string; number: number }> => {
  const id = newId();
  const { rows } = await sql<{ number: number }>`
    with counted as (update dns_zone set change_count = change_count + 1 where id = ${change.zoneId} returning change_count)
    insert into dns_change (id, zone_id, number, state, reason, author, author_label, holder, holder_label, sensitive, seen, reverses, proposed_at, decided_at)
    select ${id}, ${change.zoneId}, change_count, ${change.state}, ${change.reason}, ${change.doer.personId}::uuid,
      coalesce((select name from person where id = ${change.doer.personId}::uuid), ''), ${change.holder?.id ?? null}::uuid,
      ${change.holder?.label ?? ''}, ${[...change.sensitive]}::text[], ${JSON.stringify(change.seen)}::jsonb, ${change.reverses ?? null}::uuid,
      ${change.now}::timestamptz, case when ${change.state} = 'approved' then ${change.now}::timestamptz end
    from counted returning number`.execute(tx);
  const items = change.items.map(({ action, label, type, value, ttl, ttlBefore, comment, ...item }, position) => ({
    change_id: id,
    position,
    action,
    label,
    type,
    value,
    ttl,
    ttl_before: ttlBefore ?? null,
    comment,
    origin: item.origin ?? 'register',
    office_id: item.officeId ?? null,
    application_id: item.applicationId ?? null,
    reference: item.reference ?? '',
  }));
  for (let start = 0; start < items.length; start += 1000)
    await tx
      .insertInto('dns_change_item')
      .values(items.slice(start, start + 1000))
      .execute();
  return { id, number: rows[0]?.number ?? 0 };
};

type Stored = { label: string; type: string; value: string; ttl: number | null };

const typed = (row: Stored): ZoneRecord => ({ ...row, type: row.type as RecordType });

const live = (tx: Db, zoneId: string) =>
  tx
    .selectFrom('dns_record')
    .where('zone_id', '=', zoneId)
    .where('state', 'in', ['wanted', 'published'])
    .select(['label', 'type', 'value', 'ttl']);

/** What the register has that concerns these items: their names, what they point to, every alias and every delegation. */
export const concerned = async (
  tx: Db,
  zone: { id: string; name: string },
  items: readonly ChangeItem[],
): Promise<ZoneRecord[]> => {
  if (items.length === 0) return [];
  const labels = new Set(items.map(({ label }) => label));
  for (const { type, value } of items) {
    const target = targetOf(type, value);
    const label = target === null ? null : labelIn(target, zone.name);
    if (label !== null) labels.add(label);
  }
  const bases = items
    .filter(({ label, type }) => label.startsWith('*.') || type === 'NS')
    .map(({ label }) => `%.${label.replace(/^\*\./, '')}`);
  const rows = await live(tx, zone.id)
    .where((where) =>
      where.or([
        where('label', '=', sql<string>`any(${[...labels]}::text[])`),
        where('type', 'in', ['CNAME', 'NS']),
        ...bases.map((pattern) =>
          where(
            'label',
            'like',
            pattern.replace(/[\\_]/g, (mark) => `\\${mark}`),
          ),
        ),
      ]),
    )
    .execute();
  return [...rows.map(typed), ...outside(items)];
};

/** What is to go though the register never had it: it stands at the server. */
const outside = (items: readonly ChangeItem[]): ZoneRecord[] =>
  items
    .filter(({ action, origin }) => action === 'remove' && origin === 'outside')
    .map(({ label, type, value, ttl }) => ({ label, type, value, ttl }));

/** A set of records as comparable lines. */
export const seenLines = (records: readonly ZoneRecord[], items: readonly ChangeItem[], standardTtl: number): string[] => {
  const sets = new Set(items.map(({ label, type }) => `${label} ${type}`));
  return records
    .filter(({ label, type }) => sets.has(`${label} ${type}`))
    .map(({ label, type, value, ttl }) => `${label} ${ttl ?? standardTtl} ${type} ${value}`)
    .sort();
};
