import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { getUpload } from '#files/index.ts';
import type { Actor } from '#identity/index.ts';
import { AppError, invalid } from '#lib/errors.ts';
import { newId } from '#lib/ids.ts';
import { postFor, stateOf } from '#sop/index.ts';
import { getCase } from '../find-case.ts';
import { tellOtherSide } from '../notices.ts';
import { factsOf } from '../perform.ts';
import { currentCalendar } from '../queries/current-calendar.ts';

/** Kinds of documents the applicant supplies, by the requirement that they meet. */
export const applicantDocumentKinds = ['recommendation', 'appointment-letter', 'installation-guide'] as const;

/**
 * Binds an upload to a case. The applicant's three kinds replace their predecessor (which stays, marked as replaced) and
 * belong to the draft or the returned request; a `correction` may come from either side as long as the case is open. The
 * upload must be one that this account sent as this kind of document, because the kind decides which files are accepted.
 * Throws not_found, forbidden, not_possible_now, invalid.
 */
export const attachDocument = async (
  tx: Db,
  input: { number: string; actor: Actor; kind: string; uploadId: string; note?: string; now: Temporal.Instant },
): Promise<{ documentId: string }> => {
  const found = await getCase(tx, input.actor, input.number, { lock: true });
  const state = stateOf(found.definition, found.row.state);
  const facts = factsOf(found, new Set());
  const applicantKind = applicantDocumentKinds.some((kind) => kind === input.kind);
  const editable = found.row.state === 'draft' || found.row.state === 'returned';
  const post = postFor(
    facts,
    input.actor,
    found.definition.posts.map((each) => each.role),
  );
  if (!post)
    throw new AppError('forbidden', {
      why: input.actor.language === 'id' ? 'bukan pihak pada permohonan ini' : 'not a party to this request',
    });
  if (state.ended || (applicantKind && (!editable || post.officeId !== found.row.office_id))) {
    throw new AppError('not_possible_now', {
      action: `attach ${input.kind}`,
      state: state.label[input.actor.language],
      possible: input.actor.language === 'id' ? 'lampirkan sebagai koreksi' : 'attach it as a correction',
    });
  }
  await checkUpload(tx, input);
  if (applicantKind) {
    await tx
      .updateTable('case_document')
      .set({ replaced_at: input.now })
      .where('case_id', '=', found.row.id)
      .where('kind', '=', input.kind)
      .where('replaced_at', 'is', null)
      .execute();
  }
  const documentId = newId();
  await tx
    .insertInto('case_document')
    .values({
      id: documentId,
      case_id: found.row.id,
      kind: input.kind,
      upload_id: input.uploadId,
      step: state.step ?? 0,
      round: found.row.round,
      note: input.note ?? '',
      added_by: input.actor.personId,
      added_at: input.now,
    })
    .execute();
  await record(tx, {
    subjectKind: 'case',
    subjectId: found.row.id,
    at: input.now,
    type: 'case.document-attached',
    doer: { accountId: input.actor.accountId, personId: input.actor.personId, postId: post.postId, acting: post.kind },
    data: { kind: input.kind, upload_id: input.uploadId, note: input.note ?? '' },
  });
  if (!applicantKind) {
    await tellOtherSide({
      tx,
      found,
      calendar: await currentCalendar(tx),
      now: input.now,
      today: input.now.toZonedDateTimeISO(found.host.timeZone).toPlainDate(),
      except: input.actor.personId,
      fromHost: post.officeId !== found.row.office_id,
      kind: 'case-corrected',
    });
  }
  return { documentId };
};

const checkUpload = async (tx: Db, input: { uploadId: string; kind: string; actor: Actor }): Promise<void> => {
  const upload = await getUpload(tx, input.uploadId);
  if (upload.uploadedBy !== input.actor.accountId) throw new AppError('not_found', { what: `upload ${input.uploadId}` });
  if (upload.purpose === input.kind) return;
  throw invalid([
    {
      field: 'upload_id',
      message: {
        id: 'Berkas ini diunggah sebagai dokumen jenis lain. Unggah kembali sebagai dokumen yang dimaksud.',
        en: 'This file was uploaded as another kind of document. Upload it again as the one that is meant.',
      },
    },
  ]);
};
