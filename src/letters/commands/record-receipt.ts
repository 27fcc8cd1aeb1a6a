import type { Db } from '#db/index.ts';
import { getOwnUpload } from '#files/index.ts';
import type { Actor } from '#identity/index.ts';
import { parse } from '#lib/input.ts';
import { getDispatch } from '../books/dispatches.ts';
import { type ReceiptInput, receiptInput } from '../books/input.ts';
import { fault, future, isAfter, momentOf, refuse } from '../books/moments.ts';
import { keeperDoer, needKeeper } from '../policy.ts';
import { confirmReceipt } from './confirm-receipt.ts';

/**
 * Somebody enters who received a dispatched letter and when, with the scan of the receipt. The first receipt stays. Throws
 * not_found, `forbidden`, and `invalid`: not in the future, not before it was sent.
 */
export const recordReceipt = async (
  tx: Db,
  input: { actor: Actor; dispatchId: string; receipt: ReceiptInput; now: Temporal.Instant; timeZone: string },
): Promise<void> => {
  const { actor, dispatchId, now, timeZone } = input;
  const entry = await getDispatch(tx, actor, dispatchId);
  needKeeper(actor, entry.officeId);
  const receipt = parse(receiptInput, input.receipt);
  const receivedAt = momentOf({ on: receipt.receivedOn, time: receipt.receivedTime, now, timeZone });
  const sentOn = entry.sentAt.toZonedDateTimeISO(timeZone).toPlainDate();
  refuse([
    Temporal.Instant.compare(receivedAt, now) > 0 && fault('receivedOn', future),
    isAfter(sentOn, receipt.receivedOn) &&
      fault('receivedOn', {
        id: 'Sebelum surat dikirim. Periksa tanggal terimanya.',
        en: 'Before the letter was sent. Check the day on which it was received.',
      }),
  ]);
  const uploadId = receipt.scan === '' ? null : receipt.scan;
  if (uploadId) await getOwnUpload(tx, { uploadId, accountId: actor.accountId, purpose: 'paper' });
  const doer = keeperDoer(actor, entry.officeId);
  await confirmReceipt(tx, { dispatchId, receivedBy: receipt.receivedBy, receivedAt, uploadId, now, doer });
};
