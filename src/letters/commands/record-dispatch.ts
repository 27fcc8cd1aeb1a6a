import type { Db } from '#db/index.ts';
import { type Actor, getOffice } from '#identity/index.ts';
import { AppError } from '#lib/errors.ts';
import { parse } from '#lib/input.ts';
import { say } from '#lib/words.ts';
import { type DispatchInput, dispatchInput } from '../books/input.ts';
import { fault, future, isAfter, momentOf, refuse } from '../books/moments.ts';
import { getBookLetter } from '../books/outgoing.ts';
import { outsideKind } from '../choices.ts';
import { keeperDoer, needKeeper } from '../policy.ts';
import { signStates } from '../signing/choices.ts';
import { dispatchLetter } from './dispatch-letter.ts';

/**
 * Somebody enters that a signed letter was carried, posted, mailed or faxed. Throws not_found, `forbidden`,
 * not_possible_now (a void letter, or one that still awaits its signature), and `invalid`: to somebody, not in the future, not before the letter's date.
 */
export const recordDispatch = async (
  tx: Db,
  input: { actor: Actor; letterId: string; dispatch: DispatchInput; now: Temporal.Instant; timeZone: string },
): Promise<{ dispatchId: string }> => {
  const { actor, letterId, now, timeZone } = input;
  const letter = await getBookLetter(tx, actor, letterId);
  needKeeper(actor, letter.office_id);
  // Griya's own signature comes by itself within moments; any other is somebody's act, and only what is signed is sent. Of a
  // letter that was made outside only the file may be missing here.
  const awaited = letter.kind !== outsideKind && letter.sign_provider !== 'local';
  if (awaited && letter.sign_state !== null && letter.sign_state !== 'signed') {
    const state = say(signStates[letter.sign_state].label, actor.language);
    throw new AppError('not_possible_now', { action: 'letter.dispatch', state, possible: 'menandatangani, membatalkan' });
  }
  const dispatch = parse(dispatchInput, input.dispatch);
  const sentAt = momentOf({ on: dispatch.sentOn, time: dispatch.sentTime, now, timeZone });
  refuse([
    Temporal.Instant.compare(sentAt, now) > 0 && fault('sentOn', future),
    letter.letter_date !== null &&
      isAfter(letter.letter_date, dispatch.sentOn) &&
      fault('sentOn', {
        id: 'Sebelum tanggal surat. Periksa tanggal kirimnya.',
        en: 'Before the date of the letter. Check the day on which it was sent.',
      }),
  ]);
  if (dispatch.toOfficeId !== '') await getOffice(tx, dispatch.toOfficeId);
  const { channel, courier, reference, note } = dispatch;
  return dispatchLetter(tx, {
    letterId,
    ...(dispatch.toOfficeId === '' ? { toName: dispatch.toName } : { toOfficeId: dispatch.toOfficeId }),
    channel,
    courier,
    reference,
    note,
    sentAt,
    now,
    doer: keeperDoer(actor, letter.office_id),
  });
};
