import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '#lib/ids.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { act, makeActor, makeOffice, makePlace, makeServer, refusalOf, someday } from '../../../test/support/registry.ts';
import {
  connectCable,
  createServer,
  findClaim,
  getServer,
  holdCapacity,
  listServers,
  provideServer,
  retireServer,
  updateServer,
} from '../index.ts';

let database: TestDatabase;
let place: Awaited<ReturnType<typeof makePlace>>;
let host: ReturnType<typeof makeActor>;
let other: ReturnType<typeof makeActor>;
const gb = 1024;

beforeAll(async () => {
  database = await testDatabase();
  place = await makePlace(database.db);
  host = makeActor(await makeOffice(database.db, 'Dinas Kominfo', 'host'), { host: true });
  other = makeActor(await makeOffice(database.db, 'Dinas Kesehatan'));
});
afterAll(() => database.close());

const wanted = (part: object = {}) => ({
  now: someday,
  holder: newId(),
  holderLabel: 'K-2026-0007',
  kind: 'virtual' as const,
  name: 'vm-antrian',
  hostId: place.hostId,
  networkId: place.networkId,
  address: 'next',
  cpu: 4,
  memoryMb: 8 * gb,
  diskGb: 100,
  operatingSystem: 'Debian 13',
  ...part,
});

describe('providing a server for a holder', () => {
  test('enters it with its address, takes it from the host and allots all of it to the holder', async () => {
    const input = wanted();
    const { serverId, address } = await database.db.transaction().execute((tx) => provideServer(tx, input));
    const server = await getServer(database.db, host, serverId);
    expect(server).toMatchObject({
      hostName: 'hv-01',
      siteName: 'Ruang Server Lantai 7',
      addresses: [address],
      capacity: { free: { cpu: 0, memoryMb: 0, diskGb: 0 } },
    });
    expect(server.claims).toMatchObject([{ holder: input.holder, holderLabel: 'K-2026-0007', state: 'allotted' }]);
    const onHost = await getServer(database.db, host, place.hostId);
    expect(onHost.capacity.virtual).toEqual({ cpu: 4, memoryMb: 8 * gb, diskGb: 100 });
  });

  test('claims only what was asked when the server is larger', async () => {
    const input = wanted({ name: 'vm-besar', claim: { cpu: 1, memoryMb: gb, diskGb: 10 } });
    const { serverId } = await provideServer(database.db, input);
    expect((await getServer(database.db, host, serverId)).capacity.free).toEqual({ cpu: 3, memoryMb: 7 * gb, diskGb: 90 });
  });

  test.each([
    ['a virtual server larger than its host', { name: 'vm-a', memoryMb: 1024 * gb }, 'no_capacity', null],
    ['a host that is no hypervisor', { name: 'vm-b', hostId: 'plain' }, 'invalid', 'hostId'],
    ['a host that does not exist', { name: 'vm-c', hostId: newId() }, 'invalid', 'hostId'],
    ['a virtual server without host', { name: 'vm-d', hostId: '' }, 'invalid', 'hostId'],
    ['a name with capitals and dots', { name: 'VM.antrian' }, 'invalid', 'name'],
    ['a name that begins with a hyphen', { name: '-vm' }, 'invalid', 'name'],
    ['a name of 64 characters', { name: 'a'.repeat(64) }, 'invalid', 'name'],
    ['no name', { name: '' }, 'invalid', 'name'],
    ['a name that is in use', { name: 'hv-01' }, 'invalid', 'name'],
    ['an address outside the network', { name: 'vm-e', address: '10.20.31.5' }, 'invalid', 'address'],
    ['the address of the network itself', { name: 'vm-f', address: '10.20.30.0' }, 'invalid', 'address'],
    ['the broadcast address', { name: 'vm-g', address: '10.20.30.255' }, 'invalid', 'address'],
    ['the gateway', { name: 'vm-h', address: '10.20.30.1' }, 'address_taken', null],
    ['no address at all', { name: 'vm-i', address: '10.20.30' }, 'invalid', 'address'],
    ['an unknown network', { name: 'vm-j', networkId: newId() }, 'invalid', 'networkId'],
    ['a size of 0', { name: 'vm-k', cpu: 0 }, 'invalid', 'cpu'],
    ['a size of 10^9', { name: 'vm-l', diskGb: 1e9 }, 'invalid', 'diskGb'],
    ['a hypervisor', { name: 'vm-m', kind: 'hypervisor' }, 'invalid', 'kind'],
    ['an unknown field', { name: 'vm-n', colour: 'red' }, 'invalid', 'colour'],
  ])('refuses %s and leaves nothing behind', async (_, part, code, field) => {
    const plain = await makeServer(database.db, place.siteId, { name: `plain-${newId().slice(-12)}` });
    const input = wanted({ ...part, ...('hostId' in part && part.hostId === 'plain' ? { hostId: plain } : {}) });
    const refusal = await refusalOf(database.db.transaction().execute((tx) => provideServer(tx, input)));
    expect(refusal.code).toBe(code);
    if (field) expect(Object.keys(refusal.faults)).toEqual([field]);
    expect(await findClaim(database.db, input.holder)).toBeNull();
    const { rows } = await listServers(database.db, host, { search: input.name || 'vm-nothing' });
    expect(rows.map((row) => row.name)).not.toContain(`vm-${input.name.slice(3)}`);
  });

  test('two at once never get the same next address', async () => {
    const provided = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        database.db
          .transaction()
          .execute((tx) => provideServer(tx, wanted({ name: `vm-same-${index}`, cpu: 1, memoryMb: gb, diskGb: 1 }))),
      ),
    );
    expect(new Set(provided.map(({ address }) => address)).size).toBe(8);
  });
});

describe('changing a server', () => {
  test('keeps before and after of what differs, with what caused it', async () => {
    const serverId = await makeServer(database.db, place.siteId, { name: 'app-change', rack: 'A1' });
    const change = { ...act, serverId, version: 1, because: 'K-2026-0009', changes: { rack: 'B2', memoryMb: '8192', notes: '' } };
    expect(await updateServer(database.db, change)).toEqual({ version: 2 });
    const unknown = { ...change, version: 2, changes: { rack: 'Z9' } };
    expect(Object.keys((await refusalOf(updateServer(database.db, unknown))).faults)).toEqual(['rack']);
    const { data } = await database.db
      .selectFrom('audit_event')
      .where('subject_id', '=', serverId)
      .where('type', '=', 'server.changed')
      .select('data')
      .executeTakeFirstOrThrow();
    expect(data).toEqual({ because: 'K-2026-0009', changes: { rack: ['A1', 'B2'] } });
  });

  test('is refused from a page that is no longer current, and for a retired server', async () => {
    const serverId = await makeServer(database.db, place.siteId, { name: 'app-stale' });
    await updateServer(database.db, { ...act, serverId, version: 1, changes: { rack: 'A1' } });
    const stale = { ...act, serverId, version: 1, changes: { rack: 'B2' } };
    await expect(updateServer(database.db, stale)).rejects.toMatchObject({ code: 'stale_page' });
    await retireServer(database.db, { ...act, serverId, version: 2 });
    await expect(updateServer(database.db, { ...stale, version: 3 })).rejects.toMatchObject({ code: 'not_found' });
  });

  test('a virtual server cannot outgrow its host', async () => {
    const { serverId } = await createServer(database.db, {
      ...act,
      server: { name: 'vm-tumbuh', kind: 'virtual', hostId: place.hostId, cpu: 1, memoryMb: gb, diskGb: 1 },
    });
    const grow = { ...act, serverId, version: 1, changes: { diskGb: 5000 } };
    await expect(updateServer(database.db, grow)).rejects.toMatchObject({ code: 'no_capacity', values: { server: 'hv-01' } });
  });
});

describe('retiring a server', () => {
  test('frees its addresses, its name and its host; a virtual server or a claim on it stands against that by name', async () => {
    const before = (await getServer(database.db, host, place.hostId)).capacity.free;
    const { serverId, address } = await provideServer(database.db, wanted({ name: 'vm-akhir', holderLabel: 'K-2026-0011' }));
    const onHost = await getServer(database.db, host, place.hostId);
    const refusedHost = await refusalOf(retireServer(database.db, { ...act, serverId: place.hostId, version: onHost.version }));
    expect(refusedHost.faults.serverId).toContain('vm-akhir');
    const refused = await refusalOf(retireServer(database.db, { ...act, serverId, version: 1 }));
    expect(refused.faults.serverId).toContain('K-2026-0011');
    await database.ownerPool.query("update capacity_claim set state = 'released' where server_id = $1", [serverId]);
    await retireServer(database.db, { ...act, serverId, version: 1 });
    expect((await getServer(database.db, host, place.hostId)).capacity.free).toEqual(before);
    const again = await provideServer(database.db, wanted({ name: 'vm-akhir', address }));
    expect(again.address).toBe(address);
    await expect(holdCapacity(database.db, { ...wanted(), serverId })).rejects.toMatchObject({ code: 'invalid' });
  });
});

describe('who may see servers', () => {
  test('an office that does not host is told of none, neither in the list nor by its id', async () => {
    await expect(listServers(database.db, other)).rejects.toMatchObject({ code: 'not_found' });
    await expect(getServer(database.db, other, place.hostId)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('an id that is none is not found, not an error of the database', async () => {
    await expect(getServer(database.db, host, "x' or 1=1")).rejects.toMatchObject({ code: 'not_found' });
  });

  test('the list finds by name and by part of an address, pages, and keeps retired ones apart', async () => {
    const all = await listServers(database.db, host, { pageSize: 2 });
    expect(all.rows).toHaveLength(2);
    expect(all.total).toBeGreaterThan(2);
    const byAddress = await listServers(database.db, host, { search: '10.20.30.2' });
    expect(byAddress.rows.every((row) => row.addresses.some((address) => address.includes('10.20.30.2')))).toBe(true);
    const retired = await listServers(database.db, host, { status: 'retired' });
    expect(retired.rows.map((row) => row.name)).toContain('app-stale');
    expect((await listServers(database.db, host, { search: '%' })).total).toBe(0);
  });
});

test('a cable cannot lead back to where it starts', async () => {
  const serverId = await makeServer(database.db, place.siteId, { name: 'app-kabel' });
  const loop = await refusalOf(connectCable(database.db, { ...act, cable: { fromServerId: serverId, toServerId: serverId } }));
  expect(Object.keys(loop.faults)).toEqual(['toServerId']);
  await connectCable(database.db, { ...act, cable: { fromServerId: serverId, toServerId: place.hostId, label: 'Trunk 10G' } });
  expect((await getServer(database.db, host, serverId)).links).toMatchObject([{ otherName: 'hv-01', label: 'Trunk 10G' }]);
});
