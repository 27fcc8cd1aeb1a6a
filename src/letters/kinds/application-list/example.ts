import type { z } from 'zod';
import { exampleSheet, exampleSigner } from '../shared/example.ts';
import type { schema } from './schema.ts';

type Content = z.input<typeof schema>;

const owners = [
  'Dinas Kesehatan',
  'Dinas Pendidikan',
  'Dinas Perhubungan',
  'Dinas Lingkungan Hidup',
  'Dinas Sosial dan Pemberdayaan Masyarakat',
];
const names = ['Antrean Puskesmas', 'Rapor Sekolah', 'Izin Trayek', 'Pantau Sampah', 'Bantuan Sosial Tepat'];

export const content: Content = {
  asOf: '2026-12-08',
  scope: '',
  applications: Array.from({ length: 45 }, (_, index) => ({
    name: `${names[index % 5]} ${index + 1}`,
    owner: owners[index % 5] ?? '',
    function:
      index % 3 === 0 ? 'Pelayanan masyarakat secara daring dengan pemberitahuan melalui pesan singkat' : 'Administrasi internal',
    address: `https://layanan-${index + 1}.batam.go.id`,
    technology: index % 2 === 0 ? 'PHP 8.4 (Laravel 12)' : 'Node.js 26 (Hono)',
    database: index % 4 === 0 ? '' : 'PostgreSQL 17',
    server: `app-0${(index % 3) + 1}`,
    access: index % 3 === 0 ? ('public' as const) : ('internal' as const),
    personalData: index % 2 === 0,
    administrator: 'Larasati Widyaningrum, S.Kom.',
    status: index % 9 === 0 ? ('suspended' as const) : ('active' as const),
    activeSince: '2025-03-17',
  })),
};

export const sheet = exampleSheet({
  date: '2026-12-08',
  madeOn: '2026-12-08',
  hal: 'Daftar seluruh aplikasi',
  number: '',
  signature: { ...exampleSigner, title: 'Kepala Seksi Pengembangan Aplikasi', name: 'Damar Satrio Wibisono, S.Kom.' },
});
