import type { Updateable } from 'kysely';
import type { DB } from '#db/index.ts';
import type { ServerInput } from './input.ts';

/** Which column keeps which field; the rack is kept by its id and known by its name. */
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
  manufacturer: 'manufacturer',
  model: 'model',
  rackUnit: 'rack_unit',
  rackHeight: 'rack_height',
  rackFace: 'rack_face',
  warrantyUntil: 'warranty_until',
  notes: 'notes',
} as const satisfies Record<Exclude<keyof ServerInput, 'rack'>, keyof DB['server']>;

type Field = keyof typeof columns;

const given = <Key extends keyof ServerInput>(server: Partial<ServerInput>, keys: readonly Key[]): [Key, unknown][] =>
  keys.filter((field) => server[field] !== undefined).map((field) => [field, server[field]]);

const stored = Object.keys(columns) as Field[];

/** The given fields as columns of the table. */
export const serverColumns = (server: Partial<ServerInput>): Updateable<DB['server']> =>
  Object.fromEntries(given(server, stored).map(([field, value]) => [columns[field], value]));

/** The given fields as an audit event keeps them. */
export const serverFacts = (server: Partial<ServerInput>): Record<string, unknown> =>
  Object.fromEntries(
    given(server, [...stored, 'rack']).map(([field, value]) => [
      field,
      value instanceof Temporal.PlainDate ? String(value) : value,
    ]),
  );

/** The same fields as a stored row has them; its rack stands in it by name. */
export const storedFacts = (row: Readonly<Record<string, unknown>>, fields: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(
    fields.map((field) => {
      const value = row[field === 'rack' ? 'rack' : columns[field as Field]];
      return [field, value instanceof Temporal.PlainDate ? String(value) : value];
    }),
  );
