import type { Words } from '#lib/words.ts';

export const words = {
  title: { id: 'Alasan keterlambatan', en: 'Reason for lateness' },
  late: { id: 'Keterlambatan', en: 'Lateness' },
  step: { id: 'Langkah {no}: {name}', en: 'Step {no}: {name}' },
  closed: { id: 'selesai {at} oleh {name}', en: 'closed {at} by {name}' },
  open: { id: 'masih berjalan', en: 'still open' },
  none: { id: 'Belum ada alasan.', en: 'No reason given yet.' },
  give: { id: 'Isi alasan', en: 'Give the reason' },
  change: { id: 'Ubah alasan', en: 'Change the reason' },
  reason: { id: 'Alasan', en: 'Reason' },
  note: { id: 'Penjelasan', en: 'In words' },
  noteHint: {
    id: 'Wajib untuk "Alasan lain". Hanya terlihat oleh penyelenggara.',
    en: 'Needed for "Another reason". Seen by the hosting office only.',
  },
  save: { id: 'Simpan alasan', en: 'Save the reason' },
  saved: { id: 'Alasan keterlambatan dicatat.', en: 'Reason recorded.' },
  lead: {
    id: 'Tindakan tidak ditahan karena terlambat; alasannya dihitung dalam angka layanan.',
    en: 'No act is held up for being late; the reason counts in the figures of the service.',
  },
} as const satisfies Record<string, Words>;
