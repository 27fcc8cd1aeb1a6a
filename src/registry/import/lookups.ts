import { sql } from 'kysely';
import type { Db } from '#db/index.ts';

/** Records by the names that people write, lower case. */
export type Lookups = {
  sites: ReadonlyMap<string, string>;
  offices: ReadonlyMap<string, string>;
  /** By "site-id name", with how its name is really written. */
  racks: ReadonlyMap<string, { id: string; name: string }>;
  hosts: ReadonlyMap<string, string>;
  siteOfHost: ReadonlyMap<string, string>;
};

type Named = { id: string; name: string };

/** The sites, racks and offices, and those of the named hosts that exist. An office is known by its name and its abbreviation. */
export const readLookups = async (db: Db, hosts: readonly string[]): Promise<Lookups> => {
  const [sites, offices, racks, found] = await Promise.all([
    readSites(db),
    readOffices(db),
    sql<
      Named & { key: string }
    >`select id, name, site_id || ' ' || lower(name) as key from rack where status <> 'retired'`.execute(db),
    sql<Named & { siteId: string }>`
      select id, name, site_id as "siteId" from server
      where status <> 'retired' and kind = 'hypervisor' and name = any(${hosts}::text[])`.execute(db),
  ]);
  const byName = (rows: readonly Named[]) => new Map(rows.map(({ id, name }) => [name, id]));
  return {
    sites,
    offices,
    racks: new Map(racks.rows.map(({ key, ...rack }) => [key, rack])),
    hosts: byName(found.rows),
    siteOfHost: new Map(found.rows.map(({ id, siteId }) => [id, siteId])),
  };
};

/** Offices by name and by abbreviation, lower case. */
export const readOffices = async (db: Db): Promise<Map<string, string>> => {
  const { rows } = await sql<Named & { short: string }>`
    select id, lower(name) as name, lower(abbreviation) as short from office where active`.execute(db);
  return new Map([...rows.map(({ id, short }) => [short, id] as const), ...rows.map(({ id, name }) => [name, id] as const)]);
};

/** Sites in use by name, lower case. */
export const readSites = async (db: Db): Promise<Map<string, string>> => {
  const { rows } = await sql<Named>`select id, lower(name) as name from site where status <> 'retired'`.execute(db);
  return new Map(rows.map(({ id, name }) => [name, id]));
};

/** Those of the named devices that are in use. */
export const readDevices = async (db: Db, names: readonly string[]): Promise<Map<string, string>> => {
  const { rows } = await sql<Named>`
    select id, name from server where status <> 'retired' and name = any(${[...new Set(names)]}::text[])`.execute(db);
  return new Map(rows.map(({ id, name }) => [name, id]));
};
