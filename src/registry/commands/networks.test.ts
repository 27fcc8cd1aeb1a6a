import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '#lib/ids.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { act, makeActor, makeOffice, makePlace, makeServer, refusalOf } from '../../../test/support/registry.ts';
import {
  assignAddress,
  createNetwork,
  createSite,
  getNetwork,
  listNetworks,
  listSites,
  nextFreeAddress,
  publicAddressesOf,
  releaseAddress,
  reserveAddress,
} from '../index.ts';

let database: TestDatabase;
let place: Awaited<ReturnType<typeof makePlace>>;
let serverId: string;
let host: ReturnType<typeof makeActor>;

beforeAll(async () => {
  database = await testDatabase();
  place = await makePlace(database.db);
  serverId = await makeServer(database.db, place.siteId, { name: 'app-01' });
  host = makeActor(await makeOffice(database.db, 'Dinas Kominfo', 'host'), { host: true });
});
afterAll(() => database.close());

const network = async (prefix: string, part: object = {}): Promise<string> => {
  const input = { siteId: place.siteId, name: prefix, prefix, zone: 'internal', ...part };
  return (await createNetwork(database.db, { ...act, network: input })).networkId;
};
const give = (networkId: string, address: string) => assignAddress(database.db, { ...act, networkId, address, serverId });

describe('the next free address', () => {
  test('skips network, gateway, reserved and given ones, fills gaps, and ends before broadcast', async () => {
    const networkId = await network('10.1.0.0/29', { gateway: '10.1.0.1' });
    await reserveAddress(database.db, { ...act, networkId, address: '10.1.0.3', reason: 'Printer' });
    const given = [];
    for (let index = 0; index < 4; index += 1) given.push(await give(networkId, 'next'));
    expect(given.map(({ address }) => address)).toEqual(['10.1.0.2', '10.1.0.4', '10.1.0.5', '10.1.0.6']);
    expect(await nextFreeAddress(database.db, networkId)).toBeNull();
    const full = await refusalOf(give(networkId, 'next'));
    expect(full.faults.address).toBe('Tidak ada alamat kosong lagi di 10.1.0.0/29 (10.1.0.0/29).');
    await releaseAddress(database.db, { ...act, addressId: given[1]?.addressId ?? '' });
    expect(await nextFreeAddress(database.db, networkId)).toBe('10.1.0.4');
  });

  test.each([
    [
      'IPv6: the first address is any router, the last can be given',
      '2001:db8:5::/126',
      ['2001:db8:5::1', '2001:db8:5::2', '2001:db8:5::3'],
    ],
    ['a link of two (RFC 3021) uses both', '10.2.0.0/31', ['10.2.0.0', '10.2.0.1']],
    ['a link of two in IPv6 (RFC 6164) uses both', '2001:db8:6::/127', ['2001:db8:6::', '2001:db8:6::1']],
    ['a single address is itself', '10.2.0.9/32', ['10.2.0.9']],
  ])('%s', async (_, prefix, addresses) => {
    const networkId = await network(prefix);
    const given = [];
    for (const _each of addresses) given.push((await give(networkId, 'next')).address);
    expect(given).toEqual(addresses);
    expect(await nextFreeAddress(database.db, networkId)).toBeNull();
  });

  test('is found at once in a network with 2^64 addresses', async () => {
    const networkId = await network('2001:db8:7::/64', { gateway: '2001:db8:7::1' });
    expect(await nextFreeAddress(database.db, networkId)).toBe('2001:db8:7::2');
  });
});

describe('an address', () => {
  test('is given once, however it is written', async () => {
    const networkId = await network('2001:db8:8::/64');
    expect((await give(networkId, '2001:DB8:8:0:0::00AB')).address).toBe('2001:db8:8::ab');
    const again = await refusalOf(give(networkId, '2001:db8:8::ab'));
    expect(again).toMatchObject({ code: 'address_taken' });
  });

  test.each([
    ['outside its prefix', '10.20.31.1'],
    ['of the other family', '2001:db8::1'],
    ['the first', '10.20.30.0'],
    ['the last', '10.20.30.255'],
    ['with a mask', '10.20.30.5/24'],
    ['with a part over 255', '10.20.30.256'],
    ['with leading zeros', '010.020.030.005'],
    ['a link-local one with its interface', 'fe80::1%eth0'],
    ['empty', ''],
    ['SQL', "10.20.30.5'); drop table address; --"],
  ])('is refused when it is %s', async (_, address) => {
    expect(Object.keys((await refusalOf(give(place.networkId, address))).faults)).toEqual(['address']);
  });

  test('outside its prefix is refused by the database too', async () => {
    const raw = database.ownerPool.query(
      "insert into address (id, network_id, prefix, address, server_id, created_at) values (gen_random_uuid(), $1, '10.20.30.0/24', '10.99.0.1', $2, now())",
      [place.networkId, serverId],
    );
    await expect(raw).rejects.toMatchObject({ constraint: 'address_inside' });
  });

  test('needs a reason when no server has it', async () => {
    const silent = reserveAddress(database.db, { ...act, networkId: place.networkId, address: 'next', reason: ' ' });
    expect(Object.keys((await refusalOf(silent)).faults)).toEqual(['reason']);
  });

  test('for the DNS is the public one, else one in a DMZ, else any', async () => {
    const many = await makeServer(database.db, place.siteId, { name: 'app-many' });
    const inside = await network('10.3.0.0/24');
    const outside = await network('203.0.113.0/28', { zone: 'public' });
    const assign = (networkId: string) => assignAddress(database.db, { ...act, networkId, address: 'next', serverId: many });
    await assign(inside);
    expect(await publicAddressesOf(database.db, many)).toEqual(['10.3.0.1']);
    const { address } = await assign(place.networkId);
    expect(await publicAddressesOf(database.db, many)).toEqual([address]);
    await assign(outside);
    expect(await publicAddressesOf(database.db, many)).toEqual(['203.0.113.1']);
    expect(await publicAddressesOf(database.db, newId())).toEqual([]);
  });
});

describe('a network', () => {
  test.each([
    ['prefix', { prefix: '10.20.30.128/25' }, 'tumpang tindih'],
    ['prefix', { prefix: '10.0.0.0/8' }, 'tumpang tindih'],
    ['prefix', { prefix: '10.9.0.1/24' }, 'tanpa bagian host'],
    ['prefix', { prefix: '10.9.0.0/33' }, 'ditulis seperti'],
    ['prefix', { prefix: '10.9.0.0' }, 'ditulis seperti'],
    ['prefix', { prefix: 'semua' }, 'ditulis seperti'],
    ['gateway', { prefix: '10.9.0.0/24', gateway: '10.9.1.1' }, 'di luar rentang'],
    ['gateway', { prefix: '10.9.0.0/24', gateway: 'router' }, 'bukan alamat IP'],
    ['address', { prefix: '10.9.0.0/24', gateway: '10.9.0.0' }, 'pertama dan terakhir'],
    ['vlan', { prefix: '10.9.0.0/24', vlan: 4095 }, '1 sampai 4.094'],
    ['zone', { prefix: '10.9.0.0/24', zone: 'rahasia' }, 'Pilih salah satu'],
    ['siteId', { prefix: '10.9.0.0/24', siteId: newId() }, 'Lokasi ini tidak ada'],
    ['name', { prefix: '10.9.0.0/24', name: '  ' }, 'Wajib diisi'],
  ])('is refused at %s for %o', async (field, part, words) => {
    const input = { siteId: place.siteId, name: 'Baru', zone: 'internal', ...part };
    const creating = database.db.transaction().execute((tx) => createNetwork(tx, { ...act, network: input }));
    const refusal = await refusalOf(creating);
    expect(Object.keys(refusal.faults)).toEqual([field]);
    expect(refusal.faults[field]).toContain(words);
  });

  test('shows how full it is, its addresses in order with who has them, and the next free one', async () => {
    const networkId = await network('10.4.0.0/28', { gateway: '10.4.0.14' });
    for (const address of ['10.4.0.10', '10.4.0.9', '10.4.0.2']) await give(networkId, address);
    const found = await getNetwork(database.db, host, networkId);
    expect(found).toMatchObject({ taken: 4, usable: '14', percent: 28, nextFree: '10.4.0.1' });
    expect(found.addresses.map((row) => [row.address, row.serverName ?? row.reservedFor])).toEqual([
      ['10.4.0.2', 'app-01'],
      ['10.4.0.9', 'app-01'],
      ['10.4.0.10', 'app-01'],
      ['10.4.0.14', 'Gateway'],
    ]);
    const { rows } = await listNetworks(database.db, host);
    expect(rows.find((row) => row.prefix === '2001:db8:7::/64')?.usable).toBe('18446744073709551615');
  });

  test('is shown to nobody outside the hosting office', async () => {
    const other = makeActor(await makeOffice(database.db, 'Dinas Kesehatan'));
    await expect(listNetworks(database.db, other)).rejects.toMatchObject({ code: 'not_found' });
    await expect(getNetwork(database.db, other, place.networkId)).rejects.toMatchObject({ code: 'not_found' });
    await expect(listSites(database.db, other)).rejects.toMatchObject({ code: 'not_found' });
  });
});

test('a site has a name of its own', async () => {
  expect(Object.keys((await refusalOf(createSite(database.db, { ...act, name: 'Ruang Server Lantai 7' }))).faults)).toEqual([
    'name',
  ]);
  expect(Object.keys((await refusalOf(createSite(database.db, { ...act, name: ' ' }))).faults)).toEqual(['name']);
});
