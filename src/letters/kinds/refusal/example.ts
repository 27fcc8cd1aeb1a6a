import type { z } from 'zod';
import { exampleSheet, exampleSigner } from '../shared/example.ts';
import type { schema } from './schema.ts';

export const content: z.input<typeof schema> = {
  nature: 'ordinary',
  addressee: { title: 'Kepala Dinas Kesehatan Kota Batam', place: 'Batam' },
  request: { number: '500.12/231/DINKES/XI/2026', date: '2026-11-24', receivedOn: '2026-11-24' },
  application: 'Antrean Puskesmas Terpadu (ANTARPUS)',
  reasons: [
    {
      reason: 'Layanan yang sama sudah tersedia sebagai aplikasi umum atau aplikasi lain',
      note: 'pendaftaran pasien telah dilayani oleh aplikasi rumah sakit daerah',
    },
    { reason: 'Tim Teknis tidak merekomendasikan', note: '' },
  ],
  explanation: 'Kami menyarankan agar kebutuhan tersebut dibahas bersama Tim Teknis sebelum permohonan baru diajukan.',
};

export const sheet = exampleSheet({
  hal: 'Penolakan Permohonan Penyediaan Layanan Hosting Aplikasi ANTARPUS',
  signature: { ...exampleSigner, prefix: 'Plt.' },
});
