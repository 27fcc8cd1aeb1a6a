import type { Words } from '#lib/words.ts';

export const words = {
  asked: { id: 'Yang diminta', en: 'What is asked for' },
  servers: { id: 'Server yang dikelola', en: 'Managed servers' },
  live: {
    id: 'Sisa dihitung saat halaman ini dibuka; saat ditahan dihitung ulang.',
    en: 'What is left was counted as this page opened; it is counted again when you hold it.',
  },
  server: { id: 'Server', en: 'Server' },
  fits: { id: 'Cukup', en: 'Fits' },
  doesNotFit: { id: 'Tidak cukup', en: 'Does not fit' },
  notAccepting: {
    id: 'Hypervisor: bukan tempat aplikasi, tetapi tempat server virtual baru',
    en: 'Hypervisor: not for applications but for new virtual servers',
  },
  none: { id: 'Belum ada server yang menerima aplikasi.', en: 'No server takes applications yet.' },
  noneFits: { id: 'Tidak ada server yang cukup untuk permohonan ini', en: 'No server has room for this request' },
  hold: { id: 'Tersedia: tahan kapasitas', en: 'Available: hold the capacity' },
  held: { id: 'Kapasitas ditahan untuk permohonan {number}.', en: 'The capacity is held for request {number}.' },
  unavailable: { id: 'Tidak tersedia', en: 'Not available' },
  unavailableLead: {
    id: 'Permohonan diteruskan kepada Kasi Infratek dengan nota dinas untuk menyediakan server.',
    en: 'The request goes to the infrastructure section head with a memo, to provide a server.',
  },
  note: { id: 'Catatan kebutuhan', en: 'What is needed' },
  noteStart: { id: 'Dibutuhkan server dengan {asked} untuk {name}.', en: 'A server with {asked} is needed for {name}.' },
  pass: { id: 'Teruskan kepada Kasi Infratek', en: 'Pass on to the infrastructure section head' },
  passed: {
    id: 'Permohonan {number} diteruskan kepada Kasi Infratek.',
    en: 'Request {number} was passed on to the infrastructure section head.',
  },
  choose: { id: 'Pilih server yang akan dipakai.', en: 'Choose the server to be used.' },
} as const satisfies Record<string, Words>;
