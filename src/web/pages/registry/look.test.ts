import { afterAll, beforeAll, test } from 'vitest';
import { createZone, requestRecord, reserveName } from '#dns/index.ts';
import { newId } from '#lib/ids.ts';
import {
  assignAddress,
  connectCable,
  createNetwork,
  createServer,
  deployApplication,
  globalVrfId,
  holdCapacity,
  planApplication,
  provideServer,
  recordCapacity,
  recordCompleteness,
  reserveRange,
} from '#registry/index.ts';
import { type TestApp, testApp } from '../../../../test/support/app.ts';
import { type Look, lookAt, type Onlooker } from '../../../../test/support/look.ts';
import { act, makePlace, makeServer } from '../../../../test/support/registry.ts';
import { paths } from '../../paths.ts';

let app: TestApp;
let look: Look;
const ids = {
  server: '',
  host: '',
  network: '',
  application: '',
  zone: '',
  device: '',
  rack: '',
  container: '',
  site: '',
  import: '',
};

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
  await connectCable(db, { ...act, cable: { fromServerId: shared, toServerId: place.hostId, label: 'Trunk 10G' } });
  await reserveName(db, { label: 'antrean', holder: origin, holderLabel: 'K-2026-0042', now });
  await requestRecord(db, { holder: origin, addresses: [provided.address], now });
  const plan = { ...act, name: 'Antrean Puskesmas Daring', officeId: app.officeId, origin, fields: complete };
  const { applicationId } = await planApplication(db, plan);
  await deployApplication(db, { ...act, applicationId, serverId: provided.serverId, path: '/srv/antrean' });
  const { racks } = { racks: (await db.selectFrom('rack').where('name', '=', 'A1').select('id').execute())[0] };
  const gear = {
    name: 'sw-inti-01',
    kind: 'switch',
    siteId: place.siteId,
    manufacturer: 'Contoh',
    rack: 'A1',
    rackUnit: 40,
  } as const;
  const { serverId: device } = await createServer(db, { ...act, server: gear });
  await connectCable(db, {
    ...act,
    cable: { fromServerId: device, fromInterface: 'Te1/0/1', toServerId: shared, label: 'Uplink' },
  });
  const around = { name: 'Jaringan pribadi', kind: 'container', prefix: '10.0.0.0/8' };
  const { networkId: container } = await createNetwork(db, { ...act, network: around });
  await reserveRange(db, {
    ...act,
    networkId: place.networkId,
    range: { first: '10.20.30.100', last: '10.20.30.150', reason: 'DHCP' },
  });
  const day = now.toZonedDateTimeISO('Asia/Jakarta').toPlainDate();
  for (const days of [2, 1, 0]) {
    await recordCapacity(db, day.subtract({ days }));
    await recordCompleteness(db, day.subtract({ days }));
  }
  const client = await app.signIn('infrastructure-section-head');
  const table =
    'Nama;Jenis;Lokasi;Garansi\nsw-baru;switch;Ruang Server Lantai 7;\nsw-inti-01;switch;;24 November 2027\nsw-x;kulkas;;besok\n';
  const file = new File([table], 'perangkat.csv', { type: 'text/csv' });
  const started = await client.submit(paths.imports(), { kind: 'devices', file });
  ids.import = /([0-9a-f-]{36})/.exec(started.location ?? '')?.[1] ?? '';
  await client.submit(paths.importCheck(ids.import), {}, { at: paths.import(ids.import) });
  Object.assign(ids, { device, rack: racks?.id ?? '', container, site: place.siteId });
  Object.assign(ids, { server: provided.serverId, host: place.hostId, network: place.networkId, application: applicationId });
};

beforeAll(async () => {
  app = await testApp();
  look = await lookAt(app);
  await fill();
}, 60_000);

afterAll(async () => {
  await look.close();
  await app.close();
});

const pages: readonly [name: string, who: Onlooker, path: () => string][] = [
  ['servers', 'infrastructure-section-head', () => paths.servers()],
  ['server', 'infrastructure-section-head', () => paths.server(ids.server)],
  ['topology', 'infrastructure-section-head', () => paths.topology()],
  ['topology-found', 'division-head', () => paths.topology({ site: ids.site, q: 'antrean', size: 'full' })],
  ['application-way', 'infrastructure-section-head', () => paths.applicationTopology(ids.application)],
  ['application-way-own', 'applicant-head', () => paths.applicationTopology(ids.application)],
  ['host', 'infrastructure-section-head', () => paths.server(ids.host)],
  ['server-new', 'infrastructure-section-head', () => paths.newServer()],
  ['networks', 'infrastructure-section-head', () => paths.networks()],
  ['network', 'infrastructure-section-head', () => paths.network(ids.network)],
  ['network-new', 'infrastructure-section-head', () => paths.newNetwork()],
  ['container', 'infrastructure-section-head', () => paths.network(ids.container)],
  ['prefixes', 'infrastructure-section-head', () => paths.prefixes()],
  ['vlans', 'infrastructure-section-head', () => paths.vlans()],
  ['vrf', 'infrastructure-section-head', () => paths.vrf(globalVrfId)],
  ['devices', 'infrastructure-section-head', () => paths.devices({ kind: 'switch' })],
  ['device', 'infrastructure-section-head', () => paths.device(ids.device)],
  ['device-new', 'infrastructure-section-head', () => paths.newDevice()],
  ['racks', 'infrastructure-section-head', () => paths.racks()],
  ['rack-elevation', 'division-head', () => paths.elevation({ site: ids.site })],
  ['rack', 'infrastructure-section-head', () => paths.rack(ids.rack)],
  ['cables', 'infrastructure-section-head', () => paths.cables()],
  ['cable-new', 'infrastructure-section-head', () => paths.newCable(ids.device)],
  ['interface-new', 'infrastructure-section-head', () => paths.interfaces(ids.device)],
  ['capacity', 'infrastructure-section-head', () => paths.capacity()],
  ['site', 'infrastructure-section-head', () => paths.site(ids.site)],
  ['imports', 'infrastructure-section-head', () => paths.imports()],
  ['import', 'infrastructure-section-head', () => paths.import(ids.import)],
  ['annotations', 'infrastructure-section-head', () => paths.record('server', ids.device)],
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

test.each(pages)('%s can be used by everyone, fits phone and desktop, and breaks no rule of its own policy', (name, who, path) =>
  look.at(name, who, path()),
);
