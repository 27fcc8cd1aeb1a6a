import { afterAll, beforeAll, expect, test } from 'vitest';
import { createZone, requestRecord, reserveName } from '#dns/index.ts';
import { newId } from '#lib/ids.ts';
import { activateApplication, deployApplication, planApplication } from '#registry/index.ts';
import { type TestApp, testApp } from '../../../../../test/support/app.ts';
import type { Client } from '../../../../../test/support/client.ts';
import { act, makePlace, makeServer } from '../../../../../test/support/registry.ts';
import { paths } from '../../../paths.ts';

let app: TestApp;
let section: Client;
let applicant: Client;
let technician: Client;
const ids = { first: '', second: '', origin: newId(), server: '' };

const enter = async (name: string, origin: string, serverId: string): Promise<string> => {
  const { db } = app.database;
  const { applicationId } = await planApplication(db, { ...act, name, officeId: app.officeId, origin });
  await deployApplication(db, { ...act, applicationId, serverId, path: '/srv' });
  await activateApplication(db, { ...act, applicationId, url: '' });
  return applicationId;
};

beforeAll(async () => {
  app = await testApp();
  const { db } = app.database;
  const place = await makePlace(db);
  ids.server = await makeServer(db, place.siteId, { name: 'app-01' });
  const zone = { name: 'contoh.go.id', primaryServer: 'ns1.contoh.go.id', mailbox: 'hostmaster@contoh.go.id' };
  await createZone(db, { ...act, ...zone });
  await reserveName(db, { label: 'antrean', holder: ids.origin, holderLabel: 'K-2026-0001', now: act.now });
  await requestRecord(db, { holder: ids.origin, addresses: ['10.20.30.9'], now: act.now });
  ids.first = await enter('Antrean <Puskesmas>', ids.origin, ids.server);
  ids.second = await enter('Arsip', newId(), ids.server);
  section = await app.signIn('application-section-head');
  applicant = await app.signIn('applicant-head');
  technician = await app.signIn('technician');
}, 60_000);
afterAll(() => app.close());

test('before the end the page shows what becomes free and what stays, and who else depends on it', async () => {
  const { html, status } = await section.get(paths.applicationRetirement(ids.first));
  expect(status).toBe(200);
  expect(html).toContain('antrean.contoh.go.id');
  expect(html).toContain('app-01 (Arsip');
  expect(html).not.toContain('<Puskesmas>');
});

test('the pages are not there for another office, forbidden to the own one, and change nothing by GET', async () => {
  expect((await applicant.get(paths.applicationRetirement(ids.first))).status).toBe(403);
  expect(
    (await applicant.post(paths.applicationRetirement(ids.first), { reason: 'x', version: '1', request_key: newId() })).status,
  ).toBe(403);
  expect((await app.visitor().get(paths.applicationRetirement(ids.first))).status).toBe(303);
  expect((await section.get(paths.applicationRetirement(newId()))).status).toBe(404);
});

test('without a reason the same page comes again with the fault; with one the application ends and its letter is numbered', async () => {
  const path = paths.applicationRetirement(ids.first);
  const faulty = await section.submit(path, { reason: '  ' });
  expect(faulty.status).toBe(422);
  expect(faulty.html).toContain('href="#f-reason"');
  const stale = await section.get(path);
  const done = await section.submit(path, { reason: 'Diganti <aplikasi> lain' });
  expect(done).toMatchObject({ status: 303, location: paths.application(ids.first) });
  const { html } = await section.follow(done);
  expect(html).toMatch(/Surat 500\.12\/[^ ]+ dikirim kepada perangkat daerah/);
  expect(html).toContain('Diganti &lt;aplikasi&gt; lain');
  expect((await section.submit(path, { reason: 'Lagi' }, { html: stale.html })).status).toBe(409);
  const after = await section.get(path);
  expect(after.html).toContain('sudah dihentikan');
  expect(after.html).not.toContain('name="reason"');
});

test('whoever signs no letters leaves a draft; the section head signs it on the same page, once', async () => {
  const path = paths.applicationRetirement(ids.second);
  const done = await technician.submit(path, { reason: 'Tidak dipakai lagi' });
  expect((await technician.follow(done)).html).toContain('menunggu tanda tangan');
  const waiting = await technician.get(path);
  expect(waiting.html).toContain('Konsep surat');
  expect(waiting.html).not.toContain(`action="${paths.applicationEndLetter(ids.second)}"`);
  const refused = await technician.post(paths.applicationEndLetter(ids.second), { request_key: newId() });
  expect(refused.status).toBe(403);
  const signed = await section.submit(paths.applicationEndLetter(ids.second), {}, { at: path });
  expect(signed.status).toBe(303);
  expect((await section.follow(signed)).html).toMatch(/500\.12\//);
  const { rows } = await app.database.pool.query("select status from letter where kind = 'decommission' and subject_id = $1", [
    ids.second,
  ]);
  expect(rows).toEqual([{ status: 'issued' }]);
});
