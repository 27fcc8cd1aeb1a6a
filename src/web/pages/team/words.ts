import type { Words } from '#lib/words.ts';

export const words = {
  title: { id: 'Tim saya', en: 'My team' },
  lead: {
    id: 'Jabatan di bawah Anda: apa yang terbuka, terlambat, dan siapa yang memegangnya.',
    en: 'The posts below yours: what is open, what is late, and who holds them.',
  },
  figures: { id: '{open} terbuka, {late} terlambat', en: '{open} open, {late} late' },
  nobody: { id: 'Tidak ada yang menjalankan jabatan ini hari ini.', en: 'Nobody acts for this post today.' },
  none: { id: 'Tidak ada tugas terbuka.', en: 'No open tasks.' },
  task: { id: 'Tugas', en: 'Task' },
  request: { id: 'Permohonan', en: 'Request' },
  takenBy: { id: 'Diambil oleh', en: 'Taken by' },
  due: { id: 'Batas waktu', en: 'Due' },
  handOver: { id: 'Serahkan tugas {name}', en: 'Hand over the tasks of {name}' },
  more: { id: '{n} lagi', en: '{n} more' },
  unnamed: { id: '(belum diberi nama)', en: '(no name yet)' },
  notYours: {
    id: 'halaman ini untuk pejabat yang memiliki bawahan dalam SOP',
    en: 'this page is for holders of a post with others below it in the SOP',
  },
} as const satisfies Record<string, Words>;
