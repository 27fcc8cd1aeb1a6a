import type { Db } from '#db/index.ts';
import { invalid } from '#lib/errors.ts';
import { type ActInput, type ActResult, perform } from '../perform.ts';

/** SOP step 10 (reading 3): the letter may go out although the name was not seen to resolve, for a written reason. */
export const overrideName = (tx: Db, input: ActInput & { reason: string }): Promise<ActResult> =>
  perform(tx, input, 'override-name', async () => {
    if (input.reason.trim().length < 10) {
      throw invalid([
        {
          field: 'reason',
          message: { id: 'Tuliskan alasannya, sedikitnya 10 karakter.', en: 'Write the reason, at least 10 characters.' },
        },
      ]);
    }
    return { patch: { resolve_override: input.reason.trim() }, data: { reason: input.reason.trim() } };
  });
