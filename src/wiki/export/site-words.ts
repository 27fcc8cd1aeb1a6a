import type { Words } from '#lib/words.ts';

/** What a site says beside the pages. */
export const words = {
  skip: { id: 'Langsung ke isi', en: 'Skip to the content' },
  pages: { id: 'Halaman', en: 'Pages' },
  above: { id: 'Letak halaman', en: 'Where this page is' },
  beside: { id: 'Halaman di sebelahnya', en: 'Pages beside it' },
  below: { id: 'Halaman di bawahnya', en: 'Pages below it' },
  index: { id: 'Indeks judul', en: 'Index of titles' },
  letters: { id: 'Huruf awal', en: 'First letters' },
  other: { id: 'Lainnya', en: 'Other' },
  tree: { id: 'Susunan halaman', en: 'Tree of pages' },
  previous: { id: 'Sebelumnya', en: 'Previous' },
  next: { id: 'Berikutnya', en: 'Next' },
  reading: { id: 'Urutan baca', en: 'Reading order' },
  files: { id: 'Lampiran', en: 'Attachments' },
  more: { id: 'dan {n} halaman lain; lihat indeks judul', en: 'and {n} more pages; see the index of titles' },
  made: {
    id: 'Dibuat dari Griya pada {moment} untuk {name}, dengan apa yang boleh dibacanya saat itu.',
    en: 'Made from Griya at {moment} for {name}, with what this reader could see then.',
  },
} as const satisfies Record<string, Words>;
