import type { Db } from '#db/index.ts';
import { AppError } from '#lib/errors.ts';
import { requestDocuments } from '../letters/documents.ts';
import { type ActInput, type ActResult, perform } from '../perform.ts';

/** SOP step 6: makes the device and topology documents anew from the register, after something in it was corrected. */
export const makeInfrastructureDocuments = (tx: Db, input: ActInput): Promise<ActResult> =>
  perform(tx, input, 'make-infrastructure-documents', async (context) => {
    const serverId = context.found.row.server_id;
    if (!serverId) throw new AppError('missing', { items: 'server' });
    await requestDocuments(context, 'infrastructure');
    return {};
  });
