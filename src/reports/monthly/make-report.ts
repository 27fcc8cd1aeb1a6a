import { system } from '#audit/index.ts';
import { currentCalendar, mailTimes } from '#cases/index.ts';
import { type Db, json } from '#db/index.ts';
import { draftLetter } from '#letters/index.ts';
import { longDate } from '#lib/format.ts';
import { newId } from '#lib/ids.ts';
import { announce } from '#notify/index.ts';
import { readTables } from '../figures/read-tables.ts';
import { firstOfMonth, lastOfMonth } from '../figures/spans.ts';
import { monthlyContent } from './content.ts';

/** "November 2026" */
export const monthName = (month: Temporal.PlainDate): string => longDate(month, 'id', 'UTC').replace(/^\d+ /, '');

/**
 * Makes the report of a month, once: its figures are kept as they are now, and a letter lies ready for the signature of the
 * head of the agency. Returns null for a month that has a report already, or from which no request is known.
 */
export const makeMonthlyReport = async (
  tx: Db,
  { month, now }: { month: Temporal.PlainDate; now: Temporal.Instant },
): Promise<{ reportId: string; letterId: string } | null> => {
  const first = firstOfMonth(month);
  const made = await tx.selectFrom('monthly_report').select('id').where('month', '=', first).executeTakeFirst();
  if (made) return null;
  const days = { from: first, until: lastOfMonth(first) };
  const { host_office_id: officeId } = await tx.selectFrom('installation').select('host_office_id').executeTakeFirstOrThrow();
  const { tables, dayMinutes } = await readTables(tx, { days, officeId: null, now, capacity: true, inside: true });
  const overview = tables.find((table) => table.key === 'overview');
  if (!overview?.rows.some((row) => row.cells.number?.value !== 0)) return null;
  const signer = await tx
    .selectFrom('post')
    .select('id')
    .where('office_id', '=', officeId)
    .where('role', '=', 'agency-head')
    .where('active', '=', true)
    .executeTakeFirst();
  const reportId = newId();
  const { letterId } = await draftLetter(tx, {
    kind: 'monthly-report',
    officeId,
    subjectId: reportId,
    hal: `Laporan Bulanan Kinerja Layanan Hosting, ${monthName(first)}`,
    data: monthlyContent(tables, { period: monthName(first), dayMinutes }),
    ...(signer ? { signerPostId: signer.id } : {}),
    now,
    doer: system,
  });
  await tx
    .insertInto('monthly_report')
    .values({ id: reportId, month: first, made_at: now, tables: json(tables) as never, letter_id: letterId })
    .execute();
  const calendar = await currentCalendar(tx);
  await announce(tx, {
    kind: 'letter-to-sign',
    to: [{ officeId, role: 'agency-head' }],
    subjectId: reportId,
    label: `Laporan bulanan ${monthName(first)}`,
    path: `/figures/reports/${reportId}`,
    except: null,
    at: now,
    mail: mailTimes(calendar, now),
    today: now.toZonedDateTimeISO(calendar.timeZone).toPlainDate(),
  });
  return { reportId, letterId };
};

/** At the beginning of a month: the report of the one that has ended, by the office's clocks. */
export const makeDueReport = async (db: Db, now: Temporal.Instant): Promise<void> => {
  const office = await db.selectFrom('installation').select('time_zone').executeTakeFirst();
  if (!office) return;
  const today = now.toZonedDateTimeISO(office.time_zone).toPlainDate();
  await db.transaction().execute((tx) => makeMonthlyReport(tx, { month: firstOfMonth(today).subtract({ days: 1 }), now }));
};
