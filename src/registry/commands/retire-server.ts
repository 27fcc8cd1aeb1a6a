import { sql } from 'kysely';
import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { AppError, invalid } from '#lib/errors.ts';
import type { Words } from '#lib/words.ts';
import { type Act, cause } from '../act.ts';
import { disconnectServer } from './disconnect-cable.ts';

/**
 * Takes a server out of use: its addresses become free, its cables are unplugged, its name may be used again, the record stays. Refused with
 * `invalid` at `serverId` while anything depends on it (virtual servers, claims, applications), naming what does;
 * `stale_page` when it changed since `version`.
 */
export const retireServer = async (tx: Db, input: Act & { serverId: string; version: number }): Promise<void> => {
  const { serverId, version, now } = input;
  const server = await tx
    .selectFrom('server')
    .where('id', '=', serverId)
    .where('status', '<>', 'retired')
    .select(['name', 'version'])
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!server) throw new AppError('not_found', { what: `server ${serverId}` });
  if (server.version !== version) throw new AppError('stale_page', { seen: version, now: server.version });
  const dependents = await dependentsOf(tx, serverId);
  if (dependents.length > 0) {
    const names = dependents.join(', ');
    const message: Words = {
      id: `Server belum dapat dihentikan karena masih dipakai: ${names}.`,
      en: `The server cannot be retired, it is still in use: ${names}.`,
    };
    throw invalid([{ field: 'serverId', message }]);
  }
  const addresses = await tx.deleteFrom('address').where('server_id', '=', serverId).returning('address').execute();
  await disconnectServer(tx, input);
  await tx
    .updateTable('server')
    .set({ status: 'retired', accepts_applications: false, version: version + 1 })
    .where('id', '=', serverId)
    .execute();
  await record(tx, {
    subjectKind: 'server',
    subjectId: serverId,
    at: now,
    type: 'server.retired',
    doer: input.doer,
    data: { name: server.name, addresses: addresses.map(({ address }) => address), ...cause(input) },
  });
};

const dependentsOf = async (tx: Db, serverId: string): Promise<string[]> => {
  const { rows } = await sql<{ name: string }>`
    select name from server where host_id = ${serverId} and status <> 'retired'
    union all select holder_label from capacity_claim where server_id = ${serverId} and state <> 'released'
    union all select a.name from deployment d join application a on a.id = d.application_id
      where d.server_id = ${serverId} and d.removed_at is null`.execute(tx);
  return [...new Set(rows.map((row) => row.name))];
};
