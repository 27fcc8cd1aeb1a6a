import type { Example } from '../example.ts';
import { Facts } from './facts.tsx';

const facts = [
  { label: 'Aplikasi', value: 'Antrean Puskesmas Daring' },
  { label: 'Subdomain', value: <code>antrean.kota.go.id</code> },
  { label: 'vCPU', value: '4' },
  { label: 'Catatan', value: '' },
  { label: 'Tujuan', value: 'Pendaftaran antrean pasien secara daring di seluruh puskesmas.', wide: true },
];

export const examples: readonly Example[] = [
  { name: 'Kisi', render: () => <Facts facts={facts} /> },
  { name: 'Daftar', render: () => <Facts facts={facts} layout="list" /> },
];
