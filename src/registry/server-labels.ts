import type { Words } from '#lib/words.ts';
import type { ServerInput } from './input.ts';

/** What each field of a server is called, on forms, pages and in the journal. */
export const serverLabels = {
  name: { id: 'Nama server', en: 'Server name' },
  kind: { id: 'Jenis', en: 'Kind' },
  siteId: { id: 'Lokasi', en: 'Site' },
  hostId: { id: 'Server induk', en: 'Host' },
  status: { id: 'Status', en: 'Status' },
  acceptsApplications: { id: 'Menerima aplikasi', en: 'Accepts applications' },
  cpu: { id: 'vCPU', en: 'vCPU' },
  memoryMb: { id: 'RAM', en: 'RAM' },
  diskGb: { id: 'Penyimpanan', en: 'Storage' },
  cpuOvercommit: { id: 'Faktor alokasi vCPU', en: 'vCPU over-commit' },
  memoryOvercommit: { id: 'Faktor alokasi RAM', en: 'RAM over-commit' },
  diskOvercommit: { id: 'Faktor alokasi penyimpanan', en: 'Storage over-commit' },
  operatingSystem: { id: 'Sistem operasi', en: 'Operating system' },
  processor: { id: 'Prosesor', en: 'Processor' },
  usage: { id: 'Jenis penggunaan', en: 'Usage' },
  ownership: { id: 'Status kepemilikan', en: 'Ownership' },
  ownerOfficeId: { id: 'Pemilik', en: 'Owner' },
  serialNumber: { id: 'Nomor seri', en: 'Serial number' },
  assetNumber: { id: 'Nomor inventaris', en: 'Asset number' },
  manufacturer: { id: 'Pabrikan', en: 'Manufacturer' },
  model: { id: 'Model', en: 'Model' },
  rack: { id: 'Rak', en: 'Rack' },
  rackUnit: { id: 'Unit rak', en: 'Rack unit' },
  rackHeight: { id: 'Tinggi (U)', en: 'Height (U)' },
  rackFace: { id: 'Sisi rak', en: 'Face of the rack' },
  warrantyUntil: { id: 'Garansi sampai', en: 'Warranty until' },
  notes: { id: 'Catatan', en: 'Notes' },
} as const satisfies Record<keyof ServerInput, Words>;
