import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { AppError, invalid } from '#lib/errors.ts';
import { type Act, cause, changesBetween } from '../act.ts';
import { onlyVirtual, readServerChanges, type ServerInput, type Typed } from '../input.ts';
import { rackIdOf } from '../queries/racks.ts';
import { refusing } from '../refusals.ts';
import { serverColumns, serverFacts, storedFacts } from '../server-columns.ts';
import { siteOfHost } from './create-server.ts';

export type UpdateServerInput = Act & { serverId: string; version: number; changes: Typed<Omit<ServerInput, 'kind'>> };

/**
 * Changes fields of a server that the caller saw at `version`; the audit event keeps before and after of what differs.
 * `stale_page` when someone was faster, `invalid` when the new size is less than what is taken, `no_capacity` when a
 * virtual server would outgrow its host, `not_found` for an unknown or retired one. What a server is never changes.
 */
export const updateServer = async (tx: Db, input: UpdateServerInput): Promise<{ version: number }> => {
  const { serverId, version, now } = input;
  const changes = readServerChanges(input.changes);
  const before = await tx
    .selectFrom('server')
    .where('id', '=', serverId)
    .where('status', '<>', 'retired')
    .selectAll()
    .select((select) => select.selectFrom('rack').whereRef('rack.id', '=', 'server.rack_id').select('rack.name').as('rack'))
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!before) throw new AppError('not_found', { what: `server ${serverId}` });
  if (before.version !== version) throw new AppError('stale_page', { seen: version, now: before.version });
  if (before.kind !== 'virtual' && changes.hostId) throw invalid([{ field: 'hostId', message: onlyVirtual }]);
  const after = serverFacts(changes);
  const differing = changesBetween(storedFacts(before, Object.keys(after)), after);
  if (Object.keys(differing).length === 0) return { version };
  const place = await placeOf(tx, before, changes);
  await refusing(
    () =>
      tx
        .updateTable('server')
        .set({ ...serverColumns(changes), ...place, version: version + 1 })
        .where('id', '=', serverId)
        .execute(),
    {
      cpu: changes.cpu ?? before.cpu,
      memoryMb: changes.memoryMb ?? before.memory_mb,
      diskGb: changes.diskGb ?? before.disk_gb,
    },
  );
  // What runs on it goes along.
  if (place.site_id && place.site_id !== before.site_id)
    await tx.updateTable('server').set({ site_id: place.site_id }).where('host_id', '=', serverId).execute();
  await record(tx, {
    subjectKind: 'server',
    subjectId: serverId,
    at: now,
    type: 'server.changed',
    doer: input.doer,
    data: { changes: differing, ...cause(input) },
  });
  return { version: version + 1 };
};

type Before = { kind: string; site_id: string; rack_id: string | null; rack: string | null };

/** Where the device stands after the change: a virtual server at its host's site, any other at its own, in a rack of that site. */
const placeOf = async (
  tx: Db,
  before: Before,
  changes: Partial<ServerInput>,
): Promise<{ site_id?: string; rack_id?: string | null; rack_unit?: null }> => {
  if (before.kind === 'virtual') return changes.hostId ? { site_id: await siteOfHost(tx, changes.hostId) } : {};
  const siteId = changes.siteId ?? before.site_id;
  const name = changes.rack ?? before.rack ?? '';
  if (siteId === before.site_id && name === (before.rack ?? '')) return { site_id: siteId };
  if (name === '') return { site_id: siteId, rack_id: null, rack_unit: null };
  return { site_id: siteId, rack_id: await rackIdOf(tx, siteId, name) };
};
