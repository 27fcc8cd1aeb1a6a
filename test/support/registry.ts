import { system } from '../../src/audit/index.ts';
import type { Db } from '../../src/db/index.ts';
import type { Actor } from '../../src/identity/index.ts';
import { newId } from '../../src/lib/ids.ts';
import { createNetwork, createRack, createServer, createSite, type ServerInput } from '../../src/registry/index.ts';

export const someday = Temporal.Instant.from('2026-11-24T03:00:00Z');
export const act = { now: someday, doer: system };

/** An office with a name of its own; the first one made with `host` is the hosting office. */
export const makeOffice = async (db: Db, name: string, kind: 'host' | 'applicant' = 'applicant'): Promise<string> => {
  const id = newId();
  await db
    .insertInto('office')
    .values({
      id,
      name,
      abbreviation: name.toUpperCase().replaceAll(' ', ''),
      kind,
      head_title: `Kepala ${name}`,
      created_at: someday,
    })
    .execute();
  return id;
};

/** An actor of an office that needs no account behind it: queries and policies look at nothing else. */
export const makeActor = (officeId: string, part: Partial<Actor> = {}): Actor => ({
  accountId: newId(),
  personId: newId(),
  personName: 'Sari Wulandari',
  officeId,
  host: false,
  language: 'id',
  administrator: false,
  auditor: false,
  posts: [],
  ...part,
});

/** A site with one network (10.20.30.0/24, gateway .1), racks A1 and B2 of 42 units, and a hypervisor of 32 vCPU, 128 GB and 4 TB. */
export const makePlace = async (db: Db): Promise<{ siteId: string; networkId: string; hostId: string }> => {
  const { siteId } = await createSite(db, { ...act, name: 'Ruang Server Lantai 7', address: 'Kantor Wali Kota' });
  const { networkId } = await createNetwork(db, {
    ...act,
    network: { siteId, name: 'DMZ Aplikasi', prefix: '10.20.30.0/24', vlan: 30, gateway: '10.20.30.1', zone: 'dmz' },
  });
  for (const name of ['A1', 'B2']) await createRack(db, { ...act, rack: { siteId, name } });
  const { serverId } = await createServer(db, {
    ...act,
    server: { name: 'hv-01', kind: 'hypervisor', siteId, cpu: 32, memoryMb: 131_072, diskGb: 4096 },
  });
  return { siteId, networkId, hostId: serverId };
};

/** A bare-metal server that accepts applications: 4 vCPU, 8 GB, 100 GB unless told otherwise. */
export const makeServer = async (db: Db, siteId: string, part: Partial<ServerInput> & { name: string }): Promise<string> => {
  const { serverId } = await createServer(db, {
    ...act,
    server: { kind: 'bare_metal', siteId, cpu: 4, memoryMb: 8192, diskGb: 100, acceptsApplications: true, ...part },
  });
  return serverId;
};

/** The faults of a refusal as {field: Indonesian words}, and its code; fails when the act was not refused. */
export const refusalOf = async (
  act: Promise<unknown>,
): Promise<{ code: string; faults: Record<string, string>; values: object }> => {
  const error = await act.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error === null) throw new Error('this should have been refused');
  const { code, faults, values } = error as {
    code: string;
    faults?: readonly { field: string; message: { id: string } }[];
    values?: object;
  };
  if (!faults) throw error;
  return { code, faults: Object.fromEntries(faults.map((fault) => [fault.field, fault.message.id])), values: values ?? {} };
};
