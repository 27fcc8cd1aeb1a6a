import type { Db } from '#db/index.ts';
import { getOwnUpload } from '#files/index.ts';
import { AppError, invalid } from '#lib/errors.ts';
import { type ActInput, type ActResult, perform } from '../perform.ts';

/** SOP step 7: an item of the installation is done, with its evidence (text, log, screenshot or file); or it is opened again. */
export const tickItem = (
  tx: Db,
  input: ActInput & { itemId: string; done: boolean; evidence: string; uploadId: string | null },
): Promise<ActResult> =>
  perform(tx, input, 'tick-item', async ({ found, now, doer }) => {
    if (input.done && input.evidence.trim() === '' && input.uploadId === null) {
      throw invalid([
        {
          field: `evidence_${input.itemId}`,
          message: {
            id: 'Sertakan bukti: catatan, potongan log, tangkapan layar, atau berkas.',
            en: 'Add evidence: a note, log lines, a screenshot or a file.',
          },
        },
      ]);
    }
    if (input.uploadId) await checkEvidence(tx, input.itemId, input.uploadId, doer.accountId ?? '');
    const item = await tx
      .updateTable('install_item')
      .set(
        input.done
          ? {
              done_at: now,
              done_by: doer.personId,
              evidence: input.evidence,
              ...(input.uploadId ? { evidence_upload_id: input.uploadId } : {}),
            }
          : { done_at: null, done_by: null },
      )
      .where('id', '=', input.itemId)
      .where('case_id', '=', found.row.id)
      .returning(['title', 'position'])
      .executeTakeFirst();
    if (!item) throw new AppError('not_found', { what: `installation item ${input.itemId}` });
    return { data: { position: item.position, title: item.title, done: input.done } };
  });

/** New evidence is what the doer sent as such; what already belongs to the item may stay, whoever sent it. */
const checkEvidence = async (tx: Db, itemId: string, uploadId: string, accountId: string): Promise<void> => {
  const kept = await tx
    .selectFrom('install_item')
    .select('id')
    .where('id', '=', itemId)
    .where('evidence_upload_id', '=', uploadId)
    .executeTakeFirst();
  if (!kept) await getOwnUpload(tx, { uploadId, accountId, purpose: 'evidence' });
};
