import type { z } from 'zod';
import { exampleSheet } from '../shared/example.ts';
import { annexColumns, annexPages } from './annex.ts';
import type { schema } from './schema.ts';

type Content = z.input<typeof schema>;

const posts = [
  'Kepala OPD Pemohon',
  'Kepala Dinas Komunikasi dan Informatika',
  'Kepala Bidang Penyelenggaraan E-Government',
  'Kepala Seksi Pengembangan Aplikasi',
  'Kepala Seksi Infrastruktur & Teknologi',
];
const columns = annexColumns(posts.length);

const step = (no: number, text: string, requirements: string[], time: string, output: string[]): Content['steps'][number] => ({
  no: String(no),
  text,
  requirements,
  time,
  output,
  remark: '',
});

const steps = [
  step(
    1,
    'Kepala OPD mengirimkan permohonan hosting dengan melampirkan rekomendasi penyediaan layanan hosting aplikasi, surat penunjukan pegawai OPD sebagai pengelola/administrator aplikasi, dan petunjuk instalasi aplikasi',
    [
      'Rekomendasi penyediaan layanan hosting aplikasi yang dikeluarkan oleh Tim Teknis Diskominfo',
      'Surat penunjukan pegawai OPD sebagai pengelola/administrator aplikasi',
      'Petunjuk instalasi aplikasi',
    ],
    '1 hari',
    ['Surat permohonan'],
  ),
  step(2, 'Kepala Dinas mendisposisikan permohonan kepada Kepala Bidang', [], '1 hari', ['Surat disposisi']),
  step(
    3,
    'Kepala Bidang memeriksa kelengkapan persyaratan dan memutuskan (ya/tidak), selanjutnya mendisposisikan kepada Kasi PA',
    [],
    '1 hari',
    [],
  ),
  step(
    4,
    'Kasi PA memeriksa ketersediaan kapasitas server yang dikelola; jika tidak tersedia berkoordinasi dengan Kasi Infratek',
    [],
    '3 jam',
    [],
  ),
  step(5, 'Kasi Infratek melakukan penyediaan server', ['Spesifikasi server'], '3 hari', ['Server (virtual/baremetal)']),
  step(6, 'Kasi Infratek melakukan dokumentasi infrastruktur dan jaringan', [], '1 hari', [
    'Dokumentasi perangkat/server',
    'Dokumentasi topologi jaringan',
  ]),
  step(7, 'Instalasi aplikasi', ['Petunjuk instalasi'], '3 hari', []),
  step(8, 'Dokumentasi aplikasi', [], '1 hari', ['Dokumentasi instalasi', 'Dokumentasi daftar seluruh aplikasi']),
  step(9, 'Membuat draft surat tanggapan atas permohonan pembuatan subdomain', [], '1 hari', ['Draft surat tanggapan']),
  step(10, 'Mengirimkan surat tanggapan atas permohonan pembuatan subdomain', [], '1 hari', ['Surat tanggapan']),
];

const columnOf = [0, 1, 2, 3, 4, 4, 3, 3, 3, 1];

/** A plain picture: one box per row in its column. The real one comes from the SOP's flowchart. */
const boxes = (heights: readonly number[], first: number): string => {
  const width = columns.post * posts.length;
  let top = 0;
  const shapes = heights.map((height, index) => {
    const x = ((columnOf[first + index] ?? 0) + 0.5) * columns.post;
    const y = top + height / 2;
    top += height;
    return `<rect x="${x - 5}" y="${y - 3}" width="10" height="6" fill="#fff" stroke="#000" stroke-width="0.3"/>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}mm" height="${top}mm" viewBox="0 0 ${width} ${top}">${shapes.join('')}</svg>`;
};

const pages = annexPages(steps, posts.length);

export const content: Content = {
  title: 'Penyediaan Layanan Hosting Aplikasi',
  number: '000.8.3.3/12/DISKOMINFO',
  createdOn: '2016-12-12',
  revisedOn: null,
  effectiveOn: '2017-01-02',
  enactedBy: { title: 'Kepala Dinas Komunikasi dan Informatika', name: '', nip: '' },
  legalBases: [
    { text: 'Undang-Undang Nomor 11 Tahun 2008 tentang Informasi dan Transaksi Elektronik', standing: 'diubah: UU 1/2024' },
    { text: 'Undang-Undang Nomor 14 Tahun 2008 tentang Keterbukaan Informasi Publik', standing: '' },
    {
      text: 'PP Nomor 61 Tahun 2010 tentang Pelaksanaan UU Nomor 14 Tahun 2008 tentang Keterbukaan Informasi Publik',
      standing: '',
    },
    { text: 'PP Nomor 82 Tahun 2012 tentang Penyelenggaraan Sistem dan Transaksi Elektronik', standing: 'dicabut: PP 71/2019' },
    {
      text: 'Instruksi Presiden Nomor 6 Tahun 2001 tentang Pengembangan dan Pendayagunaan Telematika di Indonesia',
      standing: '',
    },
    {
      text: 'Peraturan Menteri Negara PAN Nomor PER/21/M.PAN/11/2008 tentang Pedoman Penyusunan SOP Administrasi Pemerintahan',
      standing: 'dicabut: Permenpan-RB 35/2012',
    },
    { text: 'Permendagri Nomor 35 Tahun 2010 tentang Pedoman Pengelolaan Pelayanan Informasi dan Dokumentasi', standing: '' },
    {
      text: 'Peraturan Menteri Komunikasi dan Informatika Nomor 10 Tahun 2010 tentang Pedoman Pengelolaan Informasi dan Dokumentasi',
      standing: '',
    },
    { text: 'Peraturan Menteri Komunikasi dan Informatika Nomor 23 Tahun 2013 tentang Pengelolaan Nama Domain', standing: '' },
    {
      text: 'Peraturan Menteri Komunikasi dan Informatika Nomor 5 Tahun 2015 tentang Registrar Nama Domain Instansi Penyelenggara Negara',
      standing: '',
    },
    { text: 'Peraturan Komisi Informasi Nomor 1 Tahun 2010 tentang Standar Layanan Informasi Publik', standing: '' },
    { text: 'Peraturan Wali Kota Nomor 06A Tahun 2012 tentang Pengembangan E-Gov', standing: '' },
    { text: 'Peraturan Wali Kota Nomor 28 Tahun 2016 tentang Susunan Organisasi dan Tata Kerja Dinas Daerah', standing: '' },
    { text: 'Peraturan Wali Kota Nomor 54 Tahun 2016 tentang Tugas Pokok, Fungsi dan Uraian Tugas', standing: '' },
  ],
  qualifications: posts,
  related: ['SOP Pengembangan Aplikasi oleh OPD', 'SOP Pengembangan Aplikasi oleh Diskominfo', 'SOP Inventarisasi Aplikasi'],
  equipment: [
    'Server',
    'Perangkat komputer',
    'Jaringan internet',
    'Perangkat pencetakan',
    'Fax/telepon',
    'Formulir',
    'ATK',
    'Aplikasi/Sistem Informasi pengelolaan DNS dan Wiki',
  ],
  warnings: [
    'Pencatatan dan pendokumentasian yang tidak lengkap akan mengakibatkan kegagalan dalam pengawasan aplikasi dan hosting',
  ],
  recording: [
    'Pencatatan dan pendataan dilakukan dengan aplikasi yang tersedia (wiki, project management, database) dan/atau pencatatan manual',
  ],
  posts,
  columnsMm: columns,
  steps,
  pages: pages.map((page, index) => ({
    ...page,
    flowchart: boxes(
      page.rowHeightsMm,
      pages.slice(0, index).reduce((sum, before) => sum + before.rowHeightsMm.length, 0),
    ),
  })),
  legend: [
    {
      symbol:
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><rect x="1" y="1" width="18" height="8" rx="4" fill="#fff" stroke="#000" stroke-width="0.6"/></svg>',
      label: 'mulai/akhir',
    },
    {
      symbol:
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><rect x="1" y="1" width="18" height="8" fill="#fff" stroke="#000" stroke-width="0.6"/></svg>',
      label: 'proses',
    },
  ],
};

export const sheet = exampleSheet({ hal: 'SOP Penyediaan Layanan Hosting Aplikasi', number: '', signature: null });
