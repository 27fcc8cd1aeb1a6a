import type { z } from 'zod';
import { exampleSheet, exampleSigner } from '../shared/example.ts';
import type { schema } from './schema.ts';

export const content: z.input<typeof schema> = {
  heldOn: '2026-12-08',
  first: {
    name: 'Damar Satrio Wibisono, S.Kom.',
    nip: '19850109 201001 1 012',
    rank: 'Penata Tk. I (III/d)',
    title: 'Kepala Seksi Pengembangan Aplikasi',
    office: 'Dinas Komunikasi dan Informatika Kota Batam',
  },
  second: {
    name: 'Larasati Widyaningrum, S.Kom.',
    nip: '19920314 201902 2 007',
    title: 'Pranata Komputer Ahli Muda',
    office: 'Dinas Kesehatan Kota Batam',
  },
  application: 'Antrean Puskesmas Terpadu (ANTARPUS)',
  domainName: 'antarpus.batam.go.id',
  service: 'virtual',
  results: [
    { item: 'Memasang PHP 8.4 dan ekstensi yang diperlukan', result: 'Selesai' },
    { item: 'Menyalin berkas aplikasi dan mengatur hak akses', result: 'Selesai' },
    { item: 'Membuat basis data dan menjalankan migrasi', result: 'Selesai', note: '42 tabel' },
    { item: 'Memasang sertifikat TLS', result: 'Selesai', note: 'berlaku sampai 8 Maret 2027' },
    { item: 'Uji coba masuk dan pendaftaran antrean', result: 'Selesai' },
  ],
};

export const sheet = exampleSheet({
  date: '2026-12-08',
  madeOn: '2026-12-08',
  number: '500.12/18/DISKOMINFO/XII/2026',
  hal: 'Berita Acara Instalasi dan Serah Terima Layanan Hosting Aplikasi Antrean Puskesmas Terpadu (ANTARPUS)',
  signature: {
    ...exampleSigner,
    title: 'Kepala Seksi Pengembangan Aplikasi',
    name: 'Damar Satrio Wibisono, S.Kom.',
    rank: 'Penata Tk. I (III/d)',
    nip: '19850109 201001 1 012',
    at: '2026-12-08T14:05',
  },
});
