import type { Selectable } from 'kysely';
import { record } from '#audit/index.ts';
import { type DB, type Db, json } from '#db/index.ts';
import { type Actor, getOffice } from '#identity/index.ts';
import { AppError, type FieldFault, invalid } from '#lib/errors.ts';
import { newId } from '#lib/ids.ts';
import { type RecommendationResult, recommendationChecklist, recommendationResults } from './choices.ts';
import { recommendationLetter } from './letters/internal.ts';

export type Recommendation = Selectable<DB['recommendation']>;

export type ChecklistVerdict = { key: string; verdict: 'met' | 'not_met' | 'with_notes'; note: string };

export type RecommendationInput = {
  officeId: string;
  applicationName: string;
  checklist: readonly ChecklistVerdict[];
  result: RecommendationResult;
  notes: string;
  cpu: number | null;
  memoryGb: number | null;
  diskGb: number | null;
  validUntil: Temporal.PlainDate;
};

/** A recommendation by its id, or undefined. */
export const findRecommendation = (db: Db, id: string): Promise<Recommendation | undefined> =>
  db.selectFrom('recommendation').selectAll().where('id', '=', id).executeTakeFirst();

/** A recommendation that was issued to an office, by its number (reading 6); one whose letter is void counts no longer. */
export const findRecommendationByNumber = (db: Db, officeId: string, number: string): Promise<Recommendation | undefined> =>
  db
    .selectFrom('recommendation')
    .leftJoin('letter', 'letter.id', 'recommendation.letter_id')
    .selectAll('recommendation')
    .where('recommendation.office_id', '=', officeId)
    .where('recommendation.number', '=', number.trim())
    .where((is) => is.or([is('letter.status', 'is', null), is('letter.status', '<>', 'void')]))
    .executeTakeFirst();

/** Recommendations the actor may see: those of the own office, or all for the host office. Newest first, or the one with this number. */
export const listRecommendations = (db: Db, actor: Actor, only: { number?: string } = {}) => {
  let query = db
    .selectFrom('recommendation')
    .innerJoin('office', 'office.id', 'recommendation.office_id')
    .leftJoin('letter', 'letter.id', 'recommendation.letter_id')
    .selectAll('recommendation')
    .select(['office.name as office_name', 'letter.status as letter_status'])
    .orderBy('recommendation.created_at', 'desc')
    .limit(200);
  if (!actor.host && !actor.auditor) query = query.where('recommendation.office_id', '=', actor.officeId);
  if (only.number) query = query.where('recommendation.number', '=', only.number);
  return query.execute();
};

/** The technical team issues a recommendation: examined point by point, numbered, with its letter. Only holders of a technical-team post may. */
export const issueRecommendation = async (
  tx: Db,
  input: { actor: Actor; recommendation: RecommendationInput; now: Temporal.Instant; timeZone: string },
): Promise<{ id: string; number: string }> => {
  const { actor, recommendation, now } = input;
  const post = actor.posts.find((each) => each.role === 'technical-team');
  if (!post)
    throw new AppError('forbidden', {
      why:
        actor.language === 'id' ? 'rekomendasi diterbitkan oleh Tim Teknis' : 'recommendations are issued by the technical team',
    });
  const today = now.toZonedDateTimeISO(input.timeZone).toPlainDate();
  const faults = recommendationFaults(recommendation, today);
  if (faults.length > 0) throw invalid(faults);
  const office = await getOffice(tx, recommendation.officeId);
  const id = newId();
  const { letterId, number } = await recommendationLetter(tx, { id, actor, post, office, recommendation, today, now });
  await tx
    .insertInto('recommendation')
    .values({
      id,
      number,
      office_id: office.id,
      application_name: recommendation.applicationName.trim(),
      checklist: json(recommendation.checklist) as never,
      result: recommendation.result,
      notes: recommendation.notes,
      cpu: recommendation.cpu,
      memory_gb: recommendation.memoryGb,
      disk_gb: recommendation.diskGb,
      issued_on: today,
      valid_until: recommendation.validUntil,
      letter_id: letterId,
      issued_by: actor.personId,
      created_at: now,
    })
    .execute();
  await record(tx, {
    subjectKind: 'recommendation',
    subjectId: id,
    at: now,
    type: 'recommendation.issued',
    doer: { accountId: actor.accountId, personId: actor.personId, postId: post.postId, acting: post.kind },
    data: { number, office_id: office.id, application_name: recommendation.applicationName, result: recommendation.result },
  });
  return { id, number };
};

const recommendationFaults = (input: RecommendationInput, today: Temporal.PlainDate): FieldFault[] => {
  const faults: FieldFault[] = [];
  if (input.applicationName.trim() === '' || input.applicationName.length > 120) {
    faults.push({
      field: 'application_name',
      message: { id: 'Isi nama aplikasi, 1–120 karakter.', en: 'Enter the application’s name, 1–120 characters.' },
    });
  }
  if (!recommendationResults.some((each) => each.value === input.result)) {
    faults.push({ field: 'result', message: { id: 'Pilih hasil pemeriksaan.', en: 'Choose the result.' } });
  }
  for (const point of recommendationChecklist) {
    if (!input.checklist.some((each) => each.key === point.value)) {
      faults.push({
        field: `check_${point.value}`,
        message: { id: 'Beri hasil untuk butir ini.', en: 'Give a verdict on this point.' },
      });
    }
  }
  if (input.result === 'recommended' && input.checklist.some((each) => each.verdict === 'not_met')) {
    faults.push({
      field: 'result',
      message: {
        id: 'Ada butir yang tidak terpenuhi: pilih "dengan catatan" atau "belum".',
        en: 'A point is not met: choose "with notes" or "not".',
      },
    });
  }
  if (input.result !== 'recommended' && input.notes.trim() === '') {
    faults.push({ field: 'notes', message: { id: 'Tuliskan catatannya.', en: 'Write the notes.' } });
  }
  if (Temporal.PlainDate.compare(input.validUntil, today) < 0) {
    faults.push({
      field: 'valid_until',
      message: { id: 'Tanggal berlaku sudah lewat.', en: 'The date of validity has passed.' },
    });
  }
  return faults;
};
