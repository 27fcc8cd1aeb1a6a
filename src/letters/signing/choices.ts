import type { Words } from '#lib/words.ts';
import type { Standing } from './trust.ts';

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

/** What is said of a signature from outside; `{anchor}` is the trusted issuer, `{issuer}` whoever the certificate names. */
export const standings = {
  trusted: {
    good: true,
    words: {
      id: 'Sah dan penerbitnya dipercaya: sertifikatnya berasal dari {anchor} dan berlaku saat ditandatangani.',
      en: 'Valid and trusted: the certificate comes from {anchor} and held when it was signed.',
    },
  },
  'unknown-issuer': {
    good: false,
    words: {
      id: 'Utuh, tetapi penerbit sertifikatnya ({issuer}) tidak dikenal di kantor ini; siapa pun dapat membuat sertifikat atas nama apa pun. Periksa penerbitnya di pembaca PDF atau layanan verifikasi resmi.',
      en: 'Intact, but the issuer of the certificate ({issuer}) is not known to this office; anybody can make a certificate in any name. Check the issuer in a PDF reader or a public verification service.',
    },
  },
  expired: {
    good: false,
    words: {
      id: 'Utuh, tetapi sertifikatnya tidak berlaku pada waktu penandatanganan yang tertulis.',
      en: 'Intact, but the certificate did not hold at the time that the signature tells.',
    },
  },
  revoked: {
    good: false,
    words: {
      id: 'Sertifikatnya sudah dicabut oleh {anchor}. Apakah tanda tangan ini dibuat sebelum itu, tidak dapat dipastikan.',
      en: 'The certificate was revoked by {anchor}. Whether the signature was made before that cannot be told.',
    },
  },
  changed: {
    good: false,
    words: {
      id: 'Berkas berubah setelah ditandatangani, atau tanda tangannya tidak dapat dibaca.',
      en: 'The file was changed after it was signed, or the signature cannot be read.',
    },
  },
} as const satisfies Record<Standing, { good: boolean; words: Words }>;

/** What is known of the time and of revocation, and what is not. */
export const signatureLimits = {
  claimed: {
    id: 'Waktunya menurut jam penanda tangan; tidak ada cap waktu (timestamp) di dalamnya.',
    en: 'The time is told by the signer’s own clock; it brings no time stamp.',
  },
  stamped: {
    id: 'Waktunya menurut jam penanda tangan; cap waktu (timestamp) ikut di dalamnya, tetapi tidak diperiksa Griya.',
    en: 'The time is told by the signer’s own clock; it brings a time stamp, which Griya does not check.',
  },
  revocationChecked: {
    id: 'Daftar pencabutan penerbitnya diperiksa: sertifikat ini tidak ada di dalamnya.',
    en: 'The issuer’s list of revoked certificates was looked at: this one is not in it.',
  },
  revocationUnchecked: {
    id: 'Pencabutan sertifikat tidak diperiksa: tidak ada daftar pencabutan yang masih berlaku di kantor ini.',
    en: 'Revocation was not checked: there is no list of revoked certificates here that still holds.',
  },
} as const satisfies Record<string, Words>;
