import { sql } from 'kysely';
import { record, system } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { listVacancies, type Vacancy } from '#identity/index.ts';
import { announce, type NoticeKind } from '#notify/index.ts';
import { hostingSop, systemActor } from '#sop/index.ts';
import { mailTimes } from '../notices.ts';
import { listAdministrators } from '../queries/administrators.ts';
import { currentCalendar } from '../queries/current-calendar.ts';
import { handOver } from './hand-over.ts';

/** So many days before a term ends without a successor it is said. */
const horizon = 7;

/**
 * Looks at the posts, as the day changes: hands over the tasks of who goes on leave, puts tasks back into the queue whose taker
 * acts for the post no longer (a task follows the post), and tells administrators, once per post and day it ends, where
 * nobody acts or soon nobody will. Each in a transaction of its own; a second run does nothing.
 */
export const watchPosts = async (db: Db, now: Temporal.Instant): Promise<void> => {
  const office = await db.selectFrom('installation').select(['time_zone', 'host_office_id']).executeTakeFirst();
  if (!office) return;
  const today = now.toZonedDateTimeISO(office.time_zone).toPlainDate();
  await beginLeaves(db, today, now);
  await db.transaction().execute((tx) => releaseStray(tx, today, now));
  await tellVacancies(db, today, now);
};

const beginLeaves = async (db: Db, today: Temporal.PlainDate, now: Temporal.Instant): Promise<void> => {
  const begun = await db
    .selectFrom('leave')
    .select(['id', 'person_id'])
    .where('hand_over', '=', true)
    .where('handed_over_at', 'is', null)
    .where('ended_at', 'is', null)
    .where('first_day', '<=', today)
    .where('last_day', '>=', today)
    .execute();
  for (const leave of begun) {
    await db.transaction().execute(async (tx) => {
      const { numUpdatedRows } = await tx
        .updateTable('leave')
        .set({ handed_over_at: now })
        .where('id', '=', leave.id)
        .where('handed_over_at', 'is', null)
        .executeTakeFirst();
      if (numUpdatedRows > 0n) await handOver(tx, { from: leave.person_id, to: null, actor: systemActor, now });
    });
  }
};

/** Which role has each state, by the current definition: a task of a case that runs under an older one is left alone. */
const held = hostingSop.states.filter((state) => state.holder !== null);

const releaseStray = async (tx: Db, today: Temporal.PlainDate, now: Temporal.Instant): Promise<void> => {
  const { rows } = await sql<{ id: string; taker: string }>`
    with turn as (select * from unnest(${held.map((state) => state.key)}::text[], ${held.map((state) => state.holder as string)}::text[]) as turn (state, role))
    select c.id, c.assignee_person_id as taker
    from hosting_case c join turn on turn.state = c.state cross join installation i
    where c.assignee_person_id is not null and c.closed_at is null and not exists (
      select 1 from appointment a join post p on p.id = a.post_id
      where a.person_id = c.assignee_person_id and p.active and p.role = turn.role
        and p.office_id = case when turn.role like 'applicant-%' then c.office_id else i.host_office_id end
        and a.ended_at is null and ${today}::date between a.valid_from and coalesce(a.valid_until, 'infinity'))
    for update of c skip locked`.execute(tx);
  for (const { id, taker } of rows) {
    await tx.updateTable('hosting_case').set({ assignee_person_id: null }).where('id', '=', id).execute();
    await record(tx, {
      subjectKind: 'case',
      subjectId: id,
      at: now,
      type: 'case.released',
      doer: system,
      data: { before: taker },
    });
  }
};

const kindOf = (vacancy: Vacancy): NoticeKind => (vacancy.fault === 'ending' ? 'post-ending' : 'post-vacant');

const tellVacancies = async (db: Db, today: Temporal.PlainDate, now: Temporal.Instant): Promise<void> => {
  const vacancies = await listVacancies(db, { on: today, horizon });
  if (vacancies.length === 0) return;
  const calendar = await currentCalendar(db);
  await db.transaction().execute(async (tx) => {
    for (const vacancy of vacancies) {
      // Told once for each way in which a post falls vacant: `until` changes when somebody is appointed and leaves again.
      const cause = vacancy.until?.toString() ?? vacancy.fault;
      const told = await sql`
        select 1 from notification where subject_id = ${vacancy.postId}::uuid and kind = ${kindOf(vacancy)} and data->>'cause' = ${cause} limit 1`.execute(
        tx,
      );
      if (told.rows.length > 0) continue;
      await announce(tx, {
        to: await listAdministrators(tx),
        kind: kindOf(vacancy),
        subjectId: vacancy.postId,
        label: `${vacancy.title}, ${vacancy.officeName}`,
        path: `/admin/posts/${vacancy.postId}`,
        data: { cause },
        except: null,
        at: now,
        mail: mailTimes(calendar, now),
        today,
      });
    }
  });
};
