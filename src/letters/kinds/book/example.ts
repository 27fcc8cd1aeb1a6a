import type { z } from 'zod';
import { exampleSheet } from '../shared/example.ts';
import type { schema } from './schema.ts';

type Content = z.input<typeof schema>;

const senders = ['Dinas Kesehatan', 'Dinas Perhubungan', 'Badan Pengelolaan Keuangan dan Aset Daerah', 'PT Contoh Sejahtera'];

export const content: Content = {
  title: 'Buku Agenda Surat Masuk',
  scope: 'Tahun 2026',
  asOf: '2026-11-24',
  columns: [
    { title: 'No. agenda', width: 0, align: 'center' },
    { title: 'Tgl. terima', width: 0, align: 'center' },
    { title: 'Nomor surat', width: 4 },
    { title: 'Tgl. surat', width: 0, align: 'center' },
    { title: 'Dari', width: 4 },
    { title: 'Hal', width: 6 },
    { title: 'Lampiran', width: 0, align: 'center' },
    { title: 'Diteruskan kepada', width: 3 },
    { title: 'Keterangan', width: 4 },
  ],
  rows: Array.from({ length: 60 }, (_, index) => ({
    cells: [
      String(index + 1),
      '24-11-2026',
      `500.12/${index + 11}/DINKES/XI/2026`,
      '23-11-2026',
      senders[index % senders.length] ?? '',
      `Permohonan Penyediaan Layanan Hosting Aplikasi Layanan Terpadu Nomor ${index + 1}`,
      index % 3 === 0 ? '3' : '',
      index % 2 === 0 ? 'Kepala Bidang Layanan Digital' : '',
      index % 7 === 0 ? 'Lewat kurir' : '',
    ],
    void: index === 4,
  })),
  notes: ['Jumlah: 60 surat.', 'Nomor 61–70: dicadangkan (surat dinas luar kota).'],
};

export const sheet = exampleSheet({ hal: 'Buku Agenda Surat Masuk', number: '', date: null, signature: null });
