import { sql } from 'kysely';
import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { invalid } from '#lib/errors.ts';
import { newId } from '#lib/ids.ts';
import { type Act, cause } from '../act.ts';
import { type CableInput, readCable } from '../device-input.ts';
import type { Typed } from '../input.ts';
import { refusing } from '../refusals.ts';

/**
 * Enters a cable between interfaces of two devices; interfaces that nobody has entered yet are entered with it. `invalid` when
 * it leads back to its own device, when another cable is plugged in at either end, or when a device does not exist.
 */
export const connectCable = async (tx: Db, input: Act & { cable: Typed<CableInput> }): Promise<{ cableId: string }> => {
  const { fromServerId, toServerId, fromInterface, toInterface, lengthM, ...cable } = readCable(input.cable);
  const from = await plug(tx, input, { serverId: fromServerId, name: fromInterface, field: 'fromServerId' });
  const to = await plug(tx, input, { serverId: toServerId, name: toInterface, field: 'toServerId' });
  const cableId = newId();
  await refusing(() =>
    tx
      .insertInto('cable')
      .values({
        id: cableId,
        a_interface_id: from.interfaceId,
        b_interface_id: to.interfaceId,
        ...cable,
        length_m: lengthM,
        created_at: input.now,
      })
      .execute(),
  );
  for (const [mine, other] of [
    [from, to],
    [to, from],
  ] as const) {
    await record(tx, {
      subjectKind: 'server',
      subjectId: mine.serverId,
      at: input.now,
      type: 'cable.connected',
      doer: input.doer,
      data: {
        cableId,
        interface: mine.name,
        other: other.serverName,
        otherInterface: other.name,
        label: cable.label,
        ...cause(input),
      },
    });
  }
  return { cableId };
};

/** The end of a cable in a device. */
export type Plug = { interfaceId: string; name: string; serverId: string; serverName: string };

/** The interface of a device by its name, entered when nobody has yet; '' takes the next "port". `invalid` at `field` when there is no such device. */
export const plug = async (tx: Db, { now }: Act, end: { serverId: string; name: string; field: string }): Promise<Plug> => {
  // Whoever asks for the next port of a device waits here for whoever asked before.
  const server = await tx
    .selectFrom('server')
    .where('id', '=', end.serverId)
    .where('status', '<>', 'retired')
    .select('name')
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!server) {
    const message = { id: 'Perangkat ini tidak ada.', en: 'This device does not exist.' };
    throw invalid([{ field: end.field, message }]);
  }
  const name = end.name || (await nextPort(tx, end.serverId));
  const known = await tx
    .selectFrom('interface')
    .where('server_id', '=', end.serverId)
    .where('name', '=', name)
    .select('id')
    .executeTakeFirst();
  const interfaceId = known?.id ?? newId();
  if (!known)
    await tx.insertInto('interface').values({ id: interfaceId, server_id: end.serverId, name, created_at: now }).execute();
  return { interfaceId, name, serverId: end.serverId, serverName: server.name };
};

const nextPort = async (tx: Db, serverId: string): Promise<string> => {
  const { rows } = await sql<{ port: string }>`
    select 'port' || n as port from generate_series(1, 10000) n
    where not exists (select 1 from interface i where i.server_id = ${serverId} and i.name = 'port' || n) order by n limit 1`.execute(
    tx,
  );
  return rows[0]?.port ?? 'port';
};
