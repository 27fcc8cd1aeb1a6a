import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { AppError } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import { type Act, cause, changesBetween } from '../act.ts';
import { type CableChange, readCableChange } from '../device-input.ts';
import type { Typed } from '../input.ts';
import { refusing } from '../refusals.ts';
import { plug } from './connect-cable.ts';

type Change = Act & { cableId: string; version: number; cable: Typed<CableChange> };

/**
 * Changes a cable that the caller saw at `version`: what it is, and into which interface of each of its two devices it is plugged.
 * Both devices' journals keep before and after. A cable to another device is another cable. `invalid` when another cable is
 * plugged in there, `stale_page`, `not_found`.
 */
export const updateCable = async (tx: Db, input: Change): Promise<void> => {
  const { fromInterface, toInterface, lengthM, ...cable } = readCableChange(input.cable);
  const before = isId(input.cableId)
    ? await tx
        .selectFrom('cable as c')
        .innerJoin('interface as a', 'a.id', 'c.a_interface_id')
        .innerJoin('interface as b', 'b.id', 'c.b_interface_id')
        .where('c.id', '=', input.cableId)
        .selectAll('c')
        .select(['a.name as from', 'a.server_id as fromServerId', 'b.name as to', 'b.server_id as toServerId'])
        .forUpdate('c')
        .executeTakeFirst()
    : undefined;
  if (!before) throw new AppError('not_found', { what: `cable ${input.cableId}` });
  if (before.version !== input.version) throw new AppError('stale_page', { seen: input.version, now: before.version });
  const { kind, status, label, colour, notes } = before;
  const changes = changesBetween(
    { kind, status, label, colour, notes, lengthM: before.length_m, fromInterface: before.from, toInterface: before.to },
    { ...cable, lengthM, fromInterface, toInterface },
  );
  if (Object.keys(changes).length === 0) return;
  const from = await plug(tx, input, { serverId: before.fromServerId, name: fromInterface, field: 'fromInterface' });
  const to = await plug(tx, input, { serverId: before.toServerId, name: toInterface, field: 'toInterface' });
  await refusing(() =>
    tx
      .updateTable('cable')
      .set({
        ...cable,
        length_m: lengthM,
        a_interface_id: from.interfaceId,
        b_interface_id: to.interfaceId,
        version: before.version + 1,
      })
      .where('id', '=', before.id)
      .execute(),
  );
  for (const end of [from, to])
    await record(tx, {
      subjectKind: 'server',
      subjectId: end.serverId,
      at: input.now,
      type: 'cable.changed',
      doer: input.doer,
      data: { cableId: before.id, interface: end.name, changes, ...cause(input) },
    });
};
