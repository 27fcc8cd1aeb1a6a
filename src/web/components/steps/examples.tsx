import type { Example } from '../example.ts';
import { type StepState, Steps } from './steps.tsx';

const names = [
  'Permohonan',
  'Disposisi',
  'Pemeriksaan kelengkapan',
  'Kapasitas',
  'Penyediaan server',
  'Dokumentasi infrastruktur',
  'Instalasi',
  'Dokumentasi aplikasi',
  'Draf tanggapan',
  'Pengiriman',
];
const tracked = (states: readonly StepState[]) =>
  names.map((name, index) => ({
    no: index + 1,
    name,
    state: states[index] ?? 'waiting',
    ...(states[index] === 'done' ? { note: '23 Nov' } : {}),
  }));

export const examples: readonly Example[] = [
  {
    name: 'Sedang berjalan, server tersedia',
    render: () => <Steps steps={tracked(['done', 'done', 'done', 'done', 'skipped', 'skipped', 'current'])} />,
  },
  { name: 'Terlambat', render: () => <Steps steps={tracked(['done', 'done', 'late'])} /> },
  { name: 'Dikembalikan', render: () => <Steps steps={tracked(['returned', 'done', 'done'])} /> },
  { name: 'Selesai', render: () => <Steps steps={tracked(names.map(() => 'done'))} /> },
];
