import type { Words } from '#lib/words.ts';

export const words = {
  title: { id: 'Kotak masuk', en: 'Inbox' },
  lead: { id: 'Tugas baru, surat, dan kabar tentang permohonan Anda.', en: 'New tasks, letters and news about your requests.' },
  what: { id: 'Kabar', en: 'News' },
  when: { id: 'Waktu', en: 'Time' },
  act: { id: 'Tindakan', en: 'Action' },
  new: { id: 'Baru', en: 'New' },
  readOne: { id: 'Tandai dibaca', en: 'Mark as read' },
  readAll: { id: 'Tandai semua dibaca', en: 'Mark all as read' },
  emptyTitle: { id: 'Belum ada kabar', en: 'Nothing yet' },
  emptyText: {
    id: 'Kabar tentang tugas dan permohonan akan tampil di sini.',
    en: 'News about tasks and requests will appear here.',
  },
} as const satisfies Record<string, Words>;
