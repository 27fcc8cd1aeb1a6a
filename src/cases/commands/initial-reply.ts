import type { Db } from '#db/index.ts';
import { initialReplyLetter } from '../letters/outgoing.ts';
import { type ActInput, type ActResult, perform } from '../perform.ts';

/** SOP step 9: paraf of the division head on the draft. */
export const initialReply = (tx: Db, input: ActInput): Promise<ActResult> =>
  perform(tx, input, 'initial-reply', async (context) => ({ data: { letter_id: await initialReplyLetter(context) } }));
