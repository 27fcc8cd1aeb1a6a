import type { z } from 'zod';
import { exampleSheet } from '../shared/example.ts';
import type { schema } from './schema.ts';

export const content: z.input<typeof schema> = {
  letter: {
    from: 'Dinas Kesehatan',
    number: '500.12/231/DINKES/XI/2026',
    date: '2026-11-24',
    hal: 'Permohonan Penyediaan Layanan Hosting Aplikasi Antrean Puskesmas Terpadu (ANTARPUS)',
  },
  receivedOn: '2026-11-24',
  agendaNumber: '418',
  nature: 'ordinary',
  recipients: [
    { label: 'Sekretaris', chosen: false },
    { label: 'Kepala Bidang Penyelenggaraan E-Government', chosen: true },
    { label: 'Kepala Seksi Pengembangan Aplikasi', chosen: false },
    { label: 'Kepala Seksi Infrastruktur & Teknologi', chosen: false },
  ],
  instructions: [
    { label: 'Proses lebih lanjut', chosen: true },
    { label: 'Tanggapan dan saran', chosen: false },
    { label: 'Koordinasi/konfirmasi', chosen: false },
    { label: 'Telaah dan laporkan', chosen: false },
    { label: 'Siapkan jawaban', chosen: true },
    { label: 'Proses sesuai ketentuan', chosen: false },
    { label: 'Untuk diketahui', chosen: false },
  ],
  note: 'Mohon diperiksa kelengkapannya, terutama masa berlaku rekomendasi.\nLaporkan bila kapasitas server tidak mencukupi.',
  dueOn: '2026-11-26',
};

export const sheet = exampleSheet({ hal: 'Lembar disposisi', number: '' });
