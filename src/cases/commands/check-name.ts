import type { Db } from '#db/index.ts';
import { requestVerification } from '#dns/index.ts';
import { type ActInput, type ActResult, perform } from '../perform.ts';

/** Asks the name servers again whether the subdomain answers; the asking itself is a job. */
export const checkName = (tx: Db, input: ActInput): Promise<ActResult> =>
  perform(tx, input, 'check-name', async ({ found }) => {
    await requestVerification(tx, { holder: found.row.id });
    return { data: { subdomain: found.row.subdomain } };
  });
