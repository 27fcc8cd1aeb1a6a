import type { Db } from '#db/index.ts';
import { allotCapacity, deployApplication, planApplication } from '#registry/index.ts';
import { applicationFromRequest } from '../application.ts';
import { requestDocuments } from '../letters/documents.ts';
import { type ActInput, type ActResult, perform } from '../perform.ts';
import { makeApplicationPages } from '../wiki/open-record.ts';

/**
 * End of SOP step 7: every item is done and the name is published. The held capacity becomes allotted, the application
 * enters the register with what the request already told, bound to its server; the installation document is made, and the application's
 * pages in the wiki begin with what the request tells.
 */
export const finishInstallation = (tx: Db, input: ActInput): Promise<ActResult> =>
  perform(tx, input, 'finish-installation', async (context) => {
    const { found, now, doer } = context;
    const serverId = found.row.server_id ?? '';
    await allotCapacity(tx, { holder: found.row.id, now });
    const { applicationId } = await planApplication(tx, { ...applicationFromRequest(found), now, doer });
    await deployApplication(tx, { applicationId, serverId, now, doer });
    await makeApplicationPages(tx, { applicationId, now, doer });
    await requestDocuments(context, 'installation');
    return { patch: { application_id: applicationId }, data: { application_id: applicationId, server_id: serverId } };
  });
