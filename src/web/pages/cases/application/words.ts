import type { Words } from '#lib/words.ts';

export const words = {
  entry: { id: 'Entri dalam daftar seluruh aplikasi', en: 'Entry in the list of all applications' },
  missingCount: { id: '{n} isian wajib belum diisi', en: '{n} required entries are missing' },
  complete: { id: 'Semua isian wajib terisi', en: 'All required entries are filled in' },
  save: { id: 'Simpan', en: 'Save' },
  saved: { id: 'Data aplikasi disimpan.', en: 'The application’s data are saved.' },
  finish: { id: 'Simpan, dokumentasi lengkap', en: 'Save, documentation complete' },
  finished: {
    id: 'Dokumentasi aplikasi {number} lengkap; aplikasi masuk daftar.',
    en: 'The documentation of {number} is complete; the application is in the list.',
  },
  document: { id: 'Dokumentasi instalasi belum dibuat.', en: 'The installation document is not made yet.' },
  wiki: { id: 'Halaman wiki aplikasi', en: 'Wiki page of the application' },
  wikiHow: {
    id: 'Bagian ini wajib ditulis sebelum langkah ditutup; Markdown boleh dipakai.',
    en: 'These parts must be written before the step closes; Markdown may be used.',
  },
  wikiOpen: { id: 'Buka halaman seluruhnya', en: 'Open the whole page' },
  noApplication: { id: 'Aplikasi belum ada di register.', en: 'The application is not in the register yet.' },
} as const satisfies Record<string, Words>;
