import type { Db } from '#db/index.ts';
import { requestDocuments } from '../letters/documents.ts';
import { missing } from '../missing.ts';
import { type ActInput, type ActResult, perform } from '../perform.ts';

/** SOP step 6: makes the device and topology documents anew from the register, after something in it was corrected. */
export const makeInfrastructureDocuments = (tx: Db, input: ActInput): Promise<ActResult> =>
  perform(tx, input, 'make-infrastructure-documents', async (context) => {
    const serverId = context.found.row.server_id;
    if (!serverId) throw missing(context, { id: 'server', en: 'a server' });
    await requestDocuments(context, 'infrastructure');
    return {};
  });
