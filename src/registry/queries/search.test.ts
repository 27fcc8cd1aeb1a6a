import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '#lib/ids.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { act, makeActor, makeOffice, makePlace, makeServer } from '../../../test/support/registry.ts';
import {
  assignAddress,
  describeApplication,
  listAddresses,
  listApplications,
  listNetworks,
  listServers,
  planApplication,
  releaseAddress,
  reserveAddress,
  retireServer,
  searchRegister,
  updateServer,
} from '../index.ts';

let database: TestDatabase;
let place: Awaited<ReturnType<typeof makePlace>>;
let host: ReturnType<typeof makeActor>;
let health: ReturnType<typeof makeActor>;
let school: ReturnType<typeof makeActor>;
let serverId: string;
let applicationId: string;

beforeAll(async () => {
  database = await testDatabase();
  const { db } = database;
  place = await makePlace(db);
  host = makeActor(await makeOffice(db, 'Dinas Kominfo', 'host'), { host: true });
  health = makeActor(await makeOffice(db, 'Dinas Kesehatan'));
  school = makeActor(await makeOffice(db, 'Dinas Pendidikan'));
  serverId = await makeServer(db, place.siteId, { name: 'puskesmas-01', serialNumber: 'SN-7742-XK' });
  await assignAddress(db, { ...act, networkId: place.networkId, address: '10.20.30.17', serverId });
  ({ applicationId } = await planApplication(db, {
    ...act,
    name: 'Antrean Puskesmas',
    officeId: health.officeId,
    origin: newId(),
    fields: { description: 'Nomor urut pasien', administrator_nip: '198609262015052001', administrator_name: 'Rina Kartika' },
  }));
});
afterAll(() => database.close());

const titles = async (search: string, actor = host): Promise<string[]> =>
  (await searchRegister(database.db, actor, search)).map((found) => found.title);

describe('one question over the whole register', () => {
  test.each([
    ['a beginning of a name', 'pusk', ['puskesmas-01', 'Antrean Puskesmas']],
    ['two words in any order', 'puskesmas antrean', ['Antrean Puskesmas']],
    ['a serial number', 'sn-7742', ['puskesmas-01']],
    ['a word of the description', 'pasien', ['Antrean Puskesmas']],
    ['a typing error', 'puskemas', ['puskesmas-01', 'Antrean Puskesmas']],
    ['the office', 'dinas kesehatan', ['Antrean Puskesmas']],
    ['a whole prefix', '10.20.30.0/24', ['DMZ Aplikasi']],
  ])('finds by %s', async (_, search, expected) => {
    expect(await titles(search)).toEqual(expect.arrayContaining(expected));
  });

  test('finds an address by its beginning and by a part, and leads to its server', async () => {
    for (const part of ['10.20.30.17', '10.20.30.1', '30.17']) {
      const found = await searchRegister(database.db, host, part);
      expect(found.find((each) => each.title === '10.20.30.17')).toMatchObject({
        kind: 'address',
        aboutKind: 'server',
        aboutId: serverId,
        detail: 'puskesmas-01',
      });
    }
    expect((await titles('10.20.30.17'))[0]).toBe('10.20.30.17');
  });

  test('shows the network around an address that nobody has', async () => {
    expect(await titles('10.20.30.200')).toEqual(['DMZ Aplikasi']);
  });

  test('never finds personal data', async () => {
    expect(await titles('198609262015052001')).toEqual([]);
  });

  test.each(['%', '_', '\\', "'", '"; drop table server; --', '10.20.31.999', ' ', '🙂'.repeat(20)])(
    'takes %o for the text it is',
    async (search) => {
      expect(await titles(search)).toEqual([]);
    },
  );

  test('an office finds its own applications and nothing else', async () => {
    expect(await titles('puskesmas', health)).toEqual(['Antrean Puskesmas']);
    expect(await titles('10.20.30.17', health)).toEqual([]);
    expect(await titles('puskesmas', school)).toEqual([]);
    expect(await titles('puskemas', school)).toEqual([]);
  });
});

describe('what is found follows what is written', () => {
  test('a renamed server is found under its new name, by its address too', async () => {
    const { db } = database;
    const other = await makeServer(db, place.siteId, { name: 'lama-01' });
    const { addressId } = await assignAddress(db, {
      ...act,
      networkId: place.networkId,
      address: '10.20.30.40',
      serverId: other,
    });
    await updateServer(db, { ...act, serverId: other, version: 1, changes: { name: 'baru-01' } });
    expect(await titles('lama-01')).not.toContain('lama-01');
    const found = await searchRegister(db, host, '10.20.30.40');
    expect(found[0]).toMatchObject({ detail: 'baru-01' });
    await releaseAddress(db, { ...act, addressId });
    expect(await titles('10.20.30.40')).toEqual(['DMZ Aplikasi']);
    await retireServer(db, { ...act, serverId: other, version: 2 });
    expect((await searchRegister(db, host, 'baru-01')).find((each) => each.title === 'baru-01')).toMatchObject({ live: false });
  });

  test('a described application and a renamed office', async () => {
    const { db } = database;
    await describeApplication(db, { ...act, applicationId, fields: { service: 'Imunisasi' } });
    expect(await titles('imunisasi')).toEqual(['Antrean Puskesmas']);
    await db.updateTable('office').set({ name: 'Dinas Kesehatan dan Gizi' }).where('id', '=', health.officeId).execute();
    expect(await titles('gizi')).toEqual(['Antrean Puskesmas']);
  });
});

describe('long lists', () => {
  test('are read in pages that join without gap, and are counted no further than a reader pages', async () => {
    const { db, ownerPool } = database;
    await ownerPool.query(
      `insert into application (id, name, office_id, status, created_at)
       select gen_random_uuid(), 'Massal ' || lpad(n::text, 5, '0'), $1, 'active', now() from generate_series(1, 2500) n`,
      [school.officeId],
    );
    const seen: string[] = [];
    for (let page = 1; page <= 26; page += 1) {
      const { rows, total, more } = await listApplications(db, school, { page, pageSize: 100 });
      seen.push(...rows.map((row) => row.name));
      expect([page, more, total]).toEqual([page, page < 25, page <= 10 ? 1000 : Math.min(2500, page * 100)]);
    }
    expect(seen).toHaveLength(2500);
    expect(new Set(seen).size).toBe(2500);
    expect(seen).toEqual([...seen].sort());
  });

  test('find a server by a part of its address', async () => {
    const { rows, total } = await listServers(database.db, host, { search: '30.17' });
    expect([rows.map((row) => row.name), total]).toEqual([['puskesmas-01'], 1]);
  });

  test('of addresses say who has each, and only to the hosting office', async () => {
    const { rows } = await listAddresses(database.db, host, { networkId: place.networkId });
    expect(rows.map((row) => [row.address, row.serverName ?? row.reservedFor])).toEqual([
      ['10.20.30.1', 'Gateway'],
      ['10.20.30.17', 'puskesmas-01'],
    ]);
    await expect(listAddresses(database.db, health)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('how full a network is stays true, however addresses come and go', async () => {
    const { db, ownerPool } = database;
    const taken = async () => (await listNetworks(db, host)).rows.find((row) => row.id === place.networkId)?.taken;
    const before = (await taken()) ?? 0;
    const { addressId } = await reserveAddress(db, { ...act, networkId: place.networkId, address: 'next', reason: 'Kamera' });
    expect(await taken()).toBe(before + 1);
    await releaseAddress(db, { ...act, addressId });
    const failed = db.transaction().execute(async (tx) => {
      await reserveAddress(tx, { ...act, networkId: place.networkId, address: 'next', reason: 'Kamera' });
      throw new Error('undone');
    });
    await expect(failed).rejects.toThrow('undone');
    expect(await taken()).toBe(before);
    const counted = await ownerPool.query('select count(*)::int as n from address where network_id = $1', [place.networkId]);
    expect(counted.rows[0].n).toBe(before);
  });
});
