import type { Words } from '#lib/words.ts';
import type { WorkKind } from '#registry/index.ts';

export const duplicateWords = {
  serial: { id: 'Nomor seri yang sama', en: 'The same serial number' },
  asset: { id: 'Nomor inventaris yang sama', en: 'The same asset number' },
  mac: { id: 'Alamat MAC yang sama', en: 'The same MAC address' },
  url: { id: 'Alamat web yang sama', en: 'The same web address' },
  name: { id: 'Nama yang sama dalam satu perangkat daerah', en: 'The same name in one office' },
} as const;

export const words = {
  duplicates: { id: 'Mungkin tercatat dua kali', en: 'Perhaps entered twice' },
  common: { id: 'Yang sama', en: 'What is the same' },
  records: { id: 'Catatan', en: 'Records' },
  title: { id: 'Kelengkapan', en: 'Completeness' },
  lead: {
    id: 'Yang perlu ditindaklanjuti agar daftar tetap lengkap dan berlaku.',
    en: 'What needs doing so that the register stays complete and in force.',
  },
  nothing: { id: 'Tidak ada yang perlu ditindaklanjuti', en: 'Nothing needs doing' },
  until: { id: 'Sampai', en: 'Until' },
  fill: { id: 'Lengkapi', en: 'Fill in' },
  missing: { id: '{n} isian kosong', en: '{n} entries empty' },
  first: { id: '{shown} pertama dari {n}', en: 'The first {shown} of {n}' },
  offices: { id: 'Kelengkapan per perangkat daerah', en: 'Completeness by office' },
  applications: { id: 'Aplikasi aktif', en: 'Applications in service' },
  complete: { id: 'Lengkap', en: 'Complete' },
  percent: { id: 'Skor', en: 'Score' },
  trend: { id: 'Perkembangan skor', en: 'How the score went' },
  trendOf: { id: 'Perkembangan skor {office}', en: 'How the score of {office} went' },
  trendNow: {
    id: 'Sekarang {percent} %; {change} poin sejak {date}.',
    en: 'Now {percent}%; {change} points since {date}.',
  },
  noTrend: {
    id: 'Skor disimpan setiap hari; grafiknya tampil setelah dua hari.',
    en: 'The score is kept every day; a chart stands here after two days.',
  },
  day: { id: 'Tanggal', en: 'Day' },
  showTrend: { id: 'Perkembangan', en: 'Trend' },
  noOffice: { id: 'Belum ada aplikasi aktif.', en: 'No application is in service yet.' },
} as const satisfies Record<string, Words>;

export const kindWords: Record<WorkKind, Words> = {
  'administrator-lapsed': { id: 'Masa penunjukan pengelola sudah berakhir', en: 'The administrator’s term is over' },
  'administrator-lapses': {
    id: 'Masa penunjukan pengelola berakhir dalam 30 hari',
    en: 'The administrator’s term ends within 30 days',
  },
  unowned: { id: 'Tidak ada yang bertanggung jawab', en: 'Nobody answers for it' },
  contract: { id: 'Kontrak berakhir atau sudah lewat', en: 'The contract ends or is over' },
  warranty: { id: 'Garansi berakhir dalam 90 hari atau sudah lewat', en: 'The warranty ends within 90 days or is over' },
  incomplete: { id: 'Data belum lengkap', en: 'Entry incomplete' },
};
