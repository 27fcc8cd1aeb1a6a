import { sql } from 'kysely';
import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { AppError } from '#lib/errors.ts';
import { type Act, cause } from '../act.ts';

/** Takes a cable out: both interfaces are free again. `not_found` when there is no such cable. */
export const disconnectCable = async (tx: Db, input: Act & { cableId: string }): Promise<void> => {
  const ends = await unplug(tx, input, [input.cableId]);
  if (ends === 0) throw new AppError('not_found', { what: `cable ${input.cableId}` });
};

/** Takes out every cable of a device. */
export const disconnectServer = async (tx: Db, input: Act & { serverId: string }): Promise<void> => {
  const cables = await tx.selectFrom('device_cable').where('server_id', '=', input.serverId).select('cable_id').execute();
  const ids = cables.flatMap(({ cable_id: id }) => (id === null ? [] : [id]));
  if (ids.length > 0) await unplug(tx, input, ids);
};

const unplug = async (tx: Db, act: Act, cableIds: readonly string[]): Promise<number> => {
  const { rows } = await sql<{ serverId: string; interface: string; other: string; otherInterface: string; label: string }>`
    select c.server_id as "serverId", c.interface, o.name as other, c.other_interface as "otherInterface", c.label
    from device_cable c join server o on o.id = c.other_server_id
    where c.cable_id = any(${cableIds}::uuid[]) order by c.cable_id, c.interface_id`.execute(tx);
  await tx.deleteFrom('cable').where('id', 'in', cableIds).execute();
  for (const { serverId, ...data } of rows) {
    await record(tx, {
      subjectKind: 'server',
      subjectId: serverId,
      at: act.now,
      type: 'cable.disconnected',
      doer: act.doer,
      data: { ...data, ...cause(act) },
    });
  }
  return rows.length;
};
