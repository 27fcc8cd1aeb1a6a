import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { newId } from '#lib/ids.ts';
import { printable } from '#lib/printable.ts';
import type { Act } from '../facts.ts';
import { lockLetter } from '../lookup.ts';
import { notPossible } from '../refusals.ts';

/** Sends a draft back with remarks, which stay with the letter. Throws not_found, and not_possible_now once it is issued. */
export const sendBackLetter = async (tx: Db, input: Act & { letterId: string; remarks: string }): Promise<void> => {
  const { letterId, now, doer } = input;
  const letter = await lockLetter(tx, letterId);
  if (letter.status !== 'draft' && letter.status !== 'initialled') throw notPossible('letter.send_back', letter.status);
  const remarks = printable(input.remarks).trim();
  await tx
    .insertInto('letter_remark')
    .values({
      id: newId(),
      letter_id: letterId,
      person_id: doer.personId,
      post_id: doer.postId,
      acting: doer.acting,
      at: now,
      remarks,
    })
    .execute();
  await record(tx, { subjectKind: 'letter', subjectId: letterId, at: now, type: 'letter.sent_back', doer, data: { remarks } });
};
