import type { Words } from '#lib/words.ts';
import { cableKinds, cableStatuses, interfaceKinds, networkKinds, networkZones, rackStatuses } from '../choices.ts';
import { type ImportField, lowered, tags, text } from './field.ts';
import { readAmount, readChoice, readYesNo } from './values.ts';

const of = (key: string, label: Words, names: readonly string[], read: ImportField['read'] = text): ImportField => ({
  key,
  label,
  names,
  read,
});

const plain: ImportField['read'] = (value) => readAmount(value, 'plain');

const site = of('siteId', { id: 'Lokasi', en: 'Site' }, ['lokasi', 'site', 'ruang', 'ruang server', 'location', 'tempat']);
const owner = of('ownerOfficeId', { id: 'Pemilik', en: 'Owner' }, [
  'pemilik',
  'opd',
  'perangkat daerah',
  'owner',
  'office',
  'dinas',
]);
const notes = of('notes', { id: 'Catatan', en: 'Notes' }, ['catatan', 'keterangan', 'notes', 'remarks', 'comment', 'comments']);

export const ofRacks: readonly ImportField[] = [
  { ...of('name', { id: 'Nama', en: 'Name' }, ['nama', 'nama rak', 'rak', 'rack', 'rack name', 'name']), needed: true },
  { ...site, needed: true },
  of(
    'units',
    { id: 'Tinggi (unit)', en: 'Height (units)' },
    ['tinggi', 'unit', 'units', 'u', 'height', 'u height', 'jumlah u'],
    (value) => readAmount(value.replace(/^u/i, ''), 'plain'),
  ),
  of('status', { id: 'Status', en: 'Status' }, ['status', 'keadaan', 'state'], (value) => readChoice(value, rackStatuses)),
  of('serialNumber', { id: 'Nomor seri', en: 'Serial number' }, ['no seri', 'serial', 'sn', 'serial number']),
  of('assetNumber', { id: 'Nomor inventaris', en: 'Asset number' }, [
    'no inventaris',
    'kode barang',
    'asset',
    'asset tag',
    'nup',
  ]),
  owner,
  notes,
  tags,
];

const kindNames: Record<string, string> = {
  rj45: 'copper',
  utp: 'copper',
  fo: 'fibre',
  fiber: 'fibre',
  sfp: 'fibre',
  ipmi: 'management',
};

export const ofInterfaces: readonly ImportField[] = [
  {
    ...of(
      'serverId',
      { id: 'Perangkat', en: 'Device' },
      ['perangkat', 'server', 'hostname', 'device', 'nama perangkat'],
      lowered,
    ),
    needed: true,
  },
  {
    ...of('name', { id: 'Antarmuka', en: 'Interface' }, ['antarmuka', 'interface', 'port', 'nic', 'nama', 'name']),
    needed: true,
  },
  of('kind', { id: 'Jenis', en: 'Kind' }, ['jenis', 'tipe', 'type', 'kind'], (value) =>
    readChoice(value, interfaceKinds, kindNames),
  ),
  of('mac', { id: 'Alamat MAC', en: 'MAC address' }, ['mac', 'mac address', 'alamat mac']),
  of('speedMbps', { id: 'Kecepatan (Mb/s)', en: 'Speed (Mb/s)' }, ['kecepatan', 'speed', 'speed mbps', 'mbps'], plain),
  of('enabled', { id: 'Dipakai', en: 'In use' }, ['dipakai', 'enabled', 'aktif', 'in use'], readYesNo),
  of('untaggedVlan', { id: 'VLAN tanpa tag', en: 'Untagged VLAN' }, ['vlan', 'untagged vlan', 'access vlan', 'pvid'], plain),
  of('taggedVlans', { id: 'VLAN bertag', en: 'Tagged VLANs' }, ['tagged vlans', 'trunk', 'vlan trunk', 'vlan bertag']),
  of('description', { id: 'Keterangan', en: 'Description' }, ['keterangan', 'description', 'deskripsi', 'catatan']),
  tags,
];

export const ofCables: readonly ImportField[] = [
  {
    ...of('fromServerId', { id: 'Dari', en: 'From' }, ['dari', 'perangkat a', 'from', 'from device', 'device a'], lowered),
    needed: true,
  },
  {
    ...of('fromInterface', { id: 'Antarmuka di sini', en: 'Interface here' }, [
      'port a',
      'antarmuka a',
      'from interface',
      'from port',
    ]),
    needed: true,
  },
  { ...of('toServerId', { id: 'Ke', en: 'To' }, ['ke', 'perangkat b', 'to', 'to device', 'device b'], lowered), needed: true },
  {
    ...of('toInterface', { id: 'Antarmuka tujuan', en: 'Its interface' }, ['port b', 'antarmuka b', 'to interface', 'to port']),
    needed: true,
  },
  of('kind', { id: 'Jenis kabel', en: 'Kind of cable' }, ['jenis', 'tipe', 'type', 'kind', 'cable type'], (value) =>
    readChoice(value, cableKinds, kindNames),
  ),
  of('status', { id: 'Status', en: 'Status' }, ['status', 'keadaan'], (value) => readChoice(value, cableStatuses)),
  of('label', { id: 'Label', en: 'Label' }, ['label', 'nomor kabel', 'cable id', 'no kabel']),
  of('lengthM', { id: 'Panjang (m)', en: 'Length (m)' }, ['panjang', 'length', 'length m'], plain),
  of('colour', { id: 'Warna', en: 'Colour' }, ['warna', 'colour', 'color']),
  notes,
  { ...tags, names: ['tag', 'tags'] },
];

export const ofNetworks: readonly ImportField[] = [
  {
    ...of('prefix', { id: 'Rentang alamat', en: 'Prefix' }, [
      'prefix',
      'prefiks',
      'subnet',
      'network',
      'jaringan',
      'cidr',
      'rentang',
    ]),
    needed: true,
  },
  of('name', { id: 'Nama', en: 'Name' }, ['nama', 'nama jaringan', 'name', 'network name']),
  of('kind', { id: 'Jenis', en: 'Kind' }, ['jenis', 'tipe', 'kind', 'type'], (value) =>
    readChoice(value, networkKinds, { subnet: 'network', kontainer: 'container', aggregate: 'container' }),
  ),
  of('vrfId', { id: 'VRF', en: 'VRF' }, ['vrf']),
  site,
  of('zone', { id: 'Zona', en: 'Zone' }, ['zona', 'zone'], (value) => readChoice(value, networkZones)),
  of('vlan', { id: 'VLAN', en: 'VLAN' }, ['vlan', 'vid', 'vlan id'], plain),
  of('gateway', { id: 'Gateway', en: 'Gateway' }, ['gateway', 'gw', 'default gateway']),
  owner,
  notes,
  tags,
];
