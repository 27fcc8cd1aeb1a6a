import { type Language, say } from '#lib/words.ts';
import {
  type ApplicationEntry,
  applicationFields,
  applicationStatuses,
  type CableRow,
  type Choice,
  cableKinds,
  cableStatuses,
  choiceOf,
  deviceKinds,
  type ListedAddress,
  type NetworkRow,
  networkKinds,
  networkZones,
  type ServerRow,
  serverKinds,
  serverStatuses,
  type VlanRow,
  type VrfRow,
} from '#registry/index.ts';
import type { ExportColumn } from '../../../send-list.ts';
import { words as deviceWords } from '../devices/words.ts';
import { words as networkWords } from '../networks/words.ts';
import { shared } from './words.ts';

const worded = (choices: readonly Choice[], value: string, language: Language): string =>
  value === '' ? '' : say(choiceOf(choices, value).label, language);

/** What an exported list of applications says of each; personal data is masked as in the list itself. */
export const applicationColumns = (language: Language): readonly ExportColumn<ApplicationEntry>[] => [
  ...applicationFields.map(({ key, label, choices, kind }) => ({
    key,
    label,
    value: (row: ApplicationEntry) => {
      const value = row[key];
      if (kind === 'yes_no') return say(value ? shared.yes : shared.no, language);
      return choices ? worded(choices, String(value ?? ''), language) : String(value ?? '');
    },
  })),
  { key: 'office', label: shared.office, value: (row) => row.officeName },
  { key: 'status', label: shared.status, value: (row) => worded(applicationStatuses, row.status, language) },
];

const gigabytes = (mb: number): number => Math.round((mb / 1024) * 10) / 10;

const amounts = (part: 'total' | 'free', label: { id: string; en: string }): readonly ExportColumn<ServerRow>[] => {
  const named = (resource: string) => ({ id: `${resource} ${label.id}`, en: `${resource} ${label.en}` });
  return [
    { key: `cpu_${part}`, label: named('vCPU'), value: (row) => row.capacity[part].cpu },
    { key: `memory_gb_${part}`, label: named('RAM (GB)'), value: (row) => gigabytes(row.capacity[part].memoryMb) },
    { key: `disk_gb_${part}`, label: named('Disk (GB)'), value: (row) => row.capacity[part].diskGb },
  ];
};

export const serverColumns = (language: Language): readonly ExportColumn<ServerRow>[] => [
  { key: 'name', label: shared.name, value: (row) => row.name },
  { key: 'kind', label: shared.kind, value: (row) => worded(serverKinds, row.kind, language) },
  { key: 'status', label: shared.status, value: (row) => worded(serverStatuses, row.status, language) },
  { key: 'site', label: shared.site, value: (row) => row.siteName },
  { key: 'host', label: { id: 'Server induk', en: 'Host' }, value: (row) => row.hostName },
  { key: 'owner', label: { id: 'Pemilik', en: 'Owner' }, value: (row) => row.ownerOfficeName },
  { key: 'operating_system', label: { id: 'Sistem operasi', en: 'Operating system' }, value: (row) => row.operatingSystem },
  { key: 'addresses', label: shared.address, value: (row) => row.addresses.join(' ') },
  ...amounts('total', { id: 'seluruhnya', en: 'in total' }),
  ...amounts('free', { id: 'tersisa', en: 'free' }),
];

export const deviceColumns = (language: Language): readonly ExportColumn<ServerRow>[] => [
  { key: 'name', label: shared.name, value: (row) => row.name },
  { key: 'kind', label: shared.kind, value: (row) => worded(deviceKinds, row.kind, language) },
  { key: 'status', label: shared.status, value: (row) => worded(serverStatuses, row.status, language) },
  { key: 'manufacturer', label: { id: 'Pabrikan', en: 'Manufacturer' }, value: (row) => row.manufacturer },
  { key: 'model', label: { id: 'Model', en: 'Model' }, value: (row) => row.model },
  { key: 'serial_number', label: { id: 'Nomor seri', en: 'Serial number' }, value: (row) => row.serialNumber },
  { key: 'asset_number', label: { id: 'Nomor inventaris', en: 'Asset number' }, value: (row) => row.assetNumber },
  { key: 'site', label: shared.site, value: (row) => row.siteName },
  { key: 'rack', label: shared.rack, value: (row) => row.rack },
  { key: 'rack_unit', label: { id: 'Unit rak', en: 'Rack unit' }, value: (row) => row.rackUnit },
  { key: 'rack_height', label: { id: 'Tinggi (U)', en: 'Height (U)' }, value: (row) => row.rackHeight },
  { key: 'owner', label: shared.owner, value: (row) => row.ownerOfficeName },
  {
    key: 'warranty_until',
    label: { id: 'Garansi sampai', en: 'Warranty until' },
    value: (row) => row.warrantyUntil?.toString() ?? '',
  },
  { key: 'addresses', label: shared.address, value: (row) => row.addresses.join(' ') },
];

export const networkColumns = (language: Language): readonly ExportColumn<NetworkRow>[] => [
  { key: 'name', label: shared.name, value: (row) => row.name },
  { key: 'prefix', label: networkWords.prefix, value: (row) => row.prefix },
  { key: 'kind', label: shared.kind, value: (row) => worded(networkKinds, row.kind, language) },
  { key: 'vrf', label: networkWords.vrf, value: (row) => row.vrfName },
  { key: 'vlan', label: networkWords.vlan, value: (row) => row.vlan },
  { key: 'gateway', label: networkWords.gateway, value: (row) => row.gateway },
  {
    key: 'zone',
    label: networkWords.zone,
    value: (row) => (row.kind === 'container' ? '' : worded(networkZones, row.zone, language)),
  },
  { key: 'site', label: shared.site, value: (row) => row.siteName },
  { key: 'taken', label: networkWords.use, value: (row) => row.taken },
  { key: 'usable', label: { id: 'Alamat yang dapat diberikan', en: 'Usable addresses' }, value: (row) => row.usable },
];

export const addressColumns: readonly ExportColumn<ListedAddress>[] = [
  { key: 'address', label: shared.address, value: (row) => row.address },
  { key: 'network', label: shared.network, value: (row) => row.networkName },
  { key: 'prefix', label: networkWords.prefix, value: (row) => row.prefix },
  { key: 'server', label: shared.servers, value: (row) => row.serverName },
  { key: 'interface', label: shared.interface, value: (row) => (row.serverId ? row.interface : '') },
  { key: 'reserved_for', label: networkWords.reason, value: (row) => row.reservedFor },
];

export const cableColumns = (language: Language): readonly ExportColumn<CableRow>[] => [
  { key: 'from_device', label: deviceWords.from, value: (row) => row.a.serverName },
  { key: 'from_interface', label: deviceWords.ownInterface, value: (row) => row.a.interface },
  { key: 'to_device', label: deviceWords.to, value: (row) => row.b.serverName },
  { key: 'to_interface', label: deviceWords.otherInterface, value: (row) => row.b.interface },
  { key: 'kind', label: deviceWords.cableKind, value: (row) => worded(cableKinds, row.kind, language) },
  { key: 'status', label: shared.status, value: (row) => worded(cableStatuses, row.status, language) },
  { key: 'label', label: deviceWords.label, value: (row) => row.label },
  { key: 'length_m', label: deviceWords.length, value: (row) => row.lengthM },
  { key: 'colour', label: deviceWords.colour, value: (row) => row.colour },
  { key: 'notes', label: shared.notes, value: (row) => row.notes },
];

export const vlanColumns: readonly ExportColumn<VlanRow>[] = [
  { key: 'vid', label: networkWords.vid, value: (row) => row.vid },
  { key: 'name', label: shared.name, value: (row) => row.name },
  { key: 'site', label: shared.site, value: (row) => row.siteName },
  { key: 'networks', label: shared.networks, value: (row) => row.networks.map(({ prefix }) => prefix).join(' ') },
  { key: 'notes', label: shared.notes, value: (row) => row.notes },
];

export const vrfColumns: readonly ExportColumn<VrfRow>[] = [
  { key: 'name', label: shared.name, value: (row) => row.name },
  { key: 'route_distinguisher', label: networkWords.rd, value: (row) => row.routeDistinguisher },
  { key: 'prefixes', label: networkWords.prefixCount, value: (row) => row.prefixes },
  { key: 'notes', label: shared.notes, value: (row) => row.notes },
];
