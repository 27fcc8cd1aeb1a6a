import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { act, makeActor, makeOffice, makePlace, makeServer, refusalOf } from '../../../test/support/registry.ts';
import {
  assignAddress,
  connectCable,
  createRack,
  createServer,
  createSite,
  disconnectCable,
  enterInterface,
  getCable,
  getRack,
  getServer,
  listCables,
  listRacks,
  listServers,
  listSites,
  removeInterface,
  retireServer,
  type ServerInput,
  searchRegister,
  updateCable,
  updateInterface,
  updateRack,
  updateServer,
  updateSite,
} from '../index.ts';

let database: TestDatabase;
let place: Awaited<ReturnType<typeof makePlace>>;
let host: ReturnType<typeof makeActor>;
let rackId: string;

const device = async (name: string, part: Partial<ServerInput> = {}): Promise<string> => {
  const { serverId } = await createServer(database.db, {
    ...act,
    server: { kind: 'switch', siteId: place.siteId, name, ...part },
  });
  return serverId;
};

const fieldsOf = async (refused: Promise<unknown>): Promise<string[]> => Object.keys((await refusalOf(refused)).faults);

beforeAll(async () => {
  database = await testDatabase();
  place = await makePlace(database.db);
  host = makeActor(await makeOffice(database.db, 'Dinas Kominfo', 'host'), { host: true });
  ({ rackId } = await createRack(database.db, { ...act, rack: { siteId: place.siteId, name: 'R1', units: 10 } }));
});
afterAll(() => database.close());

describe('a rack', () => {
  test('never holds two devices in the same units of the same face, whoever writes', async () => {
    await device('sw-depan', { rack: 'R1', rackUnit: 3, rackHeight: 2, rackFace: 'front' });
    expect(await fieldsOf(device('sw-tumpuk', { rack: 'R1', rackUnit: 4, rackFace: 'front' }))).toEqual(['rackUnit']);
    expect(await fieldsOf(device('sw-dalam', { rack: 'R1', rackUnit: 4, rackFace: 'both' }))).toEqual(['rackUnit']);
    const behind = await device('sw-belakang', { rack: 'R1', rackUnit: 4, rackFace: 'rear' });
    const move = { ...act, serverId: behind, version: 1, changes: { rackFace: 'front' } } as const;
    expect(await fieldsOf(updateServer(database.db, move))).toEqual(['rackUnit']);
    const at = (name: string) => device(name, { rack: 'R1', rackUnit: 9 });
    const both = await Promise.allSettled(['sw-satu', 'sw-dua'].map(at));
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  test('ends where its units end: a device does not stand above, and the rack does not shrink under one', async () => {
    expect(await fieldsOf(device('sw-tinggi', { rack: 'R1', rackUnit: 10, rackHeight: 2 }))).toEqual(['rackUnit']);
    const rack = { siteId: place.siteId, name: 'R1', units: 5 };
    expect(await fieldsOf(updateRack(database.db, { ...act, rackId, version: 1, rack }))).toEqual(['units']);
    const retire = { ...act, rackId, version: 1, rack: { ...rack, units: 10, status: 'retired' } };
    expect(await fieldsOf(updateRack(database.db, retire))).toEqual(['status']);
  });

  test('is told with what stands in it, by unit, and its units in use', async () => {
    const { standing, used, devices } = await getRack(database.db, host, rackId);
    expect(standing.map(({ unit, height, face }) => [unit, height, face])).toEqual([
      [9, 1, 'both'],
      [4, 1, 'rear'],
      [3, 2, 'front'],
    ]);
    expect({ used, devices }).toEqual({ used: 3, devices: 3 });
    expect((await listRacks(database.db, host)).map(({ name }) => name)).toEqual(['A1', 'B2', 'R1']);
    expect((await searchRegister(database.db, host, 'r1')).map(({ kind }) => kind)).toContain('rack');
  });

  test('a place is free again when its device is retired', async () => {
    const serverId = await device('sw-lama', { rack: 'R1', rackUnit: 1 });
    await retireServer(database.db, { ...act, serverId, version: 1 });
    await device('sw-baru', { rack: 'R1', rackUnit: 1 });
  });

  test.each([
    ['of another site', { rack: 'Lain' }, 'rack'],
    ['without a name', { rackUnit: 3 }, 'rackUnit'],
  ])('%s is refused', async (_, part, field) => {
    const { siteId } = await createSite(database.db, { ...act, name: `Cadangan ${field}`, address: '' });
    await createRack(database.db, { ...act, rack: { siteId, name: 'Lain' } });
    expect(await fieldsOf(device(`sw-x-${field.toLowerCase()}`, part))).toEqual([field]);
  });

  test('of the same name is refused at its site, and one of no or too many units', async () => {
    const rack = (part: object) => createRack(database.db, { ...act, rack: { siteId: place.siteId, name: 'R1', ...part } });
    expect(await fieldsOf(rack({}))).toEqual(['name']);
    expect(await fieldsOf(rack({ name: '', units: '61', ownerOfficeId: 'x' }))).toEqual(['name', 'units', 'ownerOfficeId']);
  });
});

describe('a device that does not compute', () => {
  test('has no size and stands among the devices, not among the servers', async () => {
    const serverId = await device('sw-inti', { manufacturer: 'Contoh', model: 'X-48', cpu: 4 });
    expect(await getServer(database.db, host, serverId)).toMatchObject({ cpu: 0, memoryMb: 0, kind: 'switch', model: 'X-48' });
    const names = async (group: 'servers' | 'devices') =>
      (await listServers(database.db, host, { group, search: 'sw-inti' })).rows.map(({ name }) => name);
    expect([await names('servers'), await names('devices')]).toEqual([[], ['sw-inti']]);
    expect(await searchRegister(database.db, host, 'x-48')).toMatchObject([{ kind: 'device', title: 'sw-inti' }]);
  });

  test('runs no virtual servers and never becomes something else, so nothing contains itself', async () => {
    const hostId = await device('sw-induk');
    const virtual = { kind: 'virtual', name: 'vm-salah', hostId, cpu: 1, memoryMb: 1024, diskGb: 10 } as const;
    expect(await fieldsOf(createServer(database.db, { ...act, server: virtual }))).toEqual(['hostId']);
    const become = { ...act, serverId: hostId, version: 1, changes: { kind: 'hypervisor' } as object };
    expect(await fieldsOf(updateServer(database.db, become))).toEqual(['kind']);
    const under = { ...act, serverId: place.hostId, version: 1, changes: { hostId: place.hostId } };
    expect(await fieldsOf(updateServer(database.db, under))).toEqual(['hostId']);
  });

  test('a moved hypervisor takes its virtual servers along to the new site', async () => {
    const { siteId } = await createSite(database.db, { ...act, name: 'Gedung Baru', address: '' });
    const size = { cpu: 8, memoryMb: 8192, diskGb: 100 };
    const hostId = await device('hv-pindah', { kind: 'hypervisor', ...size, rack: 'B2', rackUnit: 2 });
    const virtual = { kind: 'virtual', name: 'vm-ikut', hostId, cpu: 1, memoryMb: 1024, diskGb: 10 } as const;
    const { serverId } = await createServer(database.db, { ...act, server: virtual });
    const move = { ...act, serverId: hostId, version: 1, changes: { siteId } };
    expect(await fieldsOf(updateServer(database.db, move))).toEqual(['rack']);
    await updateServer(database.db, { ...move, changes: { siteId, rack: '', rackUnit: '' } });
    expect(await getServer(database.db, host, serverId)).toMatchObject({ siteId });
  });
});

describe('cables and interfaces', () => {
  const cable = (fromServerId: string, fromInterface: string, toServerId: string, toInterface: string) =>
    connectCable(database.db, { ...act, cable: { fromServerId, fromInterface, toServerId, toInterface } });

  test('a cable leads from one device to another, and each interface has one', async () => {
    const [a, b, c] = [await device('sw-a'), await device('sw-b'), await device('sw-c')];
    await cable(a, 'Gi1/0/1', b, 'Gi1/0/1');
    expect(await fieldsOf(cable(c, 'Gi1/0/1', a, 'Gi1/0/1'))).toEqual(['toInterface']);
    expect(await fieldsOf(cable(b, 'Gi1/0/1', c, 'Gi1/0/1'))).toEqual(['toInterface']);
    expect(await fieldsOf(cable(a, 'Gi1/0/2', a, 'Gi1/0/3'))).toEqual(['toServerId']);
    expect(await fieldsOf(cable(a, 'Gi1/0/2', a, 'Gi1/0/2'))).toEqual(['toServerId']);
    expect(await fieldsOf(cable(a, 'x', place.siteId, 'y'))).toEqual(['toServerId']);
    const { interfaces, links } = await getServer(database.db, host, b);
    expect(interfaces).toMatchObject([{ name: 'Gi1/0/1', cable: { otherServerName: 'sw-a', otherInterface: 'Gi1/0/1' } }]);
    expect(links).toMatchObject([{ otherName: 'sw-a', interface: 'Gi1/0/1' }]);
  });

  test('of many who plug into one interface at once, one gets it', async () => {
    const middle = await device('sw-rebutan');
    const others = await Promise.all(Array.from({ length: 6 }, (_, index) => device(`sw-r${index}`)));
    const tried = await Promise.allSettled(
      others.map((other) =>
        database.db
          .transaction()
          .execute((tx) =>
            connectCable(tx, { ...act, cable: { fromServerId: other, toServerId: middle, toInterface: 'uplink' } }),
          ),
      ),
    );
    expect(tried.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('an address brings its interface along; it is renamed with its addresses, and not removed while in use', async () => {
    const serverId = await makeServer(database.db, place.siteId, { name: 'srv-antarmuka' });
    const { address } = await assignAddress(database.db, {
      ...act,
      networkId: place.networkId,
      serverId,
      address: 'next',
      interface: 'ens1',
    });
    const [port] = (await getServer(database.db, host, serverId)).interfaces;
    expect(port).toMatchObject({ name: 'ens1', addresses: [address] });
    const interfaceId = port?.id ?? '';
    const renamed = { name: 'ens18', mac: '001B.213C.4D5E', taggedVlans: '30, 10, 30', enabled: true };
    await updateInterface(database.db, { ...act, interfaceId, interface: renamed });
    const after = await getServer(database.db, host, serverId);
    expect(after.interfaces).toMatchObject([
      { name: 'ens18', mac: '00:1b:21:3c:4d:5e', taggedVlans: [10, 30], addresses: [address] },
    ]);
    expect(after.addressList).toMatchObject([{ interface: 'ens18' }]);
    expect(await fieldsOf(removeInterface(database.db, { ...act, interfaceId }))).toEqual(['interfaceId']);
    expect(await fieldsOf(enterInterface(database.db, { ...act, serverId, interface: { name: 'ens18' } }))).toEqual(['name']);
    const faulty = { name: '', mac: '00:1b', untaggedVlan: '4095', taggedVlans: '1,x' };
    expect((await fieldsOf(enterInterface(database.db, { ...act, serverId, interface: faulty }))).sort()).toEqual([
      'mac',
      'name',
      'taggedVlans',
      'untaggedVlan',
    ]);
  });

  test('a cable that is taken out, or whose device is retired, frees both ends and stands in both journals', async () => {
    const [a, b] = [await device('sw-lepas-a'), await device('sw-lepas-b')];
    const { cableId } = await cable(a, 'p1', b, 'p1');
    await disconnectCable(database.db, { ...act, cableId, because: 'K-2026-0012' });
    await cable(a, 'p1', b, 'p1');
    await retireServer(database.db, { ...act, serverId: a, version: 1 });
    expect((await getServer(database.db, host, b)).interfaces).toMatchObject([{ name: 'p1', cable: null }]);
    expect((await listCables(database.db, host, { search: 'sw-lepas' })).total).toBe(0);
    const { rows } = await database.ownerPool.query(
      `select type, data->>'because' as because from audit_event where subject_id = $1 and type like 'cable%' order by seq`,
      [b],
    );
    expect(rows.map(({ type, because }) => [type, because])).toEqual([
      ['cable.connected', null],
      ['cable.disconnected', 'K-2026-0012'],
      ['cable.connected', null],
      ['cable.disconnected', null],
    ]);
    await expect(disconnectCable(database.db, { ...act, cableId })).rejects.toMatchObject({ code: 'not_found' });
  });

  test('a cable is corrected and moved to another port of its devices, never to a taken one, and not from a stale page', async () => {
    const [a, b, c] = [await device('sw-ubah-a'), await device('sw-ubah-b'), await device('sw-ubah-c')];
    const { cableId } = await cable(a, 'p1', b, 'p1');
    await cable(c, 'p1', b, 'p2');
    const wanted = { fromInterface: 'p9', toInterface: 'p1', kind: 'fibre', label: 'Uplink', lengthM: '2,5' } as const;
    await updateCable(database.db, { ...act, cableId, version: 1, cable: wanted });
    expect(await getCable(database.db, host, cableId)).toMatchObject({
      ...{ kind: 'fibre', label: 'Uplink', lengthM: 2.5, version: 2 },
      ...{ a: { interface: 'p9' }, b: { interface: 'p1' } },
    });
    const taken = updateCable(database.db, { ...act, cableId, version: 2, cable: { ...wanted, toInterface: 'p2' } });
    expect(await fieldsOf(taken)).toEqual(['toInterface']);
    const stale = updateCable(database.db, { ...act, cableId, version: 1, cable: wanted });
    await expect(stale).rejects.toMatchObject({ code: 'stale_page' });
    await cable(c, 'p2', a, 'p1');
    const { rows } = await database.ownerPool.query(
      "select data->'changes' as changes from audit_event where subject_id = $1 and type = 'cable.changed'",
      [b],
    );
    expect(rows).toEqual([{ changes: expect.objectContaining({ kind: ['copper', 'fibre'], fromInterface: ['p1', 'p9'] }) }]);
  });
});

describe('a site', () => {
  const sites = async (retired: boolean) => (await listSites(database.db, host, { retired })).map(({ name }) => name);

  test('retires when nothing is there any more, leaves the choices, and takes nothing until it is in use again', async () => {
    const { siteId } = await createSite(database.db, { ...act, name: 'Gudang Lama' });
    const server = await device('sw-gudang', { siteId });
    const { rackId: gone } = await createRack(database.db, { ...act, rack: { siteId, name: 'G1' } });
    const change = (version: number, status: string) =>
      updateSite(database.db, { ...act, siteId, version, site: { name: 'Gudang Lama', status } });
    expect((await refusalOf(change(1, 'retired'))).faults.status).toContain('sw-gudang, G1');
    await retireServer(database.db, { ...act, serverId: server, version: 1 });
    await updateRack(database.db, { ...act, rackId: gone, version: 1, rack: { siteId, name: 'G1', status: 'retired' } });
    await change(1, 'retired');
    expect(await sites(false)).not.toContain('Gudang Lama');
    expect(await sites(true)).toContain('Gudang Lama');
    expect(await fieldsOf(device('sw-gudang-baru', { siteId }))).toEqual(['siteId']);
    expect(await fieldsOf(createRack(database.db, { ...act, rack: { siteId, name: 'G2' } }))).toEqual(['siteId']);
    await change(2, 'active');
    await device('sw-gudang-baru', { siteId });
  });

  test('does not retire while somebody enters a device there', async () => {
    const { siteId } = await createSite(database.db, { ...act, name: 'Gudang Rebutan' });
    const together = await Promise.allSettled([
      database.db
        .transaction()
        .execute((tx) => updateSite(tx, { ...act, siteId, version: 1, site: { name: 'Gudang Rebutan', status: 'retired' } })),
      database.db
        .transaction()
        .execute((tx) => createServer(tx, { ...act, server: { kind: 'switch', siteId, name: 'sw-rebut-lokasi' } })),
    ]);
    expect(together.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });
});
