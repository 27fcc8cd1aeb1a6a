import type { Db } from '#db/index.ts';
import { announce, takeUntoldPauses } from '#notify/index.ts';
import { mailTimes } from './notices.ts';
import { listAdministrators } from './queries/administrators.ts';
import { currentCalendar } from './queries/current-calendar.ts';

/** Tells the administrators of every hook that Griya has switched off, once. */
export const tellPausedHooks = (db: Db, now: Temporal.Instant): Promise<void> =>
  db.transaction().execute(async (tx) => {
    const paused = await takeUntoldPauses(tx, now);
    if (paused.length === 0) return;
    const calendar = await currentCalendar(tx);
    const to = await listAdministrators(tx);
    for (const { webhookId, name } of paused)
      await announce(tx, {
        to,
        kind: 'webhook-paused',
        subjectId: webhookId,
        label: name,
        path: `/admin/webhooks/${webhookId}`,
        except: null,
        at: now,
        mail: mailTimes(calendar, now),
        today: now.toZonedDateTimeISO(calendar.timeZone).toPlainDate(),
      });
  });
