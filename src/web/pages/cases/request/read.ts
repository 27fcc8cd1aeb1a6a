import {
  checkedRequirements,
  type FoundCase,
  listChecks,
  listDocuments,
  listRecommendations,
  listReturns,
  missingNow,
  parseRequest,
  type Recommendation,
  type RequestDraft,
} from '#cases/index.ts';
import type { Db } from '#db/index.ts';
import { judgeName, labelFault, type NameJudgement } from '#dns/index.ts';
import type { Actor } from '#identity/index.ts';
import type { FieldFault } from '#lib/errors.ts';
import type { Words } from '#lib/words.ts';
import { requirementOf } from '#sop/index.ts';
import type { StoredUpload } from '../../../form.ts';
import { documentFields } from './fields.ts';

/** What a returned request is to be mended for. */
export type Returned = {
  reasons: readonly Words[];
  missing: readonly Words[];
  explanation: string;
  letterId: string | null;
};

/** Recommendations of the person's office that a request may still name. */
export const usableRecommendations = async (db: Db, actor: Actor, today: Temporal.PlainDate): Promise<Recommendation[]> =>
  (await listRecommendations(db, actor)).filter(
    (each) =>
      each.office_id === actor.officeId &&
      each.result !== 'not_recommended' &&
      Temporal.PlainDate.compare(each.valid_until, today) >= 0,
  );

const documentsOf = async (db: Db, caseId: string) =>
  (await listDocuments(db, caseId)).filter((document) => document.replaced_at === null);

/** The stored request as a form shows it: typed values, and the attachments by their fields. */
export const requestRecord = async (
  db: Db,
  found: FoundCase,
): Promise<{ record: Record<string, string>; uploads: StoredUpload[] }> => {
  const documents = await documentsOf(db, found.row.id);
  const attached = documentFields.flatMap(({ field, kind }) => {
    const document = documents.find((each) => each.kind === kind);
    return document ? [{ field, document }] : [];
  });
  return {
    record: {
      ...(found.row.request as Record<string, string>),
      ...Object.fromEntries(attached.map(({ field, document }) => [field, document.upload_id])),
    },
    uploads: attached.map(({ document }) => ({
      id: document.upload_id,
      name: document.file_name,
      size: document.size,
      mediaType: document.media_type,
    })),
  };
};

/** Why a request came back, from its latest return; null when it was not returned. */
export const returnedOf = async (db: Db, found: FoundCase): Promise<Returned | null> => {
  if (found.row.state !== 'returned') return null;
  const last = (await listReturns(db, found.row.id)).find((each) => !each.final);
  if (!last) return null;
  const reasonOf = (key: string): Words =>
    found.definition.returnReasons.find((each) => each.key === key)?.label ?? { id: key, en: key };
  return {
    reasons: last.reasons.map(reasonOf),
    missing: last.missing.map((key) => requirementOf(found.definition, key).label),
    explanation: last.explanation,
    letterId: last.letter_id,
  };
};

/** What the examiner of the last round said, by requirement; only of a returned request. */
export const remarksOf = async (db: Db, found: FoundCase): Promise<Map<string, Words>> => {
  if (found.row.state !== 'returned') return new Map();
  const checks = (await listChecks(db, found.row.id)).filter(
    (check) => check.round === found.row.round && check.verdict === 'incomplete',
  );
  return new Map(
    checks.map((check) => {
      const reason = found.definition.returnReasons.find((each) => each.key === check.reason)?.label ?? { id: '', en: '' };
      const note = check.note ? `: ${check.note}` : '';
      return [check.requirement, { id: `${reason.id}${note}`, en: `${reason.en}${note}` }];
    }),
  );
};

/** What can be said of the subdomain that was typed so far; null while none is. */
export const judgeSubdomain = async (db: Db, { row }: FoundCase): Promise<NameJudgement | null> => {
  const draft = row.request as RequestDraft;
  const label = draft.subdomain?.trim().toLowerCase() ?? '';
  if (label === '') return null;
  const name = draft.application_name?.trim() || row.application_name || '';
  return judgeName(db, { label, holder: row.id, application: { name, officeId: row.office_id } });
};

/** That the subdomain cannot be had, with names that are free. Null while the label itself is faulty, which the request says. */
const nameFault = async (db: Db, found: FoundCase): Promise<FieldFault | null> => {
  const label = (found.row.request as RequestDraft).subdomain?.trim().toLowerCase() ?? '';
  if (labelFault(label) !== null) return null;
  const judged = await judgeSubdomain(db, found);
  const [first] = judged?.faults ?? [];
  if (!judged || !first) return null;
  const free = judged.free.join(', ');
  return {
    field: 'subdomain',
    message: {
      id: `${first.id}${free ? ` Yang masih bebas: ${free}.` : ''}`,
      en: `${first.en}${free ? ` Still free: ${free}.` : ''}`,
    },
  };
};

/** What still keeps the request from being sent: faulty fields, a taken name, and attachments that are not there. */
export const requestFaults = async (db: Db, found: FoundCase): Promise<FieldFault[]> => {
  const parsed = parseRequest(found.row.request as RequestDraft);
  const [missing, name] = await Promise.all([missingNow(db, found), nameFault(db, found)]);
  const files = documentFields.filter(
    ({ kind }) => missing.some((requirement) => requirement.key === kind) && checkedRequirements(found).includes(kind),
  );
  return [
    ...(parsed.ok ? [] : parsed.faults),
    ...(name ? [name] : []),
    ...files.map(({ field, kind }) => ({
      field,
      message:
        kind === 'recommendation'
          ? {
              id: 'Unggah suratnya, atau isi nomor rekomendasi yang diterbitkan di Griya.',
              en: 'Attach the letter, or enter the number of a recommendation issued in Griya.',
            }
          : { id: 'Belum dilampirkan.', en: 'Not attached yet.' },
    })),
  ];
};
