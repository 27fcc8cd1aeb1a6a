import type { Words } from '#lib/words.ts';

export const words = {
  title: { id: 'Kapasitas', en: 'Capacity' },
  lead: {
    id: 'Yang dimiliki server fisik, dengan alokasi lebih, dan yang sudah diambil darinya.',
    en: 'What the physical servers have, over-commit included, and what is taken of it.',
  },
  bySite: { id: 'Per lokasi', en: 'By site' },
  byHost: { id: 'Per server fisik', en: 'By physical server' },
  hosts: { id: 'Server fisik', en: 'Physical servers' },
  allotted: { id: 'Dialokasikan', en: 'Allotted' },
  held: { id: 'Ditahan', en: 'Held' },
  free: { id: 'Sisa', en: 'Free' },
  none: { id: 'Belum ada server fisik', en: 'No physical server yet' },
  all: { id: 'Semua lokasi', en: 'All sites' },
  history: { id: 'Sembilan puluh hari terakhir: bagian yang terpakai', en: 'The last ninety days: the share in use' },
  historyNote: {
    id: 'Dicatat setiap akhir hari. Garis menunjukkan persen yang diambil dari seluruh kapasitas.',
    en: 'Kept at the end of each day. The lines show the per cent taken of all there is.',
  },
  noHistory: { id: 'Riwayat dicatat mulai akhir hari ini.', en: 'The history begins at the end of this day.' },
  day: { id: 'Hari', en: 'Day' },
  forecast: { id: 'Perkiraan habis', en: 'Runs out' },
  forecastHow: {
    id: 'Garis lurus melalui pemakaian sembilan puluh hari terakhir, diteruskan dari hari terakhir. Rentangnya dua kali galat baku kemiringan garis itu; rencana yang belum diajukan tidak diketahui.',
    en: 'A straight line through what was taken in the last ninety days, gone on with from the last of them. The range is twice the standard error of its slope; plans that nobody has asked for are not known.',
  },
  few: { id: 'baru {days} hari tercatat', en: 'only {days} days kept so far' },
  steady: { id: 'tidak bertambah', en: 'does not grow' },
  out: { id: 'habis', en: 'nothing left' },
  far: { id: 'lebih dari lima tahun lagi', en: 'more than five years away' },
  on: { id: 'sekitar {day} (antara {earliest} dan {latest})', en: 'about {day} (between {earliest} and {latest})' },
  onOpen: {
    id: 'sekitar {day} (paling cepat {earliest}, mungkin tidak habis)',
    en: 'about {day} ({earliest} at the earliest, perhaps not at all)',
  },
  memory: { id: 'RAM', en: 'RAM' },
  policy: { id: 'Alokasi lebih', en: 'Over-commit' },
} as const satisfies Record<string, Words>;
