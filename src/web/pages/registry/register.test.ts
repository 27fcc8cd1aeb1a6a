import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createZone, reserveName } from '#dns/index.ts';
import { newId } from '#lib/ids.ts';
import { deployApplication, describeApplication, planApplication } from '#registry/index.ts';
import { type TestApp, testApp } from '../../../../test/support/app.ts';
import type { Client } from '../../../../test/support/client.ts';
import { act, makeOffice, makePlace, makeServer } from '../../../../test/support/registry.ts';
import { paths } from '../../paths.ts';

let app: TestApp;
let place: Awaited<ReturnType<typeof makePlace>>;
let serverId: string;
let applicationId: string;
let zoneId: string;
let infrastructure: Client;
let section: Client;
let applicant: Client;
let administrator: Client;

beforeAll(async () => {
  app = await testApp();
  const { db } = app.database;
  place = await makePlace(db);
  serverId = await makeServer(db, place.siteId, { name: 'app-01', notes: '<b>catatan</b>' });
  const fields = {
    administrator_name: 'Rina Kartika',
    administrator_nip: '198609262015052001',
    description: '<script>alert(1)</script>',
  };
  ({ applicationId } = await planApplication(db, {
    ...act,
    name: 'Antrean <Puskesmas>',
    officeId: app.officeId,
    origin: newId(),
    fields,
  }));
  await deployApplication(db, { ...act, applicationId, serverId, path: '/srv/antrean' });
  const zone = { name: 'contoh.go.id', primaryServer: 'ns1.contoh.go.id', mailbox: 'hostmaster@contoh.go.id' };
  ({ zoneId } = await createZone(db, { ...act, ...zone }));
  await reserveName(db, { label: 'antrean', holder: newId(), holderLabel: 'K-2026-0001', now: act.now });
  infrastructure = await app.signIn('infrastructure-section-head');
  section = await app.signIn('application-section-head');
  applicant = await app.signIn('applicant-head');
  administrator = await app.signIn('administrator');
});
afterAll(() => app.close());

const newServer = {
  name: 'vm-antrean',
  kind: 'virtual',
  hostId: '',
  cpu: '2',
  memoryGb: '4',
  diskGb: '50',
};

describe('the pages of the register', () => {
  test('show the hosting office servers, networks, sites and names; to another office they do not exist', async () => {
    const pages = [
      paths.servers(),
      paths.server(serverId),
      paths.serverTopology(serverId),
      paths.networks(),
      paths.network(place.networkId),
      paths.sites(),
      paths.names(),
      paths.zone(zoneId),
    ];
    for (const path of pages) {
      expect([path, (await infrastructure.get(path)).status]).toEqual([path, 200]);
      expect([path, (await applicant.get(path)).status]).toEqual([path, 404]);
    }
  });

  test('lead who is signed out to the sign-in page', async () => {
    const answer = await app.visitor().get(paths.server(serverId));
    expect(answer).toMatchObject({ status: 303, location: expect.stringContaining('/sign-in') });
  });

  test('print what people typed as text, never as markup', async () => {
    expect((await infrastructure.get(paths.server(serverId))).html).toContain('&lt;b&gt;catatan&lt;/b&gt;');
    const { html } = await infrastructure.get(paths.application(applicationId));
    expect(html).toContain('&lt;script&gt;');
    expect(html).not.toContain('<script>alert');
  });

  test('take an address that is none as not found, and any query as a question', async () => {
    for (const path of [paths.server('x'), paths.network(newId()), paths.application("1' or 1=1"), paths.zone('x')])
      expect((await infrastructure.get(path)).status).toBe(404);
    const odd = { q: "%'; drop table server", kind: 'spaceship', status: 'gone', site: 'nowhere', page: -4 };
    expect((await infrastructure.get(paths.servers(odd))).status).toBe(200);
    expect((await infrastructure.get(paths.applications({ q: '\u0000', office: 'x', page: 1e9 }))).status).toBe(200);
  });

  test('forbid changes to who does not keep the register, and to who never saw it they do not exist', async () => {
    expect((await section.get(paths.newServer())).status).toBe(403);
    expect((await applicant.get(paths.newServer())).status).toBe(404);
    expect((await infrastructure.get(paths.applicationEdit(applicationId))).status).toBe(403);
    const { html } = await infrastructure.get(paths.newServer());
    const key = /name="request_key" value="([^"]+)"/.exec(html)?.[1] ?? '';
    expect((await section.post(paths.newServer(), { ...newServer, request_key: key })).status).toBe(403);
    expect((await applicant.post(paths.serverRetirement(serverId), { version: '1', request_key: newId() })).status).toBe(404);
  });
});

describe('keeping servers', () => {
  test('a new one is refused with every fault at its field and everything typed still there, then entered', async () => {
    const path = paths.newServer();
    const faulty = await infrastructure.submit(path, { ...newServer, name: 'VM Antrean', memoryGb: 'banyak', rackUnit: '99' });
    expect(faulty.status).toBe(422);
    for (const field of ['name', 'hostId', 'memoryGb', 'rackUnit']) expect(faulty.html).toContain(`id="f-${field}-fault"`);
    expect(faulty.html).toContain('value="VM Antrean"');
    expect(faulty.html).toContain('value="banyak"');
    const tooBig = await infrastructure.submit(path, { ...newServer, hostId: place.hostId, memoryGb: '500' });
    expect(tooBig.status).toBe(409);
    expect(tooBig.html).toContain('hv-01');
    const done = await infrastructure.submit(path, { ...newServer, hostId: place.hostId, memoryGb: '1,5' });
    expect(done.status).toBe(303);
    const { html } = await infrastructure.follow(done);
    expect(html).toContain('Server vm-antrean ditambahkan.');
    expect(html).toContain('1,5 GB');
  });

  test('a change keeps before and after in the journal; a stale page shows the same form again', async () => {
    const path = paths.serverEdit(serverId);
    const stale = await infrastructure.get(path);
    const done = await infrastructure.submit(path, { rack: 'B2' });
    expect(done).toMatchObject({ status: 303, location: paths.server(serverId) });
    expect((await infrastructure.follow(done)).html).toContain('Rak: – → B2');
    const late = await infrastructure.submit(path, { rack: 'A1' }, { html: stale.html });
    expect(late.status).toBe(409);
    expect(late.html).toContain('value="A1"');
  });

  test('an address is given from the server page: the next free one, a taken one is refused', async () => {
    const path = paths.serverAddresses(serverId);
    const at = paths.server(serverId);
    const next = await infrastructure.submit(path, { networkId: place.networkId }, { at });
    expect((await infrastructure.follow(next)).html).toContain('Alamat 10.20.30.2 diberikan.');
    const taken = await infrastructure.submit(path, { networkId: place.networkId, address: '10.20.30.1' }, { at });
    expect(taken.status).toBe(409);
    expect(taken.html).toContain('10.20.30.1');
  });

  test('one that something depends on cannot be retired, and the page says what does', async () => {
    const answer = await infrastructure.submit(paths.serverRetirement(serverId), {}, { at: paths.server(serverId) });
    expect(answer.status).toBe(422);
    expect(answer.html).toContain('masih dipakai: Antrean &lt;Puskesmas&gt;');
  });

  test('the topology is a picture that runs nothing', async () => {
    const { headers, html } = await infrastructure.get(paths.serverTopology(serverId));
    expect(headers.get('content-type')).toContain('image/svg+xml');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(html).toContain('Antrean &lt;Puskesmas&gt;');
  });
});

describe('keeping networks and sites', () => {
  test('a network is refused when it overlaps and entered when it does not', async () => {
    const network = { name: 'Manajemen', siteId: place.siteId, prefix: '10.20.30.0/25', zone: 'management', gateway: '' };
    const overlap = await infrastructure.submit(paths.newNetwork(), network);
    expect(overlap.html).toContain('tumpang tindih');
    const done = await infrastructure.submit(paths.newNetwork(), { ...network, prefix: '10.20.10.0/24' });
    expect((await infrastructure.follow(done)).html).toContain('Jaringan Manajemen ditambahkan.');
  });

  test('an address is reserved with its reason and released again', async () => {
    const at = paths.network(place.networkId);
    const address = { address: '10.20.30.200', reason: 'Printer lantai 7' };
    const reserved = await infrastructure.submit(paths.networkAddresses(place.networkId), address, { at });
    expect((await infrastructure.follow(reserved)).html).toContain('Printer lantai 7');
    const { rows } = await app.database.ownerPool.query("select id from address where host(address) = '10.20.30.200'");
    const released = await infrastructure.submit(
      paths.addressRelease(place.networkId),
      { addressId: rows[0].id, request_key: newId() },
      { at },
    );
    expect((await infrastructure.follow(released)).html).toContain('Alamat dilepas.');
  });

  test('a site is added', async () => {
    const done = await infrastructure.submit(paths.sites(), { name: 'Ruang Cadangan', address: '' });
    expect((await infrastructure.follow(done)).html).toContain('Ruang Cadangan');
  });
});

describe('the list of all applications', () => {
  test('masks personal data in the list and in the CSV, and shows it on the page', async () => {
    for (const path of [paths.applications(), paths.applicationsFile('csv')]) {
      const { html } = await section.get(path);
      expect(html).not.toContain('198609262015052001');
      expect(html).toContain('1986•••••••••••001');
    }
    expect((await section.get(paths.application(applicationId))).html).toContain('198609262015052001');
  });

  test("shows an office its own application without the server, and no other office's", async () => {
    const { html } = await applicant.get(paths.application(applicationId));
    expect(html).toContain('Rina Kartika');
    expect(html).not.toContain('app-01');
    expect(html).not.toContain('10.20.30.');
    const officeId = await makeOffice(app.database.db, 'Dinas Pendidikan');
    const { email } = await app.makeHolder('applicant-head', { officeId });
    const other = await app.signInAs(email);
    expect((await other.get(paths.application(applicationId))).status).toBe(404);
    expect((await other.get(paths.applications())).html).not.toContain('Puskesmas');
    expect((await other.get(paths.applicationsFile('csv'))).html).not.toContain('Puskesmas');
    expect((await applicant.get(paths.applications())).html).toContain('Aplikasi perangkat daerah Anda');
  });

  test('is corrected by the application section, with faults at their fields', async () => {
    const path = paths.applicationEdit(applicationId);
    const faulty = await section.submit(path, { url: 'javascript:alert(1)', administrator_nip: '12' });
    expect(faulty.status).toBe(422);
    for (const field of ['url', 'administrator_nip']) expect(faulty.html).toContain(`id="f-${field}-fault"`);
    const done = await section.submit(path, { language: 'PHP 8.4', personal_data: 'on' });
    const { html } = await section.follow(done);
    expect(html).toContain('Bahasa pemrograman: – → PHP 8.4');
    await describeApplication(app.database.db, { ...act, applicationId, fields: { personal_data: false } });
  });
});

describe('names', () => {
  test('are listed with who holds them and their state', async () => {
    const { html } = await infrastructure.get(paths.names());
    expect(html).toContain('antrean.contoh.go.id');
    expect(html).toContain('K-2026-0001');
    expect(html).toContain('Dipesan');
  });

  test('the zone belongs to the administrator: settings and reserved labels', async () => {
    const path = paths.zone(zoneId);
    const at = path;
    expect((await infrastructure.get(path)).html).not.toContain('Pos-el pengelola zona');
    expect((await administrator.get(path)).html).toContain(
      'ns1.contoh.go.id berada di dalam zona ini, tetapi alamat IP-nya belum diisi',
    );
    const faulty = await administrator.submit(path, { ttl: '0', nameServers: 'ns1.contoh.go.id' });
    expect(faulty.status).toBe(422);
    for (const field of ['ttl']) expect(faulty.html).toContain(`id="f-${field}-fault"`);
    const done = await administrator.submit(path, {
      ttl: '900',
      nameServers: 'ns1.contoh.go.id 203.0.113.1\nns2.provinsi.go.id',
    });
    const saved = (await administrator.follow(done)).html;
    expect(saved).toContain('ns1.contoh.go.id 203.0.113.1\nns2.provinsi.go.id');
    expect(saved).not.toContain('belum diisi');
    const reserved = await administrator.submit(paths.zoneLabels(zoneId), { label: 'walikota', reason: 'Jabatan' }, { at });
    expect((await administrator.follow(reserved)).html).toContain('Nama walikota dicadangkan.');
    const freed = await administrator.submit(paths.zoneLabelFree(zoneId), { freed: 'walikota' }, { at });
    expect((await administrator.follow(freed)).html).toContain('Nama walikota boleh dipakai.');
    const request_key = newId();
    expect((await infrastructure.post(paths.zoneLabels(zoneId), { label: 'x', reason: '', request_key })).status).toBe(403);
  });
});
