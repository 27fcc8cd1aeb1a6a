import type { Words } from '#lib/words.ts';
import {
  applicationStatuses,
  choiceOf,
  deviceKinds,
  listAddresses,
  listApplications,
  listNetworks,
  listRacks,
  listServers,
  listSites,
  maySeeServers,
  networkKinds,
  networkZones,
  rackStatuses,
  resourcesText,
  serverKinds,
  serverStatuses,
  siteStatuses,
} from '#registry/index.ts';
import type { GeneratedCell } from '#wiki/index.ts';
import { type Asked, type Column, type Conditions, everybody, inAddress, type TableKind } from './kind.ts';

type Choices = Parameters<typeof choiceOf>[0];

const chosen = (choices: Choices, value: string, { actor }: Asked): string => choiceOf(choices, value).label[actor.language];

const to = (kind: string, id: string | null | undefined, text: string | null | undefined): GeneratedCell =>
  id && text ? { text, kind, id } : (text ?? '');

const column = <Row>(
  key: string,
  id: string,
  en: string,
  cell: Column<Row>['cell'],
  sort?: Column<Row>['sort'],
): Column<Row> => ({
  key,
  label: { id, en },
  cell,
  ...(sort ? { sort } : {}),
});

/** The conditions of a register's own query. */
const filterOf = ({ q, site, office, ...rest }: Conditions) => ({
  ...rest,
  ...(q ? { search: q } : {}),
  ...(site ? { siteId: site } : {}),
  ...(office ? { officeId: office } : {}),
});

type ServerRow = Awaited<ReturnType<typeof listServers>>['rows'][number];

const serverColumns: readonly Column<ServerRow>[] = [
  column('name', 'Nama', 'Name', (row) => to('server', row.id, row.name)),
  column('kind', 'Jenis', 'Kind', (row, asked) => chosen(deviceKinds, row.kind, asked)),
  column('site', 'Lokasi', 'Site', (row) => to('site', row.siteId, row.siteName)),
  column('addresses', 'Alamat', 'Addresses', (row) => row.addresses.join(', ')),
  column(
    'size',
    'Ukuran',
    'Size',
    (row) => resourcesText(row.capacity.total),
    (row) => row.capacity.total.cpu,
  ),
  column('status', 'Status', 'Status', (row, asked) => chosen(serverStatuses, row.status, asked)),
  column('system', 'Sistem operasi', 'Operating system', (row) => row.operatingSystem),
  column('host', 'Server induk', 'Host', (row) => to('server', row.hostId, row.hostName)),
  column('rack', 'Rak', 'Rack', (row) =>
    to('rack', row.rackId, [row.rack, row.rackUnit && `U${row.rackUnit}`].filter(Boolean).join(' ')),
  ),
  column('office', 'Perangkat daerah', 'Office', (row) => row.ownerOfficeName ?? ''),
  column('model', 'Merek dan tipe', 'Make and model', (row) => `${row.manufacturer} ${row.model}`.trim()),
  column('serial', 'Nomor seri', 'Serial number', (row) => row.serialNumber),
  column('asset', 'Nomor aset', 'Asset number', (row) => row.assetNumber),
];

const servers: TableKind<ServerRow> = {
  key: 'servers',
  names: { id: 'server', en: 'servers' },
  label: { id: 'Server', en: 'Servers' },
  mayBeSeen: maySeeServers,
  filters: [
    { key: 'q' },
    { key: 'site' },
    { key: 'kind', choices: serverKinds },
    { key: 'status', choices: serverStatuses },
    { key: 'tag' },
  ],
  columns: serverColumns,
  shown: ['name', 'kind', 'site', 'addresses', 'size', 'status'],
  read: ({ db, actor }, conditions, most) => listServers(db, actor, { ...filterOf(conditions), pageSize: most }),
  list: (conditions) => ({ kind: 'servers', id: inAddress(conditions) }),
};

const devices: TableKind<ServerRow> = {
  ...servers,
  key: 'devices',
  names: { id: 'perangkat', en: 'devices' },
  label: { id: 'Perangkat', en: 'Devices' },
  filters: servers.filters.map((filter) => (filter.key === 'kind' ? { key: 'kind', choices: deviceKinds } : filter)),
  shown: ['name', 'kind', 'site', 'rack', 'model', 'status'],
  read: ({ db, actor }, conditions, most) =>
    listServers(db, actor, { ...filterOf(conditions), group: 'devices', pageSize: most }),
  list: (conditions) => ({ kind: 'devices', id: inAddress(conditions) }),
};

type RackRow = Awaited<ReturnType<typeof listRacks>>[number];

const whole = <Row>(rows: readonly Row[], most: number) => ({ rows: rows.slice(0, most), total: rows.length, more: false });

const racks: TableKind<RackRow> = {
  key: 'racks',
  names: { id: 'rak', en: 'racks' },
  label: { id: 'Rak', en: 'Racks' },
  mayBeSeen: maySeeServers,
  filters: [{ key: 'site' }, { key: 'status', choices: rackStatuses }],
  columns: [
    column('name', 'Nama', 'Name', (row) => to('rack', row.id, row.name)),
    column('site', 'Lokasi', 'Site', (row) => to('site', row.siteId, row.siteName)),
    column(
      'units',
      'Unit',
      'Units',
      (row) => String(row.units),
      (row) => row.units,
    ),
    column(
      'used',
      'Unit terisi',
      'Units taken',
      (row) => String(row.used),
      (row) => row.used,
    ),
    column(
      'devices',
      'Perangkat',
      'Devices',
      (row) => String(row.devices),
      (row) => row.devices,
    ),
    column('status', 'Status', 'Status', (row, asked) => chosen(rackStatuses, row.status, asked)),
    column('office', 'Perangkat daerah', 'Office', (row) => row.ownerOfficeName ?? ''),
  ],
  shown: ['name', 'site', 'units', 'used', 'devices', 'status'],
  read: async ({ db, actor }, { site, status }, most) => {
    const rows = await listRacks(db, actor, site ? { siteId: site } : {});
    return whole(
      rows.filter((row) => !status || row.status === status),
      most,
    );
  },
  list: ({ site }) => ({ kind: 'racks', id: inAddress(site ? { site } : {}) }),
};

type SiteRow = Awaited<ReturnType<typeof listSites>>[number];

const sites: TableKind<SiteRow> = {
  key: 'sites',
  names: { id: 'lokasi', en: 'sites' },
  label: { id: 'Lokasi', en: 'Sites' },
  mayBeSeen: maySeeServers,
  filters: [{ key: 'status', choices: siteStatuses }],
  columns: [
    column('name', 'Nama', 'Name', (row) => to('site', row.id, row.name)),
    column('address', 'Alamat', 'Address', (row) => row.address),
    column(
      'servers',
      'Server dan perangkat',
      'Servers and devices',
      (row) => String(row.servers),
      (row) => row.servers,
    ),
    column(
      'racks',
      'Rak',
      'Racks',
      (row) => String(row.racks),
      (row) => row.racks,
    ),
    column(
      'networks',
      'Jaringan',
      'Networks',
      (row) => String(row.networks),
      (row) => row.networks,
    ),
    column('status', 'Status', 'Status', (row, asked) => chosen(siteStatuses, row.status, asked)),
  ],
  shown: ['name', 'address', 'servers', 'racks', 'networks'],
  read: async ({ db, actor }, { status }, most) => {
    const rows = await listSites(db, actor, { retired: status === 'retired' });
    return whole(
      rows.filter((row) => !status || row.status === status),
      most,
    );
  },
  list: () => ({ kind: 'sites', id: '' }),
};

type NetworkRow = Awaited<ReturnType<typeof listNetworks>>['rows'][number];

const networks: TableKind<NetworkRow> = {
  key: 'networks',
  names: { id: 'jaringan', en: 'networks' },
  label: { id: 'Jaringan', en: 'Networks' },
  mayBeSeen: maySeeServers,
  filters: [
    { key: 'q' },
    { key: 'site' },
    { key: 'zone', choices: networkZones },
    { key: 'kind', choices: networkKinds },
    { key: 'tag' },
  ],
  columns: [
    column('name', 'Nama', 'Name', (row) => to('network', row.id, row.name)),
    column('prefix', 'Rentang', 'Prefix', (row) => row.prefix),
    column('zone', 'Zona', 'Zone', (row, asked) => chosen(networkZones, row.zone, asked)),
    column('site', 'Lokasi', 'Site', (row) => to('site', row.siteId, row.siteName)),
    column(
      'taken',
      'Terpakai',
      'Taken',
      (row) => String(row.taken),
      (row) => row.taken,
    ),
    column(
      'percent',
      'Penuh',
      'Full',
      (row) => `${Math.round(row.percent)} %`,
      (row) => row.percent,
    ),
    column(
      'vlan',
      'VLAN',
      'VLAN',
      (row) => (row.vlan === null ? '' : String(row.vlan)),
      (row) => row.vlan ?? 0,
    ),
    column('gateway', 'Gateway', 'Gateway', (row) => row.gateway ?? ''),
    column('kind', 'Jenis', 'Kind', (row, asked) => chosen(networkKinds, row.kind, asked)),
  ],
  shown: ['name', 'prefix', 'zone', 'site', 'taken'],
  read: ({ db, actor }, conditions, most) => listNetworks(db, actor, { ...filterOf(conditions), pageSize: most }),
  list: (conditions) => ({ kind: 'networks', id: inAddress(conditions) }),
};

type AddressRow = Awaited<ReturnType<typeof listAddresses>>['rows'][number];

const addresses: TableKind<AddressRow> = {
  key: 'addresses',
  names: { id: 'alamat', en: 'addresses' },
  label: { id: 'Alamat', en: 'Addresses' },
  mayBeSeen: maySeeServers,
  filters: [{ key: 'q' }, { key: 'network' }],
  columns: [
    column('address', 'Alamat', 'Address', (row) => row.address),
    column('network', 'Jaringan', 'Network', (row) => to('network', row.networkId, row.networkName)),
    column('holder', 'Dipakai oleh', 'Used by', (row) =>
      row.serverId ? to('server', row.serverId, row.serverName) : row.reservedFor,
    ),
    column('interface', 'Antarmuka', 'Interface', (row) => row.interface),
  ],
  shown: ['address', 'network', 'holder'],
  read: ({ db, actor }, { q, network }, most) =>
    listAddresses(db, actor, { ...(q ? { search: q } : {}), ...(network ? { networkId: network } : {}), pageSize: most }),
  list: ({ network }) => (network ? { kind: 'network', id: network } : { kind: 'networks', id: '' }),
};

type ApplicationRow = Awaited<ReturnType<typeof listApplications>>['rows'][number];

const applications: TableKind<ApplicationRow> = {
  key: 'applications',
  names: { id: 'aplikasi', en: 'applications' },
  label: { id: 'Aplikasi', en: 'Applications' },
  mayBeSeen: everybody,
  filters: [{ key: 'q' }, { key: 'office' }, { key: 'status', choices: applicationStatuses }, { key: 'tag' }],
  columns: [
    column('name', 'Nama', 'Name', (row) => to('application', row.id, row.name)),
    column('office', 'Perangkat daerah', 'Office', (row) => row.officeName),
    column('url', 'Alamat web', 'Web address', (row) => String(row.url ?? '')),
    column('status', 'Status', 'Status', (row, asked) => chosen(applicationStatuses, row.status, asked)),
    column('language', 'Bahasa', 'Language', (row) => row.language),
    column('framework', 'Kerangka kerja', 'Framework', (row) => row.framework),
    column('database', 'Basis data', 'Database', (row) => row.database),
    column(
      'missing',
      'Isian kosong',
      'Fields missing',
      (row) => String(row.missing),
      (row) => row.missing,
    ),
  ],
  shown: ['name', 'office', 'url', 'status'],
  read: ({ db, actor }, conditions, most) => listApplications(db, actor, { ...filterOf(conditions), pageSize: most }),
  list: (conditions) => ({ kind: 'applications', id: inAddress(conditions) }),
};

/** The registers of places, devices, networks and applications. */
export const registers = [servers, devices, racks, sites, networks, addresses, applications] as const;

/** What a condition is called by who writes; each has its name in both languages. */
export const filterNames: Readonly<Record<string, Words>> = {
  q: { id: 'cari', en: 'q' },
  office: { id: 'opd', en: 'office' },
  site: { id: 'lokasi', en: 'site' },
  network: { id: 'jaringan', en: 'network' },
  zone: { id: 'zona', en: 'zone' },
  kind: { id: 'jenis', en: 'kind' },
  status: { id: 'status', en: 'status' },
  tag: { id: 'label', en: 'tag' },
  open: { id: 'terbuka', en: 'open' },
};
