import type { Words } from '#lib/words.ts';

export const words = {
  lead: { id: '{n} server terdaftar', en: '{n} servers registered' },
  leadMore: { id: 'Lebih dari {n} server terdaftar', en: 'More than {n} servers registered' },
  none: { id: 'Tidak ada server yang cocok', en: 'No server matches' },
  noneHow: { id: 'Ubah saringan, atau tambahkan server pertama.', en: 'Change the filter, or add the first server.' },
  add: { id: 'Tambah server', en: 'Add a server' },
  accepts: { id: 'Menerima aplikasi', en: 'Accepts applications' },
  onHost: { id: 'di {host}', en: 'on {host}' },
} as const satisfies Record<string, Words>;
