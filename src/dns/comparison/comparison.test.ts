import { execFile } from 'node:child_process';
import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { drainJobs } from '#jobs/index.ts';
import { silentLog } from '#lib/log.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { startBind } from '../../../test/support/dns/bind.ts';
import { firstZone, type NameServerUnderTest, testKeys } from '../../../test/support/dns/process.ts';
import { act, makePlace, someday } from '../../../test/support/registry.ts';
import { haveTool } from '../../../test/support/tools.ts';
import {
  approveChange,
  createZone,
  jobs,
  listChecks,
  listFindings,
  listRecords,
  proposeChange,
  proposeForeign,
  repairFindings,
  takeUntold,
} from '../index.ts';
import { getStoredZone } from '../provided.ts';
import { networkProviders } from '../providers/index.ts';
import { compare, type Facts, type Observation } from './compare.ts';
import { keyTag } from './dnssec.ts';
import { runComparison } from './run-comparison.ts';

const exec = promisify(execFile);
const secret = 'a secret of forty characters for tests only';
const { signal } = new AbortController();
const day = (n: number) => someday.add({ hours: 24 * n });

const facts = (part: Partial<Facts> = {}): Facts => ({
  zone: { name: 'kota.go.id', ttl: 3600 },
  wanted: [],
  moving: [],
  dead: new Map(),
  retired: new Map(),
  knows: () => null,
  ...part,
});
const seen = (part: Partial<Observation> = {}): Observation => ({
  places: [],
  servers: [],
  resolved: null,
  lame: [],
  dnssec: { state: 'unsigned', keys: [], ds: null, expires: null },
  ...part,
});
const a = (label: string, value = '203.0.113.1', ttl: number | null = null) => ({ label, type: 'A' as const, value, ttl });
const told = (...input: [Facts, Observation]) =>
  compare(...input, someday).map(({ kind, label, type, value, servers }) => [kind, label, type, value, ...servers].join(' '));

describe('what differs', () => {
  test('is missing, changed or foreign, each once with the servers where it was seen; what waits is neither', () => {
    const wanted = [a('satu'), a('dua'), a('tiga')];
    const place = (server: string) => ({
      server,
      asked: null,
      records: [a('satu', '203.0.113.1', 3600), a('dua', '203.0.113.1', 60), a('baru'), a('pergi'), a('asing')],
    });
    const moving = [a('baru'), a('pergi')];
    expect(told(facts({ wanted, moving }), seen({ places: [place('x'), place('y')] }))).toEqual([
      'missing tiga A 203.0.113.1 x y',
      'changed dua A 203.0.113.1 x y',
      'foreign asing A 203.0.113.1 x y',
    ]);
  });

  test('is not told of sets that were not asked for', () => {
    const places = [{ server: 'x', asked: ['satu A'], records: [] }];
    expect(told(facts({ wanted: [a('satu'), a('dua')] }), seen({ places }))).toEqual(['missing satu A 203.0.113.1 x']);
  });

  test('dangles: an address that nobody has, a name that is gone, an application that is retired', () => {
    const cname = (label: string, value: string) => ({ label, type: 'CNAME' as const, value, ttl: null });
    const wanted = [
      a('satu'),
      a('mati', '10.20.30.9'),
      cname('x', 'hilang.kota.go.id'),
      cname('y', 'satu.kota.go.id'),
      cname('z', 'jauh.example.org'),
      cname('w', 'tiada.lain.go.id'),
      a('*.liar'),
      cname('v', 'apa.liar.kota.go.id'),
      a('tutup', '203.0.113.8'),
    ];
    const retired = new Map([['tutup A 203.0.113.8', 'Antrean']]);
    const knows = (name: string) => (name.endsWith('.lain.go.id') ? false : null);
    expect(told(facts({ wanted, dead: new Map([['10.20.30.9', 'DMZ']]), retired, knows }), seen())).toEqual([
      'dangling mati A 10.20.30.9',
      'dangling x CNAME hilang.kota.go.id',
      'dangling w CNAME tiada.lain.go.id',
      'dangling tutup A 203.0.113.8',
    ]);
  });

  test('servers that are silent or not in step, and signatures that run out', () => {
    const state = { fault: null, authoritative: true };
    const servers = [
      { ...state, server: 'a', serial: 5 },
      { ...state, server: 'b', serial: 4 },
      { ...state, server: 'c', serial: null, fault: 'TIMEOUT' },
      { ...state, server: 'd', serial: 5, authoritative: false },
    ];
    const dnssec = { state: 'signed', keys: [], ds: [], expires: day(2).toString() } as const;
    expect(told(facts(), seen({ servers, dnssec: { ...dnssec, keys: [], ds: [] } }))).toEqual([
      'silent @  c c',
      'silent @  d d',
      'serial @ SOA  a b d',
      'signature @ DNSKEY ',
    ]);
    expect(told(facts(), seen({ dnssec: { ...dnssec, keys: [], ds: [], expires: day(9).toString() } }))).toEqual([]);
  });

  test('a key tag is the one of RFC 4034', () => {
    const key =
      'AQOeiiR0GOMYkDshWoSKz9XzfwJr1AYtsmx3TGkJaNXVbfi/2pHm822aJ5iI9BMzNXxeYCmZDRD99WYwYqUSdjMmmAphXdvxegXd/M5+X7OrzKBaMbCVdFLUUh6DhweJBjEVv5f2wwjM9XzcnOf+EPbtG9DMBmADjFDc2w/rljwvFw==';
    expect(keyTag(256, 3, 5, key)).toBe(60_485);
  });
});

describe('a comparison', () => {
  let database: TestDatabase;
  let dataDirectory: string;
  beforeAll(async () => {
    database = await testDatabase();
    dataDirectory = await mkdtemp(join(tmpdir(), 'griya-comparison-'));
    await makePlace(database.db);
  });
  afterAll(async () => {
    await database.close();
    await rm(dataDirectory, { recursive: true, force: true });
  });

  const run = (now = someday) =>
    drainJobs({ db: database.db, now: () => now, log: silentLog, config: { baseUrl: 'http://x', dataDirectory, secret } }, jobs);
  const look = (zoneId: string, now = someday) => runComparison(database.db, { zoneId, now, secret, dataDirectory, signal });
  const open = async (zoneId: string) =>
    (await listFindings(database.db, zoneId)).rows.map(({ kind, label, type, value }) => `${kind} ${label} ${type} ${value}`);
  const make = async (name: string, part: object = {}) => {
    const server = { name: `ns1.${name}`, addresses: ['203.0.113.1'] };
    const zone = { name, primaryServer: server.name, mailbox: `hostmaster@${name}`, nameServers: [server], secret };
    const { zoneId } = await createZone(database.db, { ...act, ...zone, ...part });
    await run();
    return zoneId;
  };
  const second = { accountId: null, personId: '019b0000-0000-7000-8000-000000000001', postId: null, acting: null };
  const add = async (zoneId: string, lines: string) => {
    const { changeId } = await proposeChange(database.db, { ...act, zoneId, typed: { reason: 'Uji', lines } });
    await database.db.transaction().execute((tx) => approveChange(tx, { ...act, doer: second, zoneId, changeId }));
    await run();
  };

  test('of a zone file: a hand that wrote into it is seen, its record survives a publication, and is adopted or goes', async () => {
    const zoneId = await make('berkas.go.id');
    await add(zoneId, 'app 300 A 203.0.113.7');
    const file = join(dataDirectory, 'zones', 'berkas.go.id.zone');
    await look(zoneId);
    expect(await open(zoneId)).toEqual([]);
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replace(/^app .*$/m, ''));
    await appendFile(file, 'tangan 300 IN A 203.0.113.66\nasing 300 IN A 203.0.113.67\n');
    await look(zoneId, day(1));
    expect(await open(zoneId)).toEqual([
      'foreign asing A 203.0.113.67',
      'foreign tangan A 203.0.113.66',
      'missing app A 203.0.113.7',
    ]);
    expect(await takeUntold(database.db, someday)).toMatchObject([{ zone: 'berkas.go.id', count: 3 }]);
    expect(await takeUntold(database.db, someday)).toEqual([]);

    await repairFindings(database.db, { ...act, zoneId, all: true });
    await run(day(1));
    expect(await readFile(file, 'utf8')).toMatch(/^app .*203\.0\.113\.7$[\s\S]*^tangan .*203\.0\.113\.66$/m);
    await look(zoneId, day(2));
    const { rows } = await listFindings(database.db, zoneId);
    expect(rows.map(({ label, firstSeenAt }) => [label, firstSeenAt.toString()])).toEqual([
      ['asing', day(1).toString()],
      ['tangan', day(1).toString()],
    ]);
    const ids = (label: string) => rows.filter((row) => row.label === label).map(({ id }) => id);
    const settle = async (label: string, as: 'adopt' | 'remove') => {
      const { changeId } = await proposeForeign(database.db, { ...act, zoneId, findings: ids(label), as });
      await database.db.transaction().execute((tx) => approveChange(tx, { ...act, doer: second, zoneId, changeId }));
    };
    await settle('tangan', 'adopt');
    await settle('asing', 'remove');
    await run(day(2));
    const after = await readFile(file, 'utf8');
    expect(after).toContain('203.0.113.66');
    expect(after).not.toContain('203.0.113.67');
    await look(zoneId, day(3));
    expect(await open(zoneId)).toEqual([]);
    expect((await listRecords(database.db, zoneId, { search: 'tangan' })).rows).toMatchObject([{ outside: true }]);
    expect((await listFindings(database.db, zoneId, { closed: true })).total).toBe(3);
    expect((await listChecks(database.db, zoneId)).map(({ found }) => found)).toEqual([
      {},
      { foreign: 2 },
      { foreign: 2 }, // the one that the repair asked for
      { foreign: 2, missing: 1 },
      {},
    ]);
  });

  test('an address of a network of the register that no server has is told as dangling', async () => {
    const zoneId = await make('dalam.go.id', { internal: true });
    await add(zoneId, 'hantu 300 A 10.20.30.200');
    await look(zoneId);
    expect(await open(zoneId)).toEqual(['dangling hantu A 10.20.30.200']);
  });

  describe.skipIf(!haveTool('named') || !haveTool('dig') || !haveTool('nsupdate'))('with BIND', () => {
    let bind: NameServerUnderTest;
    beforeAll(async () => {
      bind = await startBind(['kota.go.id']);
    });
    afterAll(() => bind.stop());

    test('a record that was taken out there, one that was put in, a lame delegation; repaired by publishing again', async () => {
      const at = { provider: 'rfc2136', server: bind.address, keyName: testKeys.name, providerSecret: testKeys.secret };
      const zoneId = await make('kota.go.id', { ...at, internal: true });
      await add(zoneId, 'app 300 A 203.0.113.7\nanak 300 NS ns.anak\nns.anak 300 A 127.0.0.1');
      await look(zoneId);
      expect(await open(zoneId)).toEqual(['lame anak NS ns.anak.kota.go.id']);
      const zone = await getStoredZone(database.db, zoneId, secret);
      const record = { label: 'app', type: 'A', value: '203.0.113.7', ttl: 300 } as const;
      const other = { ...record, value: '203.0.113.66', label: 'lain' };
      await networkProviders.rfc2136.publish(zone, { wanted: [other], removed: [record] }, signal);
      await look(zoneId);
      expect(await open(zoneId)).toEqual([
        'foreign lain A 203.0.113.66',
        'lame anak NS ns.anak.kota.go.id',
        'missing app A 203.0.113.7',
      ]);
      const [check] = await listChecks(database.db, zoneId);
      expect(check).toMatchObject({
        servers: [{ server: bind.address, fault: null, authoritative: true }],
        dnssec: { state: 'unsigned' },
      });
      await repairFindings(database.db, { ...act, zoneId, all: true });
      await run();
      await look(zoneId);
      expect(await open(zoneId)).not.toContain('missing app A 203.0.113.7');
    });

    test('a server that is away is one finding, and nothing is taken for missing', async () => {
      const at = { provider: 'rfc2136', server: '127.0.0.1:9', keyName: testKeys.name, providerSecret: testKeys.secret };
      const name = 'jauh.go.id';
      const server = { name: `ns1.${name}`, addresses: ['203.0.113.1'] };
      const zone = { name, primaryServer: server.name, mailbox: `hostmaster@${name}`, nameServers: [server], secret };
      const { zoneId } = await createZone(database.db, { ...act, ...zone, ...at });
      await database.db.updateTable('dns_record').set({ state: 'published' }).where('zone_id', '=', zoneId).execute();
      await look(zoneId);
      expect(await open(zoneId)).toEqual(['silent @  127.0.0.1:9']);
    });

    test.skipIf(!haveTool('named-checkzone'))('a signature that has expired is told, with the keys of the zone', async () => {
      const name = 'sah.go.id';
      const folder = await mkdtemp(join(tmpdir(), 'griya-signed-'));
      try {
        const options = { cwd: folder };
        await exec('dnssec-keygen', ['-q', '-a', 'ECDSAP256SHA256', '-f', 'KSK', name], options);
        await exec('dnssec-keygen', ['-q', '-a', 'ECDSAP256SHA256', name], options);
        await writeFile(join(folder, 'zone'), firstZone(name));
        const times = ['-s', '20200101000000', '-e', '20200201000000'];
        await exec('dnssec-signzone', ['-P', '-S', ...times, '-o', name, '-f', 'signed', 'zone'], options);
        const text = { [name]: await readFile(join(folder, 'signed'), 'utf8') };
        const signed = await startBind([name], { text });
        try {
          const at = { provider: 'rfc2136', server: signed.address, keyName: testKeys.name, providerSecret: testKeys.secret };
          const zoneId = await make(name, at).catch(async () => {
            const row = await database.db.selectFrom('dns_zone').where('name', '=', name).select('id').executeTakeFirstOrThrow();
            return row.id;
          });
          await look(zoneId);
          expect(await open(zoneId)).toContain('signature @ DNSKEY ');
          const [check] = await listChecks(database.db, zoneId);
          expect(check?.dnssec).toMatchObject({ state: 'signed', expires: '2020-02-01T00:00:00Z' });
          expect(check?.dnssec.keys).toHaveLength(2);
        } finally {
          await signed.stop();
        }
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    });
  });
});
