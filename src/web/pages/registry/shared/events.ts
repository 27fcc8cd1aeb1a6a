import type { JournalEntry } from '#audit/index.ts';
import { type Language, say, type Words } from '#lib/words.ts';
import { applicationFields, type Resources, resourcesText, serverLabels } from '#registry/index.ts';

const sentences: Readonly<Record<string, Words>> = {
  'server.created': { id: 'Dimasukkan ke daftar', en: 'Entered into the register' },
  'server.changed': { id: 'Data diubah', en: 'Data changed' },
  'server.retired': { id: 'Dihentikan', en: 'Retired' },
  'capacity.held': { id: 'Kapasitas ditahan untuk {holderLabel}', en: 'Capacity held for {holderLabel}' },
  'capacity.allotted': { id: 'Kapasitas dialokasikan untuk {holderLabel}', en: 'Capacity allotted to {holderLabel}' },
  'capacity.released': { id: 'Kapasitas {holderLabel} dilepas', en: 'Capacity of {holderLabel} released' },
  'capacity.passed': {
    id: 'Kapasitas beralih ke aplikasi {holderLabel}',
    en: 'Capacity passed to the application {holderLabel}',
  },
  'capacity.expired': { id: 'Penahanan kapasitas {holderLabel} berakhir', en: 'Hold of {holderLabel} expired' },
  'address.assigned': { id: 'Alamat {address} diberikan', en: 'Address {address} assigned' },
  'address.reserved': { id: 'Alamat {address} dicadangkan: {reason}', en: 'Address {address} reserved: {reason}' },
  'address.released': { id: 'Alamat {address} dilepas', en: 'Address {address} released' },
  'cable.connected': {
    id: 'Kabel dari {interface} ke {other} {otherInterface}',
    en: 'Cable from {interface} to {other} {otherInterface}',
  },
  'cable.disconnected': {
    id: 'Kabel dari {interface} ke {other} {otherInterface} dilepas',
    en: 'Cable from {interface} to {other} {otherInterface} taken out',
  },
  'cable.changed': { id: 'Kabel di {interface} diubah', en: 'Cable in {interface} changed' },
  'interface.entered': { id: 'Antarmuka {name} dicatat', en: 'Interface {name} entered' },
  'interface.changed': { id: 'Antarmuka {interface} diubah', en: 'Interface {interface} changed' },
  'interface.removed': { id: 'Antarmuka {interface} dihapus', en: 'Interface {interface} removed' },
  'rack.created': { id: 'Rak {name} dicatat', en: 'Rack {name} entered' },
  'rack.changed': { id: 'Data rak diubah', en: 'Data of the rack changed' },
  'network.created': { id: 'Jaringan {prefix} dibuat', en: 'Network {prefix} created' },
  'network.changed': { id: 'Data jaringan diubah', en: 'Data of the network changed' },
  'network.removed': { id: 'Jaringan {prefix} dihapus', en: 'Network {prefix} removed' },
  'range.reserved': { id: 'Rentang {first}–{last} dicadangkan: {reason}', en: 'Range {first}–{last} reserved: {reason}' },
  'range.released': { id: 'Rentang {first}–{last} dilepas', en: 'Range {first}–{last} released' },
  'vrf.created': { id: 'VRF {name} dibuat', en: 'VRF {name} created' },
  'vrf.changed': { id: 'Data VRF diubah', en: 'Data of the VRF changed' },
  'vrf.removed': { id: 'VRF {name} dihapus', en: 'VRF {name} removed' },
  'vlan.created': { id: 'VLAN {vid} dibuat', en: 'VLAN {vid} created' },
  'vlan.changed': { id: 'Data VLAN diubah', en: 'Data of the VLAN changed' },
  'vlan.removed': { id: 'VLAN {vid} dihapus', en: 'VLAN {vid} removed' },
  'record.tagged': { id: 'Tag diubah', en: 'Tags changed' },
  'record.noted': { id: 'Catatan ditambahkan', en: 'Note added' },
  'record.attached': { id: 'Lampiran {title} ditambahkan', en: 'Attachment {title} added' },
  'record.detached': { id: 'Lampiran {title} dilepas', en: 'Attachment {title} taken off' },
  'site.created': { id: 'Lokasi ditambahkan', en: 'Site added' },
  'site.changed': { id: 'Data lokasi diubah', en: 'Data of the site changed' },
  'application.planned': { id: 'Masuk ke daftar aplikasi', en: 'Entered into the list of applications' },
  'application.imported': {
    id: 'Dimasukkan sebagai aplikasi yang sudah berjalan',
    en: 'Entered as an application already hosted',
  },
  'application.described': { id: 'Data aplikasi diubah', en: 'Data of the application changed' },
  'application.deployed': { id: 'Dipasang di {server} {path}', en: 'Installed on {server} {path}' },
  'application.activated': { id: 'Aktif di {url}', en: 'Active at {url}' },
  'application.retired': { id: 'Dihentikan', en: 'Retired' },
  'application.decommissioned': {
    id: 'Subdomain, alamat, dan kapasitas dibebaskan',
    en: 'Name, addresses and capacity set free',
  },
};

const plain = (value: unknown): string | number => (typeof value === 'number' ? value : String(value ?? ''));

/** What happened, in one sentence; an event that has no sentence of its own stands under its own name. */
export const sentenceOf = (event: Pick<JournalEntry, 'type' | 'data'>, language: Language): string => {
  const words = sentences[event.type];
  if (!words) return event.type;
  return say(words, language, Object.fromEntries(Object.entries(event.data).map(([key, value]) => [key, plain(value)])));
};

/** Fields of racks, networks, interfaces and the like, which have no list of labels of their own. */
const otherLabels: Readonly<Record<string, Words>> = {
  name: { id: 'Nama', en: 'Name' },
  address: { id: 'Alamat', en: 'Address' },
  description: { id: 'Keterangan', en: 'Description' },
  enabled: { id: 'Dipakai', en: 'In use' },
  colour: { id: 'Warna', en: 'Colour' },
  fromInterface: { id: 'Antarmuka asal', en: 'Interface at the one end' },
  gateway: { id: 'Gateway', en: 'Gateway' },
  label: { id: 'Label', en: 'Label' },
  lengthM: { id: 'Panjang (m)', en: 'Length (m)' },
  mac: { id: 'Alamat MAC', en: 'MAC address' },
  routeDistinguisher: { id: 'Route distinguisher', en: 'Route distinguisher' },
  speedMbps: { id: 'Kecepatan (Mb/s)', en: 'Speed (Mb/s)' },
  tags: { id: 'Tag', en: 'Tags' },
  taggedVlans: { id: 'VLAN bertag', en: 'Tagged VLANs' },
  toInterface: { id: 'Antarmuka tujuan', en: 'Interface at the other end' },
  units: { id: 'Tinggi (unit)', en: 'Height (units)' },
  untaggedVlan: { id: 'VLAN tanpa tag', en: 'Untagged VLAN' },
  vid: { id: 'Nomor VLAN', en: 'VLAN number' },
  vlan: { id: 'VLAN', en: 'VLAN' },
  zone: { id: 'Zona', en: 'Zone' },
};

const labelOf = (field: string): Words => {
  const application = applicationFields.find((each) => each.key === field);
  if (application) return application.label;
  return serverLabels[field as keyof typeof serverLabels] ?? otherLabels[field] ?? { id: field, en: field };
};

const isChange = (value: unknown): value is [unknown, unknown] => Array.isArray(value) && value.length === 2;

const shown = (value: unknown): string => (value === null || value === undefined || value === '' ? '–' : String(value));

/** The finer points of an event: what was before and after, how much, and what caused it. */
export const detailsOf = (event: JournalEntry, language: Language): string[] => {
  const { changes, personal, because, cpu, memoryMb, diskGb } = event.data as Partial<Resources> & Record<string, unknown>;
  const lines: string[] = [];
  if (event.type === 'capacity.held' && cpu && memoryMb && diskGb) lines.push(resourcesText({ cpu, memoryMb, diskGb }));
  for (const [field, pair] of Object.entries((changes ?? {}) as Record<string, unknown>)) {
    if (isChange(pair)) lines.push(`${say(labelOf(field), language)}: ${shown(pair[0])} → ${shown(pair[1])}`);
  }
  if (Array.isArray(personal)) lines.push(personal.map((field) => say(labelOf(String(field)), language)).join(', '));
  if (typeof because === 'string') lines.push(because);
  if (event.type === 'application.retired' && typeof event.data.reason === 'string') lines.push(event.data.reason);
  if (event.type === 'application.decommissioned') {
    const { name, servers, addresses } = event.data;
    lines.push([name, servers, addresses].flat().filter(Boolean).map(String).join(', '));
  }
  return lines;
};
