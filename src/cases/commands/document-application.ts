import type { Db } from '#db/index.ts';
import { activateApplication } from '#registry/index.ts';
import { confirmDocumentSet } from '../letters/documents.ts';
import { handoverLetter } from '../letters/handover.ts';
import { type ActInput, type ActResult, perform } from '../perform.ts';

/** End of SOP step 8: installation document and entry are complete; the application is active in the list of all applications. The record of the handover is issued with it. */
export const documentApplication = (tx: Db, input: ActInput): Promise<ActResult> =>
  perform(tx, input, 'document-application', async (context) => {
    const { found, now, doer } = context;
    await activateApplication(tx, {
      applicationId: found.row.application_id ?? '',
      url: `https://${found.row.subdomain}.${found.host.domain}`,
      now,
      doer,
    });
    const letters = await confirmDocumentSet(context, ['installation-document']);
    return { data: { letters: [...letters, await handoverLetter(context)] } };
  });
