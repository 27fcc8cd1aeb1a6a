import { sql } from 'kysely';
import { record, system } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { dueAt, dueSoon, stateOf, stepOf, totalDue, type WorkingCalendar } from '#sop/index.ts';
import { type FoundCase, findCase } from '../find-case.ts';
import { tellDeadline, tellHooksOfLateness } from '../notices.ts';
import { currentCalendar } from '../queries/current-calendar.ts';
import { standingTimes, totalsOf } from './submit.ts';

type Open = {
  number: string;
  openedAt: Temporal.Instant;
  due: Temporal.Instant;
  /** The working calendar has changed since the deadline was counted. */
  outdated: boolean;
  warned: boolean;
  lateTold: boolean;
};

/**
 * Looks at every open step of the hosting office: counts its deadline again when the working calendar has changed (a holiday
 * entered later moves what is open and never what is done), tells its post once when a quarter of the time is left, and once,
 * together with the post above, when it is late. Each case in a transaction of its own; a second run does nothing.
 */
export const watchDeadlines = async (db: Db, now: Temporal.Instant): Promise<void> => {
  const calendar = await currentCalendar(db);
  for (const open of await listOpen(db)) {
    if (open.outdated || toTell(calendar, open, now)) {
      await db.transaction().execute((tx) => watchCase(tx, calendar, open.number, now));
    }
  }
};

const openSteps = sql`
  select c.number, s.opened_at as "openedAt", s.due_at as due, c.deadlines_by <> i.calendar_version as outdated,
    s.warned_at is not null as warned, s.late_told_at is not null as "lateTold"
  from hosting_case c join case_step s on s.case_id = c.id and s.closed_at is null cross join installation i
  where c.closed_at is null and s.due_at is not null`;

const listOpen = async (db: Db): Promise<Open[]> => (await sql<Open>`${openSteps} order by s.due_at`.execute(db)).rows;

const toTell = (calendar: WorkingCalendar, open: Open, now: Temporal.Instant): 'task-late' | 'task-due-soon' | null => {
  if (Temporal.Instant.compare(now, open.due) > 0) return open.lateTold ? null : 'task-late';
  return !open.warned && dueSoon(calendar, open, now) ? 'task-due-soon' : null;
};

const watchCase = async (tx: Db, calendar: WorkingCalendar, number: string, now: Temporal.Instant): Promise<void> => {
  const found = await findCase(tx, 'system', number, { lock: true });
  // Read under the lock: an act may have closed the step in the meantime.
  const open = (await sql<Open>`${openSteps} and c.number = ${number}`.execute(tx)).rows[0];
  if (!found || !open) return;
  const counted = open.outdated ? await countAgain(tx, calendar, found, open, now) : open;
  const kind = toTell(calendar, counted, now);
  if (!kind) return;
  const today = now.toZonedDateTimeISO(found.host.timeZone).toPlainDate();
  await tellDeadline({ tx, found, calendar, now, today, kind });
  if (kind === 'task-late') await tellHooksOfLateness(tx, found, now);
  await tx
    .updateTable('case_step')
    .set(kind === 'task-late' ? { late_told_at: now } : { warned_at: now })
    .where('case_id', '=', found.row.id)
    .where('closed_at', 'is', null)
    .execute();
};

/** The deadlines of the open step and of the whole by today's calendar. A deadline that moves is told of afresh. */
const countAgain = async (
  tx: Db,
  calendar: WorkingCalendar,
  found: FoundCase,
  open: Open,
  now: Temporal.Instant,
): Promise<Open> => {
  const { row, definition } = found;
  const { step } = stateOf(definition, row.state);
  if (step === null || row.submitted_at === null) return open;
  const due = dueAt(calendar, open.openedAt, stepOf(definition, step).time);
  const total = totalDue(calendar, row.submitted_at, totalsOf(found), await standingTimes(tx, found, now));
  await tx
    .updateTable('hosting_case')
    .set({ due_at: due, total_due_at: total, deadlines_by: found.host.calendarVersion })
    .where('id', '=', row.id)
    .execute();
  if (due.equals(open.due) && row.total_due_at?.equals(total)) return { ...open, outdated: false };
  await tx
    .updateTable('case_step')
    .set({ due_at: due, warned_at: null, late_told_at: null })
    .where('case_id', '=', row.id)
    .where('closed_at', 'is', null)
    .execute();
  await record(tx, {
    subjectKind: 'case',
    subjectId: row.id,
    at: now,
    type: 'case.deadline-moved',
    doer: system,
    data: { from: open.due.toString(), to: due.toString(), total: total.toString() },
  });
  return { ...open, due, outdated: false, warned: false, lateTold: false };
};
