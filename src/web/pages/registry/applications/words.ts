import type { Words } from '#lib/words.ts';

export const words = {
  title: { id: 'Daftar seluruh aplikasi', en: 'All applications' },
  ownTitle: { id: 'Aplikasi perangkat daerah Anda', en: 'Applications of your office' },
  lead: { id: '{n} aplikasi', en: '{n} applications' },
  leadMore: { id: 'Lebih dari {n} aplikasi', en: 'More than {n} applications' },
  none: { id: 'Tidak ada aplikasi yang cocok', en: 'No application matches' },
  noneHow: {
    id: 'Aplikasi masuk ke daftar ini pada langkah 7 dan 8 dari permohonan hosting.',
    en: 'Applications enter this list in steps 7 and 8 of a hosting request.',
  },
  administrator: { id: 'Pengelola', en: 'Administrator' },
  active: { id: 'Aktif sejak', en: 'Active since' },
  missing: { id: '{n} isian belum lengkap', en: '{n} entries missing' },
  complete: { id: 'Lengkap', en: 'Complete' },
  completeness: { id: 'Kelengkapan', en: 'Completeness' },
} as const satisfies Record<string, Words>;
