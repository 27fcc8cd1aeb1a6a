import type { Db } from '#db/index.ts';
import { findingKinds, takeUntold } from '#dns/index.ts';
import { announce } from '#notify/index.ts';
import { mailTimes } from './notices.ts';
import { listAdministrators } from './queries/administrators.ts';
import { currentCalendar } from './queries/current-calendar.ts';

/** Whose task infrastructure is: they repair, adopt, or ask who did it. */
const role = 'infrastructure-section-head';

/**
 * Tells who keeps the infrastructure, and the administrators, what the comparison of a zone found anew: once for each finding,
 * one notice a zone. A second run tells nobody.
 */
export const tellDrift = async (db: Db, now: Temporal.Instant): Promise<void> => {
  await db.transaction().execute(async (tx) => {
    const untold = await takeUntold(tx, now);
    const office = await tx.selectFrom('installation').select('host_office_id').executeTakeFirst();
    if (untold.length === 0 || !office) return;
    const calendar = await currentCalendar(tx);
    const administrators = await listAdministrators(tx);
    for (const { zoneId, zone, count, kinds } of untold)
      await announce(tx, {
        to: [{ officeId: office.host_office_id, role }, ...administrators],
        kind: 'dns-drift',
        subjectId: zoneId,
        label: `${zone} (${count})`,
        path: `/zones/${zoneId}/comparison`,
        data: { kinds: findingKinds.filter(({ value }) => kinds.includes(value)).map(({ label }) => label.id) },
        except: null,
        at: now,
        mail: mailTimes(calendar, now),
        today: now.toZonedDateTimeISO(calendar.timeZone).toPlainDate(),
      });
  });
};
