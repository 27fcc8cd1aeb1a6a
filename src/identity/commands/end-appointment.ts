import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { AppError, invalid } from '#lib/errors.ts';
import { parse, plainDate } from '#lib/input.ts';
import { type By, doerOf, needAdministrator } from '../policy.ts';

/**
 * Ends an appointment with a last day. A last day that has passed, or today, ends it at this very moment: whoever was
 * appointed acts no longer. A later one shortens the period; to prolong it takes a new appointment. Throws `forbidden`, `not_found`, `invalid`.
 */
export const endAppointment = async (tx: Db, input: Ending): Promise<void> => {
  needAdministrator(input.by);
  await endAppointmentOf(tx, input);
};

type Ending = { appointmentId: string; lastDay: string | Temporal.PlainDate; by: By; now: Temporal.Instant };

/** The same for who may end it by another right than the administrator's: a holder who comes back from leave. */
export const endAppointmentOf = async (tx: Db, input: Ending): Promise<void> => {
  const lastDay = parse(plainDate(), input.lastDay);
  const found = await tx
    .selectFrom('appointment')
    .innerJoin('installation', (join) => join.onTrue())
    .select(['post_id', 'person_id', 'valid_from', 'valid_until', 'ended_at', 'time_zone'])
    .where('id', '=', input.appointmentId)
    .forUpdate('appointment')
    .executeTakeFirst();
  if (!found) throw new AppError('not_found', { what: 'appointment' });
  if (found.ended_at) {
    throw invalid([
      { field: 'lastDay', message: { id: 'Penunjukan ini sudah berakhir.', en: 'This appointment has ended already.' } },
    ]);
  }
  if (found.valid_until && Temporal.PlainDate.compare(lastDay, found.valid_until) > 0) {
    const message = {
      id: 'Penunjukan tidak dapat diperpanjang di sini. Buat penunjukan baru untuk masa berikutnya.',
      en: 'An appointment cannot be prolonged here. Make a new one for the period that follows.',
    };
    throw invalid([{ field: 'lastDay', message }]);
  }
  const today = input.now.toZonedDateTimeISO(found.time_zone).toPlainDate();
  const atOnce = Temporal.PlainDate.compare(lastDay, today) <= 0;
  // Ended before it began: the period stays as it was written, and `ended_at` says that it never counted.
  const never = Temporal.PlainDate.compare(lastDay, found.valid_from) < 0;
  await tx
    .updateTable('appointment')
    .set({ ended_at: atOnce || never ? input.now : null, ...(never ? {} : { valid_until: lastDay }) })
    .where('id', '=', input.appointmentId)
    .execute();
  await record(tx, {
    subjectKind: 'post',
    subjectId: found.post_id,
    at: input.now,
    type: 'post.appointment_ended',
    doer: doerOf(input.by),
    data: { appointmentId: input.appointmentId, personId: found.person_id, lastDay: lastDay.toString(), atOnce: atOnce || never },
  });
};
