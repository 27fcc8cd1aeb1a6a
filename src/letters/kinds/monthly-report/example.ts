import type { z } from 'zod';
import { exampleSheet } from '../shared/example.ts';
import type { schema } from './schema.ts';

type Content = z.input<typeof schema>;

const step = (name: string, hours: [median: number, p90: number, standard: number], texts: [string, string, string]) => ({
  name,
  done: '14',
  median: hours[0],
  p90: hours[1],
  standard: hours[2],
  medianText: texts[0],
  p90Text: texts[1],
  standardText: texts[2],
  late: '1',
});

export const content: Content = {
  period: 'November 2026',
  overview: [
    { label: 'Permohonan masuk', value: '17' },
    { label: 'Dijawab', value: '14' },
    { label: 'Dijawab tepat waktu', value: '13' },
    { label: 'Dijawab terlambat', value: '1' },
    { label: 'Dikembalikan untuk dilengkapi', value: '3' },
    { label: 'Terbuka pada akhir bulan', value: '8' },
  ],
  standard: [
    { label: 'Kapasitas tersedia', published: '9 hari 3 jam', achieved: '' },
    { label: 'Server harus disediakan', published: '13 hari 3 jam', achieved: '' },
    { label: 'Capaian', published: '', achieved: 'median 5 hari 2 j; 90 % selesai dalam 9 hari 1 j; 93 % tepat waktu' },
  ],
  steps: [
    step('2 Disposisi', [3.1, 6.2, 7.5], ['3 j 6 m', '6 j 12 m', '1 hari']),
    step('3 Pemeriksaan kelengkapan', [4.5, 7, 7.5], ['4 j 30 m', '7 j', '1 hari']),
    step('4 Pemeriksaan kapasitas', [1.5, 2.5, 3], ['1 j 30 m', '2 j 30 m', '3 jam']),
    step('5 Penyediaan server', [15, 26, 22.5], ['2 hari', '3 hari 3 j', '3 hari']),
    step('7 Instalasi aplikasi', [12, 20, 22.5], ['1 hari 4 j', '2 hari 5 j', '3 hari']),
    step('10 Pengiriman surat tanggapan', [2, 5, 7.5], ['2 j', '5 j', '1 hari']),
  ],
  reasons: [
    { label: 'Dokumen persyaratan belum dilampirkan', value: '2' },
    { label: 'Petunjuk instalasi tidak lengkap', value: '1' },
  ],
  delays: [
    { label: 'Kendala teknis', value: '1' },
    { label: 'Belum dijelaskan', value: '1' },
  ],
  posts: [
    { name: 'Kepala Dinas', done: '28', open: '1', late: '0' },
    { name: 'Kepala Seksi Pengembangan Aplikasi', done: '54', open: '5', late: '1' },
  ],
  offices: [
    { name: 'Dinas Kesehatan', submitted: '6', answered: '5', late: '0', share: '100 %', median: '4 hari 6 j' },
    { name: 'Dinas Perhubungan', submitted: '4', answered: '4', late: '1', share: '75 %', median: '6 hari 1 j' },
  ],
  capacity: [
    { name: 'vCPU', total: '128', used: '71', held: '8', free: '49', ahead: '37' },
    { name: 'Memori (GB)', total: '512', used: '260', held: '32', free: '220', ahead: '172' },
  ],
  remarks: '',
};

export const sheet = exampleSheet({
  hal: 'Laporan Bulanan Kinerja Layanan Hosting, November 2026',
  number: '',
  date: '2026-12-01',
  madeOn: '2026-12-01',
});
