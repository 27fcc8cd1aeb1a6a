import { sql } from 'kysely';
import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { AppError, invalid } from '#lib/errors.ts';
import { isId, newId } from '#lib/ids.ts';
import { type Act, cause } from '../act.ts';
import type { Environment } from '../choices.ts';
import { environmentFaults } from '../input.ts';
import { refusing } from '../refusals.ts';

type Deployment = Act & { applicationId: string; serverId: string; path?: string; environment?: Environment };

/**
 * Notes that an application is installed on a server, where in its file system, and for which environment; a planned
 * application becomes one that is being installed. Doing it again only corrects the path. `not_found` for an unknown or
 * retired application, `invalid` for a server that does not exist or is retired.
 */
export const deployApplication = async (tx: Db, input: Deployment): Promise<{ deploymentId: string }> => {
  const { applicationId, serverId, now } = input;
  const environment = input.environment ?? 'production';
  const path = input.path?.trim() ?? '';
  const faults = environmentFaults(environment);
  if (path.length > 300)
    faults.push({
      field: 'path',
      message: { id: 'Lokasi pemasangan paling panjang 300 karakter.', en: 'The path has at most 300 characters.' },
    });
  if (!isId(serverId)) faults.push(noServer);
  if (faults.length > 0) throw invalid(faults);
  const application = await tx
    .updateTable('application')
    .set({ status: sql<string>`case status when 'planned' then 'installing' else status end` })
    .where('id', '=', applicationId)
    .where('status', '<>', 'retired')
    .returning('name')
    .executeTakeFirst();
  if (!application) throw new AppError('not_found', { what: `application ${applicationId}` });
  const { rows } = await refusing(() =>
    sql<{ id: string; server: string }>`
      insert into deployment as d (id, application_id, server_id, environment, path, installed_at)
      select ${newId()}, ${applicationId}::uuid, id, ${environment}, ${path}, ${now}::timestamptz
      from server where id = ${serverId} and status <> 'retired'
      on conflict (application_id, server_id, environment) where removed_at is null do update set path = excluded.path
      returning d.id, (select name from server where id = d.server_id) as server`.execute(tx),
  );
  const deployment = rows[0];
  if (!deployment) throw invalid([noServer]);
  await record(tx, {
    subjectKind: 'application',
    subjectId: applicationId,
    at: now,
    type: 'application.deployed',
    doer: input.doer,
    data: { serverId, server: deployment.server, environment, path, ...cause(input) },
  });
  return { deploymentId: deployment.id };
};

const noServer = {
  field: 'serverId',
  message: { id: 'Server ini tidak ada atau sudah dihentikan.', en: 'This server does not exist or is retired.' },
};
