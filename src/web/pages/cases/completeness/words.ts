import type { Words } from '#lib/words.ts';

export const words = {
  checklist: { id: 'Daftar periksa', en: 'Checklist' },
  round: { id: 'Putaran {n}', en: 'Round {n}' },
  open: { id: 'Buka di samping', en: 'Open beside' },
  openPlain: { id: 'Buka', en: 'Open' },
  download: { id: 'Unduh', en: 'Download' },
  noDocument: { id: 'Tidak dilampirkan', en: 'Not attached' },
  verdict: { id: 'Hasil', en: 'Verdict' },
  complete: { id: 'Lengkap', en: 'Complete' },
  incomplete: { id: 'Belum', en: 'Not yet' },
  reason: { id: 'Alasan bila belum', en: 'Reason if not' },
  note: { id: 'Catatan', en: 'Note' },
  before: { id: 'Putaran {n}: {verdict}', en: 'Round {n}: {verdict}' },
  decide: { id: 'Keputusan', en: 'Decision' },
  decideHow: {
    id: 'Setiap tombol menyimpan hasil pemeriksaan di atas, lalu membuka halaman keputusannya.',
    en: 'Each button saves the verdicts above, then opens the page of the decision.',
  },
  save: { id: 'Simpan', en: 'Save' },
  toAccept: { id: 'Ya, lengkap', en: 'Yes, complete' },
  toReturn: { id: 'Tidak, kembalikan', en: 'No, return it' },
  toRefuse: { id: 'Usulkan penolakan', en: 'Propose refusal' },
  saved: { id: 'Hasil pemeriksaan disimpan.', en: 'The verdicts are saved.' },
  form: { id: 'Isian permohonan', en: 'Request form' },
  viewer: { id: 'Dokumen', en: 'Document' },
  issued: { id: 'Rekomendasi {number}, berlaku sampai {date}', en: 'Recommendation {number}, valid until {date}' },

  acceptTitle: { id: 'Lengkap, disposisikan', en: 'Complete, route on' },
  accept: { id: 'Disposisikan kepada {post}', en: 'Route to {post}' },
  accepted: { id: 'Permohonan {number} lengkap dan didisposisikan.', en: 'Request {number} is complete and has been routed.' },

  returnTitle: { id: 'Kembalikan untuk dilengkapi', en: 'Return for completion' },
  returnLead: {
    id: 'OPD melengkapi permohonan yang sama dan mengirimnya kembali. Waktu Diskominfo berhenti selama itu.',
    en: 'The office completes the same request and sends it again. The agency’s clock stands still meanwhile.',
  },
  reasons: { id: 'Alasan', en: 'Reasons' },
  missing: { id: 'Kelengkapan yang harus dipenuhi', en: 'What has to be supplied' },
  explanation: { id: 'Penjelasan bagi pemohon', en: 'Explanation for the applicant' },
  explanationHint: { id: 'Tercetak pada surat pengembalian.', en: 'Printed in the letter of return.' },
  return: { id: 'Kembalikan kepada OPD', en: 'Return to the office' },
  returned: {
    id: 'Permohonan {number} dikembalikan kepada OPD dengan surat.',
    en: 'Request {number} was returned to the office with a letter.',
  },

  refuseTitle: { id: 'Usulkan penolakan', en: 'Propose refusal' },
  refuseLead: {
    id: 'Penolakan bersifat akhir. Kepala Dinas menandatangani suratnya; permohonan baru boleh diajukan.',
    en: 'A refusal is final. The head of the agency signs its letter; a new request may be made.',
  },
  refusalExplanationHint: { id: 'Tercetak pada surat penolakan.', en: 'Printed in the letter of refusal.' },
  refuse: { id: 'Ajukan penolakan', en: 'Put up the refusal' },
  refused: {
    id: 'Usul penolakan {number} diteruskan kepada Kepala Dinas.',
    en: 'The proposed refusal of {number} was passed to the head of the agency.',
  },

  refusalTitle: { id: 'Usul penolakan', en: 'Proposed refusal' },
  draft: { id: 'Draf surat penolakan', en: 'Draft of the refusal' },
  noDraft: { id: 'Draf surat penolakan belum ada.', en: 'There is no draft of the refusal yet.' },
  sign: { id: 'Tanda tangani dan kirim penolakan', en: 'Sign and send the refusal' },
  signed: {
    id: 'Surat penolakan {number} ditandatangani dan sedang dikirim.',
    en: 'The refusal of {number} is signed and being sent.',
  },
  sendBack: { id: 'Kembalikan kepada Kepala Bidang', en: 'Send back to the division head' },
  remarks: { id: 'Yang perlu diperbaiki', en: 'What has to be mended' },
  sentBack: { id: 'Usul penolakan {number} dikembalikan.', en: 'The proposed refusal of {number} was sent back.' },
} as const satisfies Record<string, Words>;
