import type { z } from 'zod';
import { exampleSheet, exampleSigner } from '../shared/example.ts';
import type { schema } from './schema.ts';

export const content: z.input<typeof schema> = {
  application: 'Antrean Puskesmas Terpadu (ANTARPUS)',
  owner: 'Dinas Kesehatan',
  examinedOn: '2026-10-08',
  checklist: [
    { aspect: 'Kesesuaian arsitektur/proses bisnis', verdict: 'met', note: '' },
    { aspect: 'Kelengkapan dokumen teknis', verdict: 'met', note: '' },
    { aspect: 'Kebutuhan sumber daya', verdict: 'met', note: 'sesuai hasil uji beban 200 pengguna serentak' },
    { aspect: 'Hasil uji fungsi', verdict: 'met', note: '' },
    { aspect: 'Hasil uji keamanan', verdict: 'with_notes', note: 'dua temuan tingkat sedang diperbaiki paling lambat 30 hari' },
    { aspect: 'Pelindungan data pribadi', verdict: 'met', note: '' },
  ],
  result: 'with_notes',
  notes: 'Pengujian ulang keamanan dilakukan sebelum aplikasi dibuka untuk umum.',
  resources: { cpu: 4, memoryGb: 8, diskGb: 120 },
  validUntil: '2027-04-12',
  members: [
    { name: 'Galih Prasetyaningtyas, S.T.', title: 'Pranata Komputer Ahli Madya' },
    { name: 'Nadira Kusumawardhani, M.Kom.', title: 'Sandiman Ahli Muda' },
    { name: 'Yosef Halomoan Siregar', title: '' },
  ],
};

export const sheet = exampleSheet({
  date: '2026-10-12',
  madeOn: '2026-10-12',
  number: '500.12/REK-6/DISKOMINFO/X/2026',
  hal: 'Rekomendasi Penyediaan Layanan Hosting Aplikasi Antrean Puskesmas Terpadu (ANTARPUS)',
  signature: { ...exampleSigner, title: 'Ketua Tim Teknis', at: '2026-10-12T13:40' },
});
