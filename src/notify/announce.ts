import { sql } from 'kysely';
import type { Db } from '#db/index.ts';
import { standardMailMode } from './choices.ts';
import { mailJobName } from './mail/job-name.ts';

export type Announcement = {
  /** Who hears of it: the holders of a post, by its role in an office or by itself, or one person. */
  to: readonly ({ officeId: string; role: string } | { postId: string } | { personId: string })[];
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
  /** When a mail may go to who wants it in working hours, and to who wants one a day. */
  mail: { working: Temporal.Instant; daily: Temporal.Instant };
  today: Temporal.PlainDate;
};

/**
 * Puts a notice into the inbox of everyone named, or who holds one of these posts today, definitively or acting, and asks for a
 * mail to those who want one: at most one job waits per person and moment. One round trip.
 */
export const announce = async (tx: Db, notice: Announcement): Promise<void> => {
  if (notice.to.length === 0) return;
  const roles = notice.to.filter((each) => 'role' in each);
  const posts = notice.to.flatMap((each) => ('postId' in each ? [each.postId] : []));
  const people = notice.to.flatMap((each) => ('personId' in each ? [each.personId] : []));
  await sql`
    with holder as (
      select a.person_id
      from post p join appointment a on a.post_id = p.id
      where p.active and (p.id = any(${posts}::uuid[]) or (p.office_id, p.role) in (
          select * from unnest(${roles.map((each) => each.officeId)}::uuid[], ${roles.map((each) => each.role)}::text[])))
        and a.valid_from <= ${notice.today} and (a.valid_until is null or a.valid_until >= ${notice.today}) and a.ended_at is null
        and a.person_id is distinct from ${notice.except}
      union
      select id from person where id = any(${people}::uuid[]) and id is distinct from ${notice.except}
    ), told as (
      insert into notification (id, person_id, kind, subject_id, subject_label, path, data, at, mail_due_at)
      select gen_random_uuid(), holder.person_id, ${notice.kind}, ${notice.subjectId}, ${notice.label}, ${notice.path},
        ${JSON.stringify(notice.data ?? {})}::jsonb, ${notice.at},
        case when ${notice.kind} = any(wish.muted) then null else
          case coalesce(wish.mode, ${standardMailMode})
            when 'at-once' then ${notice.at}::timestamptz
            when 'working-hours' then ${notice.mail.working}::timestamptz
            when 'daily' then ${notice.mail.daily}::timestamptz
          end
        end
      from holder left join mail_preference wish on wish.person_id = holder.person_id
      returning person_id, mail_due_at
    )
    select graphile_worker.add_job(${mailJobName}, json_build_object('personId', person_id), run_at => mail_due_at,
      job_key => ${mailJobName} || ':' || person_id || ':' || extract(epoch from mail_due_at)::bigint)
    from told where mail_due_at is not null`.execute(tx);
};
