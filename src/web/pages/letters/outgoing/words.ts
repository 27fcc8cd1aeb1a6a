import type { Words } from '#lib/words.ts';

export const words = {
  title: { id: 'Buku agenda surat keluar', en: 'Book of outgoing letters' },
  found: { id: '{n} surat bernomor', en: '{n} numbered letters' },
  none: { id: 'Belum ada surat keluar yang cocok', en: 'No outgoing letter matches' },
  unsent: { id: 'Belum dikirim', en: 'Not sent' },
  void: { id: 'Batal', en: 'Void' },
  voidBecause: { id: 'Batal: {why}', en: 'Void: {why}' },
  signed: { id: 'Ditandatangani {day}', en: 'Signed {day}' },
  add: { id: 'Catat surat keluar', en: 'Enter an outgoing letter' },
  addLead: {
    id: 'Untuk surat yang tidak dibuat di Griya. Nomornya dari urutan yang sama dengan surat yang dibuat di sini.',
    en: 'For a letter that is not made in Griya. Its number comes from the same sequence as those that are.',
  },
  letterPart: { id: 'Surat', en: 'The letter' },
  filePart: { id: 'Berkas bertanda tangan', en: 'Signed file' },
  file: { id: 'Pindaian, atau PDF yang ditandatangani secara elektronik', en: 'Scan, or PDF that was signed electronically' },
  fileHint: {
    id: 'PDF. Boleh menyusul: ambil nomornya dahulu, unggah setelah ditandatangani.',
    en: 'PDF. It may follow: take the number first, upload it when it is signed.',
  },
  numberHint: {
    id: 'Kosongkan agar Griya memberi nomor berikutnya. Isi bila nomornya sudah diberikan di atas kertas.',
    en: 'Leave empty for the next number. Fill in one that was given on paper already.',
  },
  signer: { id: 'Penandatangan', en: 'Signed by' },
  signerHint: { id: 'Nama seperti pada surat.', en: 'The name as it stands on the letter.' },
  codeHint: { id: 'Kosongkan untuk kode arsip surat dinas biasa.', en: 'Leave empty for the usual archive code.' },
  submit: { id: 'Catat dalam buku agenda keluar', en: 'Enter into the book' },
  entered: { id: 'Tercatat dengan nomor {n}.', en: 'Entered under the number {n}.' },
} as const satisfies Record<string, Words>;
