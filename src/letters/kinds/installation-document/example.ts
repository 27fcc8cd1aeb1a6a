import type { z } from 'zod';
import { exampleSheet, exampleSigner } from '../shared/example.ts';
import type { schema } from './schema.ts';

export const content: z.input<typeof schema> = {
  reference: 'K-2026-0042',
  application: 'Antrean Puskesmas Terpadu (ANTARPUS)',
  owner: 'Dinas Kesehatan',
  server: 'antarpus-01 (server virtual)',
  domainName: 'antarpus.batam.go.id',
  technology: 'PHP 8.4 (Laravel 12)',
  database: 'PostgreSQL 17',
  guide: 'Petunjuk instalasi ANTARPUS v2.1.md',
  startedAt: '2026-12-03T08:10',
  finishedAt: '2026-12-07T15:25',
  items: [
    {
      title: 'Memasang PHP 8.4 dengan ekstensi pgsql, intl, dan gd',
      detail: 'apt install php8.4-fpm php8.4-pgsql php8.4-intl php8.4-gd',
      doneAt: '2026-12-03T08:42',
      doneBy: 'Wahyu Nugrahanto',
      evidence: 'PHP 8.4.2 (fpm-fcgi) (built: Nov 21 2026 08:00:00)\nZend Engine v4.4.2',
      file: '',
    },
    {
      title: 'Membuat basis data dan akun aplikasi',
      detail: '',
      doneAt: '2026-12-03T09:20',
      doneBy: 'Wahyu Nugrahanto',
      evidence: '',
      file: 'basis-data.png',
    },
    {
      title: 'Menjalankan migrasi basis data',
      detail: 'php artisan migrate --force',
      doneAt: '2026-12-04T10:05',
      doneBy: 'Wahyu Nugrahanto',
      evidence:
        'INFO  Running migrations.\n2026_01_04_000001_buat_tabel_pasien ....... 12.41ms DONE\n2026_01_04_000002_buat_tabel_antrean ...... 9.87ms DONE',
      file: 'migrasi.log',
    },
    {
      title: 'Menguji halaman depan dan pendaftaran antrean',
      detail: '',
      doneAt: '2026-12-07T15:25',
      doneBy: 'Wahyu Nugrahanto',
      evidence: 'HTTP/2 200, pendaftaran percobaan nomor A-001 berhasil',
      file: 'halaman-depan.png',
    },
  ],
  record: 'A antarpus.batam.go.id, terperiksa pada server nama yang berwenang 7 Desember 2026',
  notes: '',
};

export const sheet = exampleSheet({
  date: '2026-12-08',
  madeOn: '2026-12-08',
  hal: 'Dokumentasi instalasi aplikasi Antrean Puskesmas Terpadu (ANTARPUS)',
  number: '',
  signature: { ...exampleSigner, title: 'Kepala Seksi Pengembangan Aplikasi', name: 'Damar Satrio Wibisono, S.Kom.' },
});
