import type { Words } from '#lib/words.ts';

export const words = {
  skip: { id: 'Langsung ke isi halaman', en: 'Skip to the content' },
  navigation: { id: 'Navigasi utama', en: 'Main navigation' },
  menu: { id: 'Menu', en: 'Menu' },
  unread: { id: 'belum dibaca', en: 'unread' },
  find: { id: 'Cari di seluruh daftar', en: 'Search the whole register' },
  findHint: { id: 'Cari nama, alamat IP…', en: 'Search names, addresses…' },
  findGo: { id: 'Cari', en: 'Search' },
  signOut: { id: 'Keluar', en: 'Sign out' },
  administrator: { id: 'Administrator', en: 'Administrator' },
  auditor: { id: 'Auditor', en: 'Auditor' },
  restored: { id: 'Isian Anda masih ada', en: 'What you entered is still here' },
  restoredHow: {
    id: 'Sesi Anda berakhir sebelum formulir ini terkirim. Periksa isian di bawah, lalu kirim kembali.',
    en: 'Your session ended before this form was sent. Check the entries below and send it again.',
  },
  errorPrefix: { id: 'Galat: ', en: 'Error: ' },
} as const satisfies Record<string, Words>;
