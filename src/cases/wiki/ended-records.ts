import { sql } from 'kysely';
import { system } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { archiveRecordPages, type RecordKind, reviveRecordPages } from '#wiki/index.ts';

type Found = { kind: RecordKind; id: string; why: string };

/** So many records are followed in one run; the next run goes on. */
const most = 1000;

/** Records with pages that are out of use, or gone from their register, and of which the pages do not know it yet. */
const endedNow = async (db: Db): Promise<Found[]> => {
  const { rows } = await sql<Found>`
    select distinct p.record_kind as kind, p.record_id as id, coalesce(nullif(r.why, ''), 'Tidak dipakai lagi menurut daftarnya') as why
    from (
      select 'application' as kind, id, retired_reason as why from application where status = 'retired'
      union all select 'server', id, '' from server where status = 'retired'
      union all select 'site', id, '' from site where status = 'retired'
    ) r join wiki_page p on p.record_kind = r.kind and p.record_id = r.id and p.record_ended_at is null and p.state <> 'deleted'
    union all
    select distinct p.record_kind, p.record_id, 'Sudah tidak ada dalam daftarnya' from wiki_page p
    where p.record_ended_at is null and p.state <> 'deleted' and case p.record_kind
      when 'application' then not exists (select from application where id = p.record_id)
      when 'server' then not exists (select from server where id = p.record_id)
      when 'site' then not exists (select from site where id = p.record_id)
      when 'zone' then not exists (select from dns_zone where id = p.record_id)
      else false end
    limit ${most}`.execute(db);
  return rows;
};

const inUseAgain = async (db: Db): Promise<Found[]> => {
  const { rows } = await sql<Found>`
    select distinct p.record_kind as kind, p.record_id as id, 'Dipakai lagi menurut daftarnya' as why from wiki_page p
    where p.record_ended_at is not null and p.record_kind is not null and case p.record_kind
      when 'application' then exists (select from application where id = p.record_id and status <> 'retired')
      when 'server' then exists (select from server where id = p.record_id and status <> 'retired')
      when 'site' then exists (select from site where id = p.record_id and status <> 'retired')
      when 'zone' then exists (select from dns_zone where id = p.record_id)
      else false end
    limit ${most}`.execute(db);
  return rows;
};

/**
 * Archives the pages of records that ended by whatever door (so that they leave the trees and the lists of pages to look
 * at again, and are marked where they are found), and brings back those of records that are in use again. Each record once: what a
 * person does with its pages afterwards stays. `stopped` is asked between two records. Returns of how many records.
 */
export const followEndedRecords = async (
  db: Db,
  now: Temporal.Instant,
  stopped: () => boolean = () => false,
): Promise<{ ended: number; back: number }> => {
  const counted = { ended: 0, back: 0 };
  for (const { why, ...about } of await endedNow(db)) {
    if (stopped()) return counted;
    await db.transaction().execute((tx) => archiveRecordPages(tx, { record: about, why, doer: system, now }));
    counted.ended += 1;
  }
  for (const { why, ...about } of await inUseAgain(db)) {
    if (stopped()) return counted;
    await db.transaction().execute((tx) => reviveRecordPages(tx, { record: about, why, doer: system, now }));
    counted.back += 1;
  }
  return counted;
};
