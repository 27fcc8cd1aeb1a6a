import type { NetworkFacts } from '../../src/registry/topology/read-network.ts';

type Row<Key extends keyof NetworkFacts> = NetworkFacts[Key] extends readonly (infer Each)[] ? Each : never;
type Kind = Row<'servers'>['kind'];
type Zone = Row<'networks'>['zone'];

const applications = [
  'Antrean Puskesmas',
  'Sistem Kepegawaian',
  'Perizinan Terpadu',
  'Arsip Digital',
  'Pajak Daerah',
  'Portal Wisata',
];

/** A site as a city has it: the way in over router and firewall, switches, four networks, hosts with virtual servers. */
const site = (no: number, { hosts, virtuals, gear }: { hosts: number; virtuals: number; gear: boolean }) => {
  const id = `site-${no}`;
  const part = {
    servers: [] as Row<'servers'>[],
    networks: [] as Row<'networks'>[],
    addresses: [] as Row<'addresses'>[],
    cables: [] as Row<'cables'>[],
  };
  const network = (name: string, prefix: string, vlan: number | null, zone: Zone): string => {
    part.networks.push({ id: `${id}-${name}`, name, prefix, vlan, zone, siteId: id });
    return `${id}-${name}`;
  };
  const device = (name: string, kind: Kind, model: string, more: Partial<Row<'servers'>> = {}): string => {
    part.servers.push({
      id: `${id}-${name}`,
      name,
      kind,
      status: 'active',
      siteId: id,
      hostId: null,
      model,
      operatingSystem: '',
      applications: [],
      ...more,
    });
    return `${id}-${name}`;
  };
  const address = (serverId: string, networkId: string, text: string) =>
    part.addresses.push({ serverId, networkId, address: text });
  const cable = ([fromId, fromKind]: [string, Kind], [toId, toKind]: [string, Kind], label = '') =>
    part.cables.push({ fromId, toId, fromKind, toKind, label, status: 'active' });
  const outside = network('Publik', `203.0.${no}.0/24`, null, 'public');
  const dmz = network('DMZ Aplikasi', `10.${no}.30.0/24`, 30, 'dmz');
  const inside = network('Internal', `10.${no}.40.0/22`, 40, 'internal');
  const management = network('Manajemen', `10.${no}.10.0/24`, 10, 'management');
  let core = '';
  if (gear) {
    const router = device('rtr-01', 'router', 'Router tepi');
    const firewall = device('fw-01', 'firewall', 'Firewall');
    core = device('sw-01', 'switch', 'Sakelar inti');
    address(router, outside, `203.0.${no}.1`);
    for (const [at, text] of [
      [outside, `203.0.${no}.2`],
      [dmz, `10.${no}.30.1`],
      [inside, `10.${no}.40.1`],
      [management, `10.${no}.10.1`],
    ] as const)
      address(firewall, at, text);
    cable([router, 'router'], [firewall, 'firewall'], 'WAN');
    cable([firewall, 'firewall'], [core, 'switch'], 'Trunk 10G');
    device('ups-01', 'power', 'UPS 10 kVA');
  }
  for (let host = 0; host < hosts; host += 1) {
    const machine = device(`hv-${host + 1}`, 'hypervisor', 'Server rak 2U');
    address(machine, management, `10.${no}.10.${10 + host}`);
    if (core) cable([core, 'switch'], [machine, 'hypervisor']);
    for (let virtual = 0; virtual < virtuals; virtual += 1) {
      const index = host * virtuals + virtual;
      const application = applications[index % applications.length] ?? '';
      const own = device(`vm-${no}-${index}`, 'virtual', '', {
        hostId: machine,
        operatingSystem: 'Debian 13',
        applications: virtual % 3 === 2 ? [] : [application],
        status: virtual === 4 ? 'planned' : 'active',
      });
      address(own, virtual % 4 === 0 ? inside : dmz, `10.${no}.${virtual % 4 === 0 ? 40 : 30}.${20 + index}`);
    }
  }
  for (let index = 0; index < 2; index += 1)
    address(device(`db-${index + 1}`, 'bare_metal', 'Server rak 1U'), inside, `10.${no}.40.${5 + index}`);
  return { id, core, ...part };
};

const together = (title: string, sites: readonly ReturnType<typeof site>[]): NetworkFacts => ({
  sites: sites.map(({ id }, index) => ({ id, name: `Ruang Server ${index + 1}` })),
  servers: sites.flatMap(({ servers }) => servers),
  networks: sites.flatMap(({ networks }) => networks),
  addresses: sites.flatMap(({ addresses }) => addresses),
  cables: [
    ...sites.flatMap(({ cables }) => cables),
    ...sites.slice(1).flatMap(({ core }) => {
      const first = sites[0]?.core;
      return first && core
        ? [
            {
              fromId: first,
              toId: core,
              fromKind: 'switch' as const,
              toKind: 'switch' as const,
              label: 'FO metro',
              status: 'active',
            },
          ]
        : [];
    }),
  ],
  title,
  language: 'id',
});

/** A room without gear, as an office begins: networks, one host, two servers. */
export const room = together('room', [site(1, { hosts: 1, virtuals: 3, gear: false })]);
/** A hall with gear and four hosts. */
export const hall = together('hall', [site(1, { hosts: 4, virtuals: 6, gear: true })]);
/** Three sites joined by fibre: too much to be drawn whole. */
export const city = together('city', [
  site(1, { hosts: 4, virtuals: 12, gear: true }),
  site(2, { hosts: 2, virtuals: 10, gear: true }),
  site(3, { hosts: 1, virtuals: 4, gear: true }),
]);
