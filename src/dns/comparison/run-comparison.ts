import { sql } from 'kysely';
import { record, system } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { newId } from '#lib/ids.ts';
import { listDeadAddresses } from '#registry/index.ts';
import { isRecordType, type RecordType } from '../choices.ts';
import { getStoredZone } from '../provided.ts';
import { labelIn } from '../zone/name.ts';
import type { ZoneRecord } from '../zone/print.ts';
import { compare, type Facts, type Finding } from './compare.ts';
import { observe } from './observe.ts';

type Comparison = {
  zoneId: string;
  now: Temporal.Instant;
  secret: string;
  dataDirectory: string;
  signal: AbortSignal;
  /** The person who asked for it; null: the schedule. */
  askedBy?: string | null;
};

/** More findings than a person can look at are counted, not kept one by one. */
const mostKept = 5000;

/**
 * Compares a zone as the register wants it with what stands where it is published, what each name server answers, and what a
 * resolver of the outside says, and keeps what differs: a finding stays open from the comparison that saw it first to the one
 * that does not see it any more. Changes nothing in the zone. Returns how many are open.
 */
export const runComparison = async (db: Db, input: Comparison): Promise<{ checkId: string; open: number }> => {
  const { zoneId, now } = input;
  const { resolver, turn } = await db
    .selectFrom('dns_zone as z')
    .where('z.id', '=', zoneId)
    .select(['z.resolver', sql<number>`(select count(*) from dns_check c where c.zone_id = z.id)`.as('turn')])
    .executeTakeFirstOrThrow();
  const zone = { ...(await getStoredZone(db, zoneId, input.secret)), resolver };
  const { wanted, moving, retired } = await recordsOf(db, zoneId);
  const seen = await observe({ zone, wanted, dataDirectory: input.dataDirectory, turn, signal: input.signal });
  const addresses = wanted.filter(({ type }) => type === 'A' || type === 'AAAA').map(({ value }) => value);
  const dead = new Map((await listDeadAddresses(db, addresses)).map(({ address, network }) => [address, network]));
  const knows = await otherZones(db, zoneId);
  const found = compare({ zone, wanted, moving, dead, retired, knows }, seen, now);
  const kinds = Map.groupBy(found, ({ kind }) => kind);
  const counts = Object.fromEntries([...kinds].map(([kind, list]) => [kind, list.length]));
  const checkId = newId();
  await db.transaction().execute(async (tx) => {
    await tx
      .insertInto('dns_check')
      .values({
        id: checkId,
        zone_id: zoneId,
        asked_by: input.askedBy ?? null,
        started_at: now,
        ended_at: now,
        records: wanted.length,
        servers: JSON.stringify(seen.servers),
        dnssec: JSON.stringify(seen.dnssec),
        found: JSON.stringify(counts),
      })
      .execute();
    const fresh = await keep(tx, zoneId, found.slice(0, mostKept), now);
    if (fresh > 0)
      await record(tx, {
        subjectKind: 'zone',
        subjectId: zoneId,
        at: now,
        type: 'drift.found',
        doer: system,
        data: { new: fresh, found: counts },
      });
  });
  return { checkId, open: found.length };
};

type Row = { label: string; type: string; value: string; ttl: number | null };

const typed = (row: Row): ZoneRecord => ({ label: row.label, type: row.type as RecordType, value: row.value, ttl: row.ttl });

const recordsOf = async (db: Db, zoneId: string) => {
  const rows = await db
    .selectFrom('dns_record as r')
    .leftJoin('application as a', 'a.id', 'r.application_id')
    .where('r.zone_id', '=', zoneId)
    .where('r.state', '<>', 'removed')
    .select(['r.label', 'r.type', 'r.value', 'r.ttl', 'r.state', 'a.status', 'a.name as application'])
    .execute();
  const known = rows.filter(({ type }) => isRecordType(type));
  const retired = known
    .filter(({ status }) => status === 'retired')
    .map(({ label, type, value, application }): [string, string] => [`${label} ${type} ${value}`, application ?? '']);
  return {
    wanted: known.filter(({ state }) => state === 'published').map(typed),
    moving: known.filter(({ state }) => state !== 'published').map(typed),
    retired: new Map(retired),
  };
};

/** Whether a name of another zone of the office has records; null for a name that lies in none of them. */
const otherZones = async (db: Db, zoneId: string): Promise<Facts['knows']> => {
  const rows = await db
    .selectFrom('dns_zone as z')
    .leftJoin('dns_record as r', (join) => join.onRef('r.zone_id', '=', 'z.id').on('r.state', '<>', 'removed'))
    .where('z.id', '<>', zoneId)
    .select(['z.name', 'r.label'])
    .distinct()
    .execute();
  const zones = Map.groupBy(rows, ({ name }) => name);
  return (fqdn) => {
    for (const [name, records] of zones) {
      const label = labelIn(fqdn, name);
      if (label === null) continue;
      return records.some((each) => each.label === label || each.label?.startsWith('*') === true);
    }
    return null;
  };
};

/** Opens what is new, keeps what is still so, closes what is gone. Returns how many are new. */
const keep = async (tx: Db, zoneId: string, found: readonly Finding[], now: Temporal.Instant): Promise<number> => {
  const column = <T>(of: (finding: Finding) => T): T[] => found.map(of);
  const { rows } = await sql<{ fresh: number }>`
    with seen as (
      select * from unnest(${column(() => newId())}::uuid[], ${column(({ kind }) => kind)}::text[], ${column(({ label }) => label)}::text[],
        ${column(({ type }) => type)}::text[], ${column(({ value }) => value)}::text[], ${column(({ ttl }) => ttl)}::integer[],
        ${column(({ servers }) => JSON.stringify(servers))}::text[], ${column(({ detail }) => JSON.stringify(detail))}::text[])
        as seen (id, kind, label, type, value, ttl, servers, detail)
    ), kept as (
      insert into dns_finding as f (id, zone_id, kind, label, type, value, ttl, servers, detail, first_seen_at, last_seen_at)
      select id, ${zoneId}, kind, label, type, value, ttl, array(select jsonb_array_elements_text(servers::jsonb)), detail::jsonb,
        ${now}::timestamptz, ${now}::timestamptz
      from seen
      on conflict (zone_id, kind, label, type, value) where closed_at is null do update
        set last_seen_at = excluded.last_seen_at, servers = excluded.servers, detail = excluded.detail, ttl = excluded.ttl
      returning f.id, f.first_seen_at
    ), gone as (
      update dns_finding set closed_at = ${now}::timestamptz
      where zone_id = ${zoneId} and closed_at is null
        and not exists (select 1 from seen where seen.kind = dns_finding.kind and seen.label = dns_finding.label
          and seen.type = dns_finding.type and seen.value = dns_finding.value)
    )
    select count(*) as fresh from kept join seen on seen.id = kept.id`.execute(tx);
  return rows[0]?.fresh ?? 0;
};

/** What was found long ago need not be kept for ever: runs and closed findings go after 400 days. */
export const sweepComparisons = async (db: Db, now: Temporal.Instant): Promise<void> => {
  const before = now.subtract({ hours: 400 * 24 });
  await db.deleteFrom('dns_check').where('started_at', '<', before).execute();
  await db.deleteFrom('dns_finding').where('closed_at', '<', before).execute();
};
