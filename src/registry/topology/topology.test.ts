import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '#lib/ids.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { boxesIn, overlaps } from '../../../test/support/drawn.ts';
import { act, makeOffice, makePlace, makeServer, someday } from '../../../test/support/registry.ts';
import {
  assignAddress,
  connectCable,
  createNetwork,
  createServer,
  deployApplication,
  drawTopology,
  planApplication,
  provideServer,
  type Topology,
  topologyOf,
} from '../index.ts';

let database: TestDatabase;
let place: Awaited<ReturnType<typeof makePlace>>;
let serverId: string;
let officeId: string;

const install = async (name: string, on: string) => {
  const { applicationId } = await planApplication(database.db, { ...act, name, officeId, origin: newId() });
  await deployApplication(database.db, { ...act, applicationId, serverId: on });
};

beforeAll(async () => {
  database = await testDatabase();
  place = await makePlace(database.db);
  officeId = await makeOffice(database.db, 'Dinas Kesehatan');
  const provided = await provideServer(database.db, {
    now: someday,
    holder: newId(),
    holderLabel: 'K-2026-0001',
    kind: 'virtual',
    name: 'vm-antrean',
    hostId: place.hostId,
    networkId: place.networkId,
    address: 'next',
    cpu: 2,
    memoryMb: 4096,
    diskGb: 50,
    operatingSystem: 'Debian 13',
  });
  serverId = provided.serverId;
  const network = { siteId: place.siteId, name: 'Manajemen', prefix: '10.20.10.0/24', zone: 'management' };
  const { networkId } = await createNetwork(database.db, { ...act, network });
  await assignAddress(database.db, { ...act, networkId, address: '10.20.10.117', serverId, interface: 'eth1' });
  const firewall = await makeServer(database.db, place.siteId, { name: 'fw-01' });
  await connectCable(database.db, { ...act, cable: { fromServerId: firewall, toServerId: serverId, label: 'VLAN 30' } });
  await install('Antrean Puskesmas', serverId);
});
afterAll(() => database.close());

const expectReadable = (topology: Topology, svg: string) => {
  const boxes = boxesIn(svg);
  // The site is the frame around them.
  expect(boxes).toHaveLength(topology.nodes.length + 1);
  const [, width = 0, height = 0] = (/width="(\d+)" height="(\d+)"/.exec(svg) ?? []).map(Number);
  for (const box of boxes) {
    expect(box.x + box.width).toBeLessThanOrEqual(width);
    expect(box.y + box.height).toBeLessThanOrEqual(height);
  }
  expect(overlaps(boxes)).toEqual([]);
};

describe('the surroundings of a server', () => {
  test('are its networks, addresses, host, links, applications and names; a name leads to the address reached from outside', async () => {
    const topology = await topologyOf(database.db, serverId, ['antrean.kota.go.id']);
    expect(topology.servers).toEqual([
      { name: 'vm-antrean', kind: 'virtual', on: 'hv-01', addresses: ['10.20.10.117', '10.20.30.2'] },
      { name: 'hv-01', kind: 'hypervisor', on: '', addresses: [] },
      { name: 'fw-01', kind: 'bare_metal', on: '', addresses: [] },
    ]);
    expect(topology.networks).toEqual([
      { name: 'Manajemen', prefix: '10.20.10.0/24', vlan: null, gateway: '', zone: 'management' },
      { name: 'DMZ Aplikasi', prefix: '10.20.30.0/24', vlan: 30, gateway: '10.20.30.1', zone: 'dmz' },
    ]);
    expect(topology.links).toEqual([{ from: 'fw-01', to: 'vm-antrean', label: 'VLAN 30' }]);
    const { list } = await drawTopology(topology, 'id');
    expect(list.filter((line) => /antrean.kota.go.id|Antrean Puskesmas/.test(line))).toEqual([
      'antrean.kota.go.id (nama domain)',
      'Antrean Puskesmas (aplikasi, Dinas Kesehatan)',
      'antrean.kota.go.id menuju 10.20.30.2',
      'vm-antrean menjalankan Antrean Puskesmas',
    ]);
  });

  test('are drawn without overlaps, the same each time, in either language', async () => {
    const topology = await topologyOf(database.db, serverId, ['antrean.kota.go.id']);
    const { svg } = await drawTopology(topology, 'id');
    expectReadable(topology, svg);
    expect((await drawTopology(topology, 'id')).svg).toBe(svg);
    const english = await drawTopology(topology, 'en');
    expect(english.svg).toContain('Topology of vm-antrean');
    expect(english.list).toContain('fw-01 is linked to vm-antrean (VLAN 30)');
  });

  test('of a crowded hypervisor stay readable: what is too much is counted', async () => {
    for (let index = 0; index < 14; index += 1) {
      const virtual = { name: `vm-${index}`, kind: 'virtual', hostId: place.hostId, cpu: 1, memoryMb: 1024, diskGb: 1 };
      await createServer(database.db, { ...act, server: virtual });
    }
    const topology = await topologyOf(database.db, place.hostId);
    const { svg } = await drawTopology(topology);
    expectReadable(topology, svg);
    expect(svg).toContain('>+ 3<');
  });

  test('with markup in a name show it as text, and long names are cut in the picture but whole in the list', async () => {
    const plain = await makeServer(database.db, place.siteId, { name: 'app-markup', operatingSystem: '<b>&"OS"</b>' });
    const long = `Aplikasi ${'sangat '.repeat(12)}panjang`;
    await install(`</text><script>alert(1)</script>`, plain);
    await install(long, plain);
    const topology = await topologyOf(database.db, plain);
    const { svg, list } = await drawTopology(topology);
    expect(svg).not.toContain('<script>');
    expect(svg).toContain('&lt;b&gt;&amp;&quot;OS&quot;&lt;/b&gt;');
    expect(list.join()).toContain(long);
    expectReadable(topology, svg);
  });

  test('of no server are not found', async () => {
    await expect(topologyOf(database.db, newId())).rejects.toMatchObject({ code: 'not_found' });
  });
});
