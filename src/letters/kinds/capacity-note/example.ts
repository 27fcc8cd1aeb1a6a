import type { z } from 'zod';
import { exampleSheet, exampleSigner } from '../shared/example.ts';
import type { schema } from './schema.ts';

export const content: z.input<typeof schema> = {
  to: 'Kepala Seksi Infrastruktur & Teknologi',
  from: 'Kepala Seksi Pengembangan Aplikasi',
  cc: ['Kepala Bidang Penyelenggaraan E-Government'],
  request: { caseNumber: 'K-2026-0042', number: '500.12/231/DINKES/XI/2026', date: '2026-11-24', owner: 'Dinas Kesehatan' },
  application: 'Antrean Puskesmas Terpadu (ANTARPUS)',
  needed: { cpu: 4, memoryGb: 8, diskGb: 120 },
  servers: [
    { name: 'app-01', cpu: 2, memoryGb: 3.5, diskGb: 410, note: 'memori tidak mencukupi' },
    { name: 'app-02', cpu: 6, memoryGb: 12, diskGb: 85, note: 'penyimpanan tidak mencukupi' },
    { name: 'app-03', cpu: 0, memoryGb: 0.5, diskGb: 1240, note: '' },
  ],
  note: 'Aplikasi memuat data pribadi sehingga sebaiknya ditempatkan pada server tersendiri.',
  dueOn: '2026-12-02',
};

export const sheet = exampleSheet({
  date: '2026-11-27',
  madeOn: '2026-11-27',
  number: '500.12/ND-8/DISKOMINFO/XI/2026',
  hal: 'Koordinasi Penyediaan Kapasitas Server untuk Aplikasi ANTARPUS',
  signature: {
    ...exampleSigner,
    title: 'Kepala Seksi Pengembangan Aplikasi',
    prefix: 'Plh.',
    name: 'Damar Satrio Wibisono, S.Kom.',
  },
});
