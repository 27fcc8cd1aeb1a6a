import type { z } from 'zod';
import { exampleSheet, exampleSigner } from '../shared/example.ts';
import type { schema } from './schema.ts';

export const content: z.input<typeof schema> = {
  reference: 'K-2026-0042',
  server: {
    name: 'antarpus-01',
    kind: 'virtual',
    status: 'active',
    host: 'hyper-02',
    site: 'Ruang Server Lt. VII',
    rack: 'B-04',
    cpu: 4,
    memoryGb: 8,
    diskGb: 120,
    operatingSystem: 'Debian GNU/Linux 13',
    processor: 'x86-64 (virtual)',
    usage: 'Aplikasi',
    ownership: 'owned',
    owner: 'Dinas Komunikasi dan Informatika',
    serialNumber: '',
    assetNumber: 'BMN-1.3.2.10.02.04-0017',
    warrantyUntil: null,
  },
  addresses: [
    {
      address: '10.20.30.41',
      interface: 'eth0',
      mac: '52:54:00:aa:bb:cc',
      network: 'Aplikasi',
      prefix: '10.20.30.0/24',
      vlan: 230,
      zone: 'dmz',
    },
    {
      address: '2001:db8:20:30::41',
      interface: 'eth0',
      mac: '52:54:00:aa:bb:cc',
      network: 'Aplikasi IPv6',
      prefix: '2001:db8:20:30::/64',
      vlan: 230,
      zone: 'dmz',
    },
  ],
  uses: [
    {
      label: 'Antrean Puskesmas Terpadu (ANTARPUS)',
      kind: 'application',
      owner: 'Dinas Kesehatan',
      state: 'held',
      cpu: 4,
      memoryGb: 8,
      diskGb: 100,
    },
  ],
  free: { cpu: 0, memoryGb: 0, diskGb: 20 },
  notes: 'Cadangan harian ke penyimpanan bersama, disimpan 14 hari.',
};

export const sheet = exampleSheet({
  hal: 'Dokumentasi server antarpus-01',
  number: '',
  signature: { ...exampleSigner, title: 'Kepala Seksi Infrastruktur & Teknologi', name: 'Ratna Puspaningrum, S.T.' },
});
