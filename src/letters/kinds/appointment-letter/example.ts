import type { z } from 'zod';
import { applicantLetterhead, exampleSheet, exampleSigner } from '../shared/example.ts';
import type { schema } from './schema.ts';

export const content: z.input<typeof schema> = {
  administrator: {
    name: 'Larasati Widyaningrum, S.Kom.',
    nip: '19920314 201902 2 007',
    rank: 'Penata (III/c)',
    title: 'Pranata Komputer Ahli Muda',
    phone: '0812-0000-0000',
    email: 'larasati@contoh.batam.go.id',
  },
  application: 'Antrean Puskesmas Terpadu (ANTARPUS)',
  duties: [
    'mengelola akun dan hak akses aplikasi',
    'memutakhirkan data dan konten aplikasi',
    'menjaga kerahasiaan kredensial',
    'melaporkan gangguan dan insiden kepada Dinas Komunikasi dan Informatika',
    'melakukan pencadangan sesuai pembagian tanggung jawab',
  ],
  validUntil: null,
};

export const sheet = exampleSheet({
  number: '500.12/229/DINKES/XI/2026',
  hal: 'Penunjukan Pengelola/Administrator Aplikasi Antrean Puskesmas Terpadu (ANTARPUS)',
  letterhead: applicantLetterhead,
  signature: {
    ...exampleSigner,
    title: 'Kepala Dinas Kesehatan',
    name: 'dr. Ayu Prameswari Lestari, M.Kes.',
    nip: '19760221 200312 2 003',
    rank: 'Pembina Tk. I (IV/b)',
  },
});
