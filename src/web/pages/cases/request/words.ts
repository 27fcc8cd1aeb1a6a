import type { Words } from '#lib/words.ts';

export const words = {
  newTitle: { id: 'Permohonan baru', en: 'New request' },
  title: { id: 'Isian permohonan', en: 'Request form' },
  save: { id: 'Simpan draf', en: 'Save draft' },
  check: { id: 'Simpan dan periksa', en: 'Save and check' },
  saved: {
    id: 'Draf {number} disimpan. Anda dapat kembali kapan saja.',
    en: 'Draft {number} is saved. You can come back at any time.',
  },
  prepare: { id: 'Yang perlu disiapkan', en: 'What you need' },
  guide: {
    id: 'Draf boleh disimpan belum lengkap. Kesalahan baru diperiksa saat Anda memilih "Simpan dan periksa".',
    en: 'A draft may be saved incomplete. Mistakes are checked when you choose “Save and check”.',
  },
  unfilled: { id: 'Belum lengkap', en: 'Not complete yet' },
  complete: { id: 'Semua isian dan lampiran lengkap.', en: 'All entries and attachments are complete.' },
  onlyApplicant: {
    id: 'permohonan diajukan oleh kepala OPD atau stafnya',
    en: 'a request is made by the head of an office or the staff',
  },
  returned: { id: 'Dikembalikan untuk dilengkapi', en: 'Returned for completion' },
  returnedLead: {
    id: 'Isian dan lampiran yang lama tetap ada. Perbaiki yang disebut di bawah, lalu kirim kembali.',
    en: 'What was entered and attached is still here. Mend what is named below and send it again.',
  },
  reasons: { id: 'Alasan', en: 'Reasons' },
  missing: { id: 'Yang perlu dilengkapi', en: 'What has to be completed' },
  explanation: { id: 'Penjelasan pemeriksa', en: 'Explanation of the examiner' },
  letter: { id: 'Surat pengembalian', en: 'Letter of return' },
  verdict: { id: 'Pemeriksa: {reason}', en: 'Examiner: {reason}' },
  issued: { id: 'Rekomendasi yang terbit untuk kantor Anda', en: 'Recommendations issued to your office' },
  issuedOne: { id: '{name}, berlaku sampai {date}', en: '{name}, valid until {date}' },
  jump: { id: 'Bagian', en: 'Sections' },
} as const satisfies Record<string, Words>;
