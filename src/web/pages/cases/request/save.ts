import {
  attachDocument,
  type ActInput as CaseInput,
  createCase,
  findRecommendationByNumber,
  getCase,
  listDocuments,
  requestFields,
  saveDraft,
  toDraft,
} from '#cases/index.ts';
import type { Db } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import type { ActInput } from '../../../act.ts';
import { type FormValues, text } from '../../../form.ts';
import type { UploadRule } from '../../../read-form.ts';
import { documentFields } from './fields.ts';

/** The attachments of the request form. */
export const requestUploads: readonly UploadRule[] = documentFields.map(({ field, kind }) => ({ field, purpose: kind }));

const draftOf = (values: FormValues) =>
  toDraft(
    Object.fromEntries(requestFields.filter((name) => values.has(name)).map((name) => [name, values.get(name)?.[0] ?? ''])),
  );

/** Attaches what is newly uploaded; what the case already has stays as it is. */
const attachAll = async (tx: Db, number: string, form: ActInput): Promise<void> => {
  const { row } = await getCase(tx, form.actor, number);
  const current = (await listDocuments(tx, row.id)).filter((document) => document.replaced_at === null);
  for (const { field, kind } of documentFields) {
    const uploadId = text(form.values, field);
    if (uploadId === '' || current.some((document) => document.kind === kind && document.upload_id === uploadId)) continue;
    await attachDocument(tx, { number, actor: form.actor, kind, uploadId, now: form.now });
  }
};

/** The recommendation that was issued in Griya under the typed number, or null: then its letter is attached instead. */
const recommendationIdOf = async (tx: Db, officeId: string, values: FormValues): Promise<string | null> => {
  const number = text(values, 'recommendation_number');
  return number === '' ? null : ((await findRecommendationByNumber(tx, officeId, number))?.id ?? null);
};

/** Opens a new draft with what was typed and attached. Returns its number. */
export const openDraft = async (tx: Db, form: ActInput, timeZone: string): Promise<string> => {
  const { actor, now, values } = form;
  const draft = draftOf(values);
  const { number } = await createCase(tx, { actor, draft, now, timeZone });
  const recommendationId = await recommendationIdOf(tx, actor.officeId, values);
  if (recommendationId) await saveDraft(tx, { number, actor, now, seen: null, draft: {}, recommendationId });
  await attachAll(tx, number, form);
  return number;
};

/** Keeps what was typed and attached in an existing draft or returned request. */
export const keepDraft = async (tx: Db, input: CaseInput & { actor: Actor }, form: ActInput): Promise<void> => {
  const { row } = await getCase(tx, input.actor, input.number);
  const recommendationId = await recommendationIdOf(tx, row.office_id, form.values);
  await saveDraft(tx, { ...input, draft: draftOf(form.values), recommendationId });
  await attachAll(tx, input.number, form);
};
