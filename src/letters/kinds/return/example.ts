import type { z } from 'zod';
import { exampleSheet, exampleSigner } from '../shared/example.ts';
import type { schema } from './schema.ts';

export const content: z.input<typeof schema> = {
  addressee: { title: 'Kepala Dinas Kesehatan Kota Batam', place: 'Batam' },
  request: { number: '500.12/231/DINKES/XI/2026', date: '2026-11-24', receivedOn: '2026-11-24' },
  application: 'Antrean Puskesmas Terpadu (ANTARPUS)',
  missing: [
    {
      item: 'Rekomendasi penyediaan layanan hosting aplikasi',
      reason: 'Masa berlaku rekomendasi telah habis',
      note: 'Rekomendasi yang dilampirkan berlaku sampai dengan 12 Oktober 2026.',
    },
    {
      item: 'Surat penunjukan pegawai OPD sebagai pengelola/administrator aplikasi',
      reason: 'Dokumen belum ditandatangani pejabat yang berwenang',
      note: '',
    },
  ],
  explanation: 'Petunjuk instalasi telah sesuai dan tidak perlu disampaikan ulang.',
};

export const sheet = exampleSheet({
  hal: 'Pengembalian Permohonan Penyediaan Layanan Hosting Aplikasi ANTARPUS',
  signature: {
    ...exampleSigner,
    title: 'Kepala Bidang Penyelenggaraan E-Government',
    onBehalfOf: 'Kepala Dinas Komunikasi dan Informatika',
  },
});
