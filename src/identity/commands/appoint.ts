import { sql } from 'kysely';
import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { AppError, invalid } from '#lib/errors.ts';
import { longDate } from '#lib/format.ts';
import { newId } from '#lib/ids.ts';
import { parse } from '#lib/input.ts';
import { type AppointmentKind, sharedRoles } from '../choices.ts';
import { type AppointmentInput, appointmentInput, type ParsedAppointment } from '../input.ts';
import { type By, doerOf, needAdministrator } from '../policy.ts';
import { refusing } from '../refusals.ts';

type Other = {
  id: string;
  personId: string;
  name: string;
  kind: AppointmentKind;
  validFrom: Temporal.PlainDate;
  validUntil: Temporal.PlainDate | null;
};

/**
 * Appoints a person to a post for a period, definitively or acting (Plt., Plh.). A post of the SOP has one definitive
 * holder at a time, one Plt. and one Plh.; the acting ones may overlap with the definitive. An administrator decides no
 * case, so takes no post of the SOP. Throws `forbidden`, `not_found`, `invalid`.
 */
export const appoint = async (tx: Db, input: Appointing): Promise<{ appointmentId: string }> => {
  needAdministrator(input.by);
  return appointTo(tx, { ...input, appointment: parse(appointmentInput, input.appointment) });
};

type Appointing<Asked = AppointmentInput> = { appointment: Asked; by: By; now: Temporal.Instant };

/** The same for who may appoint by another right than the administrator's: a holder who goes on leave. */
export const appointTo = async (
  tx: Db,
  input: Appointing<ParsedAppointment> & { leaveId?: string },
): Promise<{ appointmentId: string }> => {
  const asked = input.appointment;
  // The lock on the post makes two appointments at once come one after the other.
  const post = await tx
    .selectFrom('post')
    .select(['id', 'role', 'active'])
    .where('id', '=', asked.postId)
    .forUpdate()
    .executeTakeFirst();
  if (!post) throw new AppError('not_found', { what: 'post' });
  if (!post.active) {
    throw invalid([{ field: 'postId', message: { id: 'Jabatan ini sudah dihapus.', en: 'This post was abolished.' } }]);
  }
  if (post.role !== null) await refuseAdministrator(tx, asked.personId);
  const others = await overlapping(tx, asked.postId, asked.validFrom, asked.validUntil);
  const same = others.find((other) => other.kind === asked.kind && other.personId === asked.personId);
  const rival = post.role !== null && !sharedRoles.includes(post.role) && others.find((other) => other.kind === asked.kind);
  const clash = same ?? (rival || undefined);
  if (clash) throw invalid([{ field: 'validFrom', message: taken(clash) }]);

  const appointmentId = newId();
  await refusing(
    tx
      .insertInto('appointment')
      .values({
        id: appointmentId,
        post_id: asked.postId,
        person_id: asked.personId,
        kind: asked.kind,
        valid_from: asked.validFrom,
        valid_until: asked.validUntil,
        letter_number: asked.letterNumber,
        letter_date: asked.letterDate,
        letter_upload_id: asked.letterUploadId,
        leave_id: input.leaveId ?? null,
        created_at: input.now,
      })
      .execute(),
  );
  await record(tx, {
    subjectKind: 'post',
    subjectId: asked.postId,
    at: input.now,
    type: 'post.appointed',
    doer: doerOf(input.by),
    data: {
      appointmentId,
      personId: asked.personId,
      kind: asked.kind,
      validFrom: asked.validFrom.toString(),
      validUntil: asked.validUntil?.toString() ?? null,
      letterNumber: asked.letterNumber,
      letterDate: asked.letterDate?.toString() ?? null,
      ...(input.leaveId ? { leaveId: input.leaveId } : {}),
    },
  });
  return { appointmentId };
};

const refuseAdministrator = async (tx: Db, personId: string): Promise<void> => {
  const account = await tx
    .selectFrom('account')
    .select('id')
    .where('person_id', '=', personId)
    .where('administrator', '=', true)
    .where('disabled_at', 'is', null)
    .executeTakeFirst();
  if (!account) return;
  const message = {
    id: 'Administrator tidak memutus permohonan, jadi tidak dapat memegang jabatan SOP. Cabut peran administratornya lebih dahulu.',
    en: 'An administrator decides no case, so cannot hold a post of the SOP. Take the administrator role away first.',
  };
  throw invalid([{ field: 'personId', message }]);
};

/** Appointments of the post that share a day with the period; one that was ended early counts until the day before. */
const overlapping = async (
  tx: Db,
  postId: string,
  from: Temporal.PlainDate,
  until: Temporal.PlainDate | null,
): Promise<Other[]> => {
  const { rows } = await sql<Other>`
    select ap.id, p.id as "personId", p.name, ap.kind, ap.valid_from as "validFrom", ap.valid_until as "validUntil"
    from appointment ap join person p on p.id = ap.person_id
    cross join lateral (select (ap.ended_at at time zone (select time_zone from installation))::date as ended_on) as early
    where ap.post_id = ${postId}::uuid and coalesce(early.ended_on, 'infinity') > ap.valid_from
      and ap.valid_from <= coalesce(${until}::date, 'infinity')
      and ${from}::date <= least(coalesce(ap.valid_until, 'infinity'), coalesce(early.ended_on - 1, 'infinity'))
    order by ap.valid_from desc`.execute(tx);
  return rows;
};

const taken = ({ name, validFrom, validUntil }: Other) => {
  const day = (date: Temporal.PlainDate, language: 'id' | 'en') => longDate(date, language, 'UTC');
  const until = {
    id: validUntil ? `sampai ${day(validUntil, 'id')}` : 'tanpa batas akhir',
    en: validUntil ? `until ${day(validUntil, 'en')}` : 'without an end',
  };
  return {
    id: `Pada masa ini jabatan dipegang ${name} dengan cara yang sama (sejak ${day(validFrom, 'id')}, ${until.id}). Akhiri dahulu atau ubah tanggalnya.`,
    en: `In this period ${name} holds the post in the same way (since ${day(validFrom, 'en')}, ${until.en}). End that first or change the dates.`,
  };
};
