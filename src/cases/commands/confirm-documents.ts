import type { Db } from '#db/index.ts';
import { confirmDocumentSet } from '../letters/documents.ts';
import { type ActInput, type ActResult, perform } from '../perform.ts';

/** SOP step 6: the infrastructure section head has seen both documents and confirms them; they are final from here. */
export const confirmDocuments = (tx: Db, input: ActInput): Promise<ActResult> =>
  perform(tx, input, 'confirm-documents', async (context) => ({
    data: { letters: await confirmDocumentSet(context, ['server-document', 'topology-document']) },
  }));
