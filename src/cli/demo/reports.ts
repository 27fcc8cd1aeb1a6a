import { makeMonthlyReport, signReport } from '#reports/index.ts';
import { actorOf, refusable, type Stage } from '../stage/stage.ts';
import { type DemoCast, playerFor } from './set-up.ts';

type ReportCue = { at: Temporal.Instant; does: () => Promise<void> };

/**
 * The monthly reports of the sample city's past: each made when its month had ended, and signed by the head the day after.
 * The last one still awaits the signature.
 */
export const reportCues = (
  stage: Stage,
  cast: DemoCast,
  { from, now }: { from: Temporal.Instant; now: Temporal.Instant },
): ReportCue[] => {
  const timeZone = cast.city.city.time_zone;
  const first = (moment: Temporal.Instant) => moment.toZonedDateTimeISO(timeZone).toPlainDate().with({ day: 1 });
  const cues: ReportCue[] = [];
  for (let month = first(from); Temporal.PlainDate.compare(month, first(now)) < 0; month = month.add({ months: 1 })) {
    const ended = month.add({ months: 1 }).toZonedDateTime({ timeZone, plainTime: '08:00' }).toInstant();
    let reportId: string | undefined;
    const make = async (): Promise<void> => {
      reportId = (await stage.db.transaction().execute((tx) => makeMonthlyReport(tx, { month, now: stage.clock.now() })))
        ?.reportId;
    };
    const sign = async (): Promise<void> => {
      if (!reportId) return;
      const id = reportId;
      const actor = await actorOf(stage, playerFor(cast, 'agency-head', stage.clock.now()));
      await refusable('The monthly report could not be signed', () =>
        stage.db.transaction().execute((tx) => signReport(tx, { actor, reportId: id, remarks: '', now: stage.clock.now() })),
      );
    };
    cues.push({ at: ended, does: make });
    if (Temporal.PlainDate.compare(month.add({ months: 1 }), first(now)) < 0)
      cues.push({ at: ended.add({ hours: 26 }), does: sign });
  }
  return cues;
};
