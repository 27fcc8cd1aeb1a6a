import type { Words } from '#lib/words.ts';

export const words = {
  server: { id: 'Server', en: 'Server' },
  addresses: { id: 'Alamat', en: 'Addresses' },
  host: { id: 'Hypervisor', en: 'Hypervisor' },
  site: { id: 'Lokasi', en: 'Site' },
  size: { id: 'Ukuran', en: 'Size' },
  os: { id: 'Sistem operasi', en: 'Operating system' },
  kind: { id: 'Jenis', en: 'Kind' },
  serverDocument: { id: 'Dokumentasi perangkat belum dibuat.', en: 'The device document is not made yet.' },
  topologyDocument: { id: 'Dokumentasi topologi belum dibuat.', en: 'The topology document is not made yet.' },
  confirm: { id: 'Sahkan dokumentasi', en: 'Confirm the documentation' },
  confirmLead: {
    id: 'Kedua dokumen dibuat dari register. Periksa isinya; setelah disahkan keduanya tidak berubah lagi.',
    en: 'Both documents are made from the register. Look them over; once confirmed they no longer change.',
  },
  confirmed: {
    id: 'Dokumentasi infrastruktur {number} disahkan.',
    en: 'The infrastructure documentation of {number} is confirmed.',
  },
  remake: { id: 'Buat ulang dari register', en: 'Make again from the register' },
  remakeLead: {
    id: 'Ada yang keliru? Perbaiki data server di register, lalu buat ulang.',
    en: 'Something wrong? Correct the server in the register, then make them again.',
  },
  remade: { id: 'Kedua dokumen sedang dibuat ulang.', en: 'Both documents are being made again.' },
} as const satisfies Record<string, Words>;
