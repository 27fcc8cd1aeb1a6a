import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Caller, type TestApi, testApi } from '../../../test/support/api.ts';
import { act } from '../../../test/support/registry.ts';
import { createZone, reserveName } from '../../dns/index.ts';
import { newId } from '../../lib/ids.ts';

let api: TestApi;
let host: Caller;
let second: Caller;
let applicant: Caller;
let auditor: Caller;
let zone: string;

beforeAll(async () => {
  api = await testApi();
  const { city, as, database } = api;
  [host, second, applicant, auditor] = [
    as(city.infrastructureHead),
    as(city.applicationHead),
    as(city.applicantHead),
    as(city.auditor),
  ];
  const name = 'uji.go.id';
  const server = { name: `ns1.${name}`, addresses: ['203.0.113.1'] };
  const made = { name, primaryServer: server.name, mailbox: `hostmaster@${name}`, nameServers: [server] };
  const { zoneId } = await createZone(database.db, { ...act, ...made });
  await reserveName(database.db, { ...act, zoneId, label: 'antrean', holder: newId(), holderLabel: 'K-9' });
  zone = `/zones/${zoneId}`;
  await api.jobs();
}, 90_000);

afterAll(async () => {
  expect(api.errors).toEqual([]);
  await api.close();
});

test('a change set is proposed, seen, approved by another where it is sensitive, published, and reversed', async () => {
  const proposal = { reason: 'Pos-el', lines: '@ 3600 MX 10 mail.contoh.id.', reference: 'Surat 12' };
  const { status, body } = await host.post(`${zone}/changes`, proposal);
  expect([status, body]).toEqual([201, expect.anything()]);
  const path = `${zone}/changes/${body.id}`;
  expect((await host.get(path)).body).toMatchObject({
    state: 'proposed',
    sensitive: ['apex', 'mx'],
    items: [{ action: 'add', label: '@', type: 'MX' }],
  });
  expect((await host.post(`${path}/approval`)).status).toBe(403);
  expect((await second.post(`${path}/approval`)).status).toBe(200);
  await api.jobs();
  expect((await auditor.get(`${zone}/records?type=MX`)).body).toMatchObject({
    total: 1,
    records: [{ value: '10 mail.contoh.id', reference: 'Surat 12', state: 'published' }],
  });
  expect((await host.post(`${path}/approval`)).status).toBe(409);
  const back = await host.post(`${path}/reversal`);
  expect((await host.get(`${zone}/changes/${back.body.id}`)).body).toMatchObject({ items: [{ action: 'remove', type: 'MX' }] });
  expect((await host.post(`${zone}/changes/${back.body.id}/withdrawal`)).status).toBe(200);
  expect((await host.get(`${zone}/changes`)).body.total).toBe(2);
});

test('the same call with the same key proposes once', async () => {
  const key = '7b1f0c2e-6f0a-4d0a-9a3e-0f3b8f1f5a11';
  const proposal = { reason: 'Sekali', lines: 'sekali 300 A 203.0.113.5' };
  const [first, again] = [await host.post(`${zone}/changes`, proposal, key), await host.post(`${zone}/changes`, proposal, key)];
  expect(again.body).toEqual({ id: first.body.id, repeated: true });
});

test('a zone file is read, judged line by line, and adopted', async () => {
  const text = 'impor 300 IN A 203.0.113.6\nantrean IN A 203.0.113.8\n$INCLUDE /etc/passwd\n';
  const { body } = await host.post(`${zone}/imports`, { source: 'text', text });
  const path = `${zone}/imports/${body.id}`;
  const read = await host.get(path);
  expect(read.body).toMatchObject({ state: 'read', total: 3 });
  const lines = read.body.lines as { verdict: string; why: string | null }[];
  expect(lines.map(({ verdict }) => verdict)).toEqual(['new', 'foreign', 'refused']);
  const adopted = await host.post(`${path}/adoption`, { which: 'new' });
  expect((await host.get(`${zone}/changes/${adopted.body.id}`)).body).toMatchObject({ size: 1, items: [{ label: 'impor' }] });
  expect((await host.post(`${zone}/imports`, { source: 'transfer', server: 'not an address' })).status).toBe(422);
});

test('a comparison is asked for and its findings are read', async () => {
  expect((await host.post(`${zone}/drift`, { act: 'compare' })).status).toBe(200);
  await api.jobs();
  expect((await auditor.get(`${zone}/drift`)).body).toMatchObject({
    total: 0,
    findings: [],
    last: { dnssec: { state: 'unknown' } },
  });
  expect((await host.post(`${zone}/drift`, { act: 'repair', findings: [newId()] })).status).toBe(422);
  expect((await host.get(`${zone}/drift?kind=nonsense`)).status).toBe(422);
});

test('to another office DNS does not exist; an auditor reads it', async () => {
  const paths = ['/zones', `${zone}/records`, `${zone}/changes`, `${zone}/drift`];
  for (const path of paths) expect([path, (await applicant.get(path)).status]).toEqual([path, 404]);
  for (const path of paths) expect([path, (await auditor.get(path)).status]).toEqual([path, 200]);
  const sent = { changes: { reason: 'x' }, imports: { source: 'text' }, drift: { act: 'compare' } };
  for (const [path, body] of Object.entries(sent))
    expect([path, (await applicant.post(`${zone}/${path}`, body)).status]).toEqual([path, 404]);
  expect((await host.get('/zones/no-such-zone/records')).status).toBe(404);
});
