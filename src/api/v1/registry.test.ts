import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Caller, type TestApi, testApi } from '../../../test/support/api.ts';
import { applicationFacts, goodRequest, walkTo } from '../../../test/support/city.ts';

let api: TestApi;
let host: Caller;
let head: Caller;
let other: Caller;
let auditor: Caller;

beforeAll(async () => {
  api = await testApi();
  const { city, as } = api;
  [host, head, other, auditor] = [as(city.applicationHead), as(city.applicantHead), as(city.otherHead), as(city.auditor)];
  await walkTo(api.database.db, city, 'reply-draft', {
    request: goodRequest({ application_name: 'SIAP Sehat', subdomain: 'siap' }),
  });
}, 90_000);

afterAll(async () => {
  expect(api.errors).toEqual([]);
  await api.close();
});

test('the list of all applications: the host and the auditor see all, an office its own', async () => {
  const entry = { name: 'SIAP Sehat', office: 'Dinas Kesehatan', status: 'active', url: 'https://siap.contoh.go.id', missing: 0 };
  for (const caller of [host, auditor, head]) {
    expect((await caller.get('/applications')).body).toMatchObject({
      total: 1,
      applications: [{ ...entry, function: applicationFacts.function }],
    });
  }
  expect((await other.get('/applications')).body).toEqual({ total: 0, more: false, applications: [] });
  expect((await host.get('/applications?search=siap&status=active&page=1')).body.total).toBe(1);
  expect((await host.get('/applications?search=%25')).body.total).toBe(0);
  expect((await host.get('/applications?status=retired')).body.total).toBe(0);
});

test('servers, networks and capacity are the host’s and the auditor’s; for another office they are not there', async () => {
  for (const caller of [host, auditor]) {
    expect((await caller.get('/servers')).body).toMatchObject({
      total: 2,
      servers: [
        {
          name: 'app-01',
          kind: 'bare_metal',
          total: { cpu: 8, memory_mb: 16_384, disk_gb: 500 },
          free: { cpu: 6, memory_mb: 12_288, disk_gb: 450 },
        },
        { name: 'hv-01', kind: 'hypervisor' },
      ],
    });
    expect((await caller.get('/networks')).body).toMatchObject({
      networks: [{ name: 'DMZ Aplikasi', prefix: '10.20.30.0/24', zone: 'dmz' }],
    });
    const fits = (await caller.get('/capacity?cpu=6&memory_mb=12288&disk_gb=450')).body.servers as {
      name: string;
      fits: boolean;
    }[];
    expect(fits.find((each) => each.name === 'app-01')).toMatchObject({ fits: true });
    const tight = (await caller.get('/capacity?cpu=7&memory_mb=1&disk_gb=1')).body.servers as { name: string; fits: boolean }[];
    expect(tight.find((each) => each.name === 'app-01')).toMatchObject({ fits: false });
    const unasked = (await caller.get('/capacity')).body.servers as { fits: unknown }[];
    expect(unasked.every((each) => each.fits === null)).toBe(true);
  }
  for (const path of ['/servers', '/networks', '/capacity', '/capacity?cpu=1']) {
    expect(await head.get(path)).toMatchObject({ status: 404, body: { code: 'not_found' } });
  }
});

test('offices are there for everybody', async () => {
  const { offices } = (await head.get('/offices')).body as { offices: { id: string; name: string; host: boolean }[] };
  expect(offices[0]).toMatchObject({ id: api.city.hostOfficeId, host: true });
  expect(offices.map((office) => office.name)).toEqual(expect.arrayContaining(['Dinas Kesehatan', 'Dinas Perhubungan']));
});

describe('what cannot be asked is refused by name', () => {
  test.each([
    ['/applications?status=lost', ['status']],
    ['/applications?page=0', ['page']],
    ['/applications?search=a%00b', ['search']],
    ['/servers?page=1e9', ['page']],
    ['/servers?status=x&search=%00', ['search', 'status']],
    ['/capacity?cpu=2', ['disk_gb', 'memory_mb']],
    ['/capacity?cpu=0&memory_mb=99999999999999999999&disk_gb=x', ['cpu', 'disk_gb', 'memory_mb']],
  ])('%s', async (path, fields) => {
    const answer = await host.get(path);
    expect(answer).toMatchObject({ status: 422, body: { code: 'invalid' } });
    expect(answer.body.faults?.map((fault) => fault.field).sort()).toEqual(fields);
  });
});

test('devices, racks, the tree and cables are read, and addresses, prefixes and cables asked for, by who keeps the register', async () => {
  const keeper = api.as(api.city.infrastructureHead);
  const { body } = await keeper.get('/devices?search=hv-01');
  const [host01] = body.devices as { id: string; site_id: string }[];
  const [app01] = (await keeper.get('/devices?search=app-01')).body.devices as { id: string }[];
  const cable = {
    from_device_id: host01?.id,
    from_interface: 'eno1',
    to_device_id: app01?.id,
    to_interface: 'eno1',
    label: 'Uplink',
  };
  expect((await keeper.post('/cables', cable)).status).toBe(200);
  expect((await keeper.post('/cables', cable)).body.faults).toMatchObject([{ field: 'toInterface' }]);
  expect((await keeper.get(`/devices/${host01?.id}`)).body).toMatchObject({
    name: 'hv-01',
    interfaces: [{ name: 'eno1', cable: { device: 'app-01', interface: 'eno1' } }],
  });
  expect((await keeper.get('/cables')).body).toMatchObject({ total: 1, cables: [{ label: 'Uplink' }] });
  expect((await keeper.get('/racks')).body).toHaveProperty('racks');
  const [network] = (await keeper.get('/prefixes')).body.prefixes as { id: string; prefix: string }[];
  const given = await keeper.post(`/networks/${network?.id}/addresses`, { device_id: app01?.id });
  expect(given.body).toMatchObject({ address: expect.stringMatching(/^10\.20\.30\./), repeated: false });
  const taken = await keeper.post(`/networks/${network?.id}/addresses`, { address: given.body.address, reason: 'Printer' });
  expect(taken.status).toBe(409);
  const inNetwork = { length: 28, name: 'x', site_id: host01?.site_id, zone: 'internal' };
  expect((await keeper.post(`/networks/${network?.id}/prefixes`, inNetwork)).status).toBe(404);
  expect((await keeper.get('/capacity/sites?today=2026-11-24')).body).toMatchObject({ forecast: { cpu: { kind: 'few' } } });
  expect((await auditor.post('/cables', cable)).status).toBe(403);
  for (const path of ['/devices', '/racks', '/cables', '/prefixes', '/capacity/sites?today=2026-11-24'])
    expect([path, (await other.get(path)).status]).toEqual([path, 404]);
});
