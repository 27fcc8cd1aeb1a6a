import type { Words } from '#lib/words.ts';

/** One value that a column may hold: its words and, where it is shown as a badge, its colour. */
export type Choice = { value: string; label: Words; colour?: string };

const list = <const T extends readonly Choice[]>(choices: T): T => choices;

export const serverKinds = list([
  { value: 'hypervisor', label: { id: 'Hypervisor', en: 'Hypervisor' }, colour: 'purple' },
  { value: 'bare_metal', label: { id: 'Server fisik (baremetal)', en: 'Bare-metal server' }, colour: 'indigo' },
  { value: 'virtual', label: { id: 'Server virtual', en: 'Virtual server' }, colour: 'azure' },
]);
export type ServerKind = (typeof serverKinds)[number]['value'];

/** Devices that do not compute: they stand in a rack and have interfaces, but nothing to give out. */
export const gearKinds = list([
  { value: 'switch', label: { id: 'Sakelar (switch)', en: 'Switch' }, colour: 'teal' },
  { value: 'router', label: { id: 'Router', en: 'Router' }, colour: 'azure' },
  { value: 'firewall', label: { id: 'Firewall', en: 'Firewall' }, colour: 'red' },
  { value: 'storage', label: { id: 'Media penyimpanan', en: 'Storage' }, colour: 'indigo' },
  { value: 'power', label: { id: 'Catu daya (UPS, PDU)', en: 'Power (UPS, PDU)' }, colour: 'orange' },
  { value: 'other', label: { id: 'Perangkat lain', en: 'Other device' }, colour: 'secondary' },
]);
export type GearKind = (typeof gearKinds)[number]['value'];

export const deviceKinds = list([...serverKinds, ...gearKinds]);
export type DeviceKind = ServerKind | GearKind;

/** Whether a device of this kind has a size of which capacity is given. */
export const computes = (kind: string): boolean => serverKinds.some(({ value }) => value === kind);

export const siteStatuses = list([
  { value: 'active', label: { id: 'Dipakai', en: 'In use' }, colour: 'green' },
  { value: 'retired', label: { id: 'Dihentikan', en: 'Retired' }, colour: 'secondary' },
]);

export const rackStatuses = list([
  { value: 'planned', label: { id: 'Direncanakan', en: 'Planned' }, colour: 'secondary' },
  { value: 'active', label: { id: 'Dipakai', en: 'In use' }, colour: 'green' },
  { value: 'retired', label: { id: 'Dihentikan', en: 'Retired' }, colour: 'secondary' },
]);
export type RackStatus = (typeof rackStatuses)[number]['value'];

export const rackFaces = list([
  { value: 'both', label: { id: 'Depan sampai belakang', en: 'Front to rear' } },
  { value: 'front', label: { id: 'Depan', en: 'Front' } },
  { value: 'rear', label: { id: 'Belakang', en: 'Rear' } },
]);
export type RackFace = (typeof rackFaces)[number]['value'];

export const interfaceKinds = list([
  { value: 'copper', label: { id: 'Tembaga (RJ45)', en: 'Copper (RJ45)' } },
  { value: 'fibre', label: { id: 'Serat optik', en: 'Fibre' } },
  { value: 'virtual', label: { id: 'Virtual', en: 'Virtual' } },
  { value: 'management', label: { id: 'Manajemen (IPMI)', en: 'Management (IPMI)' } },
  { value: 'aggregate', label: { id: 'Gabungan (LACP)', en: 'Aggregate (LACP)' } },
  { value: 'wireless', label: { id: 'Nirkabel', en: 'Wireless' } },
]);
export type InterfaceKind = (typeof interfaceKinds)[number]['value'];

export const cableKinds = list([
  { value: 'copper', label: { id: 'Tembaga', en: 'Copper' } },
  { value: 'fibre', label: { id: 'Serat optik', en: 'Fibre' } },
  { value: 'direct_attach', label: { id: 'DAC', en: 'Direct attach' } },
  { value: 'radio', label: { id: 'Radio', en: 'Radio link' } },
  { value: 'virtual', label: { id: 'Virtual', en: 'Virtual' } },
  { value: 'other', label: { id: 'Lainnya', en: 'Other' } },
]);
export type CableKind = (typeof cableKinds)[number]['value'];

export const cableStatuses = list([
  { value: 'planned', label: { id: 'Direncanakan', en: 'Planned' }, colour: 'secondary' },
  { value: 'active', label: { id: 'Terpasang', en: 'Connected' }, colour: 'green' },
]);
export type CableStatus = (typeof cableStatuses)[number]['value'];

export const serverStatuses = list([
  { value: 'planned', label: { id: 'Direncanakan', en: 'Planned' }, colour: 'secondary' },
  { value: 'active', label: { id: 'Aktif', en: 'Active' }, colour: 'green' },
  { value: 'maintenance', label: { id: 'Pemeliharaan', en: 'Maintenance' }, colour: 'yellow' },
  { value: 'retired', label: { id: 'Dihentikan', en: 'Retired' }, colour: 'secondary' },
]);
export type ServerStatus = (typeof serverStatuses)[number]['value'];

/** SPBE: jenis penggunaan server. */
export const serverUsages = list([
  { value: 'application', label: { id: 'Server aplikasi', en: 'Application server' } },
  { value: 'database', label: { id: 'Server basis data', en: 'Database server' } },
  { value: 'web', label: { id: 'Server web', en: 'Web server' } },
  { value: 'storage', label: { id: 'Server penyimpanan', en: 'Storage server' } },
  { value: 'virtualisation', label: { id: 'Server virtualisasi', en: 'Virtualisation host' } },
  { value: 'infrastructure', label: { id: 'Server layanan jaringan', en: 'Network services server' } },
  { value: 'other', label: { id: 'Lainnya', en: 'Other' } },
]);
export type ServerUsage = (typeof serverUsages)[number]['value'];

/** SPBE: status kepemilikan. */
export const ownerships = list([
  { value: 'owned', label: { id: 'Milik sendiri', en: 'Owned' } },
  { value: 'rented', label: { id: 'Sewa', en: 'Rented' } },
  { value: 'borrowed', label: { id: 'Pinjam pakai', en: 'On loan' } },
]);
export type Ownership = (typeof ownerships)[number]['value'];

export const networkZones = list([
  { value: 'public', label: { id: 'Publik', en: 'Public' }, colour: 'orange' },
  { value: 'dmz', label: { id: 'DMZ', en: 'DMZ' }, colour: 'yellow' },
  { value: 'internal', label: { id: 'Internal', en: 'Internal' }, colour: 'blue' },
  { value: 'management', label: { id: 'Manajemen', en: 'Management' }, colour: 'purple' },
]);
export type NetworkZone = (typeof networkZones)[number]['value'];

/** A network gives addresses; a container holds networks and other containers. */
export const networkKinds = list([
  { value: 'network', label: { id: 'Jaringan', en: 'Network' }, colour: 'blue' },
  { value: 'container', label: { id: 'Wadah', en: 'Container' }, colour: 'secondary' },
]);
export type NetworkKind = (typeof networkKinds)[number]['value'];

export const rangePurposes = list([
  { value: 'dhcp', label: { id: 'DHCP', en: 'DHCP' }, colour: 'azure' },
  { value: 'reserved', label: { id: 'Dicadangkan', en: 'Reserved' }, colour: 'yellow' },
  { value: 'infrastructure', label: { id: 'Infrastruktur', en: 'Infrastructure' }, colour: 'purple' },
]);
export type RangePurpose = (typeof rangePurposes)[number]['value'];

export const claimStates = list([
  { value: 'held', label: { id: 'Ditahan', en: 'Held' }, colour: 'yellow' },
  { value: 'allotted', label: { id: 'Dialokasikan', en: 'Allotted' }, colour: 'blue' },
  { value: 'released', label: { id: 'Dilepas', en: 'Released' }, colour: 'secondary' },
]);

export const applicationStatuses = list([
  { value: 'planned', label: { id: 'Direncanakan', en: 'Planned' }, colour: 'secondary' },
  { value: 'installing', label: { id: 'Instalasi', en: 'Being installed' }, colour: 'azure' },
  { value: 'active', label: { id: 'Aktif', en: 'Active' }, colour: 'green' },
  { value: 'suspended', label: { id: 'Ditangguhkan', en: 'Suspended' }, colour: 'orange' },
  { value: 'retired', label: { id: 'Dihentikan', en: 'Retired' }, colour: 'secondary' },
]);
export type ApplicationStatus = (typeof applicationStatuses)[number]['value'];

export const audiences = list([
  { value: 'public', label: { id: 'Publik', en: 'Public' } },
  { value: 'internal', label: { id: 'Internal pemerintah daerah', en: 'Internal to the government' } },
]);

export const environments = list([
  { value: 'production', label: { id: 'Produksi', en: 'Production' } },
  { value: 'staging', label: { id: 'Uji coba', en: 'Staging' } },
  { value: 'development', label: { id: 'Pengembangan', en: 'Development' } },
]);
export type Environment = (typeof environments)[number]['value'];

/** SPBE: basis aplikasi. */
export const applicationBases = list([
  { value: 'web', label: { id: 'Web', en: 'Web' } },
  { value: 'mobile', label: { id: 'Seluler', en: 'Mobile' } },
  { value: 'desktop', label: { id: 'Desktop', en: 'Desktop' } },
  { value: 'service', label: { id: 'Layanan antarsistem (API)', en: 'Service between systems (API)' } },
]);

/** SPBE: tipe lisensi aplikasi. */
export const licenses = list([
  { value: 'open_source', label: { id: 'Sumber terbuka', en: 'Open source' } },
  { value: 'own', label: { id: 'Milik pemerintah daerah', en: 'Owned by the government' } },
  { value: 'proprietary', label: { id: 'Berlisensi (proprietary)', en: 'Proprietary' } },
]);

/** The choice behind a stored value; an unknown value stands for itself, so that old records stay readable. */
export const choiceOf = (choices: readonly Choice[], value: string): Choice =>
  choices.find((choice) => choice.value === value) ?? { value, label: { id: value, en: value } };
