import type { Updateable } from 'kysely';
import type { DB } from '#db/index.ts';
import type { ServerInput } from './input.ts';

/** Which column keeps which field. */
const columns = {
  name: 'name',
  kind: 'kind',
  siteId: 'site_id',
  hostId: 'host_id',
  status: 'status',
  acceptsApplications: 'accepts_applications',
  cpu: 'cpu',
  memoryMb: 'memory_mb',
  diskGb: 'disk_gb',
  cpuOvercommit: 'cpu_overcommit',
  memoryOvercommit: 'memory_overcommit',
  diskOvercommit: 'disk_overcommit',
  operatingSystem: 'operating_system',
  processor: 'processor',
  usage: 'usage',
  ownership: 'ownership',
  ownerOfficeId: 'owner_office_id',
  serialNumber: 'serial_number',
  assetNumber: 'asset_number',
  rack: 'rack',
  rackUnit: 'rack_unit',
  warrantyUntil: 'warranty_until',
  notes: 'notes',
} as const satisfies Record<keyof ServerInput, keyof DB['server']>;

const given = (server: Partial<ServerInput>): [keyof typeof columns, unknown][] =>
  (Object.keys(columns) as (keyof typeof columns)[])
    .filter((field) => server[field] !== undefined)
    .map((field) => [field, server[field]]);

/** The given fields as columns of the table. */
export const serverColumns = (server: Partial<ServerInput>): Updateable<DB['server']> =>
  Object.fromEntries(given(server).map(([field, value]) => [columns[field], value]));

/** The given fields as an audit event keeps them. */
export const serverFacts = (server: Partial<ServerInput>): Record<string, unknown> =>
  Object.fromEntries(given(server).map(([field, value]) => [field, value instanceof Temporal.PlainDate ? String(value) : value]));

/** The same fields as a stored row has them. */
export const storedFacts = (row: Readonly<Record<string, unknown>>, fields: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(
    fields.map((field) => {
      const value = row[columns[field as keyof typeof columns]];
      return [field, value instanceof Temporal.PlainDate ? String(value) : value];
    }),
  );
