import type { Db } from '#db/index.ts';
import { holdCapacity } from '#registry/index.ts';
import { type ActInput, type ActResult, perform } from '../perform.ts';
import { requestOf } from '../request.ts';

/** SOP step 4 "tersedia": the server's free capacity is held for this case from this moment (reading 2). Throws no_capacity. */
export const holdCaseCapacity = (tx: Db, input: ActInput & { serverId: string }): Promise<ActResult> =>
  perform(tx, input, 'capacity-available', async ({ found, now, doer }) => {
    const request = requestOf(found.row.request);
    const asked = { cpu: request.cpu, memoryMb: request.memory_gb * 1024, diskGb: request.disk_gb };
    await holdCapacity(tx, {
      serverId: input.serverId,
      holder: found.row.id,
      holderLabel: found.row.number,
      ...asked,
      now,
      doer,
    });
    return { patch: { server_id: input.serverId, server_branch: false }, data: { server_id: input.serverId, ...asked } };
  });
