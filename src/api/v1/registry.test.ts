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
  expect((await keeper.post('/cables', cable)).body.faults).toMatchObject([{ field: 'to_interface' }]);
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

describe('a program that keeps the register', () => {
  let keeper: Caller;
  let siteId: string;
  const made = (answer: { body: Record<string, unknown> }): string => String(answer.body.id);
  const key = (): string => crypto.randomUUID();

  beforeAll(async () => {
    keeper = api.as(api.city.infrastructureHead);
    siteId = made(await keeper.post('/sites', { name: 'Gedung Arsip', address: 'Jl. Engku Putri' }));
  });

  test('enters a rack, a device in it, its interface and a cable, and changes each by the fields that it names', async () => {
    const rack = made(await keeper.post('/racks', { site_id: siteId, name: 'P1', units: 20 }));
    const gear = { name: 'sw-arsip', kind: 'switch', site_id: siteId, rack: 'P1', rack_unit: 20, warranty_until: '2028-12-31' };
    const device = made(await keeper.post('/devices', { ...gear, because: 'K-2026-0042' }));
    const port = made(await keeper.post(`/devices/${device}/interfaces`, { name: 'Te1', tagged_vlans: [30, 10] }));
    const [app01] = (await keeper.get('/devices?search=app-01')).body.devices as { id: string }[];
    const ends = { from_device_id: device, from_interface: 'Te1', to_device_id: app01?.id, to_interface: 'eno9' };
    const cable = made(await keeper.post('/cables', ends));
    const patched = await keeper.send('PATCH', `/devices/${device}`, { body: { serial_number: 'SN-1', version: 1 } });
    expect(patched.body).toEqual({ version: 2, repeated: false });
    expect((await keeper.send('PATCH', `/racks/${rack}`, { body: { units: 24 } })).body).toMatchObject({ version: 2 });
    await keeper.send('PATCH', `/interfaces/${port}`, { body: { mac: '001b.213c.4d5e' } });
    expect((await keeper.send('PATCH', `/cables/${cable}`, { body: { to_interface: 'eno8', length_m: 3 } })).status).toBe(200);
    expect((await keeper.get(`/devices/${device}`)).body).toMatchObject({
      ...{ rack: 'P1', rack_unit: 20, serial_number: 'SN-1', warranty_until: '2028-12-31', version: 2 },
      interfaces: [{ name: 'Te1', mac: '00:1b:21:3c:4d:5e', cable: { interface: 'eno8' } }],
    });
    expect((await keeper.get(`/cables/${cable}`)).body).toMatchObject({ length_m: 3, kind: 'copper', version: 2 });
    const { rows } = await api.database.ownerPool.query(
      "select data->>'because' as because from audit_event where subject_id = $1 and type = 'server.created'",
      [device],
    );
    expect(rows).toEqual([{ because: 'K-2026-0042' }]);
    expect((await keeper.post(`/interfaces/${port}/removal`, {})).status).toBe(422);
    expect((await keeper.post(`/cables/${cable}/removal`, {})).status).toBe(200);
    expect((await keeper.post(`/interfaces/${port}/removal`, {})).status).toBe(200);
    expect((await keeper.post(`/devices/${device}/retirement`, { version: 1 })).body).toMatchObject({ code: 'stale_page' });
    expect((await keeper.post(`/devices/${device}/retirement`, { version: 2 })).status).toBe(200);
  });

  test('enters networks, VLANs and VRFs, gives and frees in them, and takes them out when nothing lies there', async () => {
    const vrf = made(await keeper.post('/vrfs', { name: 'Tamu', route_distinguisher: '65000:7' }));
    const vlan = made(await keeper.post('/vlans', { site_id: siteId, vid: 77, name: 'Tamu' }));
    const wanted = { name: 'Tamu', prefix: '10.20.30.0/24', site_id: siteId, zone: 'internal', vlan: 77, vrf_id: vrf };
    const network = made(await keeper.post('/networks', { ...wanted, gateway: '10.20.30.1' }));
    const moved = await keeper.send('PATCH', `/networks/${network}`, { body: { gateway: '10.20.30.254', notes: 'Lobi' } });
    expect(moved.body).toMatchObject({ version: 2 });
    const dhcp = { first: '10.20.30.10', last: '10.20.30.99', purpose: 'dhcp', reason: 'Lobi' };
    const range = made(await keeper.post(`/networks/${network}/ranges`, dhcp));
    await keeper.post(`/networks/${network}/addresses`, { address: '10.20.30.200', reason: 'Printer' });
    const page = (await keeper.get(`/networks/${network}`)).body as { addresses: { id: string; address: string }[] };
    expect(page).toMatchObject({ name: 'Tamu', gateway: '10.20.30.254', notes: 'Lobi', vlan: 77, ranges: [{ id: range }] });
    expect((await keeper.get(`/vlans?site_id=${siteId}`)).body.vlans).toMatchObject([{ id: vlan, networks: [{ id: network }] }]);
    expect((await keeper.post(`/vrfs/${vrf}/removal`, {})).body.faults).toMatchObject([{ field: 'vrf_id' }]);
    const printer = page.addresses.find(({ address }) => address === '10.20.30.200');
    for (const path of [
      `/ranges/${range}`,
      `/addresses/${printer?.id}`,
      `/networks/${network}`,
      `/vlans/${vlan}`,
      `/vrfs/${vrf}`,
    ])
      expect([path, (await keeper.post(`${path}/removal`, {})).status]).toEqual([path, 200]);
    expect((await keeper.get(`/networks/${network}`)).status).toBe(404);
  });

  test('retires a site by its status, and is told what still stands there', async () => {
    const id = made(await keeper.post('/sites', { name: 'Gedung Tua' }));
    const rack = made(await keeper.post('/racks', { site_id: id, name: 'T1' }));
    const refused = await keeper.send('PATCH', `/sites/${id}`, { body: { status: 'retired' } });
    expect(refused.body.faults).toMatchObject([{ field: 'status', message: expect.stringContaining('T1') }]);
    await keeper.send('PATCH', `/racks/${rack}`, { body: { status: 'retired' } });
    expect((await keeper.send('PATCH', `/sites/${id}`, { body: { status: 'retired' } })).status).toBe(200);
    const { sites } = (await keeper.get('/sites')).body as { sites: { id: string }[] };
    expect(sites.find((each) => each.id === id)).toMatchObject({ status: 'retired', version: 2 });
    expect((await keeper.post('/racks', { site_id: id, name: 'T2' })).body.faults).toMatchObject([{ field: 'site_id' }]);
  });

  test('the same call with the same key is carried out once, and its answer names what the first made', async () => {
    const sent = { name: 'P9', site_id: siteId };
    const idempotency = key();
    const [first, second] = [await keeper.post('/racks', sent, idempotency), await keeper.post('/racks', sent, idempotency)];
    expect(first.body).toMatchObject({ repeated: false });
    expect(second.body).toEqual({ id: first.body.id, repeated: true });
    const patch = { body: { units: 30 }, idempotency: key() };
    expect((await keeper.send('PATCH', `/racks/${first.body.id}`, patch)).body).toEqual({ version: 2, repeated: false });
    expect((await keeper.send('PATCH', `/racks/${first.body.id}`, patch)).body).toEqual({ version: null, repeated: true });
  });

  test('every fault at once, at the field as the program spells it; a name that is not known too', async () => {
    const faults = async (path: string, body: object): Promise<string[]> =>
      ((await keeper.post(path, body)).body.faults ?? []).map(({ field }) => field).sort();
    expect(await faults('/devices', { name: 'Salah Nama', kind: 'switch', rack_height: 0 })).toEqual([
      'name',
      'rack_height',
      'site_id',
    ]);
    expect(await faults('/devices', { name: 'x', color: 'red' })).toEqual(['color']);
    expect(await faults('/networks', { name: '', prefix: '10.0.0.1/8' })).toEqual(['name', 'prefix']);
    expect(await faults('/racks', { name: ['x'], site_id: {} })).toEqual(['name', 'site_id']);
    for (const path of ['/devices/x', '/racks/x', '/cables/x', '/networks/x', '/vlans/x', '/vrfs/x', '/sites/x', '/interfaces/x'])
      expect([path, (await keeper.send('PATCH', path, { body: {} })).status]).toEqual([path, 404]);
    for (const path of ['/cables', '/networks', '/vlans', '/vrfs', '/ranges', '/addresses', '/interfaces'])
      expect([path, (await keeper.post(`${path}/x/removal`, {})).status]).toEqual([path, 404]);
  });

  test('others are refused: forbidden where they may read, not found where they may not', async () => {
    for (const [caller, status] of [
      [auditor, 403],
      [other, 404],
    ] as const) {
      for (const path of ['/devices', '/racks', '/networks', '/vlans', '/vrfs', '/sites'])
        expect([path, (await caller.post(path, {})).status]).toEqual([path, status]);
      expect((await caller.send('PATCH', `/sites/${siteId}`, { body: { name: 'x' } })).status).toBe(status);
    }
    for (const path of ['/vlans', '/vrfs', '/sites']) expect([path, (await other.get(path)).status]).toEqual([path, 404]);
  });
});

test('a table is brought along as the pages do it: verdicts per row, then all of it or nothing, once', async () => {
  const keeper = api.as(api.city.infrastructureHead);
  const start = async (content: string): Promise<string> => {
    const upload = await keeper.upload('register-import', 'rak.csv', content);
    const answer = await keeper.post('/imports', { kind: 'racks', upload_id: upload });
    expect(answer).toMatchObject({ status: 201, body: { state: 'mapping', repeated: false } });
    return String(answer.body.id);
  };
  const site = 'Ruang Server Lantai 7';
  const faulty = await start(`nama;lokasi;apa\nZ1;${site};20\nZ2;Antah Berantah;20\n`);
  expect((await keeper.get(`/imports/${faulty}`)).body).toMatchObject({ mapping: ['name', 'siteId', ''], rows: 2, counts: null });
  const check = await keeper.post(`/imports/${faulty}/check`, { mapping: ['name', 'siteId', 'units'] });
  expect(check.body).toMatchObject({ state: 'checked' });
  expect((await keeper.get(`/imports/${faulty}`)).body).toMatchObject({ counts: { new: 1, fault: 1 } });
  expect((await keeper.get(`/imports/${faulty}/verdicts?verdict=fault`)).body).toMatchObject({
    verdicts: [{ row: 3, label: 'Z2', faults: [{ field: 'siteId' }] }],
  });
  expect(await keeper.post(`/imports/${faulty}/writing`, {})).toMatchObject({ status: 422 });
  const right = await start(`nama;lokasi;tinggi\nZ1;${site};20\n`);
  await keeper.post(`/imports/${right}/check`, {});
  const key = crypto.randomUUID();
  expect((await keeper.post(`/imports/${right}/writing`, { rows: 1 }, key)).body).toMatchObject({ state: 'written' });
  expect((await keeper.post(`/imports/${right}/writing`, { rows: 1 }, key)).body).toMatchObject({ repeated: true });
  expect((await keeper.get('/racks')).body.racks).toContainEqual(expect.objectContaining({ name: 'Z1', units: 20 }));
  for (const path of ['/imports', `/imports/${right}`, `/imports/${right}/verdicts`])
    expect([path, (await head.get(path)).status]).toEqual([path, 404]);
  expect((await head.post(`/imports/${right}/check`, {})).status).toBe(404);
});
