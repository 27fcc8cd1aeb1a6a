import type { Words } from '#lib/words.ts';

type Provider = {
  label: Words;
  lead: Words;
  /** What the signer gives at each act; null: nothing. */
  asks: 'passphrase' | null;
  /** Whether the signer's NIK must be known. */
  needsNik: boolean;
};

/** Ways of signing a letter. `manual`: outside of Griya, the file is uploaded afterwards. */
export const signingProviders = {
  local: {
    label: { id: 'Sertifikat lokal Griya', en: 'Certificate of this Griya' },
    lead: {
      id: 'Griya menandatangani berkas PDF dengan sertifikat sendiri untuk tiap penanda tangan. Perubahan pada berkas terdeteksi, tetapi ini bukan tanda tangan elektronik tersertifikasi (BSrE); setiap surat menyebutkannya.',
      en: 'Griya signs the PDF with a certificate of its own for each signer. A change in the file is noticed, but this is no certified electronic signature (BSrE); every letter says so.',
    },
    asks: null,
    needsNik: false,
  },
  bsre_v1: {
    label: { id: 'BSrE, Esign Client Service v1', en: 'BSrE, Esign Client Service v1' },
    lead: {
      id: 'Surat keluar ditandatangani melalui Esign Client Service v1 milik instansi. Penanda tangan memasukkan passphrase pada setiap surat.',
      en: 'Outgoing letters are signed through the office’s Esign Client Service v1. The signer gives the passphrase for each letter.',
    },
    asks: 'passphrase',
    needsNik: true,
  },
  bsre_v2: {
    label: { id: 'BSrE, Esign Client Service v2', en: 'BSrE, Esign Client Service v2' },
    lead: {
      id: 'Surat keluar ditandatangani melalui Esign Client Service v2 milik instansi. Penanda tangan memasukkan passphrase, atau kode TOTP, pada setiap surat.',
      en: 'Outgoing letters are signed through the office’s Esign Client Service v2. The signer gives the passphrase, or a TOTP code, for each letter.',
    },
    asks: 'passphrase',
    needsNik: true,
  },
  manual: {
    label: { id: 'Di luar Griya, lalu diunggah', en: 'Outside of Griya, then uploaded' },
    lead: {
      id: 'Surat keluar diberi nomor di Griya, lalu dicetak dan ditandatangani dengan tinta, atau PDF-nya ditandatangani di aplikasi lain. Hasilnya diunggah; tanda tangan di dalam PDF diperiksa.',
      en: 'Outgoing letters get their number in Griya, are then printed and signed in ink, or their PDF is signed in another application. The result is uploaded; signatures inside a PDF are checked.',
    },
    asks: null,
    needsNik: false,
  },
} as const satisfies Record<string, Provider>;

export type SigningProvider = keyof typeof signingProviders;

export const signStates = {
  waiting: { label: { id: 'Menunggu tanda tangan', en: 'Awaiting signature' }, colour: 'yellow' },
  signing: { label: { id: 'Sedang ditandatangani', en: 'Being signed' }, colour: 'orange' },
  signed: { label: { id: 'Berkas bertanda tangan', en: 'Signed file' }, colour: 'green' },
} as const satisfies Record<string, { label: Words; colour: 'yellow' | 'orange' | 'green' }>;

export type SignState = keyof typeof signStates;
