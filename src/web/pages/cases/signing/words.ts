import type { Words } from '#lib/words.ts';

export const words = {
  sign: { id: 'Tanda tangani dan kirim', en: 'Sign and send' },
  acting: { id: 'Anda menandatangani sebagai {acting} {post}.', en: 'You sign as {acting} {post}.' },
  signed: {
    id: 'Surat tanggapan {number} ditandatangani dan sedang dikirim.',
    en: 'The reply of {number} is signed and being sent.',
  },
  noDraft: { id: 'Draf surat tanggapan belum dibuat.', en: 'The draft reply is not made yet.' },
  name: { id: 'Pemeriksaan subdomain', en: 'Check of the subdomain' },
  check: { id: 'Periksa ulang', en: 'Check again' },
  checking: { id: 'Subdomain sedang diperiksa ulang.', en: 'The subdomain is being checked again.' },
  overridden: { id: 'Dikirim tanpa pemeriksaan DNS', en: 'To be sent without the DNS check' },
  override: { id: 'Kirim walau belum terjawab', en: 'Send although it does not answer' },
  overrideLead: {
    id: 'Hanya dengan alasan tertulis, yang tercatat pada permohonan.',
    en: 'Only for a written reason, which is kept with the case.',
  },
  reason: { id: 'Alasan', en: 'Reason' },
  overrideSaved: { id: 'Alasan dicatat; surat dapat ditandatangani.', en: 'The reason is recorded; the letter can be signed.' },
  return: { id: 'Kembalikan draf', en: 'Send the draft back' },
  remarks: { id: 'Yang perlu diperbaiki', en: 'What has to be mended' },
  returned: {
    id: 'Draf {number} dikembalikan kepada Kasi PA.',
    en: 'The draft of {number} was sent back to the application section head.',
  },
} as const satisfies Record<string, Words>;
