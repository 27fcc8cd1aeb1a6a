import { sql } from 'kysely';
import type { Db } from '#db/index.ts';

export type Announcement = {
  /** Posts whose holders hear of it: by role, in an office. */
  to: readonly { officeId: string; role: string }[];
  /** A word of `noticeKinds`. */
  kind: string;
  subjectId: string;
  /** How the subject is called in the inbox: "K-2026-0042 SIAP-Sehat". */
  label: string;
  path: string;
  data?: Readonly<Record<string, unknown>>;
  /** Who did it need not be told. */
  except: string | null;
  at: Temporal.Instant;
  today: Temporal.PlainDate;
};

/** Puts a notice into the inbox of everyone who holds one of these posts today, definitively or acting. One round trip. */
export const announce = async (tx: Db, notice: Announcement): Promise<void> => {
  if (notice.to.length === 0) return;
  await sql`
    insert into notification (id, person_id, kind, subject_id, subject_label, path, data, at)
    select gen_random_uuid(), holder.person_id, ${notice.kind}, ${notice.subjectId}, ${notice.label}, ${notice.path},
      ${JSON.stringify(notice.data ?? {})}::jsonb, ${notice.at}
    from (
      select distinct a.person_id
      from post p join appointment a on a.post_id = p.id
      where p.active and (p.office_id, p.role) in (
          select * from unnest(${notice.to.map((each) => each.officeId)}::uuid[], ${notice.to.map((each) => each.role)}::text[]))
        and a.valid_from <= ${notice.today} and (a.valid_until is null or a.valid_until >= ${notice.today}) and a.ended_at is null
        and a.person_id is distinct from ${notice.except}
    ) as holder`.execute(tx);
};
