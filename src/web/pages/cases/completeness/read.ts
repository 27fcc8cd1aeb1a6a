import {
  checkedRequirements,
  type FoundCase,
  findAppointment,
  findRecommendation,
  listChecks,
  listDocuments,
  type Recommendation,
  type Verdict,
} from '#cases/index.ts';
import type { Db } from '#db/index.ts';
import { type FieldFault, invalid } from '#lib/errors.ts';
import { requirementOf } from '#sop/index.ts';
import { type FormValues, text } from '../../../form.ts';
import type { CaseDocument } from '../shared/summary.tsx';

type Check = Awaited<ReturnType<typeof listChecks>>[number];

/** One requirement to be checked: the document that is to meet it, what was said of it before. */
export type CheckedItem = {
  key: string;
  document: CaseDocument | undefined;
  recommendation: Recommendation | undefined;
  /** The letter of appointment that was issued in Griya instead of a document. */
  appointmentId: string | undefined;
  now: Check | undefined;
  before: Check | undefined;
};

/** The requirements of the check with their documents and verdicts, in the order of the definition. */
export const readChecklist = async (db: Db, found: FoundCase): Promise<CheckedItem[]> => {
  const [documents, checks, recommendation, appointment] = await Promise.all([
    listDocuments(db, found.row.id),
    listChecks(db, found.row.id),
    found.row.recommendation_id ? findRecommendation(db, found.row.recommendation_id) : undefined,
    findAppointment(db, found),
  ]);
  return checkedRequirements(found).map((key) => ({
    key,
    document: documents.find((document) => document.kind === key && document.replaced_at === null),
    recommendation: key === 'recommendation' ? recommendation : undefined,
    appointmentId: key === 'appointment-letter' ? appointment?.id : undefined,
    now: checks.find((check) => check.requirement === key && check.round === found.row.round),
    before: checks.findLast((check) => check.requirement === key && check.round < found.row.round),
  }));
};

/** The saved verdicts as the checklist's form starts with them. */
export const checklistRecord = (items: readonly CheckedItem[]): Record<string, string> =>
  Object.fromEntries(
    items.flatMap(({ key, now }) =>
      now
        ? [
            [`verdict_${key}`, now.verdict],
            [`reason_${key}`, now.reason ?? ''],
            [`note_${key}`, now.note],
          ]
        : [],
    ),
  );

/** The verdicts as posted, of those requirements that were given one. Throws `invalid` for a verdict or note that cannot be. */
export const readVerdicts = (found: FoundCase, values: FormValues): Verdict[] => {
  const faults: FieldFault[] = [];
  const verdicts = checkedRequirements(found).flatMap((requirement): Verdict[] => {
    const verdict = text(values, `verdict_${requirement}`);
    if (verdict === '') return [];
    const note = text(values, `note_${requirement}`);
    if (note.length > 1000) {
      faults.push({
        field: `note_${requirement}`,
        message: { id: 'Paling banyak 1.000 karakter.', en: 'At most 1,000 characters.' },
      });
    }
    if (verdict !== 'complete' && verdict !== 'incomplete') {
      faults.push({ field: `verdict_${requirement}`, message: { id: 'Pilih salah satu.', en: 'Choose one.' } });
      return [];
    }
    return [{ requirement, verdict, reason: text(values, `reason_${requirement}`), note }];
  });
  if (faults.length > 0) throw invalid(faults);
  return verdicts;
};

/** What the form of a return starts with: reasons, missing items and notes of the verdicts "not yet". */
export const returnRecord = (found: FoundCase, items: readonly CheckedItem[]): Record<string, string | string[]> => {
  const open = items.filter((item) => item.now?.verdict === 'incomplete');
  const notes = open.flatMap(({ key, now }) =>
    now?.note ? [`${requirementOf(found.definition, key).label.id}: ${now.note}`] : [],
  );
  return {
    'reasons[]': [...new Set(open.flatMap(({ now }) => (now?.reason ? [now.reason] : [])))],
    'missing[]': open.map((item) => item.key),
    explanation: notes.join('\n'),
  };
};
