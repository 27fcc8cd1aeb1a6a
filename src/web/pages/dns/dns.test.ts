import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createZone, getZone, listChanges, proposeChange, requestRecord, reserveName, updateZone } from '#dns/index.ts';
import { newId } from '#lib/ids.ts';
import { type TestApp, testApp } from '../../../../test/support/app.ts';
import { axeFaults, desktop, phone, serveApp, type TestBrowser, testBrowser } from '../../../../test/support/browser.ts';
import type { Client } from '../../../../test/support/client.ts';
import { act } from '../../../../test/support/registry.ts';
import { paths } from '../../paths.ts';

/** With a folder here, a picture of every page is laid into it. */
const pictures = process.env.GRIYA_PICTURES;

let app: TestApp;
let browser: TestBrowser;
let served: Awaited<ReturnType<typeof serveApp>>;
let zoneId: string;
let sensitive: string;
let importId: string;
let infrastructure: Client;
let administrator: Client;

beforeAll(async () => {
  [app, browser] = await Promise.all([testApp(), testBrowser()]);
  served = await serveApp(app.app);
  const { db } = app.database;
  const server = { name: 'ns1.contoh.go.id', addresses: ['203.0.113.1'] };
  const zone = { name: 'contoh.go.id', primaryServer: server.name, mailbox: 'hostmaster@contoh.go.id', nameServers: [server] };
  ({ zoneId } = await createZone(db, { ...act, ...zone }));
  const holder = newId();
  await reserveName(db, { label: 'antrean', holder, holderLabel: 'K-2026-0042', now: act.now });
  await requestRecord(db, { holder, addresses: ['203.0.113.30', '2001:db8::30'], now: act.now });
  const typed = { reason: 'Pindah server pos-el', label: '@', type: 'MX', value: '10 mail.contoh.id', comment: 'Pos-el baru' };
  sensitive = (await proposeChange(db, { ...act, zoneId, typed: { ...typed, lines: '* 300 A 203.0.113.9' } })).changeId;
  infrastructure = await app.signIn('infrastructure-section-head');
  administrator = await app.signIn('administrator');
}, 60_000);
afterAll(async () => {
  await browser.close();
  await served.close();
  await app.close();
});

const lastChange = async () => (await listChanges(app.database.db, zoneId)).rows[0];

test('a record is proposed, seen as a preview, and published by the one who proposed it where it is not sensitive', async () => {
  const form = { label: 'uji', type: 'A', value: '203.0.113.7', reason: 'Server uji' };
  const at = { at: paths.newZoneChange(zoneId) };
  const refused = await infrastructure.submit(paths.zoneChanges(zoneId), { ...form, value: '10.0.0.1' }, at);
  expect(refused.status).toBe(422);
  expect(refused.html).toContain('alamat privat');
  expect(refused.html).toContain('value="10.0.0.1"');
  const preview = await infrastructure.submit(paths.zoneChanges(zoneId), form, at);
  expect(preview.status).toBe(303);
  const change = await lastChange();
  const path = paths.zoneChange(zoneId, change?.id ?? '');
  expect((await infrastructure.get(path)).html).toContain('Setujui dan terbitkan');
  await infrastructure.submit(paths.zoneChangeAct(zoneId, change?.id ?? '', 'approval'), {}, { at: path });
  expect(await lastChange()).toMatchObject({ state: 'approved' });
  expect((await infrastructure.get(paths.zoneRecords(zoneId, { q: 'uji' }))).html).toContain('203.0.113.7');
});

test('a zone file is pasted, previewed line by line, and ticked lines become a proposal with their owner', async () => {
  const at = { at: paths.zoneImports(zoneId) };
  const empty = await infrastructure.submit(paths.zoneImports(zoneId), { source: 'text', text: '' }, at);
  expect(empty.status).toBe(422);
  const file = 'arsip 300 IN A 203.0.113.77\n$INCLUDE /etc/passwd\nns1 IN A 203.0.113.1\n';
  const read = await infrastructure.submit(paths.zoneImports(zoneId), { source: 'text', text: file }, at);
  importId = (read.location ?? '').split('/').at(-1) ?? '';
  const preview = await infrastructure.get(paths.zoneImport(zoneId, importId));
  for (const said of ['203.0.113.77', 'tidak diterima', 'Hanya ada di daftar']) expect(preview.html).toContain(said);
  const back = { at: paths.zoneImport(zoneId, importId) };
  const form = { which: 'chosen', reference: 'Surat 12/2026' };
  expect((await infrastructure.submit(paths.zoneImportAdoption(zoneId, importId), form, back)).status).toBe(422);
  const made = await infrastructure.submit(paths.zoneImportAdoption(zoneId, importId), { ...form, 'lines[]': '0' }, back);
  expect(made.status).toBe(303);
  expect(await lastChange()).toMatchObject({ state: 'proposed', size: 1, first: 'arsip A' });
});

test('a comparison is asked for by hand; what it found is listed and proposed for the register', async () => {
  const at = { at: paths.zoneChecks(zoneId) };
  expect((await infrastructure.submit(paths.zoneCheckAct(zoneId, 'run'), {}, at)).status).toBe(303);
  const { db } = app.database;
  const finding = (kind: string, label: string, id = newId()) =>
    db
      .insertInto('dns_finding')
      .values({
        id,
        zone_id: zoneId,
        kind,
        label,
        type: 'A',
        value: '203.0.113.99',
        ttl: 300,
        servers: ['203.0.113.1:53'],
        detail: JSON.stringify({ id: 'Dijawab, tetapi tidak ada di daftar.', en: 'Answered, but not in the register.' }),
        first_seen_at: act.now,
        last_seen_at: act.now,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
  const { id } = await finding('foreign', 'tamu');
  await finding('dangling', 'hantu');
  expect((await infrastructure.get(paths.zoneChecks(zoneId))).html).toContain('tamu A 203.0.113.99');
  const settle = (as: string) => infrastructure.submit(paths.zoneCheckAct(zoneId, 'settlement'), { as, 'findings[]': id }, at);
  expect((await settle('repair')).status).toBe(422); // only what is missing or changed is published again
  expect((await settle('adopt')).status).toBe(303);
  expect(await lastChange()).toMatchObject({ state: 'proposed', first: 'tamu A' });
  expect((await infrastructure.get(paths.zoneChecks(zoneId, { kind: 'dangling' }))).html).not.toContain('tamu A');
});

test('the public list has the names of applications, for anybody and cacheable, and no technical or private ones', async () => {
  const { db } = app.database;
  const officeId = (await db.selectFrom('office').select('id').executeTakeFirstOrThrow()).id;
  const name = (label: string, holder = newId()) =>
    reserveName(db, { ...act, label, holder, holderLabel: 'K-1', application: { name: `Aplikasi ${label}`, officeId } });
  const publish = async (label: string, value: string) => {
    const holder = newId();
    await name(label, holder);
    await requestRecord(db, { holder, addresses: [value], now: act.now });
  };
  await publish('terbuka', '203.0.113.40');
  await publish('tertutup', '10.1.2.3');
  await db.updateTable('dns_record').set({ state: 'published', published_at: act.now }).where('state', '=', 'wanted').execute();
  const anybody = app.visitor();
  const json = await anybody.get(paths.publicNamesFile('json'));
  expect(json.headers.get('cache-control')).toBe('public, max-age=300');
  const { names } = JSON.parse(json.html) as { names: { name: string; application: string }[] };
  expect(names.map((each) => `${each.name} ${each.application}`)).toEqual(['terbuka.contoh.go.id Aplikasi terbuka']);
  const again = await anybody.get(paths.publicNamesFile('json'), { 'if-none-match': json.headers.get('etag') ?? '' });
  expect(again.status).toBe(304);
  expect((await anybody.get(paths.publicNamesFile('csv'))).html).toContain('terbuka.contoh.go.id,Aplikasi terbuka');
  expect((await anybody.get(paths.publicNames())).html).toContain('Aplikasi terbuka');
  const { version } = await getZone(db, zoneId);
  await updateZone(db, { ...act, zoneId, version, settings: { listed: false } });
  expect(JSON.parse((await anybody.get(paths.publicNamesFile('json'))).html)).toEqual({ names: [] });
});

test('the administrator makes a reverse zone and writes the rules for names; nobody else may', async () => {
  const server = 'ns1.contoh.go.id';
  const form = { name: '113.0.203.in-addr.arpa', primaryServer: server, mailbox: 'hostmaster@contoh.go.id', nameServers: server };
  const faulty = await administrator.submit(paths.newZone(), { ...form, refresh: '1' });
  expect(faulty.status).toBe(422);
  expect(faulty.html).toContain('604.800');
  expect((await administrator.submit(paths.newZone(), { ...form, serialPolicy: 'count' })).status).toBe(303);
  expect((await infrastructure.get(paths.zones())).html).toContain('113.0.203.in-addr.arpa');
  expect((await infrastructure.get(paths.newZone())).status).toBe(403);
  expect((await administrator.submit(paths.namingPolicy(), { shortest: '9', longest: '5' })).status).toBe(422);
  expect((await administrator.submit(paths.namingPolicy(), { longest: '30' })).status).toBe(303);
  expect((await infrastructure.get(paths.namingPolicy())).status).toBe(403);
});

test('only the hosting office sees and changes records', async () => {
  const applicant = await app.signIn('applicant-head');
  for (const path of [
    paths.zoneRecords(zoneId),
    paths.zoneChanges(zoneId),
    paths.newZoneChange(zoneId),
    paths.zoneChange(zoneId, sensitive),
    paths.zoneImports(zoneId),
    paths.zoneImport(zoneId, importId),
    paths.zoneChecks(zoneId),
  ])
    expect((await applicant.get(path)).status).toBe(404);
});

test('an API key or TSIG secret is never given back by the page that took it', async () => {
  const path = paths.zone(zoneId);
  const settings = { provider: 'rfc2136', server: '203.0.113.1', keyName: 'griya', keyAlgorithm: 'hmac-sha256' };
  const secret = 'c2VjcmV0LW9mLWdyaXlhLWZvci10ZXN0cw==';
  const faulty = await administrator.submit(path, { ...settings, keyName: 'a b', providerSecret: secret });
  expect(faulty.status).toBe(422);
  expect(faulty.html).not.toContain(secret);
  expect((await administrator.submit(path, { ...settings, providerSecret: secret })).status).toBe(303);
  expect((await administrator.get(path)).html).not.toContain(secret);
});

const pages: readonly [name: string, path: () => string][] = [
  ['zone-records', () => paths.zoneRecords(zoneId)],
  ['zone-changes', () => paths.zoneChanges(zoneId)],
  ['zone-change-new', () => paths.newZoneChange(zoneId)],
  ['zone-change', () => paths.zoneChange(zoneId, sensitive)],
  ['zone-imports', () => paths.zoneImports(zoneId)],
  ['zone-import', () => paths.zoneImport(zoneId, importId)],
  ['zone-comparison', () => paths.zoneChecks(zoneId)],
  ['zones', () => paths.zones()],
  ['zone-new', () => paths.newZone()],
  ['naming-policy', () => paths.namingPolicy()],
  ['public-names', () => paths.publicNames()],
  ['zone-settings', () => paths.zone(zoneId)],
];

test.each(pages)('%s can be used by everyone and fits phone and desktop', async (name, path) => {
  const context = await browser.open({ viewport: desktop });
  await context.addCookies([...administrator.cookies].map(([key, value]) => ({ name: key, value, url: served.url })));
  const page = await context.newPage();
  await page.goto(`${served.url}${path()}`);
  for (const [device, viewport] of [
    ['phone', phone],
    ['desktop', desktop],
  ] as const) {
    await page.setViewportSize(viewport);
    if (pictures) {
      await mkdir(pictures, { recursive: true });
      await page.screenshot({ path: join(pictures, `${name}-${device}.png`), fullPage: true });
    }
    const overflow = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
    expect([device, overflow]).toEqual([device, 0]);
    expect([device, ...(await axeFaults(page))]).toEqual([device]);
  }
  await context.close();
});
