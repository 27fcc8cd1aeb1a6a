import type { z } from 'zod';
import { exampleSheet } from '../shared/example.ts';
import type { schema } from './schema.ts';

export const content: z.input<typeof schema> = {
  attachments: { count: 1, unit: 'berkas' },
  addressee: { title: 'Kepala Dinas Kesehatan Kota Batam', place: 'Batam' },
  cc: ['Sekretaris Daerah Kota Batam', 'Kepala Bidang Penyelenggaraan E-Government'],
  request: { number: '500.12/231/DINKES/XI/2026', date: '2026-11-24', receivedOn: '2026-11-24' },
  application: 'Antrean Puskesmas Terpadu (ANTARPUS)',
  domainName: 'antarpus.batam.go.id',
  service: 'virtual',
  activeOn: '2026-12-08',
  administrator: { name: 'Larasati Widyaningrum, S.Kom.', nip: '19920314 201902 2 007' },
  changeWithinDays: 5,
};

export const sheet = exampleSheet({
  date: '2026-12-10',
  madeOn: '2026-12-10',
  number: '500.12/19/DISKOMINFO/XII/2026',
  hal: 'Tanggapan atas Permohonan Pembuatan Subdomain',
});
