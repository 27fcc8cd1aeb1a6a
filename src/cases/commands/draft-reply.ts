import type { Db } from '#db/index.ts';
import { draftReplyLetter } from '../letters/outgoing.ts';
import { type ActInput, type ActResult, perform } from '../perform.ts';

/** SOP step 9: the reply is drafted with every fact taken from the records; a remark may be added to it. */
export const draftReply = (tx: Db, input: ActInput & { note: string }): Promise<ActResult> =>
  perform(tx, input, 'draft-reply', async (context) => ({ data: { letter_id: await draftReplyLetter(context, input.note) } }));
