import { sql } from 'kysely';
import type { Db } from '#db/index.ts';
import { type Actor, maskNip } from '#identity/index.ts';
import { AppError } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import { tagged } from '../annotations/queries.ts';
import { type ApplicationField, type ApplicationFields, applicationFields, missingFields } from '../application-fields.ts';
import { masked } from '../personal.ts';
import { maySeeServers, officeScope } from '../policy.ts';
import { aboutMatching, inOrder, type Paged, pageOfIds } from '../search.ts';
import type { Listed } from './servers.ts';

export type ApplicationFilter = Paged & { officeId?: string; status?: string; search?: string; tag?: string };

export type ApplicationEntry = ApplicationFields & {
  id: string;
  officeId: string;
  officeName: string;
  status: string;
  origin: string | null;
  activatedAt: Temporal.Instant | null;
  createdAt: Temporal.Instant;
  retiredAt: Temporal.Instant | null;
  retiredReason: string;
  version: number;
};

/**
 * The list of all applications by name, one page of it; an office that does not host sees its own only. Personal data is
 * masked. Retired ones appear only when the filter asks for them.
 */
export const listApplications = async (
  db: Db,
  actor: Actor,
  filter: ApplicationFilter = {},
): Promise<Listed<ApplicationEntry & { missing: number }>> => {
  const { search, status } = filter;
  const officeId = officeScope(actor) ?? filter.officeId;
  const where = [
    status ? sql`status = ${status}` : sql`status <> 'retired'`,
    ...(officeId && isId(officeId) ? [sql`office_id = ${officeId}`] : []),
    ...(filter.tag ? [tagged('application', filter.tag)] : []),
    ...(search ? [sql`id in ${aboutMatching(search, ['application'])}`] : []),
  ];
  const { ids, ...counted } = await pageOfIds(db, { from: sql`application`, where, orderBy: sql`name, id` }, filter);
  const found = ids.length === 0 ? [] : await entries(db).where('a.id', 'in', ids).execute();
  const rows = inOrder(ids, found).map((row) => {
    const entry = entryOf(row);
    return { ...hidden(entry), missing: missingFields(entry).length };
  });
  return { rows, ...counted };
};

/**
 * One application with what the list says of it, what is missing, and where it is installed (the last only for who may
 * see servers). `not_found` when there is none or it belongs to another office than the actor may see.
 */
export const getApplication = async (db: Db, actor: Actor, applicationId: string) => {
  const application = isId(applicationId) ? await findApplication(db, { id: applicationId }) : null;
  const scope = officeScope(actor);
  if (!application || (scope !== null && scope !== application.officeId))
    throw new AppError('not_found', { what: `application ${applicationId}` });
  const deployments = maySeeServers(actor) ? await deploymentsOf(db, applicationId) : [];
  return { ...application, missing: missingFields(application), deployments };
};

export type ApplicationPage = Awaited<ReturnType<typeof getApplication>>;

/** The application with this id, or the one that this origin brought in, for a caller with its own right to know; null when there is none. */
export const findApplication = async (db: Db, by: { id: string } | { origin: string }): Promise<ApplicationEntry | null> => {
  const query = 'id' in by ? entries(db).where('a.id', '=', by.id) : entries(db).where('a.origin', '=', by.origin);
  const row = await query.executeTakeFirst();
  return row ? entryOf(row) : null;
};

/** Which required fields an application's entry still lacks. `not_found` for an unknown one. */
export const listMissingFields = async (db: Db, applicationId: string): Promise<readonly ApplicationField[]> => {
  const application = await findApplication(db, { id: applicationId });
  if (!application) throw new AppError('not_found', { what: `application ${applicationId}` });
  return missingFields(application);
};

/** Where an application is installed now. */
export const deploymentsOf = (db: Db, applicationId: string) =>
  db
    .selectFrom('deployment as d')
    .innerJoin('server as s', 's.id', 'd.server_id')
    .where('d.application_id', '=', applicationId)
    .where('d.removed_at', 'is', null)
    .select([
      's.id as serverId',
      's.name as serverName',
      's.kind as serverKind',
      'd.environment as environment',
      'd.path as path',
      'd.installed_at as installedAt',
      sql<string[]>`array(select host(ad.address) from address ad where ad.server_id = s.id order by ad.address)`.as('addresses'),
    ])
    .orderBy('d.installed_at')
    .execute();

const entries = (db: Db) =>
  db
    .selectFrom('application as a')
    .innerJoin('office as o', 'o.id', 'a.office_id')
    .selectAll('a')
    .select('o.name as office_name');

type Stored = Awaited<ReturnType<ReturnType<typeof entries>['execute']>>[number];

const entryOf = (row: Stored): ApplicationEntry => {
  const fields = Object.fromEntries(applicationFields.map(({ key }) => [key, row[key]]));
  return {
    ...(fields as ApplicationFields),
    id: row.id,
    officeId: row.office_id,
    officeName: row.office_name,
    status: row.status,
    origin: row.origin,
    activatedAt: row.activated_at,
    createdAt: row.created_at,
    retiredAt: row.retired_at,
    retiredReason: row.retired_reason,
    version: row.version,
  };
};

const hidden = (entry: ApplicationEntry): ApplicationEntry => ({
  ...entry,
  administrator_nip: maskNip(entry.administrator_nip),
  administrator_phone: masked(entry.administrator_phone),
  administrator_email: entry.administrator_email.replace(/^[^@]+/, '•••'),
});
