import type { Words } from '#lib/words.ts';

/** What a book says of itself. */
export const words = {
  book: { id: 'Buku wiki', en: 'Wiki book' },
  contents: { id: 'Daftar isi', en: 'Contents' },
  page: { id: 'hal.', en: 'p.' },
  footPage: { id: 'Halaman', en: 'Page' },
  of: { id: 'dari', en: 'of' },
  madeFor: { id: 'Dibuat untuk', en: 'Made for' },
  madeAt: { id: 'Keadaan per', en: 'As of' },
  space: { id: 'Ruang', en: 'Space' },
  access: { id: 'Pembaca', en: 'Readers' },
  extent: { id: 'Isi', en: 'Extent' },
  extentOf: { id: '{n} halaman wiki', en: '{n} pages of the wiki' },
  below: { id: '{title} dan halaman di bawahnya', en: '{title} and the pages below it' },
  about: { id: 'Tentang buku ini', en: 'About this book' },
  aboutText: {
    id: 'Buku ini memuat apa yang boleh dibaca oleh {name} pada {moment}. Bagian yang berasal dari daftar (fakta, tabel, gambar topologi) dibaca pada saat itu dan dapat berubah sesudahnya; yang berlaku adalah yang tertulis di Griya. Karakter yang tidak dimiliki huruf buku ini dicetak sebagai □.',
    en: 'This book holds what {name} could read at {moment}. Parts that come from the registers (facts, tables, topology) were read at that moment and may have changed since; what holds is what stands in Griya. Characters that the fonts of this book lack are printed as □.',
  },
  leftOut: { id: 'Gambar yang tidak tercetak', en: 'Pictures that are not printed' },
  version: { id: 'Versi {n}', en: 'Version {n}' },
  updated: { id: 'diperbarui {day} oleh {name}', en: 'updated {day} by {name}' },
  updatedOnly: { id: 'diperbarui {day}', en: 'updated {day}' },
  owner: { id: 'penanggung jawab {name}', en: 'owner {name}' },
  noPicture: { id: 'gambar tidak ada: {name}', en: 'no such picture: {name}' },
  noKind: { id: 'gambar ini tidak dapat dicetak: {name}', en: 'this picture cannot be printed: {name}' },
  tooLarge: { id: 'gambar terlalu besar untuk dicetak: {name}', en: 'the picture is too large to be printed: {name}' },
  tooMany: { id: 'gambar melewati batas satu buku: {name}', en: 'the picture is beyond what one book holds: {name}' },
  broken: { id: 'gambar rusak', en: 'broken picture' },
  picture: { id: 'gambar', en: 'picture' },
  nothingYet: { id: 'Halaman ini belum berisi tulisan.', en: 'Nothing is written on this page yet.' },
} as const satisfies Record<string, Words>;
