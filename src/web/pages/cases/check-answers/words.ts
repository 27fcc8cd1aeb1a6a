import type { Words } from '#lib/words.ts';

export const words = {
  title: { id: 'Periksa sebelum dikirim', en: 'Check before sending' },
  change: { id: 'Ubah', en: 'Change' },
  changeOf: { id: 'Ubah bagian {section}', en: 'Change section {section}' },
  send: { id: 'Kirim permohonan', en: 'Send the request' },
  sendAgain: { id: 'Kirim kembali', en: 'Send again' },
  sent: {
    id: 'Permohonan {number} sudah dikirim. Surat permohonan dibuat dan subdomain dipesan.',
    en: 'Request {number} has been sent. The letter is being made and the subdomain is reserved.',
  },
  notYet: { id: 'Belum dapat dikirim', en: 'Cannot be sent yet' },
  notYetHow: {
    id: 'Perbaiki {n} hal yang ditandai, lalu kembali ke halaman ini.',
    en: 'Mend the {n} things that are marked, then come back to this page.',
  },
  onlyHead: { id: 'Menunggu Kepala OPD', en: 'Waiting for the head of the office' },
  onlyHeadHow: {
    id: 'Permohonan siap. Kepala OPD yang mengirimkannya; draf ini ada di daftar tugasnya.',
    en: 'The request is ready. The head of the office sends it; this draft is in the head’s task list.',
  },
  happens: { id: 'Setelah dikirim', en: 'Once it is sent' },
  happensLetter: {
    id: 'Surat Permohonan dibuat sebagai PDF atas nama Anda.',
    en: 'The request letter is made as PDF in your name.',
  },
  happensName: { id: '{name} dipesan untuk permohonan ini.', en: '{name} is reserved for this request.' },
  happensWho: {
    id: 'Kepala Dinas mendisposisikannya; Anda mendapat kabar di kotak masuk.',
    en: 'The head of the agency routes it; you hear of it in your inbox.',
  },
  attachments: { id: 'Lampiran', en: 'Attachments' },
  issuedIn: { id: 'diterbitkan di Griya, berlaku sampai {date}', en: 'issued in Griya, valid until {date}' },
  appoint: { id: 'Surat penunjukan', en: 'Letter of appointment' },
  appointHow: {
    id: 'Griya dapat membuat surat penunjukan pengelola dari data permohonan ini, bernomor dan ditandatangani atas nama Anda, sebagai ganti mengunggah pindaian.',
    en: 'Griya can make the administrator’s letter of appointment from this request, numbered and signed in your name, instead of a scan.',
  },
  appointDo: { id: 'Terbitkan surat penunjukan', en: 'Issue the appointment' },
  appointed: { id: 'Surat penunjukan {number} (diterbitkan di Griya)', en: 'Appointment {number} (issued in Griya)' },
  appointedNow: { id: 'Surat penunjukan {number} diterbitkan.', en: 'The appointment {number} was issued.' },
  empty: { id: 'Belum diisi', en: 'Not filled in' },
  print: { id: 'Cetak', en: 'Print' },
} as const satisfies Record<string, Words>;
