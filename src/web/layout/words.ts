import type { Words } from '#lib/words.ts';

export const words = {
  skip: { id: 'Langsung ke isi halaman', en: 'Skip to the content' },
  navigation: { id: 'Navigasi utama', en: 'Main navigation' },
  menu: { id: 'Menu', en: 'Menu' },
  unread: { id: 'belum dibaca', en: 'unread' },
  signOut: { id: 'Keluar', en: 'Sign out' },
  administrator: { id: 'Administrator', en: 'Administrator' },
  auditor: { id: 'Auditor', en: 'Auditor' },
  errorPrefix: { id: 'Galat: ', en: 'Error: ' },
} as const satisfies Record<string, Words>;
