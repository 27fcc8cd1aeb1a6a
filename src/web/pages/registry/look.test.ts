import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createZone, requestRecord, reserveName } from '#dns/index.ts';
import { newId } from '#lib/ids.ts';
import { assignAddress, createLink, deployApplication, holdCapacity, planApplication, provideServer } from '#registry/index.ts';
import { type TestApp, testApp } from '../../../../test/support/app.ts';
import { axeFaults, desktop, phone, serveApp, type TestBrowser, testBrowser } from '../../../../test/support/browser.ts';
import { act, makePlace, makeServer } from '../../../../test/support/registry.ts';
import { paths } from '../../paths.ts';

/** With a folder here, a picture of every page is laid into it. */
const pictures = process.env.GRIYA_PICTURES;

let app: TestApp;
let browser: TestBrowser;
let served: Awaited<ReturnType<typeof serveApp>>;
const ids = { server: '', host: '', network: '', application: '', zone: '' };

const complete = {
  description: 'Pendaftaran pasien dan nomor antrean pada seluruh puskesmas, dengan perkiraan waktu layanan.',
  function: 'Pelayanan pendaftaran',
  outputs: 'Nomor antrean, laporan kunjungan bulanan',
  language: 'PHP 8.4',
  database: 'PostgreSQL 18',
  administrator_name: 'Rina Kartika, S.Kom.',
  administrator_nip: '198609262015052001',
  administrator_title: 'Pranata Komputer Ahli Muda',
  administrator_phone: '0812 3456 7890',
};

const fill = async (): Promise<void> => {
  const { db } = app.database;
  const place = await makePlace(db);
  const zone = { name: 'contoh.go.id', primaryServer: 'ns1.contoh.go.id', mailbox: 'hostmaster@contoh.go.id' };
  ids.zone = (await createZone(db, { ...act, ...zone })).zoneId;
  const origin = newId();
  const { now } = act;
  const shared = await makeServer(db, place.siteId, {
    name: 'app-01',
    cpu: 16,
    memoryMb: 65_536,
    diskGb: 2000,
    cpuOvercommit: 2,
  });
  const ask = { holder: newId(), holderLabel: 'K-2026-0043', cpu: 4, memoryMb: 16_384, diskGb: 400 };
  await holdCapacity(db, { ...ask, serverId: shared, now, expiresAt: now.add({ hours: 72 }) });
  const provided = await provideServer(db, {
    now,
    holder: origin,
    holderLabel: 'K-2026-0042',
    kind: 'virtual',
    name: 'vm-antrean',
    hostId: place.hostId,
    networkId: place.networkId,
    address: 'next',
    cpu: 8,
    memoryMb: 32_768,
    diskGb: 500,
    operatingSystem: 'Debian 13',
    claim: { cpu: 4, memoryMb: 16_384, diskGb: 200 },
  });
  await assignAddress(db, { ...act, networkId: place.networkId, address: 'next', serverId: shared });
  await createLink(db, { ...act, fromServerId: shared, toServerId: place.hostId, label: 'Trunk 10G' });
  await reserveName(db, { label: 'antrean', holder: origin, holderLabel: 'K-2026-0042', now });
  await requestRecord(db, { holder: origin, addresses: [provided.address], now });
  const plan = { ...act, name: 'Antrean Puskesmas Daring', officeId: app.officeId, origin, fields: complete };
  const { applicationId } = await planApplication(db, plan);
  await deployApplication(db, { ...act, applicationId, serverId: provided.serverId, path: '/srv/antrean' });
  Object.assign(ids, { server: provided.serverId, host: place.hostId, network: place.networkId, application: applicationId });
};

beforeAll(async () => {
  [app, browser] = await Promise.all([testApp(), testBrowser()]);
  served = await serveApp(app.app);
  await fill();
}, 60_000);

afterAll(async () => {
  await browser.close();
  await served.close();
  await app.close();
});

type Who = Parameters<TestApp['signIn']>[0];
const signedIn = new Map<Who, Promise<{ name: string; value: string }[]>>();

/** Each person signs in once for all their pages. */
const cookiesOf = (who: Who): Promise<{ name: string; value: string }[]> => {
  const cookies =
    signedIn.get(who) ?? app.signIn(who).then((client) => [...client.cookies].map(([name, value]) => ({ name, value })));
  signedIn.set(who, cookies);
  return cookies;
};

const pages: readonly [name: string, who: Who, path: () => string][] = [
  ['servers', 'infrastructure-section-head', () => paths.servers()],
  ['server', 'infrastructure-section-head', () => paths.server(ids.server)],
  ['host', 'infrastructure-section-head', () => paths.server(ids.host)],
  ['server-new', 'infrastructure-section-head', () => paths.newServer()],
  ['networks', 'infrastructure-section-head', () => paths.networks()],
  ['network', 'infrastructure-section-head', () => paths.network(ids.network)],
  ['network-new', 'infrastructure-section-head', () => paths.newNetwork()],
  ['sites', 'infrastructure-section-head', () => paths.sites()],
  ['applications', 'application-section-head', () => paths.applications()],
  ['application', 'application-section-head', () => paths.application(ids.application)],
  ['application-edit', 'application-section-head', () => paths.applicationEdit(ids.application)],
  ['retirement', 'application-section-head', () => paths.applicationRetirement(ids.application)],
  ['search', 'infrastructure-section-head', () => paths.search({ q: 'antrean' })],
  ['register-work', 'application-section-head', () => paths.registerWork()],
  ['own-application', 'applicant-head', () => paths.application(ids.application)],
  ['names', 'infrastructure-section-head', () => paths.names()],
  ['zone', 'administrator', () => paths.zone(ids.zone)],
];

const sizes = [
  ['phone', phone],
  ['desktop', desktop],
] as const;

test.each(pages)(
  '%s can be used by everyone, fits phone and desktop, and breaks no rule of its own policy',
  async (name, who, path) => {
    const context = await browser.open({ viewport: desktop });
    await context.addCookies((await cookiesOf(who)).map((cookie) => ({ ...cookie, url: served.url })));
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(`${served.url}${path()}`);
    for (const [device, viewport] of sizes) {
      await page.setViewportSize(viewport);
      if (pictures) {
        await mkdir(pictures, { recursive: true });
        await page.screenshot({ path: join(pictures, `${name}-${device}.png`), fullPage: true });
      }
      const overflow = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
      expect([device, 'pixels that stick out at the side', overflow]).toEqual([device, 'pixels that stick out at the side', 0]);
      expect([device, ...(await axeFaults(page))]).toEqual([device]);
    }
    expect(complaints).toEqual([]);
    await context.close();
  },
);
