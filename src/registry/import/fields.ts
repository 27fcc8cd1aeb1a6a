import type { Words } from '#lib/words.ts';
import { applicationFields } from '../application-fields.ts';
import {
  applicationStatuses,
  deviceKinds,
  ownerships,
  rackFaces,
  serverKinds,
  serverStatuses,
  serverUsages,
} from '../choices.ts';
import { serverLabels } from '../server-labels.ts';
import { type ImportField, lowered, tags, text } from './field.ts';
import { ofCables, ofInterfaces, ofNetworks, ofRacks } from './fields-of-places.ts';
import { type Read, readAmount, readChoice, readDay, readYesNo } from './values.ts';

export const importKinds = [
  'devices',
  'servers',
  'racks',
  'interfaces',
  'cables',
  'networks',
  'addresses',
  'applications',
] as const;
export type ImportKind = (typeof importKinds)[number];

export const importKindLabels: Record<ImportKind, Words> = {
  devices: { id: 'Perangkat', en: 'Devices' },
  servers: { id: 'Server', en: 'Servers' },
  racks: { id: 'Rak', en: 'Racks' },
  interfaces: { id: 'Antarmuka', en: 'Interfaces' },
  cables: { id: 'Kabel', en: 'Cables' },
  networks: { id: 'Jaringan', en: 'Networks' },
  addresses: { id: 'Alamat IP', en: 'IP addresses' },
  applications: { id: 'Aplikasi', en: 'Applications' },
};

const kindNames: Record<string, string> = {
  vm: 'virtual',
  'virtual machine': 'virtual',
  'mesin virtual': 'virtual',
  vps: 'virtual',
  fisik: 'bare_metal',
  physical: 'bare_metal',
  baremetal: 'bare_metal',
  'bare metal': 'bare_metal',
  'server fisik': 'bare_metal',
  host: 'hypervisor',
  virtualisasi: 'hypervisor',
  switch: 'switch',
  sakelar: 'switch',
  'access switch': 'switch',
  'core switch': 'switch',
  ruter: 'router',
  mikrotik: 'router',
  nas: 'storage',
  san: 'storage',
  penyimpanan: 'storage',
  ups: 'power',
  pdu: 'power',
  lainnya: 'other',
};
const statusNames: Record<string, string> = { 'in use': 'active', dipakai: 'active', rusak: 'maintenance', rencana: 'planned' };
const ownershipNames: Record<string, string> = {
  milik: 'owned',
  'milik pemda': 'owned',
  'milik pemkot': 'owned',
  hibah: 'owned',
  pinjam: 'borrowed',
};

const liveStatuses = serverStatuses.filter(({ value }) => value !== 'retired');

const named = (key: keyof typeof serverLabels, names: readonly string[], read: ImportField['read'] = text): ImportField => ({
  key,
  label: serverLabels[key],
  names,
  read,
});

const ofDevices: readonly ImportField[] = [
  {
    ...named(
      'name',
      ['nama', 'nama perangkat', 'name', 'hostname', 'host name', 'device', 'perangkat', 'server', 'device name'],
      lowered,
    ),
    needed: true,
  },
  named('kind', ['jenis', 'tipe', 'jenis perangkat', 'kind', 'type', 'device type', 'kategori'], (value) =>
    readChoice(value, deviceKinds, kindNames),
  ),
  named('siteId', ['lokasi', 'site', 'ruang', 'ruang server', 'location', 'data center', 'tempat']),
  named('status', ['status', 'kondisi', 'keadaan', 'state'], (value) => readChoice(value, liveStatuses, statusNames)),
  named('manufacturer', ['pabrikan', 'merk', 'merek', 'brand', 'vendor', 'manufacturer']),
  named('model', ['model', 'seri', 'type model', 'tipe model', 'model name']),
  named('serialNumber', ['nomor seri', 'no seri', 'serial', 'serial number', 'sn', 's n', 'nomor serial']),
  named('assetNumber', [
    'nomor inventaris',
    'no inventaris',
    'kode barang',
    'nomor aset',
    'asset',
    'asset number',
    'asset tag',
    'nup',
    'bmn',
    'nomor bmd',
  ]),
  named('rack', ['rak', 'rack', 'nama rak', 'rack name']),
  named(
    'rackUnit',
    ['unit rak', 'posisi', 'posisi rak', 'u', 'unit', 'rack unit', 'rack position', 'position', 'nomor u'],
    (value) => readAmount(value.replace(/^u/i, ''), 'plain'),
  ),
  named('rackHeight', ['tinggi', 'tinggi u', 'height', 'ukuran u', 'u height', 'jumlah u'], (value) =>
    readAmount(value, 'plain'),
  ),
  named('rackFace', ['sisi', 'sisi rak', 'face', 'muka'], (value) => readChoice(value, rackFaces)),
  named('ownerOfficeId', ['pemilik', 'opd', 'perangkat daerah', 'owner', 'office', 'dinas', 'skpd', 'instansi']),
  named('ownership', ['status kepemilikan', 'kepemilikan', 'ownership'], (value) =>
    readChoice(value, ownerships, ownershipNames),
  ),
  named('warrantyUntil', ['garansi sampai', 'garansi', 'masa garansi', 'warranty', 'warranty until', 'akhir garansi'], readDay),
  named('usage', ['jenis penggunaan', 'penggunaan', 'fungsi', 'usage', 'jenis penggunaan server'], (value) =>
    readChoice(value, serverUsages),
  ),
  named('notes', ['catatan', 'keterangan', 'notes', 'remarks', 'comment', 'description']),
  tags,
];

const ofServers: readonly ImportField[] = [
  named('hostId', ['server induk', 'induk', 'hypervisor', 'parent', 'host', 'host server'], lowered),
  named('cpu', ['vcpu', 'cpu', 'core', 'jumlah core', 'prosesor core', 'cores', 'jumlah vcpu'], (value) =>
    readAmount(value, 'plain'),
  ),
  {
    key: 'memoryGb',
    label: { id: 'RAM (GB)', en: 'RAM (GB)' },
    names: ['ram', 'ram gb', 'memori', 'memory', 'kapasitas memori', 'memory gb', 'memori gb'],
    read: (value) => readAmount(/[a-z]/i.test(value) ? value : `${value} GB`, 'mb'),
  },
  {
    key: 'memoryMb',
    label: { id: 'RAM (MB)', en: 'RAM (MB)' },
    names: ['ram mb', 'memory mb', 'memori mb'],
    read: (value) => readAmount(value, 'mb'),
  },
  named(
    'diskGb',
    ['penyimpanan', 'disk', 'disk gb', 'storage', 'hdd', 'ssd', 'kapasitas penyimpanan', 'penyimpanan gb', 'harddisk'],
    (value) => readAmount(value, 'gb'),
  ),
  named('cpuOvercommit', ['faktor alokasi vcpu', 'cpu overcommit', 'vcpu over commit'], (value) => readAmount(value, 'plain')),
  named('operatingSystem', ['sistem operasi', 'os', 'operating system']),
  named('processor', ['prosesor', 'processor', 'jenis teknologi prosesor', 'tipe prosesor']),
  named('acceptsApplications', ['menerima aplikasi', 'accepts applications', 'hosting aplikasi'], readYesNo),
];

const only =
  (key: string, choices: readonly { value: string; label: Words }[]) =>
  (field: ImportField): ImportField =>
    field.key === key ? { ...field, read: (value) => readChoice(value, choices, kindNames) } : field;

const physicalKinds = deviceKinds.filter(({ value }) => value !== 'virtual');

const address = (value: string): Read => ({ value: value.replace(/\/(32|128)$/, '') });

const ofAddresses: readonly ImportField[] = [
  {
    key: 'address',
    label: { id: 'Alamat IP', en: 'IP address' },
    names: ['ip', 'alamat', 'alamat ip', 'ip address', 'address', 'ipv4', 'ipv6', 'ip addr'],
    needed: true,
    read: address,
  },
  {
    key: 'server',
    label: { id: 'Perangkat', en: 'Device' },
    names: ['perangkat', 'server', 'hostname', 'host', 'nama server', 'nama perangkat', 'device', 'name', 'nama'],
    read: lowered,
  },
  { key: 'interface', label: { id: 'Antarmuka', en: 'Interface' }, names: ['antarmuka', 'interface', 'port', 'nic'], read: text },
  {
    key: 'reason',
    label: { id: 'Dicadangkan untuk', en: 'Reserved for' },
    names: [
      'keterangan',
      'dicadangkan untuk',
      'alasan',
      'kegunaan',
      'description',
      'reserved for',
      'notes',
      'catatan',
      'penggunaan',
    ],
    read: text,
  },
  { key: 'vrf', label: { id: 'VRF', en: 'VRF' }, names: ['vrf'], read: text },
];

const applicationNames: Readonly<Record<string, readonly string[]>> = {
  name: ['nama', 'nama aplikasi', 'aplikasi', 'name', 'application', 'sistem informasi'],
  description: ['uraian', 'deskripsi', 'uraian aplikasi', 'description'],
  function: ['fungsi', 'fungsi aplikasi', 'function'],
  outputs: ['luaran', 'output', 'outputs', 'luaran data'],
  service: ['layanan', 'layanan yang didukung', 'service', 'nama layanan'],
  base: ['basis aplikasi', 'basis', 'platform', 'base'],
  license: ['tipe lisensi', 'lisensi', 'license', 'tipe lisensi aplikasi'],
  language: ['bahasa pemrograman', 'bahasa', 'programming language', 'language'],
  framework: ['kerangka pengembangan', 'kerangka', 'framework'],
  database: ['basis data', 'database', 'db', 'dbms'],
  developer_unit: ['unit pengembang', 'pengembang', 'developer'],
  operator_unit: ['unit operasional', 'unit operasional teknologi', 'pengelola ti', 'operator'],
  url: ['url', 'alamat', 'domain', 'subdomain', 'alamat url', 'website', 'link'],
  administrator_name: ['pengelola', 'nama pengelola', 'admin', 'pic', 'administrator', 'penanggung jawab'],
  administrator_nip: ['nip', 'nip pengelola', 'nip pic'],
  administrator_phone: ['telepon', 'no hp', 'hp', 'kontak', 'phone', 'no telepon', 'nomor telepon'],
  administrator_email: ['email', 'pos el', 'e mail', 'surel'],
  raa_code: ['raa', 'kode raa', 'raa level'],
  security_test_date: ['tanggal va pt', 'va pt', 'uji keamanan', 'tanggal uji keamanan', 'pentest'],
};

const ofApplications: readonly ImportField[] = [
  ...applicationFields.map(
    ({ key, label, kind, choices, personal }): ImportField => ({
      key,
      label,
      names: applicationNames[key] ?? [],
      ...(key === 'name' ? { needed: true } : {}),
      ...(personal ? { personal: true } : {}),
      read: (value) => {
        if (kind === 'date') return readDay(value);
        if (kind === 'yes_no') return readYesNo(value);
        if (choices) return readChoice(value, choices);
        // A bare domain name is meant as its secure address.
        if (key === 'url' && /^[\w-]+(\.[\w-]+)+(\/\S*)?$/.test(value)) return { value: `https://${value}` };
        return { value };
      },
    }),
  ),
  {
    key: 'office',
    label: { id: 'Perangkat daerah', en: 'Office' },
    names: ['opd', 'perangkat daerah', 'dinas', 'skpd', 'pemilik', 'instansi', 'office', 'owner', 'opd pemilik'],
    needed: true,
    read: text,
  },
  {
    key: 'status',
    label: { id: 'Status', en: 'Status' },
    names: ['status', 'status aplikasi', 'keadaan'],
    read: (value) =>
      readChoice(
        value,
        applicationStatuses.filter((status) => status.value !== 'retired'),
        { beroperasi: 'active', berjalan: 'active', digunakan: 'active' },
      ),
  },
  tags,
];

export const importFields: Record<ImportKind, readonly ImportField[]> = {
  devices: ofDevices
    .map(only('kind', physicalKinds))
    .concat(ofServers.filter(({ key }) => key !== 'hostId' && key !== 'acceptsApplications')),
  servers: ofDevices.map(only('kind', serverKinds)).concat(ofServers),
  racks: ofRacks,
  interfaces: ofInterfaces,
  cables: ofCables,
  networks: ofNetworks,
  addresses: ofAddresses,
  applications: ofApplications,
};

/** What a heading says, without signs and case: "No. Seri" is "no seri". */
export const plainHeading = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim();

/** Which field each column goes into, '' for none: as it was chosen before, else by its heading in either language. */
export const guessMapping = (
  kind: ImportKind,
  headers: readonly string[],
  remembered: ReadonlyMap<string, string> = new Map(),
): string[] => {
  const fields = importFields[kind];
  const taken = new Set<string>();
  const take = (key: string | undefined): string => {
    if (!key || taken.has(key) || !fields.some((field) => field.key === key)) return '';
    taken.add(key);
    return key;
  };
  const plain = headers.map(plainHeading);
  const chosen = plain.map((heading) => (remembered.has(heading) ? take(remembered.get(heading)) : null));
  const exact = plain.map(
    (heading, index) =>
      chosen[index] ??
      take(
        fields.find(
          ({ label, key, names }) => [label.id, label.en, key].map(plainHeading).includes(heading) || names.includes(heading),
        )?.key,
      ),
  );
  return exact;
};
