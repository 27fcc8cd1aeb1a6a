import type { z } from 'zod';
import { exampleSheet, exampleSigner } from '../shared/example.ts';
import type { schema } from './schema.ts';

export const content: z.input<typeof schema> = {
  nature: 'ordinary',
  addressee: { title: 'Kepala Dinas Kesehatan Kota Batam', place: 'Batam' },
  application: 'Antrean Puskesmas Terpadu (ANTARPUS)',
  owner: 'Dinas Kesehatan',
  endedOn: '2026-11-24',
  reason: 'layanannya telah beralih ke aplikasi SIAP-Sehat sesuai permintaan Saudara Nomor 400.7/118/DINKES/X/2026',
  domainName: 'antarpus.batam.go.id',
  resources: { cpu: 4, memoryGb: 8, diskGb: 120 },
  ownServers: 1,
};

export const sheet = exampleSheet({
  hal: 'Pemberitahuan Penghentian Layanan Hosting Aplikasi ANTARPUS',
  signature: { ...exampleSigner, onBehalfOf: 'Kepala Dinas Komunikasi dan Informatika' },
});
