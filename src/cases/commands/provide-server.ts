import type { Db } from '#db/index.ts';
import { type ProvideServerInput, provideServer } from '#registry/index.ts';
import { requestDocuments } from '../letters/documents.ts';
import { type ActInput, type ActResult, perform } from '../perform.ts';
import { requestOf } from '../request.ts';

/** What the infrastructure section head enters; who it is for and when comes from the case. */
export type ServerSpecification = Omit<ProvideServerInput, 'holder' | 'holderLabel' | 'claim' | 'now' | 'doer' | 'because'>;

/**
 * SOP step 5: the server enters the register with its address, and its capacity is allotted to this case. The two
 * documents of step 6 are made at once from the register, for step 6 to look at and confirm.
 */
export const provideCaseServer = (tx: Db, input: ActInput & { server: ServerSpecification }): Promise<ActResult> =>
  perform(tx, input, 'provide-server', async (context) => {
    const { found, now, doer } = context;
    const request = requestOf(found.row.request);
    const { serverId } = await provideServer(tx, {
      ...input.server,
      holder: found.row.id,
      holderLabel: found.row.number,
      claim: { cpu: request.cpu, memoryMb: request.memory_gb * 1024, diskGb: request.disk_gb },
      now,
      doer,
    });
    await requestDocuments(context, 'infrastructure');
    return { patch: { server_id: serverId }, data: { server_id: serverId, name: input.server.name } };
  });
