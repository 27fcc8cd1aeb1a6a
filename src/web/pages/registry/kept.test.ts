import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { drainJobs } from '#jobs/index.ts';
import { newId } from '#lib/ids.ts';
import { silentLog } from '#lib/log.ts';
import { deployApplication, globalVrfId, importApplication, importJob } from '#registry/index.ts';
import { type TestApp, testApp } from '../../../../test/support/app.ts';
import type { Answer, Client } from '../../../../test/support/client.ts';
import { act, makePlace, makeServer } from '../../../../test/support/registry.ts';
import { paths } from '../../paths.ts';

let app: TestApp;
let place: Awaited<ReturnType<typeof makePlace>>;
let serverId: string;
let applicationId: string;
let infrastructure: Client;
let section: Client;
let applicant: Client;

beforeAll(async () => {
  app = await testApp();
  const { db } = app.database;
  place = await makePlace(db);
  serverId = await makeServer(db, place.siteId, { name: 'app-01' });
  ({ applicationId } = await importApplication(db, { ...act, name: 'Antrean', officeId: app.officeId }));
  await deployApplication(db, { ...act, applicationId, serverId });
  infrastructure = await app.signIn('infrastructure-section-head');
  section = await app.signIn('application-section-head');
  applicant = await app.signIn('applicant-head');
});
afterAll(() => app.close());

const idIn = (answer: Answer): string => /([0-9a-f-]{36})/.exec(answer.location ?? '')?.[1] ?? '';

describe('devices, racks and cables', () => {
  test('are seen by the hosting office, and do not exist for another', async () => {
    const pages = [
      paths.devices(),
      paths.racks(),
      paths.cables(),
      paths.capacity(),
      paths.prefixes(),
      paths.vlans(),
      paths.vrfs(),
    ];
    for (const path of [...pages, paths.site(place.siteId), paths.record('server', serverId), paths.imports()]) {
      expect([path, (await infrastructure.get(path)).status]).toEqual([path, 200]);
      expect([path, (await applicant.get(path)).status]).toEqual([path, 404]);
    }
    expect((await section.get(paths.newDevice())).status).toBe(403);
    for (const path of [
      paths.rack('x'),
      paths.cable(newId()),
      paths.vlan('x'),
      paths.vrf(newId()),
      paths.record('server', newId()),
      paths.record('x', serverId),
    ])
      expect([path, (await infrastructure.get(path)).status]).toEqual([path, 404]);
  });

  test('are entered, refused with what was typed still there, and lead to one another', async () => {
    const gear = { name: 'sw-inti-01', kind: 'switch', siteId: place.siteId, rack: 'A1', rackUnit: '43' };
    const faulty = await infrastructure.submit(paths.newDevice(), gear);
    expect(faulty.status).toBe(422);
    expect(faulty.html).toContain('Rak ini hanya setinggi 42 unit.');
    expect(faulty.html).toContain('value="sw-inti-01"');
    const done = await infrastructure.submit(paths.newDevice(), { ...gear, rackUnit: '40' });
    const deviceId = idIn(done);
    expect(done.location).toBe(paths.device(deviceId));
    const cable = { fromInterface: 'Te1/0/1', toServerId: 'tidak-ada', toInterface: 'eno1', label: 'Uplink' };
    const lost = await infrastructure.submit(paths.newCable(deviceId), cable);
    expect(lost.html).toContain('Tidak ada perangkat bernama tidak-ada.');
    const plugged = await infrastructure.submit(paths.newCable(deviceId), { ...cable, toServerId: 'app-01' });
    expect((await infrastructure.follow(plugged)).html).toContain('Kabel dari Te1/0/1 ke app-01 eno1');
    expect((await infrastructure.get(paths.server(serverId))).html).toContain('sw-inti-01');
    const { rows } = await app.database.ownerPool.query("select id from rack where name = 'A1'");
    expect((await infrastructure.get(paths.rack(rows[0].id))).html).toContain('U40');
    const { rows: cables } = await app.database.ownerPool.query("select id from cable where label = 'Uplink'");
    const at = paths.cable(cables[0].id);
    const long = await infrastructure.submit(at, { lengthM: 'panjang' });
    expect(long.html).toContain('Isi panjang dalam meter');
    const mended = await infrastructure.submit(at, { toInterface: 'eno2', lengthM: '2,5', kind: 'fibre' });
    expect((await infrastructure.follow(mended)).html).toContain('eno2');
    expect((await infrastructure.get(paths.server(serverId))).html).toContain('Kabel di eno2 diubah');
    expect((await infrastructure.get(paths.cablesFile('csv'))).html).toContain('sw-inti-01,Te1/0/1,app-01,eno2');
    const edited = await infrastructure.submit(paths.rackEdit(rows[0].id), { units: '39' });
    expect(edited.html).toContain('terpakai sampai unit 40');
  });
});

describe('the prefix tree', () => {
  test('a container gives out its next prefix, and shows what lies in it', async () => {
    const container = { kind: 'container', name: 'Pribadi', prefix: '10.64.0.0/16', siteId: '', zone: '', gateway: '', vlan: '' };
    const id = idIn(await infrastructure.submit(paths.newNetwork(), container));
    const allot = { length: '24', name: 'Layanan', siteId: place.siteId, zone: 'internal' };
    const at = paths.network(id);
    const done = await infrastructure.submit(paths.networkPrefixes(id), allot, { at });
    expect((await infrastructure.follow(done)).html).toContain('Jaringan 10.64.0.0/24 dibuat.');
    const faulty = await infrastructure.submit(paths.networkPrefixes(id), { ...allot, length: '8' }, { at });
    expect(faulty.status).toBe(422);
    expect((await infrastructure.get(at)).html).toContain('10.64.0.0/24');
    const refused = await infrastructure.submit(paths.networkRemoval(id), {}, { at });
    expect(refused.html).toContain('berisi 1 rentang alamat');
    const range = { first: '10.64.0.9', last: '10.64.0.1', rangeReason: '' };
    const network = idIn(done);
    const wrong = await infrastructure.submit(paths.networkRanges(network), range, { at: paths.network(network) });
    expect(wrong.html).toContain('id="f-rangeReason-fault"');
    const right = { ...range, last: '10.64.0.20', rangeReason: 'DHCP' };
    const reserved = await infrastructure.submit(paths.networkRanges(network), right, { at: paths.network(network) });
    const { html } = await infrastructure.follow(reserved);
    expect(html).toContain('Rentang 10.64.0.9–10.64.0.20 dicadangkan: DHCP');
    const [, rangeId = ''] = /\/records\/range\/([^"]+)/.exec(html) ?? [];
    const kept = { at: paths.record('range', rangeId) };
    await infrastructure.submit(paths.recordPart('range', rangeId, 'tags'), { tags: 'telepon' }, kept);
    await infrastructure.submit(paths.recordPart('range', rangeId, 'notes'), { note: 'Diminta Bidang IKP' }, kept);
    const after = (await infrastructure.get(paths.network(network))).html;
    for (const text of ['telepon', '1 catatan dan lampiran']) expect(after).toContain(text);
    expect((await infrastructure.get(paths.rangeRecord(rangeId))).location).toBe(paths.network(network));
  });
});

describe('what is no longer used', () => {
  test('a VRF is removed when nothing lies in it, a site retires when nothing is there, each refused with the reason', async () => {
    const kept = await infrastructure.post(paths.vrfRemoval(globalVrfId), { request_key: newId() });
    expect(kept.html).toContain('tidak dapat dihapus');
    await infrastructure.submit(paths.vrfs(), { name: 'Sementara', routeDistinguisher: '65000:9' });
    const { rows } = await app.database.ownerPool.query("select id from vrf where name = 'Sementara'");
    const gone = await infrastructure.submit(paths.vrfRemoval(rows[0].id), {}, { at: paths.vrf(rows[0].id) });
    expect((await infrastructure.follow(gone)).html).not.toContain('65000:9');
    const used = await infrastructure.submit(paths.site(place.siteId), { status: 'retired' });
    expect(used.html).toContain('belum dapat dihentikan karena masih dipakai');
    await infrastructure.submit(paths.sites(), { name: 'Gudang Lama' });
    const { rows: sites } = await app.database.ownerPool.query("select id from site where name = 'Gudang Lama'");
    await infrastructure.submit(paths.site(sites[0].id), { status: 'retired' });
    expect((await infrastructure.get(paths.newNetwork())).html).not.toContain('Gudang Lama');
    expect((await infrastructure.get(paths.sites())).html).toContain('Gudang Lama');
  });
});

describe('tags, notes, attachments', () => {
  test('a record carries them, who kept them is told, and a list is filtered by a tag', async () => {
    const at = paths.record('server', serverId);
    await infrastructure.submit(paths.recordPart('server', serverId, 'tags'), { tags: 'Produksi, Layanan Kritis' }, { at });
    const faulty = await infrastructure.submit(paths.recordPart('server', serverId, 'tags'), { tags: 'ü!' }, { at });
    expect(faulty.status).toBe(422);
    await infrastructure.submit(paths.recordPart('server', serverId, 'notes'), { note: 'Kipas diganti <b>dua</b>' }, { at });
    const file = new File(['%PDF-none'], 'foto.txt', { type: 'text/plain' });
    const attached = await infrastructure.submit(paths.recordPart('server', serverId, 'files'), { file, title: 'Foto' }, { at });
    expect(attached.status).toBe(422);
    const log = new File(['catatan pemasangan'], 'pasang.txt', { type: 'text/plain' });
    const kept = await infrastructure.submit(
      paths.recordPart('server', serverId, 'files'),
      { file: log, title: 'Pemasangan' },
      { at },
    );
    expect(kept.location).toBe(at);
    const { html } = await infrastructure.get(paths.server(serverId));
    for (const text of ['produksi', 'layanan-kritis', 'Kipas diganti &lt;b&gt;dua&lt;/b&gt;', 'Pemasangan'])
      expect(html).toContain(text);
    const [, href = ''] = /href="(\/records\/server\/[^"]+\/files\/[^"]+)"/.exec(html) ?? [];
    expect((await section.get(href)).html).toBe('catatan pemasangan');
    expect((await applicant.get(href)).status).toBe(404);
    expect(
      (
        await section.submit(
          paths.recordPart('server', serverId, 'notes'),
          { note: 'x' },
          { at, html: (await infrastructure.get(at)).html },
        )
      ).status,
    ).toBe(403);
    expect((await infrastructure.get(paths.servers({ tag: 'produksi' }))).html).toContain('app-01');
    expect((await infrastructure.get(paths.servers({ tag: 'lain' }))).html).not.toContain('>app-01<');
  });
});

describe('importing a table', () => {
  const bring = async (client: Client, content: string, kind = 'devices') => {
    const file = new File([content], 'perangkat.csv', { type: 'text/csv' });
    const started = await client.submit(paths.imports(), { kind, file });
    const id = idIn(started);
    return { id, checked: await client.submit(paths.importCheck(id), {}, { at: paths.import(id) }) };
  };

  test('shows a verdict per row, refuses to save what is faulty, and saves all of what is not', async () => {
    const faulty = await bring(
      infrastructure,
      'nama;jenis;lokasi\nsw-impor;switch;Ruang Server Lantai 7\nsw-salah;kulkas;Ruang Server Lantai 7\n',
    );
    const { html } = await infrastructure.follow(faulty.checked);
    expect(html).toContain('tidak dikenal. Pilihan:');
    expect(html).not.toContain(paths.importWriting(faulty.id));
    const refused = await infrastructure.get(paths.importRefused(faulty.id));
    expect(refused.html.trim().split(/\r?\n/)).toEqual([
      expect.stringMatching(/Baris di berkas[,;]nama[,;]jenis[,;]lokasi[,;]Ditolak karena/),
      expect.stringContaining('sw-salah'),
    ]);
    expect(refused.html).toContain('tidak dikenal. Pilihan:');
    expect((await section.get(paths.importRefused(faulty.id))).status).toBe(404);
    const forced = { request_key: newId() };
    expect((await infrastructure.post(paths.importWriting(faulty.id), forced)).status).toBe(422);
    const { id } = await bring(infrastructure, 'nama;jenis;lokasi\nsw-impor;switch;Ruang Server Lantai 7\n');
    const written = await infrastructure.submit(paths.importWriting(id), {}, { at: paths.import(id) });
    expect((await infrastructure.follow(written)).html).toContain('Impor disimpan.');
    expect((await infrastructure.get(paths.devices({ q: 'sw-impor' }))).html).toContain('sw-impor');
    // The second click finds it done.
    expect((await infrastructure.post(paths.importWriting(id), { request_key: newId() })).status).toBe(409);
    expect((await section.get(paths.import(id))).status).toBe(404);
  });

  test('an empty table has the headings that are known', async () => {
    expect((await infrastructure.get(paths.importHeadings('devices'))).html).toContain('Nomor seri');
    expect((await infrastructure.get(paths.importHeadings('applications'))).status).toBe(404);
  });

  test('a long table is dealt with by a job, and the page says so meanwhile', async () => {
    const rows = Array.from({ length: 2100 }, (_, index) => `sw-panjang-${index};switch;Ruang Server Lantai 7`);
    const { id } = await bring(infrastructure, `nama;jenis;lokasi\n${rows.join('\n')}\n`);
    const waiting = await infrastructure.get(paths.import(id));
    expect(waiting.html).toContain('Sedang dikerjakan');
    expect(waiting.headers.get('refresh')).toBe('4');
    const services = {
      db: app.database.db,
      now: () => act.now,
      log: silentLog,
      config: { baseUrl: '', dataDirectory: '', secret: 'x'.repeat(32) },
    };
    expect(await drainJobs(services, [importJob])).toEqual({ done: 1, failed: [] });
    expect((await infrastructure.get(paths.import(id))).html).toContain('Sudah diperiksa');
  });
});

describe('the end of an application', () => {
  test('is refused without a reason, then frees what it had and shows the application as retired', async () => {
    const path = paths.applicationRetirement(applicationId);
    expect((await infrastructure.get(path)).status).toBe(403);
    const silent = await section.submit(path, { reason: ' ' });
    expect(silent.status).toBe(422);
    const done = await section.submit(path, { reason: 'Diganti layanan provinsi' });
    expect(done.location).toBe(paths.application(applicationId));
    const { html } = await section.follow(done);
    expect(html).toContain('Dihentikan');
    expect(html).toContain('Diganti layanan provinsi');
    const again = await section.get(path);
    expect(again.html).not.toContain('name="reason"');
    expect((await infrastructure.get(paths.server(serverId))).html).not.toContain(`href="${paths.application(applicationId)}"`);
  });
});
