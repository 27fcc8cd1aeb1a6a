import type { Words } from '#lib/words.ts';

export const words = {
  title: { id: 'Retensi arsip', en: 'Retention' },
  lead: {
    id: 'Surat yang masa retensinya sudah berakhir, sebagai bahan usul musnah, serah, atau penilaian kembali. Griya tidak memusnahkan apa pun.',
    en: 'Letters whose retention has ended, for the proposal to destroy, hand over or review them. Griya destroys nothing.',
  },
  fate: { id: 'Nasib akhir', en: 'Final fate' },
  ended: { id: 'Berakhir', en: 'Ended' },
  none: { id: 'Belum ada surat yang retensinya berakhir', en: 'No letter’s retention has ended' },
  noneHow: {
    id: 'Masa retensi dihitung dari akhir tahun tanggal surat.',
    en: 'Retention is counted from the end of the year in which the letter is dated.',
  },
  rules: { id: 'Masa retensi tiap jenis', en: 'Retention of each kind' },
  estimates: {
    id: 'Baris bertanda "perkiraan" memakai angka bawaan Griya: sesuaikan dengan JRA yang berlaku di daerah Anda melalui administrator.',
    en: 'Lines marked "estimate" use the figures that Griya brings: have the administrator set those of your own schedule.',
  },
  per: { id: 'Keadaan per', en: 'As of' },
} as const satisfies Record<string, Words>;
