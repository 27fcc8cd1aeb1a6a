import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { drainJobs } from '#jobs/index.ts';
import { newId } from '#lib/ids.ts';
import { silentLog } from '#lib/log.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { startBind } from '../../../test/support/dns/bind.ts';
import { type NameServerUnderTest, testKeys } from '../../../test/support/dns/process.ts';
import { act, makeOffice, refusalOf, someday } from '../../../test/support/registry.ts';
import { haveTool } from '../../../test/support/tools.ts';
import {
  adoptImport,
  approveChange,
  createZone,
  getChange,
  getImport,
  getZone,
  jobs,
  listRecords,
  reserveName,
  startImport,
} from '../index.ts';
import { getStoredZone } from '../provided.ts';
import { readImport } from './read-import.ts';

const secret = 'a secret of forty characters for tests only';
let database: TestDatabase;
let dataDirectory: string;
let zoneId: string;
let officeId: string;
const name = 'kota.go.id';

beforeAll(async () => {
  database = await testDatabase();
  dataDirectory = await mkdtemp(join(tmpdir(), 'griya-import-'));
  officeId = await makeOffice(database.db, 'Dinas Kominfo', 'host');
  const server = { name: `ns1.${name}`, addresses: ['203.0.113.1'] };
  const zone = { name, primaryServer: server.name, mailbox: `hostmaster@${name}`, nameServers: [server] };
  ({ zoneId } = await createZone(database.db, { ...act, ...zone }));
  await reserveName(database.db, { label: 'antrean', holder: newId(), holderLabel: 'K-2026-0042', now: someday });
});
afterAll(async () => {
  await database.close();
  await rm(dataDirectory, { recursive: true, force: true });
});

const config = () => ({ baseUrl: 'http://localhost', dataDirectory, secret });
const run = () => drainJobs({ db: database.db, now: () => someday, log: silentLog, config: config() }, jobs);
const start = (typed: object) =>
  database.db.transaction().execute((tx) => startImport(tx, { ...act, zoneId, secret, typed: { source: 'text', ...typed } }));
const linesOf = async (importId: string) =>
  (await getImport(database.db, { zoneId, importId }, { pageSize: 500 })).lines.map(
    ({ label, type, verdict, why }) => `${verdict} ${label} ${type}${why ? ` ${why.en}` : ''}`,
  );
const adopt = (importId: string, part: object) =>
  database.db.transaction().execute((tx) => adoptImport(tx, { ...act, zoneId, importId, ...part }));

describe('a zone file from outside', () => {
  const text = `$ORIGIN ${name}.
$TTL 3600
@ IN SOA ns1 hostmaster 2026112499 3600 900 1209600 300
@ IN NS ns1
ns1 IN A 203.0.113.1
ns1 IN A 203.0.113.2
web 300 IN A 203.0.113.10
alias IN CNAME web
antrean IN A 203.0.113.99
dalam IN A 10.0.0.1
web IN TXT "halo"
$INCLUDE /etc/passwd
$GENERATE 1-1000000 h$ A 203.0.113.9
www.lain.go.id. IN A 203.0.113.1
anak IN DNSKEY 257 3 13 AAAA
`;

  test('is judged line by line: new, there, different, of a request, and what cannot be held with its reason', async () => {
    const { importId } = await start({ text });
    expect(await linesOf(importId)).toEqual([
      'new web A',
      'new alias CNAME',
      'new web TXT',
      'differs ns1 A',
      'foreign antrean A The name "antrean" is held by request K-2026-0042; this record is not its own.',
      'refused dalam A 10.0.0.1 is a private address and this zone is public. Use a public address, or an internal zone.',
      'refused   Line 12: $INCLUDE, $GENERATE and the like are not taken.',
      'refused   Line 13: $INCLUDE, $GENERATE and the like are not taken.',
      'refused   Line 14: the name lies outside this zone.',
      'refused   Line 15: this type of record is not kept here.',
      'same @ NS',
      'same ns1 A',
    ]);
  });

  test('is adopted as one change set: marked, with its owner, nothing removed, and the serial never falls behind', async () => {
    const { importId } = await start({ text });
    const before = (await listRecords(database.db, zoneId)).total;
    const { changeId } = await adopt(importId, { which: 'all', owner: { officeId, reference: 'Pindahan 2019' } });
    expect((await getChange(database.db, { zoneId, changeId })).items.map(({ action, label }) => `${action} ${label}`)).toEqual([
      'add ns1',
      'add web',
      'add alias',
      'add web',
    ]);
    expect((await listRecords(database.db, zoneId)).total).toBe(before);
    await database.db.transaction().execute((tx) => approveChange(tx, { ...act, zoneId, changeId }));
    await run();
    const { rows, total } = await listRecords(database.db, zoneId, { search: 'web' });
    expect(total).toBe(3);
    for (const row of rows) expect(row).toMatchObject({ outside: true, officeName: 'Dinas Kominfo', reference: 'Pindahan 2019' });
    expect((await getZone(database.db, zoneId)).serial).toBeGreaterThan(2_026_112_499);
    const again = await start({ text });
    expect((await linesOf(again.importId)).filter((line) => line.startsWith('new'))).toEqual([]);
    expect((await refusalOf(adopt(again.importId, { which: 'new' }))).code).toBe('invalid');
  });

  test('adopts the TTL of a set that has another one, and a refused line not even when it is asked for', async () => {
    const { importId } = await start({ text: `web.${name}. 900 IN A 203.0.113.10\ndalam.${name}. IN A 10.0.0.1` });
    expect(await linesOf(importId)).toMatchObject(['differs web A', /^refused dalam/].map((each) => expect.stringMatching(each)));
    const { changeId } = await adopt(importId, { which: 'chosen', lines: [0, 1] });
    expect((await getChange(database.db, { zoneId, changeId })).items).toMatchObject([
      { action: 'change', label: 'web', ttl: 900 },
    ]);
    expect((await refusalOf(adopt(importId, { which: 'chosen', lines: [1] }))).code).toBe('invalid');
  });

  test.each([
    ['text', { text: '  ' }],
    ['text', { text: '; only a comment\n' }],
    ['server', { source: 'transfer', server: 'ns1.kota.go.id' }],
    ['keyName', { source: 'transfer', server: '203.0.113.1', keyName: 'a b', key: testKeys.secret }],
    ['key', { source: 'transfer', server: '203.0.113.1', keyName: 'kunci', key: 'short' }],
    ['source', { source: 'carrier pigeon' }],
  ])('is refused at %s: %j', async (field, typed) => {
    expect(await refusalOf(start(typed))).toMatchObject({ code: 'invalid', faults: { [field]: expect.any(String) } });
  });
});

describe.skipIf(!haveTool('named') || !haveTool('dig'))('a zone from a server', () => {
  let bind: NameServerUnderTest;
  beforeAll(async () => {
    bind = await startBind([name]);
  });
  afterAll(() => bind.stop());

  test('comes by a signed transfer; the key is gone afterwards', async () => {
    const key = { keyName: testKeys.name, key: testKeys.secret };
    const { importId } = await start({ source: 'transfer', server: bind.address, ...key });
    await run();
    expect(await getImport(database.db, { zoneId, importId })).toMatchObject({ state: 'read', serial: 1 });
    const row = await database.db.selectFrom('dns_import').where('id', '=', importId).selectAll().executeTakeFirstOrThrow();
    expect(row.sealed_key).toBeNull();
  });

  test.each([
    ['without the key', {}, /does not give the zone/],
    ['with a wrong secret', { keyName: testKeys.name, key: testKeys.powerlessSecret }, /does not accept this TSIG key/],
  ])('is refused %s, with the reason', async (_, key, words) => {
    const { importId } = await start({ source: 'transfer', server: bind.address, ...key });
    await run();
    const found = await getImport(database.db, { zoneId, importId });
    expect(found.state).toBe('failed');
    expect(found.fault?.en).toMatch(words);
  });
});

/** A server that answers every AXFR with records that never end. */
const endless = async () => {
  const open = new Set<Socket>();
  const name = (text: string) =>
    Buffer.concat([...text.split('.').map((part) => Buffer.from([part.length, ...Buffer.from(part)])), Buffer.from([0])]);
  const rr = (owner: Buffer, type: number, data: Buffer) => {
    const head = Buffer.alloc(10);
    head.writeUInt16BE(type, 0);
    head.writeUInt16BE(1, 2);
    head.writeUInt32BE(60, 4);
    head.writeUInt16BE(data.length, 8);
    return Buffer.concat([owner, head, data]);
  };
  const zone = name('kota.go.id');
  const soa = rr(zone, 6, Buffer.concat([name('ns1.kota.go.id'), name('h.kota.go.id'), Buffer.alloc(20, 1)]));
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('error', () => undefined);
    socket.once('data', (query: Buffer) => {
      let count = 0;
      const send = (): void => {
        while (!socket.destroyed) {
          const records = count === 0 ? [soa] : [];
          for (let n = 0; n < 500; n += 1) records.push(rr(name(`h${count++}.kota.go.id`), 1, Buffer.from([203, 0, 113, 1])));
          const head = Buffer.alloc(12);
          query.copy(head, 0, 2, 4);
          head.writeUInt16BE(0x8400, 2);
          head.writeUInt16BE(records.length, 6);
          const message = Buffer.concat([head, ...records]);
          const length = Buffer.alloc(2);
          length.writeUInt16BE(message.length);
          if (!socket.write(Buffer.concat([length, message]))) {
            socket.once('drain', send);
            return;
          }
        }
      };
      send();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const close = () => {
    for (const socket of open) socket.destroy();
    return new Promise<void>((resolve) => server.close(() => resolve()));
  };
  return { address: `127.0.0.1:${port}`, close };
};

test.skipIf(!haveTool('dig'))('a transfer without an end is broken off, and nothing of it is kept', async () => {
  const server = await endless();
  try {
    const { importId } = await start({ source: 'transfer', server: server.address });
    const { signal } = new AbortController();
    const limits = { patience: 20_000, most: 500_000 };
    await readImport(database.db, { importId, secret, dataDirectory, now: someday, signal, limits });
    const found = await getImport(database.db, { zoneId, importId });
    expect(found).toMatchObject({ state: 'failed', lines: [] });
    expect(found.fault?.en).toContain('over the limit');
    await run(); // a second run of the job changes nothing
    expect((await getImport(database.db, { zoneId, importId })).state).toBe('failed');
  } finally {
    await server.close();
  }
});

test('what the register stores of a zone can always be read back as its provider needs it', async () => {
  expect(await getStoredZone(database.db, zoneId, secret)).toMatchObject({ name, provider: 'zonefile', key: '' });
});
