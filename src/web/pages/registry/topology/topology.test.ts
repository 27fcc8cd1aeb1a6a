import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createZone, requestRecord, reserveName } from '#dns/index.ts';
import { newId } from '#lib/ids.ts';
import { createServer, deployApplication, endLayout, planApplication } from '#registry/index.ts';
import { type TestApp, testApp } from '../../../../../test/support/app.ts';
import type { Client } from '../../../../../test/support/client.ts';
import { readPdf } from '../../../../../test/support/pdf-text.ts';
import { act, makePlace, makeServer } from '../../../../../test/support/registry.ts';
import { paths } from '../../../paths.ts';

let app: TestApp;
let place: Awaited<ReturnType<typeof makePlace>>;
let serverId: string;
let applicationId: string;
let infrastructure: Client;
let applicant: Client;

beforeAll(async () => {
  app = await testApp();
  const { db } = app.database;
  place = await makePlace(db);
  serverId = await makeServer(db, place.siteId, { name: 'app-01' });
  const origin = newId();
  ({ applicationId } = await planApplication(db, {
    ...act,
    name: 'Antrean <Puskesmas>',
    officeId: app.officeId,
    origin,
    fields: { database: 'PostgreSQL 18' },
  }));
  await deployApplication(db, { ...act, applicationId, serverId, path: '/srv/antrean' });
  const zone = { name: 'contoh.go.id', primaryServer: 'ns1.contoh.go.id', mailbox: 'hostmaster@contoh.go.id' };
  await createZone(db, { ...act, ...zone });
  await reserveName(db, { label: 'antrean', holder: origin, holderLabel: 'K-2026-0001', now: act.now });
  await requestRecord(db, { holder: origin, addresses: ['10.20.30.9'], now: act.now });
  infrastructure = await app.signIn('infrastructure-section-head');
  applicant = await app.signIn('applicant-head');
}, 60_000);
afterAll(async () => {
  await endLayout();
  await app.close();
});

const forHosts = () => [
  paths.topology(),
  paths.topology({ site: place.siteId }),
  paths.elevation(),
  paths.elevationSvg({ site: place.siteId, face: 'rear' }),
  paths.topologyFile('svg'),
  paths.topologyFile('json'),
  paths.topologyFile('pdf'),
  paths.elevationPdf({ site: place.siteId }),
  paths.serverDocument(serverId, 'device'),
  paths.serverDocument(serverId, 'topology'),
];

describe('pictures of the network', () => {
  test('are for who may see servers; to another office they do not exist, and nobody sees them signed out', async () => {
    for (const path of forHosts()) {
      expect((await infrastructure.get(path)).status, path).toBe(200);
      expect((await applicant.get(path)).status, path).toBe(404);
      expect((await app.visitor().get(path)).status, path).toBe(303);
    }
    expect((await infrastructure.get(paths.topology({ site: newId() }))).status).toBe(404);
    expect((await infrastructure.get(paths.topology({ site: "'; drop table" }))).status).toBe(404);
  });

  test('lead to the records by plain links, and the same stands as a list', async () => {
    const { html } = await infrastructure.get(paths.topology());
    expect(html).toMatch(new RegExp(`<a class="g-thing" href="${paths.server(serverId)}"[^>]*><title>Server fisik[^<]*app-01`));
    expect(html).toMatch(new RegExp(`<li><a href="${paths.server(serverId)}">[^<]*app-01`));
    expect(html).toContain(`href="${paths.topology({ site: place.siteId })}"`);
    expect(html).not.toContain('<Puskesmas>');
  });

  test('show a change at once', async () => {
    const server = {
      name: 'vm-baru',
      kind: 'virtual',
      siteId: place.siteId,
      hostId: place.hostId,
      cpu: 1,
      memoryMb: 1024,
      diskGb: 10,
    };
    expect((await infrastructure.get(paths.topology())).html).not.toContain('vm-baru');
    await createServer(app.database.db, { ...act, server });
    expect((await infrastructure.get(paths.topology())).html).toContain('vm-baru');
  });

  test('mark what is searched for, and say when nothing matches', async () => {
    const found = await infrastructure.get(paths.topology({ q: 'app-01' }));
    expect(found.html).toContain('1 ditemukan');
    expect(found.html).toContain('g-thing-marked');
    expect((await infrastructure.get(paths.topology({ q: '<b>tiada</b>' }))).html).toContain('&lt;b&gt;tiada&lt;/b&gt;');
  });

  test('as a file run nothing, lead nowhere and are not kept by anything on the way', async () => {
    const { headers, html } = await infrastructure.get(paths.topologyFile('svg', { site: place.siteId }));
    expect(headers.get('content-security-policy')).toContain('sandbox');
    expect(headers.get('cache-control')).toBe('private, no-store');
    expect(html).toContain('<svg');
    expect(html).not.toMatch(/<a |<script/);
  });
});

describe('the way to an application', () => {
  test('shows the hosting office every stop; an address that is not in the register is said to be so', async () => {
    const { html } = await infrastructure.get(paths.applicationTopology(applicationId));
    for (const stop of ['Masyarakat', 'antrean.contoh.go.id', '10.20.30.9', 'app-01', 'PostgreSQL 18', 'Ruang Server Lantai 7'])
      expect(html).toContain(stop);
    expect(html).toContain('Tidak tercatat dalam daftar');
  });

  test('shows the office of the application no server and no address, in any form', async () => {
    for (const path of [
      paths.applicationTopology(applicationId),
      ...['svg', 'json'].map((format) => paths.applicationTopologyFile(applicationId, format)),
    ]) {
      const { html, status } = await applicant.get(path);
      expect(status).toBe(200);
      expect(html).toContain('antrean.contoh.go.id');
      expect(html).not.toMatch(/10\.20\.30|app-01|Lantai 7/);
    }
  });
});

test('the documents of the register are made at any time from what is recorded now', async () => {
  const textOf = async (client: Client, path: string) => {
    const cookie = [...client.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await app.app.request(`http://griya.test${path}`, { headers: { cookie, host: 'griya.test' } });
    expect(answer.headers.get('content-type')).toBe('application/pdf');
    return (await readPdf(new Uint8Array(await answer.arrayBuffer()))).text;
  };
  expect(await textOf(infrastructure, paths.serverDocument(serverId, 'device'))).toContain('app-01');
  expect(await textOf(infrastructure, paths.topologyFile('pdf'))).toContain('DMZ Aplikasi');
  const way = await textOf(infrastructure, paths.applicationTopologyFile(applicationId, 'pdf'));
  for (const part of ['TOPOLOGI APLIKASI', 'antrean.contoh.go.id', '10.20.30.9', 'app-01']) expect(way).toContain(part);
  const outside = await textOf(applicant, paths.applicationTopologyFile(applicationId, 'pdf'));
  expect(outside).toContain('antrean.contoh.go.id');
  expect(outside).not.toMatch(/10\.20\.30|app-01|Lantai 7/);
  expect(await textOf(infrastructure, paths.elevationPdf({ site: place.siteId }))).toContain('TAMPAK RAK');
  const { rows: racks } = await app.database.ownerPool.query('select id from rack limit 1');
  expect(await textOf(infrastructure, paths.rackPdf(racks[0].id))).toContain('TAMPAK RAK');
  const list = await textOf(applicant, paths.applicationsPdf());
  expect(list).toContain('Antrean <Puskesmas>');
  expect(list).not.toContain('app-01');
  expect(await textOf(infrastructure, paths.applicationsPdf())).toContain('app-01');
});
