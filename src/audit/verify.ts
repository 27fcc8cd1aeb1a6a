import { sql } from 'kysely';
import type { Db } from '#db/index.ts';

export type BrokenLink = { subjectKind: string; subjectId: string; seq: number; fault: 'gap' | 'link' | 'hash' | 'head' };

/**
 * Recomputes every chain inside the database. Returns how many events were read and the first broken link, if any:
 * `gap` a missing number, `link` an event that does not follow its predecessor, `hash` an event whose content was
 * changed, `head` a chain whose end was cut off or replaced.
 */
export const verify = async (db: Db): Promise<{ events: number; chains: number; broken: BrokenLink | null }> => {
  const counted = await sql<{ events: number; chains: number }>`
    select (select count(*) from audit_event) as events, (select count(*) from audit_head) as chains`.execute(db);
  const { rows } = await sql<BrokenLink>`
    with link as (
      select e.*, row_number() over chain as place,
        coalesce(lag(e.hash) over chain, sha256(convert_to(e.subject_kind || ':' || e.subject_id, 'UTF8'))) as expected
      from audit_event e window chain as (partition by e.subject_kind, e.subject_id order by e.seq)
    ), fault as (
      select subject_kind, subject_id, seq, case
          when seq <> place then 'gap'
          when prev_hash <> expected then 'link'
          when hash <> audit_digest(prev_hash, subject_kind, subject_id, seq, at, type, account_id, person_id, post_id, acting, data) then 'hash'
        end as fault
      from link
      union all
      select h.subject_kind, h.subject_id, h.seq, 'head'
      from audit_head h
      left join audit_event e on (e.subject_kind, e.subject_id, e.seq, e.hash) = (h.subject_kind, h.subject_id, h.seq, h.hash)
      where e.seq is null or exists (
        select 1 from audit_event later
        where (later.subject_kind, later.subject_id) = (h.subject_kind, h.subject_id) and later.seq > h.seq)
      union all
      select e.subject_kind, e.subject_id, e.seq, 'head'
      from audit_event e left join audit_head h using (subject_kind, subject_id) where h.seq is null
    )
    select subject_kind as "subjectKind", subject_id as "subjectId", seq, fault from fault
    where fault is not null order by subject_kind, subject_id, seq limit 1`.execute(db);
  const count = counted.rows[0];
  return { events: count?.events ?? 0, chains: count?.chains ?? 0, broken: rows[0] ?? null };
};
