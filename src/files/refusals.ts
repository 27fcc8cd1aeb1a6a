import { AppError, type FieldFault, invalid } from '#lib/errors.ts';
import type { Words } from '#lib/words.ts';
import { acceptedKinds, acceptRuleOf, fileKinds } from './choices.ts';
import type { PdfFault } from './pdf/inspect-pdf.ts';

const pdfFaults: Readonly<Record<PdfFault, Words>> = {
  empty: {
    id: 'Berkas ini kosong (0 byte). Simpan kembali dokumennya, periksa bahwa berkas dapat dibuka, lalu unggah lagi.',
    en: 'This file is empty (0 bytes). Save the document again, check that it opens, and upload it again.',
  },
  not_pdf: {
    id: 'Isi berkas ini bukan PDF walaupun namanya berakhiran .pdf. Buka dokumen aslinya, simpan atau cetak sebagai PDF, lalu unggah hasilnya.',
    en: 'The content of this file is not a PDF although its name ends in .pdf. Open the original, save or print it as PDF, and upload the result.',
  },
  truncated: {
    id: 'PDF ini tidak lengkap: bagian akhirnya hilang, mungkin karena salinan atau unduhan terputus. Ambil kembali berkas aslinya, periksa bahwa dapat dibuka, lalu unggah lagi.',
    en: 'This PDF is not complete: its end is missing, perhaps because a copy or a download was cut off. Fetch the original again, check that it opens, and upload it again.',
  },
  encrypted: {
    id: 'PDF ini terkunci (terenkripsi atau dibatasi kata sandi), sehingga tidak dapat disimpan sebagai arsip. Buka PDF, simpan salinan tanpa kata sandi dan tanpa pembatasan (atau cetak sebagai PDF), lalu unggah salinan itu.',
    en: 'This PDF is locked (encrypted or restricted by a password), so it cannot be kept as a record. Open it, save a copy without password and restrictions (or print it as PDF), and upload that copy.',
  },
};

/** What keeps a PDF from being accepted, with the cure. */
export const pdfWords = (fault: PdfFault): Words => pdfFaults[fault];

/**
 * What keeps a file from being accepted for its purpose, by the content it was found to have; null when nothing does.
 * Whether a PDF is whole is another question (`inspectPdf`).
 */
export const kindFault = (purpose: string, name: string, size: number, mediaType: string): Words | null => {
  if (size === 0) return pdfFaults.empty;
  const { accepts } = acceptRuleOf(purpose);
  if (accepts.some((kind) => (fileKinds[kind].mediaTypes as readonly string[]).includes(mediaType))) return null;
  if (/\.pdf$/i.test(name) && mediaType !== 'application/pdf') return pdfFaults.not_pdf;
  const kinds = acceptedKinds(purpose);
  return {
    id: `Jenis berkas ini tidak dapat diterima di sini. Yang diterima: ${kinds.id}. Simpan dokumen dalam salah satu bentuk itu, lalu unggah kembali.`,
    en: `This kind of file cannot be accepted here. Accepted: ${kinds.en}. Save the document in one of these forms and upload it again.`,
  };
};

/** Refuses a file at its field. */
export const refuseFile = (field: string, message: Words): AppError => invalid([{ field, message }]);

/** A limit as people say it, rounded down: "50 MB". */
export const limitText = (bytes: number): string =>
  bytes >= 1024 * 1024 ? `${Math.floor(bytes / (1024 * 1024))} MB` : `${Math.max(1, Math.floor(bytes / 1024))} kB`;

export const tooLarge = (limitBytes: number): AppError => new AppError('too_large', { limit: limitText(limitBytes) });

/** The same as a fault of the field, so that one file too large does not cost the rest of a form. */
export const tooLargeFault = (field: string, limitBytes: number): FieldFault => ({
  field,
  message: {
    id: `Berkas melebihi batas ${limitText(limitBytes)}. Perkecil berkas (misalnya pindai dengan 200 dpi), lalu unggah kembali.`,
    en: `The file is larger than the limit of ${limitText(limitBytes)}. Make it smaller (scan at 200 dpi, for example) and upload it again.`,
  },
});
