import { Resolver } from 'node:dns/promises';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { drainJobs } from '#jobs/index.ts';
import { newId } from '#lib/ids.ts';
import { silentLog } from '#lib/log.ts';
import { say } from '#lib/words.ts';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { startBind } from '../../test/support/dns/bind.ts';
import { type DnsServer, startDnsServer } from '../../test/support/dns-server.ts';
import { act, someday } from '../../test/support/registry.ts';
import { haveTool } from '../../test/support/tools.ts';
import { parseZone } from '../../test/support/zone-parser.ts';
import {
  checkResolved,
  createZone,
  jobs,
  listZones,
  nameOf,
  releaseName,
  requestRecord,
  reserveName,
  updateZone,
} from './index.ts';
import { publishZone } from './publish.ts';

let database: TestDatabase;
let dataDirectory: string;
let zoneId: string;
let zone: string;
let count = 0;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

beforeEach(async () => {
  dataDirectory = await mkdtemp(join(tmpdir(), 'griya-dns-'));
  count += 1;
  zone = `kota${count}.go.id`;
  ({ zoneId } = await createZone(database.db, {
    ...act,
    name: zone,
    primaryServer: `ns1.${zone}`,
    mailbox: `hostmaster@${zone}`,
    nameServers: [{ name: `ns1.${zone}`, addresses: ['203.0.113.1'] }],
  }));
  return () => rm(dataDirectory, { recursive: true, force: true });
});

const run = (now = someday) =>
  drainJobs(
    { db: database.db, now: () => now, log: silentLog, config: { baseUrl: 'http://localhost', dataDirectory, secret: '' } },
    jobs,
  );

const path = () => join(dataDirectory, 'zones', `${zone}.zone`);
const file = () => readFile(path(), 'utf8');
const parsed = async () => parseZone(await file());
const serial = async () => (await parsed()).serial;

const hold = async (label: string, addresses: string[]): Promise<string> => {
  const holder = newId();
  await reserveName(database.db, { zoneId, label, holder, holderLabel: 'K-2026-0001', now: someday });
  await requestRecord(database.db, { holder, addresses, now: someday });
  return holder;
};

describe('publishing to a zone file', () => {
  test('writes what is wanted, marks it published and finds it verified, and says in words what was looked at', async () => {
    const holder = await hold('antrean', ['203.0.113.30', '2001:db8::30']);
    expect((await nameOf(database.db, holder))?.records.map(({ state }) => state)).toEqual(['wanted', 'wanted']);
    await run();
    const { origin, records } = await parsed();
    expect(origin).toBe(`${zone}.`);
    expect(records.map(({ name, type, data }) => [name, type, ...data])).toEqual([
      [`${zone}.`, 'NS', `ns1.${zone}.`],
      [`antrean.${zone}.`, 'A', '203.0.113.30'],
      [`antrean.${zone}.`, 'AAAA', '2001:db8::30'],
      [`ns1.${zone}.`, 'A', '203.0.113.1'],
    ]);
    const name = await nameOf(database.db, holder);
    expect(name).toMatchObject({ state: 'in_use', verified: true, fqdn: `antrean.${zone}` });
    expect(name?.records[0]).toMatchObject({ state: 'published', publishedAt: someday, verifiedAt: someday, publishError: null });
    expect(name?.records[0]?.verifyResult).toBe(
      `Berkas zona ${basename(path())} dibaca kembali: rekaman terbaca di dalamnya, sesuai.`,
    );
  });

  test('a second run changes nothing, not even the serial; a change raises it', async () => {
    await hold('satu', ['203.0.113.31']);
    await run();
    const first = await file();
    const again = await publishZone(database.db, { zoneId, now: someday.add({ hours: 48 }), dataDirectory, secret: '' });
    expect(again).toMatchObject({ changed: false, serial: await serial() });
    expect(await file()).toBe(first);
    const before = await serial();
    await hold('dua', ['203.0.113.32']);
    await run();
    expect(await serial()).toBe(before + 1);
  });

  test('takes out what was released', async () => {
    const holder = await hold('pergi', ['203.0.113.33']);
    await run();
    await releaseName(database.db, { holder, now: someday });
    await run();
    expect((await parsed()).records.map(({ name }) => name)).not.toContain(`pergi.${zone}.`);
    const { rows } = await database.ownerPool.query('select state from dns_record where holder = $1', [holder]);
    expect(rows).toEqual([{ state: 'removed' }]);
  });

  test('after a crash between file and commit the next run goes on above the serial of the file', async () => {
    await hold('jatuh', ['203.0.113.34']);
    await run();
    const written = await serial();
    await database.ownerPool.query('update dns_zone set serial = 0 where id = $1', [zoneId]);
    await database.ownerPool.query("update dns_record set state = 'wanted' where label = 'jatuh' and zone_id = $1", [zoneId]);
    await run();
    expect(await publishZone(database.db, { zoneId, now: someday, dataDirectory, secret: '' })).toMatchObject({
      changed: false,
      serial: written,
    });
    await hold('lanjut', ['203.0.113.35']);
    await run();
    expect(await serial()).toBe(written + 1);
  });

  test('a lost file is written again, with a higher serial', async () => {
    await run();
    const before = await serial();
    await rm(path());
    await publishZone(database.db, { zoneId, now: someday, dataDirectory, secret: '' });
    expect(await serial()).toBe(before + 1);
  });

  test.skipIf(!haveTool('named') || !haveTool('rndc'))(
    'a name server of this machine answers with what was written as soon as it is told to read again',
    async () => {
      await chmod(dataDirectory, 0o755);
      await run();
      const bind = await startBind([], { files: { [zone]: path() } });
      try {
        const resolver = new Resolver();
        resolver.setServers([bind.address]);
        await hold('baca', ['203.0.113.36']);
        await publishZone(database.db, { zoneId, now: someday, dataDirectory, secret: '', reload: bind.reload });
        await expect.poll(() => resolver.resolve4(`baca.${zone}`).catch(() => [])).toEqual(['203.0.113.36']);
      } finally {
        await bind.stop();
      }
    },
  );

  test('records wait, with the reason, while the name server cannot be told; the next run tells it', async () => {
    const holder = await hold('tunggu', ['203.0.113.37']);
    const publish = (reload: string) => publishZone(database.db, { zoneId, now: someday, dataDirectory, secret: '', reload });
    await expect(publish('/bin/false')).rejects.toMatchObject({ code: 'RELOAD' });
    const record = async () => (await nameOf(database.db, holder))?.records[0];
    expect(await record()).toMatchObject({
      state: 'wanted',
      publishError: { id: expect.stringContaining('perintah muat ulang gagal') },
    });
    await publish('/bin/true');
    expect(await record()).toMatchObject({ state: 'published', publishError: null });
  });

  test('eight publishers at once leave one whole file that has everything', async () => {
    for (let index = 0; index < 8; index += 1) await hold(`ramai${index}`, [`203.0.113.${100 + index}`]);
    await Promise.all(
      Array.from({ length: 8 }, () => publishZone(database.db, { zoneId, now: someday, dataDirectory, secret: '' })),
    );
    expect((await parsed()).records).toHaveLength(10);
    expect(await readdir(join(dataDirectory, 'zones'))).toEqual([`${zone}.zone`]);
  });
});

describe('when the file cannot be written', () => {
  test('one that someone else made is left alone, and the record says what to do', async () => {
    await mkdir(join(dataDirectory, 'zones'));
    await writeFile(path(), '$ORIGIN kota.go.id.\nwww IN A 203.0.113.80\n');
    const holder = await hold('asing', ['203.0.113.36']);
    const drained = await run();
    expect(drained.failed.map(({ name }) => name)).toEqual(['dns.publish']);
    expect(await file()).toContain('www IN A 203.0.113.80');
    const name = await nameOf(database.db, holder);
    expect(name?.records[0]).toMatchObject({ state: 'wanted' });
    expect(name && say(name.records[0]?.publishError ?? { id: '', en: '' }, 'id')).toContain('tidak ditulis oleh Griya');
    await rm(path());
    await run(someday.add({ hours: 1 }));
    expect((await nameOf(database.db, holder))?.records[0]).toMatchObject({ state: 'published', publishError: null });
  });

  test('a place that is no directory is said so, and nothing half written stays', async () => {
    await writeFile(join(dataDirectory, 'zones'), 'a file where the directory should be');
    const holder = await hold('penuh', ['203.0.113.37']);
    await run();
    expect((await nameOf(database.db, holder))?.records[0]?.publishError?.en).toBe('The place of the zone file is no directory.');
    expect(await readdir(dataDirectory)).toEqual(['zones']);
  });
});

describe('verifying by asking the name servers', () => {
  let servers: DnsServer[];

  beforeEach(async () => {
    servers = [await startDnsServer(), await startDnsServer()];
    const verifyServers = servers.map(({ address }) => address).join(', ');
    await updateZone(database.db, { ...act, zoneId, version: 1, settings: { verify: 'authoritative', verifyServers } });
    for (const server of servers) {
      server.answer(zone, 'NS', [`ns1.${zone}`]);
      server.answer(`ns1.${zone}`, 'A', ['203.0.113.1']);
    }
    return async () => {
      for (const server of servers) await server.close();
    };
  });

  const check = (holder: string) => checkResolved(database.db, { holder, now: someday.add({ minutes: 5 }), dataDirectory });

  test('every server must answer with the whole set; what was asked and answered is kept in words', async () => {
    const holder = await hold('jawab', ['203.0.113.40', '203.0.113.41', '2001:db8::40']);
    const name = `jawab.${zone}`;
    for (const server of servers) {
      server.answer(name, 'A', ['203.0.113.41', '203.0.113.40']);
      server.answer(name, 'AAAA', ['2001:db8::40']);
    }
    const drained = await run();
    expect(drained.failed).toEqual([]);
    const found = await nameOf(database.db, holder);
    expect(found).toMatchObject({ verified: true });
    expect(found?.records[0]?.verifyResult).toBe(
      servers
        .map(({ address }) => `${address} ditanya ${name} A: menjawab 203.0.113.40, 203.0.113.41 (sesuai)`)
        .join('; ')
        .concat('.'),
    );
    expect(servers[1]?.asked).toContainEqual({ name, type: 'AAAA' });
  });

  test.each([
    ['nxdomain', 'nama tidak dikenal (NXDOMAIN)'],
    ['servfail', 'server gagal menjawab (SERVFAIL)'],
    ['refused', 'server menolak menjawab (REFUSED)'],
    [['203.0.113.99'], 'menjawab 203.0.113.99 (tidak sesuai)'],
    [['203.0.113.42', '203.0.113.43'], 'menjawab 203.0.113.42, 203.0.113.43 (tidak sesuai)'],
    [[], 'tidak ada data jenis ini'],
  ] as const)('%o from one of them is not enough, and the job tries again later', async (behaviour, words) => {
    const holder = await hold('belum', ['203.0.113.42']);
    const name = `belum.${zone}`;
    servers[0]?.answer(name, 'A', ['203.0.113.42']);
    servers[1]?.answer(name, 'A', behaviour);
    const drained = await run();
    expect(drained.failed.map(({ error }) => error)).toEqual(['not yet as published: belum A 203.0.113.42']);
    const found = await nameOf(database.db, holder);
    expect(found?.verified).toBe(false);
    expect(found?.records[0]?.verifyResult).toContain(words);
    servers[1]?.answer(name, 'A', ['203.0.113.42']);
    await run(someday.add({ hours: 1 }));
    expect((await nameOf(database.db, holder))?.verified).toBe(true);
  });

  test('a server that is away or talks nonsense is said so', async () => {
    const holder = await hold('sunyi', ['203.0.113.43']);
    servers[0]?.answer(`sunyi.${zone}`, 'A', 'garbage');
    servers[1]?.answer(`sunyi.${zone}`, 'A', 'silent');
    await publishZone(database.db, { zoneId, now: someday, dataDirectory, secret: '' });
    const found = await check(holder);
    expect(found?.verified).toBe(false);
    expect(found?.records[0]?.verification?.en).toMatch(
      /asked for sunyi\.\S+ A: (the answer cannot be read|no answer in time|no such name|.*failed).*; .*no answer in time\.$/,
    );
  });

  test('a record that was verified and later no longer answers is not verified any more', async () => {
    const holder = await hold('hilang', ['203.0.113.44']);
    for (const server of servers) server.answer(`hilang.${zone}`, 'A', ['203.0.113.44']);
    await run();
    expect((await check(holder))?.verified).toBe(true);
    servers[0]?.answer(`hilang.${zone}`, 'A', 'nxdomain');
    expect((await check(holder))?.verified).toBe(false);
    const events = await database.db.selectFrom('audit_event').where('subject_id', '=', zoneId).select('type').execute();
    expect(events.map(({ type }) => type)).toContain('record.lost');
  });

  test("a name without records is not verified, and nobody's name is nothing", async () => {
    const holder = newId();
    await reserveName(database.db, { zoneId, label: 'kosong', holder, holderLabel: 'K', now: someday });
    expect(await check(holder)).toMatchObject({ records: [], verified: false });
    expect(await check(newId())).toBeNull();
  });
});

test('a zone shows how many records wait and why the last publication failed', async () => {
  await writeFile(join(dataDirectory, 'zones'), '');
  await hold('tunggu', ['203.0.113.50']);
  await run();
  const found = (await listZones(database.db)).find(({ id }) => id === zoneId);
  expect(found).toMatchObject({ waiting: 3, records: 0 });
  expect(found?.publishError).toContain('ENOTDIR');
});

test('a zone that moves to another name server is published there whole, also what was published already', async () => {
  const holder = await hold('pindah', ['203.0.113.60']);
  await run();
  const states = async () =>
    (
      await database.db
        .selectFrom('dns_record')
        .select('state')
        .where('zone_id', '=', zoneId)
        .where('holder', '=', holder)
        .execute()
    ).map((row) => row.state);
  expect(await states()).toEqual(['published']);
  await updateZone(database.db, {
    ...act,
    secret: 'a secret of forty characters for tests only',
    zoneId,
    version: 1,
    settings: {
      provider: 'powerdns',
      server: 'http://127.0.0.1:1',
      providerSecret: 'kunci-api-panjang',
      verifyServers: '127.0.0.1:1',
    },
  });
  expect(await states()).toEqual(['wanted']);
});
