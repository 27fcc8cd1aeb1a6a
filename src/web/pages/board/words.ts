import type { Words } from '#lib/words.ts';

export const words = {
  title: { id: 'Papan', en: 'Board' },
  search: { id: 'Cari nomor, aplikasi, subdomain', en: 'Number, application, subdomain' },
  office: { id: 'OPD', en: 'Office' },
  late: { id: 'Hanya yang terlambat', en: 'Only late ones' },
  figures: {
    id: '{open} berjalan, {late} terlambat, {standing} menunggu OPD',
    en: '{open} open, {late} late, {standing} waiting for the office',
  },
  lateCount: { id: '{n} terlambat', en: '{n} late' },
  count: { id: 'permohonan', en: 'requests' },
  standard: { id: 'baku {time}', en: 'standard {time}' },
  none: { id: 'Kosong', en: 'Empty' },
  more: { id: '{n} lagi', en: '{n} more' },
  done: { id: 'Selesai terakhir', en: 'Recently closed' },
  doneNone: { id: 'Belum ada yang selesai.', en: 'None closed yet.' },
  allDone: { id: 'Semua yang selesai', en: 'All closed' },
  unnamed: { id: '(belum diberi nama)', en: '(no name yet)' },
  assigned: { id: 'Diambil oleh {name}', en: 'Taken by {name}' },
  asList: { id: 'Lihat sebagai daftar', en: 'See as a list' },
} as const satisfies Record<string, Words>;
