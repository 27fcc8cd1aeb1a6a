import type { z } from 'zod';
import { applicantLetterhead, exampleSheet, exampleSigner } from '../shared/example.ts';
import type { schema } from './schema.ts';

export const content: z.input<typeof schema> = {
  attachments: { count: 3, unit: 'berkas' },
  addressee: { title: 'Kepala Dinas Komunikasi dan Informatika Kota Batam', place: 'Batam' },
  cc: ['Sekretaris Daerah Kota Batam (sebagai laporan).'],
  purpose: 'meningkatkan pelayanan pendaftaran pasien puskesmas secara daring',
  application: 'Antrean Puskesmas Terpadu (ANTARPUS)',
  domainName: 'antarpus.batam.go.id',
  resources: { cpu: 4, memoryGb: 8, diskGb: 120 },
  technology: 'PHP 8.4 (Laravel 12)',
  database: 'PostgreSQL 17',
  access: 'public',
  personalData: true,
  personalDataNote: 'nama, NIK, nomor telepon pasien',
  administrator: {
    name: 'Larasati Widyaningrum, S.Kom.',
    nip: '19920314 201902 2 007',
    rank: 'Penata (III/c)',
    title: 'Pranata Komputer Ahli Muda',
    phone: '0812-0000-0000',
    email: 'larasati@contoh.batam.go.id',
  },
  recommendation: { number: '500.12/REK-6/DISKOMINFO/X/2026', date: '2026-10-12' },
  enclosures: [
    'rekomendasi penyediaan layanan hosting aplikasi dari Tim Teknis',
    'surat penunjukan pegawai sebagai pengelola/administrator aplikasi',
    'petunjuk instalasi aplikasi',
  ],
};

export const sheet = exampleSheet({
  number: '500.12/231/DINKES/XI/2026',
  hal: 'Permohonan Penyediaan Layanan Hosting Aplikasi Antrean Puskesmas Terpadu (ANTARPUS)',
  letterhead: applicantLetterhead,
  signature: {
    ...exampleSigner,
    title: 'Kepala Dinas Kesehatan',
    name: 'dr. Ayu Prameswari Lestari, M.Kes.',
    nip: '19760221 200312 2 003',
    rank: 'Pembina Tk. I (IV/b)',
  },
});
