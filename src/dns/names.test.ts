import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPool, withDb } from '#db/index.ts';
import { newId } from '#lib/ids.ts';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { act, refusalOf, someday } from '../../test/support/registry.ts';
import {
  changeReservedName,
  createZone,
  freeLabel,
  judgeName,
  listNames,
  listReservedLabels,
  listZones,
  nameOf,
  releaseName,
  requestRecord,
  requestVerification,
  reserveLabel,
  reserveName,
  updateZone,
} from './index.ts';

let database: TestDatabase;
let zoneId: string;

const settings = {
  primaryServer: 'ns1.kota.go.id',
  mailbox: 'hostmaster@kota.go.id',
  nameServers: [
    { name: 'ns1.kota.go.id', addresses: ['203.0.113.1', '2001:DB8::1'] },
    { name: 'ns2.provinsi.go.id', addresses: [] },
  ],
};

beforeAll(async () => {
  database = await testDatabase();
  ({ zoneId } = await createZone(database.db, { ...act, name: 'Kota.go.id.', ...settings }));
});
afterAll(() => database.close());

const reserve = (label: string, part: object = {}) =>
  reserveName(database.db, { label, holder: newId(), holderLabel: 'K-2026-0001', now: someday, ...part });

describe('reserving a name', () => {
  test('of sixteen who ask at once, one gets it', async () => {
    const clients = withDb(openPool(database.url, 16));
    const outcomes = await Promise.allSettled(
      Array.from({ length: 16 }, () =>
        clients.db
          .transaction()
          .execute((tx) => reserveName(tx, { label: 'rebutan', holder: newId(), holderLabel: 'K', now: someday })),
      ),
    );
    await clients.close();
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected').map((outcome) => outcome.reason.code);
    expect(refused).toEqual(Array(15).fill('name_taken'));
  });

  test('is refused while a pending request holds it, and says so at the field', async () => {
    await reserve('antrean');
    const refusal = await refusalOf(reserve('antrean'));
    expect(refusal).toMatchObject({ code: 'name_taken', values: { name: 'antrean' } });
    expect(refusal.faults.subdomain).toBe('Subdomain "antrean" sudah dipakai atau sedang dipesan. Pilih nama lain.');
    expect((await judgeName(database.db, { label: 'antrean', holder: null })).faults).toHaveLength(1);
  });

  test('is refused for what the office reserves, with its reason, and for what carries records made by hand', async () => {
    expect((await refusalOf(reserve('www'))).faults.subdomain).toBe(
      'Subdomain "www" dicadangkan (Situs utama). Pilih nama lain.',
    );
    await database.ownerPool.query(
      `insert into dns_record (id, zone_id, label, type, value, state, created_at)
       values (gen_random_uuid(), $1, 'lama', 'A', '203.0.113.9', 'published', now())`,
      [zoneId],
    );
    expect((await refusalOf(reserve('lama'))).code).toBe('name_taken');
    expect((await judgeName(database.db, { label: 'lama', holder: null })).faults).toHaveLength(1);
  });

  test.each(['', 'A', 'a.b', '-a', 'x--y-', 'ab--c', '123', 'a'.repeat(64), "a';--", '<b>'])(
    'is refused for %j by the rules',
    async (label) => expect(Object.keys((await refusalOf(reserve(label))).faults)).toEqual(['subdomain']),
  );

  test('again by its own holder changes nothing', async () => {
    const holder = newId();
    const first = await reserve('ulang', { holder });
    expect(await reserve('ulang', { holder })).toEqual(first);
  });

  test('without a zone says that there is none', async () => {
    expect((await refusalOf(reserve('tanpazona', { zoneId: newId() }))).faults.subdomain).toContain('belum disiapkan');
  });
});

describe('changing a reserved name', () => {
  test('frees the old one at once; a taken or reserved one is refused and the old one stays', async () => {
    const holder = newId();
    await reserve('semula', { holder });
    await reserve('milik-lain');
    const change = (label: string) => changeReservedName(database.db, { label, holder, holderLabel: 'K-2', now: someday });
    expect((await refusalOf(change('milik-lain'))).code).toBe('name_taken');
    expect((await refusalOf(change('www'))).code).toBe('invalid');
    expect(await nameOf(database.db, holder)).toMatchObject({ label: 'semula' });
    await change('berganti');
    expect(await nameOf(database.db, holder)).toMatchObject({
      label: 'berganti',
      fqdn: 'berganti.kota.go.id',
      state: 'reserved',
    });
    await reserve('semula');
  });

  test('of two who change to the same name at once, one gets it', async () => {
    const holders = [newId(), newId()];
    for (const [index, holder] of holders.entries()) await reserve(`asal-${index}`, { holder });
    const outcomes = await Promise.allSettled(
      holders.map((holder) =>
        database.db
          .transaction()
          .execute((tx) => changeReservedName(tx, { label: 'tujuan', holder, holderLabel: 'K', now: someday })),
      ),
    );
    expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(['fulfilled', 'rejected']);
    const rejected = outcomes.find((outcome) => outcome.status === 'rejected');
    expect(rejected?.reason).toMatchObject({ code: 'name_taken' });
  });

  test('without a reservation makes one; in use it is refused', async () => {
    const holder = newId();
    const change = (label: string) => changeReservedName(database.db, { label, holder, holderLabel: 'K', now: someday });
    await change('baru');
    await requestRecord(database.db, { holder, addresses: ['203.0.113.20'], now: someday });
    expect((await refusalOf(change('lain'))).faults.subdomain).toContain('sudah dipakai');
    await change('baru');
  });
});

describe('releasing a name', () => {
  test('lets another have it, takes the records out, and is harmless a second time', async () => {
    const holder = newId();
    await reserve('lepas', { holder });
    await requestRecord(database.db, { holder, addresses: ['203.0.113.21'], now: someday });
    expect(await releaseName(database.db, { holder, now: someday })).toBe(true);
    expect(await releaseName(database.db, { holder, now: someday })).toBe(false);
    expect(await nameOf(database.db, holder)).toBeNull();
    const { rows } = await database.ownerPool.query('select state from dns_record where holder = $1', [holder]);
    expect(rows).toEqual([{ state: 'removing' }]);
  });
});

describe('asking for records', () => {
  test('makes the set exactly what was asked, sorts IPv4 from IPv6, and asks for a publication', async () => {
    const holder = newId();
    await reserve('rekaman', { holder });
    const ask = (addresses: string[]) => requestRecord(database.db, { holder, addresses, now: someday, comment: 'K-2026-0001' });
    await ask(['203.0.113.30', '2001:DB8:0:0::30', '203.0.113.30']);
    const values = async () => (await nameOf(database.db, holder))?.records.map(({ type, value }) => `${type} ${value}`);
    expect(await values()).toEqual(['A 203.0.113.30', 'AAAA 2001:db8::30']);
    await ask(['203.0.113.31']);
    expect(await values()).toEqual(['A 203.0.113.31']);
    await ask(['203.0.113.30']);
    expect(await values()).toEqual(['A 203.0.113.30']);
    const { rows } = await database.ownerPool.query("select 1 from graphile_worker.jobs where key = 'dns.publish:' || $1", [
      zoneId,
    ]);
    expect(rows).toHaveLength(1);
  });

  test('can be a name that this one stands for, not beside addresses and not itself', async () => {
    const holder = newId();
    await reserve('alias', { holder });
    const ask = (part: object) => requestRecord(database.db, { holder, now: someday, ...part });
    await ask({ cname: 'Proxy.kota.go.id.' });
    expect((await nameOf(database.db, holder))?.records).toMatchObject([{ type: 'CNAME', value: 'proxy.kota.go.id' }]);
    expect(Object.keys((await refusalOf(ask({ cname: 'a.go.id', addresses: ['203.0.113.1'] }))).faults)).toEqual(['cname']);
    expect(Object.keys((await refusalOf(ask({ cname: 'alias.kota.go.id' }))).faults)).toEqual(['cname']);
    expect(Object.keys((await refusalOf(ask({ cname: '203.0.113.1' }))).faults)).toEqual(['cname']);
    expect(Object.keys((await refusalOf(ask({ addresses: ['10.0.0.300'] }))).faults)).toEqual(['addresses']);
    expect(Object.keys((await refusalOf(ask({ addresses: [] }))).faults)).toEqual(['addresses']);
    expect(Object.keys((await refusalOf(ask({ addresses: ['fe80::1%eth0'] }))).faults)).toEqual(['addresses']);
  });

  test('needs a name', async () => {
    const asked = requestRecord(database.db, { holder: newId(), addresses: ['203.0.113.1'], now: someday });
    await expect(asked).rejects.toMatchObject({ code: 'not_found' });
    await expect(requestVerification(database.db, { holder: newId() })).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('the list of names', () => {
  test('finds by name and holder, pages, and shows released ones only when asked', async () => {
    expect((await listNames(database.db, { search: 'antre' })).rows.map((name) => name.label)).toEqual(['antrean']);
    const all = await listNames(database.db, { pageSize: 2 });
    expect(all.rows).toHaveLength(2);
    expect(all.total).toBeGreaterThan(5);
    expect((await listNames(database.db, { state: 'released' })).rows.map((name) => name.label)).toEqual(['lepas']);
    expect((await listNames(database.db, { search: '%' })).total).toBe(0);
  });
});

describe('a zone', () => {
  test('is written as it is meant: lower case, without final dot, with glue for the servers in it', async () => {
    const [zone] = await listZones(database.db);
    expect(zone).toMatchObject({
      name: 'kota.go.id',
      mailbox: 'hostmaster@kota.go.id',
      nameServers: [
        { name: 'ns1.kota.go.id', addresses: ['2001:db8::1', '203.0.113.1'] },
        { name: 'ns2.provinsi.go.id', addresses: [] },
      ],
    });
  });

  test.each([
    ['name', { name: 'kota' }],
    ['name', { name: '../../etc/passwd' }],
    ['name', { name: 'kota.go.id' }],
    ['primaryServer', { primaryServer: '203.0.113.1' }],
    ['mailbox', { mailbox: 'hostmaster' }],
    ['mailbox', { mailbox: 'host master@kota.go.id' }],
    ['ttl', { ttl: 0 }],
    ['ttl', { ttl: 2 ** 31 }],
    ['verifyServers', { verify: 'authoritative' }],
    ['verifyServers', { verify: 'authoritative', verifyServers: 'ns1.kota.go.id' }],
    ['verifyServers', { verifyServers: '203.0.113.1:99999' }],
    ['verify', { verify: 'guess' }],
    ['nameServers', { nameServers: [{ name: 'ns1.baru.go.id', addresses: [] }] }],
    ['nameServers', { nameServers: [{ name: 'ns1.provinsi.go.id', addresses: ['x'] }] }],
    ['nameServers', { nameServers: [] }],
    ['colour', { colour: 'red' }],
  ])('is refused at %s for %o', async (field, part) => {
    const creating = createZone(database.db, { ...act, name: 'baru.go.id', ...settings, nameServers: undefined, ...part });
    expect(Object.keys((await refusalOf(creating)).faults)).toEqual([field]);
  });

  test('keeps what is not changed, refuses a stale page, and forgets verifications when the way of verifying changes', async () => {
    const [zone] = await listZones(database.db);
    const change = { ...act, zoneId, version: zone?.version ?? 0, settings: { mailbox: 'nama.depan@kota.go.id', ttl: '600' } };
    await updateZone(database.db, change);
    await expect(updateZone(database.db, change)).rejects.toMatchObject({ code: 'stale_page' });
    const [after] = await listZones(database.db);
    expect(after).toMatchObject({ ttl: 600, mailbox: 'nama.depan@kota.go.id', primaryServer: 'ns1.kota.go.id' });
    await database.ownerPool.query("update dns_record set verified_at = now() where label = 'lama'");
    const ask = { verify: 'authoritative', verifyServers: '203.0.113.1, [2001:db8::1]:5353' };
    await updateZone(database.db, { ...act, zoneId, version: after?.version ?? 0, settings: ask });
    const [asking] = await listZones(database.db);
    expect(asking).toMatchObject({ verifyServers: '203.0.113.1:53, [2001:db8::1]:5353', mailbox: 'nama.depan@kota.go.id' });
    const { rows } = await database.ownerPool.query("select verified_at from dns_record where label = 'lama'");
    expect(rows).toEqual([{ verified_at: null }]);
  });

  test('reserves and frees labels; one that is not reserved is not found', async () => {
    await reserveLabel(database.db, { ...act, zoneId, label: 'walikota', reason: 'Pejabat' });
    await reserveLabel(database.db, { ...act, zoneId, label: 'walikota', reason: 'Nama jabatan' });
    expect(await listReservedLabels(database.db)).toContainEqual({ label: 'walikota', reason: 'Nama jabatan' });
    expect((await refusalOf(reserve('walikota'))).code).toBe('invalid');
    await freeLabel(database.db, { ...act, zoneId, label: 'walikota' });
    await reserve('walikota');
    await expect(freeLabel(database.db, { ...act, zoneId, label: 'walikota' })).rejects.toMatchObject({ code: 'not_found' });
    expect(Object.keys((await refusalOf(reserveLabel(database.db, { ...act, zoneId, label: 'a.b' }))).faults)).toEqual(['label']);
  });
});

describe('a zone that is published over the network', () => {
  const secret = 'a secret of forty characters for tests only';
  const network = { name: 'jaringan.go.id', ...settings, nameServers: [{ name: 'ns2.provinsi.go.id', addresses: [] }] };
  const powerdns = { provider: 'powerdns', server: 'http://127.0.0.1:8081/', verifyServers: '127.0.0.1:53' } as const;

  test('needs an address and a key of its own, each fault at its field; the key is sealed and told nowhere', async () => {
    const faults = async (part: object) =>
      Object.keys((await refusalOf(createZone(database.db, { ...act, secret, ...network, ...part }))).faults);
    expect(await faults({ provider: 'rfc2136' })).toEqual(['server', 'keyName', 'providerSecret']);
    expect(await faults({ provider: 'rfc2136', server: '203.0.113.1', keyName: 'a"; }', providerSecret: 'not base64!' })).toEqual(
      ['keyName', 'providerSecret'],
    );
    expect(await faults({ provider: 'powerdns', server: 'file:///etc/passwd' })).toEqual([
      'verifyServers',
      'server',
      'providerSecret',
    ]);
    const made = await createZone(database.db, { ...act, secret, ...network, ...powerdns, providerSecret: 'very-secret-key' });
    const page = (await listZones(database.db)).find(({ id }) => id === made.zoneId);
    expect(page).toMatchObject({ provider: 'powerdns', server: 'http://127.0.0.1:8081', hasKey: true, verify: 'authoritative' });
    const { rows } = await database.ownerPool.query(
      `select z::text || coalesce((select string_agg(e.data::text, '') from audit_event e where e.subject_id = z.id), '') as all
       from dns_zone z where id = $1`,
      [made.zoneId],
    );
    expect(rows[0].all).toContain('jaringan.go.id');
    expect(rows[0].all).not.toContain('very-secret-key');
    expect(JSON.stringify(page)).not.toContain('very-secret-key');
  });

  test('keeps its key where nothing was entered, but not for another server', async () => {
    const zone = (await listZones(database.db)).find(({ name }) => name === 'jaringan.go.id');
    const change = (settings: object, version: number) =>
      updateZone(database.db, { ...act, secret, zoneId: zone?.id ?? '', version, settings });
    await change({ ...powerdns, providerSecret: '' }, 1);
    const refusal = await refusalOf(change({ ...powerdns, server: 'http://192.0.2.66:8081', providerSecret: '' }, 2));
    expect(Object.keys(refusal.faults)).toEqual(['providerSecret']);
  });
});
