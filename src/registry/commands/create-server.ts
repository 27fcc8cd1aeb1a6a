import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { invalid } from '#lib/errors.ts';
import { newId } from '#lib/ids.ts';
import { type Act, cause } from '../act.ts';
import { readServer, type ServerInput, type Typed } from '../input.ts';
import { rackIdOf } from '../queries/racks.ts';
import { refusing } from '../refusals.ts';
import { serverColumns, serverFacts } from '../server-columns.ts';

/**
 * Enters a server or another device into the register. A virtual server takes its capacity from its host (`no_capacity` when the host has
 * no such room) and lies at the host's site. `invalid` names every faulty field; a name may be used once among the
 * servers that are not retired.
 */
export const createServer = async (tx: Db, input: Act & { server: Typed<ServerInput> }): Promise<{ serverId: string }> => {
  const { now } = input;
  const server = readServer(input.server);
  const siteId = server.kind === 'virtual' ? await siteOfHost(tx, server.hostId ?? '') : (server.siteId ?? '');
  const rackId = server.rack ? await rackIdOf(tx, siteId, server.rack) : null;
  const serverId = newId();
  await refusing(
    () =>
      tx
        .insertInto('server')
        .values({
          ...serverColumns(server),
          id: serverId,
          name: server.name,
          kind: server.kind,
          cpu: server.cpu,
          memory_mb: server.memoryMb,
          disk_gb: server.diskGb,
          site_id: siteId,
          rack_id: rackId,
          created_at: now,
        })
        .execute(),
    server,
  );
  await record(tx, {
    subjectKind: 'server',
    subjectId: serverId,
    at: now,
    type: 'server.created',
    doer: input.doer,
    data: { ...serverFacts({ ...server, siteId }), ...cause(input) },
  });
  return { serverId };
};

/** The site at which a host stands. Throws `invalid` for one that does not exist. */
export const siteOfHost = async (tx: Db, hostId: string): Promise<string> => {
  const host = await tx.selectFrom('server').where('id', '=', hostId).select('site_id').executeTakeFirst();
  if (!host)
    throw invalid([{ field: 'hostId', message: { id: 'Server induk ini tidak ada.', en: 'This host does not exist.' } }]);
  return host.site_id;
};
