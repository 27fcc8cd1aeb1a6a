import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { AppError, invalid } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import { type By, doerOf } from '../policy.ts';
import { endAppointmentOf } from './end-appointment.ts';
import { needSelfOr } from './go-on-leave.ts';

/**
 * The person is back: the absence ends with yesterday, and its stand-ins act no longer from this moment. One that has not
 * begun is called off. By the person or an administrator. Throws `forbidden`, `not_found`, `invalid` when it is over already.
 */
export const endLeave = async (tx: Db, input: { leaveId: string; by: By; now: Temporal.Instant }): Promise<void> => {
  const { leaveId, by, now } = input;
  const leave = isId(leaveId)
    ? await tx
        .selectFrom('leave')
        .innerJoin('installation', (join) => join.onTrue())
        .select(['leave.id', 'person_id', 'first_day', 'last_day', 'ended_at', 'time_zone'])
        .where('leave.id', '=', leaveId)
        .forUpdate('leave')
        .executeTakeFirst()
    : undefined;
  if (!leave) throw new AppError('not_found', { what: 'leave' });
  needSelfOr(by, leave.person_id);
  const today = now.toZonedDateTimeISO(leave.time_zone).toPlainDate();
  if (leave.ended_at || Temporal.PlainDate.compare(leave.last_day, today) < 0) {
    throw invalid([{ field: 'leave', message: { id: 'Masa ini sudah berakhir.', en: 'This period is over.' } }]);
  }
  const yesterday = today.subtract({ days: 1 });
  const begun = Temporal.PlainDate.compare(leave.first_day, yesterday) <= 0;
  await tx
    .updateTable('leave')
    .set(begun ? { last_day: yesterday } : { ended_at: now })
    .where('id', '=', leaveId)
    .execute();
  const standing = await tx
    .selectFrom('appointment')
    .select(['id', 'valid_until'])
    .where('leave_id', '=', leaveId)
    .where('ended_at', 'is', null)
    .execute();
  for (const { id } of standing) await endAppointmentOf(tx, { appointmentId: id, lastDay: yesterday, by, now });
  await record(tx, {
    subjectKind: 'person',
    subjectId: leave.person_id,
    at: now,
    type: 'person.back_from_leave',
    doer: doerOf(by),
    data: { leaveId, begun },
  });
};
