import { afterAll, beforeAll, expect, test } from 'vitest';
import { importApplication, recordCompleteness } from '#registry/index.ts';
import { type TestApp, testApp } from '../../../../../test/support/app.ts';
import { act, makeOffice, makePlace, makeServer } from '../../../../../test/support/registry.ts';
import { paths } from '../../../paths.ts';

let app: TestApp;
const ids: Record<string, string> = {};

beforeAll(async () => {
  app = await testApp();
  const { db } = app.database;
  const other = await makeOffice(db, 'Dinas Pendidikan');
  const enter = async (name: string, fields: Record<string, string>, officeId = app.officeId) => {
    ids[name] = (await importApplication(db, { ...act, name, officeId, fields })).applicationId;
  };
  const named = { administrator_name: 'Rina Kartika' };
  await enter('lewat', { ...named, administrator_until: '2026-11-01' });
  await enter('kontrak', { ...named, contract_until: '2026-12-01' });
  await enter('tak-bertuan', {});
  await enter('milik-lain', {}, other);
  const place = await makePlace(db);
  ids.server = await makeServer(db, place.siteId, { name: 'tua-01', warrantyUntil: Temporal.PlainDate.from('2026-11-30') });
  for (const day of ['2026-11-22', '2026-11-24']) await recordCompleteness(db, Temporal.PlainDate.from(day));
}, 60_000);
afterAll(() => app.close());

test('each kind of work is there with a link to the field that ends it, for who may fill it in', async () => {
  const applications = await app.signIn('application-section-head');
  const { html } = await applications.get(paths.registerWork());
  const links = [
    paths.applicationEdit(ids.lewat ?? '', 'administrator_until'),
    paths.applicationEdit(ids.kontrak ?? '', 'contract_until'),
    paths.applicationEdit(ids['tak-bertuan'] ?? '', 'administrator_name'),
  ];
  for (const link of links) expect(html).toContain(`href="${link}"`);
  expect(html).not.toContain(paths.serverEdit(ids.server ?? ''));
  const servers = await app.signIn('infrastructure-section-head');
  expect((await servers.get(paths.registerWork())).html).toContain(
    `href="${paths.serverEdit(ids.server ?? '', 'warrantyUntil')}"`,
  );
  // The field that a link leads to is there.
  expect((await servers.get(paths.serverEdit(ids.server ?? ''))).html).toContain('id="f-warrantyUntil"');
  expect((await applications.get(paths.applicationEdit(ids.kontrak ?? ''))).html).toContain('id="f-contract_until"');
});

test('the score goes over time, of all or of one office; an office sees its own whatever it asks for', async () => {
  const host = await app.signIn('application-section-head');
  const all = await host.get(paths.registerWork());
  expect(all.html).toContain('Perkembangan skor');
  expect(all.html).toContain('poin sejak');
  const own = await host.get(paths.registerWork({ office: app.officeId }));
  expect(own.html).toContain('Perkembangan skor Dinas Kesehatan');
  const applicant = await app.signIn('applicant-head');
  const { html } = await applicant.get(paths.registerWork());
  expect(html).not.toContain('milik-lain');
  expect(html).not.toContain('tua-01');
  expect(html).not.toContain('Dinas Pendidikan');
});
