import { sql } from 'kysely';
import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { AppError, type FieldFault, invalid } from '#lib/errors.ts';
import { longDate } from '#lib/format.ts';
import { isId, newId } from '#lib/ids.ts';
import { parse } from '#lib/input.ts';
import type { Words } from '#lib/words.ts';
import { type LeaveInput, leaveInput } from '../input.ts';
import { type By, doerOf, mayAdminister } from '../policy.ts';
import { appointTo } from './appoint.ts';

/**
 * Records that a person is away from a first to a last day, and appoints a Plh. for each of the person's posts that is named.
 * By the person or an administrator. Only a post that the person holds definitively passes on: who acts for another cannot
 * delegate what was delegated. Stand-ins of one's own choice are of the post's office and can sign in. Throws `forbidden`,
 * `not_found`, `invalid` (the stand-in's field is named `standIn.<postId>`).
 */
export const goOnLeave = async (
  tx: Db,
  input: { personId: string; leave: LeaveInput; by: By; now: Temporal.Instant },
): Promise<{ leaveId: string }> => {
  const { personId, by, now } = input;
  needSelfOr(by, personId);
  const leave = parse(leaveInput, input.leave);
  // The lock makes two absences that are entered at once come one after the other.
  const person = isId(personId)
    ? await tx
        .selectFrom('person')
        .innerJoin('installation', (join) => join.onTrue())
        .select(['person.id', 'time_zone'])
        .where('person.id', '=', personId)
        .forUpdate('person')
        .executeTakeFirst()
    : undefined;
  if (!person) throw new AppError('not_found', { what: 'person' });
  const today = now.toZonedDateTimeISO(person.time_zone).toPlainDate();
  if (Temporal.PlainDate.compare(leave.lastDay, today) < 0) throw at('lastDay', past);
  const other = await leaveIn(tx, personId, leave.firstDay, leave.lastDay);
  if (other) throw at('firstDay', overlaps(other));
  await checkStandIns(tx, { personId, by, leave });

  const leaveId = newId();
  await tx
    .insertInto('leave')
    .values({
      id: leaveId,
      person_id: personId,
      kind: leave.kind,
      first_day: leave.firstDay,
      last_day: leave.lastDay,
      note: leave.note,
      hand_over: leave.handOver,
      created_at: now,
    })
    .execute();
  await record(tx, {
    subjectKind: 'person',
    subjectId: personId,
    at: now,
    type: 'person.on_leave',
    doer: doerOf(by),
    // The reason is of nobody's concern but the office's: a trail that is kept for ever says only from when to when.
    data: { leaveId, firstDay: leave.firstDay.toString(), lastDay: leave.lastDay.toString() },
  });
  for (const { postId, personId: standIn } of leave.standIns) {
    const appointment = {
      postId,
      personId: standIn,
      kind: 'plh' as const,
      validFrom: leave.firstDay,
      validUntil: leave.lastDay,
      letterNumber: leave.letterNumber,
      letterDate: leave.letterDate,
      letterUploadId: leave.letterUploadId,
    };
    await atStandIn(postId, appointTo(tx, { appointment, by, now, leaveId }));
  }
  return { leaveId };
};

/** Throws `forbidden` unless this is the person, an administrator or the system. */
export const needSelfOr = (by: By, personId: string): void => {
  if (mayAdminister(by) || (by !== 'system' && by.personId === personId)) return;
  throw new AppError('forbidden', {
    why: by !== 'system' && by.language === 'en' ? 'only for oneself' : 'hanya untuk diri sendiri',
  });
};

const at = (field: string, message: Words): AppError => invalid([{ field, message }]);

const past: Words = { id: 'Masa ini sudah lewat.', en: 'This period has passed.' };

type Period = { firstDay: Temporal.PlainDate; lastDay: Temporal.PlainDate };

const overlaps = ({ firstDay, lastDay }: Period): Words => {
  const day = (date: Temporal.PlainDate, language: 'id' | 'en'): string => longDate(date, language, 'UTC');
  return {
    id: `Bertumpang tindih dengan ketidakhadiran ${day(firstDay, 'id')} sampai ${day(lastDay, 'id')}. Akhiri dahulu atau ubah tanggalnya.`,
    en: `Overlaps the absence from ${day(firstDay, 'en')} until ${day(lastDay, 'en')}. End that first or change the dates.`,
  };
};

/** An absence of a person that shares a day with the period. */
const leaveIn = async (
  tx: Db,
  personId: string,
  from: Temporal.PlainDate,
  until: Temporal.PlainDate,
): Promise<Period | undefined> => {
  const { rows } = await sql<Period>`
    select first_day as "firstDay", last_day as "lastDay" from leave
    where person_id = ${personId}::uuid and ended_at is null and first_day <= ${until}::date and last_day >= ${from}::date
    order by first_day limit 1`.execute(tx);
  return rows[0];
};

type Checked = { personId: string; by: By; leave: Period & { standIns: readonly { postId: string; personId: string }[] } };

/** Collects what is wrong with the stand-ins, each at its own field. */
const checkStandIns = async (tx: Db, { personId, by, leave }: Checked): Promise<void> => {
  const faults: FieldFault[] = [];
  for (const { postId, personId: standIn } of leave.standIns) {
    const message = await faultOfStandIn(tx, { personId, by, leave, postId, standIn });
    if (message) faults.push({ field: `standIn.${postId}`, message });
  }
  if (faults.length > 0) throw invalid(faults);
};

const faultOfStandIn = async (
  tx: Db,
  { personId, by, leave, postId, standIn }: Omit<Checked, 'leave'> & { leave: Period; postId: string; standIn: string },
): Promise<Words | null> => {
  if (standIn === personId) return { id: 'Pilih orang lain.', en: 'Choose somebody else.' };
  const { rows } = await sql<{ definitive: boolean; sameOffice: boolean; signsIn: boolean }>`
    select exists (
        select 1 from appointment a where a.post_id = po.id and a.person_id = ${personId}::uuid and a.kind = 'definitive'
          and a.ended_at is null and a.valid_from <= ${leave.firstDay}::date and coalesce(a.valid_until, 'infinity') >= ${leave.firstDay}::date
      ) as definitive,
      exists (select 1 from person p where p.id = ${standIn}::uuid and p.office_id = po.office_id) as "sameOffice",
      exists (select 1 from account ac where ac.person_id = ${standIn}::uuid and ac.disabled_at is null) as "signsIn"
    from post po where po.id = ${postId}::uuid`.execute(tx);
  const found = rows[0];
  if (!found?.definitive) {
    return {
      id: 'Hanya jabatan definitif yang dapat dititipkan; yang dipegang sebagai Plt. atau Plh. tidak dapat dititipkan lagi.',
      en: 'Only a post that is held definitively can be left to somebody; what is held as Plt. or Plh. is not passed on.',
    };
  }
  if (!mayAdminister(by) && !found.sameOffice) {
    return { id: 'Pilih pegawai perangkat daerah yang sama.', en: 'Choose somebody of the same office.' };
  }
  if (!found.signsIn) {
    return {
      id: 'Pegawai ini belum memiliki akun, jadi tidak dapat bertindak. Minta administrator membuatkannya.',
      en: 'This person has no account, so could not act. Ask the administrator for one.',
    };
  }
  const away = await leaveIn(tx, standIn, leave.firstDay, leave.lastDay);
  return away ? { id: 'Pegawai ini juga tidak hadir pada masa itu.', en: 'This person is away in that period too.' } : null;
};

/** What the appointment itself refuses (somebody else is Plh. then, an administrator) belongs to the stand-in's field. */
const atStandIn = async <Result>(postId: string, appointing: Promise<Result>): Promise<Result> => {
  try {
    return await appointing;
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'invalid') throw error;
    throw invalid(error.faults.map(({ message }) => ({ field: `standIn.${postId}`, message })));
  }
};
