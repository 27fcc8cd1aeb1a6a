import type { Db } from '#db/index.ts';
import { invalid } from '#lib/errors.ts';
import { sendBackDraft } from '../letters/outgoing.ts';
import { type ActInput, type ActResult, perform } from '../perform.ts';

/** Sends work back to the post before, with remarks that stay at the letter: a draft reply to who drafted it, a proposed refusal to the division head. */
export const sendBack = (
  tx: Db,
  input: ActInput & { action: 'send-back-draft' | 'send-back-signing' | 'reject-refusal'; remarks: string },
): Promise<ActResult> =>
  perform(tx, input, input.action, async (context) => {
    if (input.remarks.trim() === '') {
      throw invalid([
        { field: 'remarks', message: { id: 'Tuliskan apa yang perlu diperbaiki.', en: 'Write what has to be mended.' } },
      ]);
    }
    await sendBackDraft(context, input.action === 'reject-refusal' ? 'refusal' : 'reply', input.remarks);
    return { data: { remarks: input.remarks } };
  });
