import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Doer } from '#audit/index.ts';
import { drainJobs } from '#jobs/index.ts';
import { newId } from '#lib/ids.ts';
import { silentLog } from '#lib/log.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { startBind } from '../../../test/support/dns/bind.ts';
import { powerdnsApiKey, startPowerdns } from '../../../test/support/dns/powerdns.ts';
import { type NameServerUnderTest, testKeys } from '../../../test/support/dns/process.ts';
import { act, makeOffice, refusalOf, someday } from '../../../test/support/registry.ts';
import { haveTool } from '../../../test/support/tools.ts';
import {
  approveChange,
  closeChange,
  createZone,
  getChange,
  getZone,
  jobs,
  listChanges,
  listRecords,
  proposeChange,
  releaseName,
  requestRecord,
  reserveName,
  reverseChange,
  tryLookAtSets,
} from '../index.ts';
import { getStoredZone } from '../provided.ts';
import { networkProviders } from '../providers/index.ts';

const secret = 'a secret of forty characters for tests only';
let database: TestDatabase;
let dataDirectory: string;
let people: Doer[];

beforeAll(async () => {
  database = await testDatabase();
  dataDirectory = await mkdtemp(join(tmpdir(), 'griya-changes-'));
  const office = await makeOffice(database.db, 'Dinas Kominfo', 'host');
  people = [];
  for (const name of ['Sari Wulandari', 'Budi Santoso']) {
    const id = newId();
    await database.db.insertInto('person').values({ id, office_id: office, name, created_at: someday }).execute();
    people.push({ accountId: null, personId: id, postId: null, acting: null });
  }
});
afterAll(async () => {
  await database.close();
  await rm(dataDirectory, { recursive: true, force: true });
});

const by = (person: number) => ({ now: someday, doer: people[person] ?? act.doer });
const run = (now = someday) =>
  drainJobs(
    { db: database.db, now: () => now, log: silentLog, config: { baseUrl: 'http://localhost', dataDirectory, secret } },
    jobs,
  );

let zoneId: string;
const typed = { reason: 'Uji' };
const propose = (part: object, person = 0, remove: string[] = []) =>
  proposeChange(database.db, { zoneId, typed: { ...typed, ...part }, remove, ...by(person) });
const approve = (changeId: string, person = 1, part: object = {}) =>
  database.db.transaction().execute((tx) => approveChange(tx, { zoneId, changeId, ...by(person), ...part }));
const stateOf = async (changeId: string) => (await getChange(database.db, { zoneId, changeId })).state;
const records = async () => {
  const { rows } = await listRecords(database.db, zoneId, { pageSize: 500 });
  return rows.map(({ label, type, value }) => `${label} ${type} ${value}`);
};
const idOf = async (line: string): Promise<string> => {
  const { rows } = await listRecords(database.db, zoneId, { pageSize: 500 });
  return rows.find(({ label, type, value }) => `${label} ${type} ${value}` === line)?.id ?? '';
};

describe('a change set of a zone file', () => {
  let count = 0;
  beforeEach(async () => {
    count += 1;
    const name = `kota${count}.go.id`;
    const server = { name: `ns1.${name}`, addresses: ['203.0.113.1'] };
    ({ zoneId } = await createZone(database.db, {
      ...act,
      name,
      primaryServer: server.name,
      mailbox: `hostmaster@${name}`,
      nameServers: [server],
    }));
    await run();
  });

  test('is proposed, approved, published and verified, and reversed by another one', async () => {
    const { changeId } = await propose({ label: 'antrean', type: 'A', value: '203.0.113.30', ttl: '600' });
    expect(await records()).not.toContain('antrean A 203.0.113.30');
    await approve(changeId, 0); // not sensitive: the same person may
    expect(await stateOf(changeId)).toBe('approved');
    await run();
    const change = await getChange(database.db, { zoneId, changeId });
    expect(change).toMatchObject({ state: 'verified', authorLabel: 'Sari Wulandari', number: 1 });
    expect(await records()).toContain('antrean A 203.0.113.30');
    const back = await reverseChange(database.db, { zoneId, changeId, ...by(0) });
    expect((await getChange(database.db, { zoneId, changeId: back.changeId })).sensitive).toEqual(['deletion']);
    await approve(back.changeId, 1);
    await run();
    expect(await stateOf(back.changeId)).toBe('verified');
    expect(await records()).not.toContain('antrean A 203.0.113.30');
    expect((await refusalOf(reverseChange(database.db, { zoneId, changeId, ...by(0) }))).code).toBe('not_possible_now');
  });

  test('that is sensitive needs a second person, whom the database demands too', async () => {
    const { changeId } = await propose({ label: '@', type: 'MX', value: '10 mail.example.org' });
    expect((await refusalOf(approve(changeId, 0))).code).toBe('forbidden');
    await expect(database.ownerPool.query('update dns_change set approver = author where id = $1', [changeId])).rejects.toThrow(
      /check constraint/,
    );
    await approve(changeId, 1);
    expect((await refusalOf(approve(changeId, 1))).code).toBe('not_possible_now');
  });

  test('is refused at approval when the zone has moved meanwhile, and nothing is published', async () => {
    const first = await propose({ label: 'satu', type: 'A', value: '203.0.113.31' });
    const second = await propose({ label: 'satu', type: 'A', value: '203.0.113.32' });
    await approve(first.changeId);
    const refusal = await refusalOf(approve(second.changeId));
    expect(refusal.faults.change).toContain('Zona sudah berubah');
    expect(refusal.faults.change).toContain('203.0.113.31');
    expect(await stateOf(second.changeId)).toBe('proposed');
    expect(await records()).not.toContain('satu A 203.0.113.32');
  });

  test('of two people who approve at once one does', async () => {
    const { changeId } = await propose({ label: 'dua', type: 'A', value: '203.0.113.33' });
    const outcomes = await Promise.allSettled([approve(changeId, 0), approve(changeId, 1)]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  test('is refused by others with a reason, or withdrawn, and then decided', async () => {
    const one = await propose({ label: 'tolak', type: 'A', value: '203.0.113.34' });
    const close = (changeId: string, as: 'refused' | 'withdrawn', note = '') =>
      closeChange(database.db, { zoneId, changeId, as, note, ...by(1) });
    expect(Object.keys((await refusalOf(close(one.changeId, 'refused'))).faults)).toEqual(['note']);
    await close(one.changeId, 'refused', 'Salah alamat');
    expect((await refusalOf(approve(one.changeId))).code).toBe('not_possible_now');
  });

  test('names every fault at its field and keeps nothing', async () => {
    const faults = async (part: object) => Object.keys((await refusalOf(propose(part))).faults);
    expect(await faults({ label: 'a..b', type: 'A', value: 'x', reason: '' })).toEqual(['reason', 'label', 'value']);
    expect(await faults({ label: 'a', type: 'A', value: '10.0.0.1' })).toEqual(['value']);
    expect(await faults({ label: 'a', type: 'A', value: '203.0.113.1', ttl: '0' })).toEqual(['ttl']);
    expect(await faults({ lines: '$INCLUDE /etc/passwd\nb A 203.0.113.1' })).toEqual(['lines']);
    expect(await faults({})).toEqual(['label']);
    expect((await listChanges(database.db, zoneId)).total).toBe(0);
  });

  test('of the same value with another time changes the whole set', async () => {
    const lines = 'tiga 300 A 203.0.113.35\ntiga 300 A 203.0.113.36';
    await approve((await propose({ lines })).changeId);
    await run();
    const going = await idOf('tiga A 203.0.113.35');
    const { changeId } = await propose({ label: 'tiga', type: 'A', value: '203.0.113.35', ttl: '900' }, 0, [going]);
    expect((await getChange(database.db, { zoneId, changeId })).items).toMatchObject([
      { action: 'change', ttl: 900, ttlBefore: 300 },
    ]);
    await approve(changeId);
    await run();
    const { rows } = await listRecords(database.db, zoneId, { search: 'tiga' });
    expect(rows.map(({ ttl, state }) => `${ttl} ${state}`)).toEqual(['900 published', '900 published']);
    expect(await stateOf(changeId)).toBe('verified');
  });

  test("a request's own records are change sets made by it", async () => {
    const holder = newId();
    await reserveName(database.db, { zoneId, label: 'berkas', holder, holderLabel: 'K-2026-0042', now: someday });
    await requestRecord(database.db, { holder, addresses: ['203.0.113.40'], ...by(0) });
    await run();
    await requestRecord(database.db, { holder, addresses: ['203.0.113.40'], ...by(0) });
    await requestRecord(database.db, { holder, addresses: ['203.0.113.41'], ...by(0) });
    await run();
    await releaseName(database.db, { holder, ...by(0) });
    await run();
    const { rows } = await listChanges(database.db, zoneId);
    expect(rows.map(({ number, state, holderLabel, size }) => [number, state, holderLabel, size])).toEqual([
      [3, 'verified', 'K-2026-0042', 1],
      [2, 'verified', 'K-2026-0042', 2],
      [1, 'verified', 'K-2026-0042', 1],
    ]);
  });
});

const name = 'kota.go.id';
const able = haveTool('named') && haveTool('dig') && haveTool('nsupdate');
const signal = AbortSignal.timeout(60_000);

describe.skipIf(!able)('a change set of a zone at BIND', () => {
  const name = 'bind.go.id';
  let bind: NameServerUnderTest;
  beforeAll(async () => {
    bind = await startBind([name]);
    ({ zoneId } = await createZone(database.db, {
      ...act,
      secret,
      name,
      primaryServer: `ns1.${name}`,
      mailbox: `hostmaster@${name}`,
      nameServers: [{ name: `ns1.${name}`, addresses: ['203.0.113.1'] }],
      provider: 'rfc2136',
      server: bind.address,
      keyName: testKeys.name,
      providerSecret: testKeys.secret,
    }));
    await run();
    return () => bind.stop();
  });

  test('is looked at, published, verified by asking the server, and taken back', async () => {
    const { changeId } = await propose({
      lines: `app 300 A 203.0.113.7\n_443._tcp.app TXT "a;\\"b"\nkunci SSHFP 4 2 ${'ab'.repeat(32)}`,
    });
    await run();
    expect((await getChange(database.db, { zoneId, changeId })).seen).toEqual({ register: [], live: [] });
    const found = await tryLookAtSets(database.db, { zoneId, changeId, secret });
    await approve(changeId, 1, { found });
    expect((await run()).failed).toEqual([]);
    expect(await stateOf(changeId)).toBe('verified');
    const back = await reverseChange(database.db, { zoneId, changeId, ...by(0) });
    await approve(back.changeId, 1);
    expect((await run()).failed).toEqual([]);
    expect(await stateOf(back.changeId)).toBe('verified');
    const zone = await getStoredZone(database.db, zoneId, secret);
    const { records: left } = await networkProviders.rfc2136.read(zone, signal);
    expect(left.filter(({ label }) => label.includes('app'))).toEqual([]);
  });

  test('is refused at approval when somebody else changed the set at the server meanwhile', async () => {
    const { changeId } = await propose({ label: 'rebut', type: 'A', value: '203.0.113.50' });
    await run();
    const zone = await getStoredZone(database.db, zoneId, secret);
    const theirs = { label: 'rebut', type: 'A', value: '203.0.113.66', ttl: 300 } as const;
    await networkProviders.rfc2136.publish(zone, { wanted: [theirs], removed: [] }, signal);
    const found = await tryLookAtSets(database.db, { zoneId, changeId, secret });
    const refusal = await refusalOf(approve(changeId, 1, { found }));
    expect(refusal.faults.change).toContain('203.0.113.66');
  });

  test('waits with its reason while the server is away, and is published when it is back', async () => {
    await database.db.updateTable('dns_zone').set({ server: '127.0.0.1:9' }).where('id', '=', zoneId).execute();
    const { changeId } = await propose({ label: 'tunggu', type: 'A', value: '203.0.113.51' });
    await approve(changeId);
    const { failed } = await run();
    expect(failed.map(({ name: job }) => job)).toContain('dns.publish');
    expect(await stateOf(changeId)).toBe('approved');
    expect((await getZone(database.db, zoneId)).publishError).toMatch(/^AWAY: /);
    await database.db.updateTable('dns_zone').set({ server: bind.address }).where('id', '=', zoneId).execute();
    await run(someday.add({ hours: 1 }));
    expect(await stateOf(changeId)).toBe('verified');
  });
});

test.skipIf(!haveTool('pdns_server'))(
  'a change set of a zone at PowerDNS is published through the API and verified',
  async () => {
    const server = await startPowerdns(name);
    try {
      ({ zoneId } = await createZone(database.db, {
        ...act,
        secret,
        name,
        primaryServer: `ns1.${name}`,
        mailbox: `hostmaster@${name}`,
        nameServers: [{ name: `ns1.${name}`, addresses: ['203.0.113.1'] }],
        provider: 'powerdns',
        server: server.api,
        providerSecret: powerdnsApiKey,
        verifyServers: server.address,
      }));
      const { changeId } = await propose({ lines: 'app A 203.0.113.7\nalias CNAME app.kota.go.id.' });
      await approve(changeId);
      expect((await run(someday.add({ hours: 2 }))).failed).toEqual([]);
      expect(await stateOf(changeId)).toBe('verified');
    } finally {
      await server.stop();
    }
  },
);
