import type { Db } from '#db/index.ts';
import { invalid } from '#lib/errors.ts';
import { type ActInput, type ActResult, perform } from '../perform.ts';
import { freeEverything } from '../release.ts';

/** The applicant takes the request back; what was reserved and held for it is free again. */
export const withdraw = (tx: Db, input: ActInput & { reason: string }): Promise<ActResult> =>
  perform(tx, input, 'withdraw', async (context) => {
    if (input.reason.trim() === '') {
      throw invalid([{ field: 'reason', message: { id: 'Tuliskan alasan penarikan.', en: 'Say why it is withdrawn.' } }]);
    }
    await freeEverything(context);
    return { data: { reason: input.reason } };
  });
