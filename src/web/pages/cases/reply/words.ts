import type { Words } from '#lib/words.ts';

export const words = {
  facts: { id: 'Isi surat', en: 'What the letter says' },
  factsLead: {
    id: 'Semua fakta diambil dari catatan permohonan dan register.',
    en: 'Every fact is taken from the records of the case and the register.',
  },
  addressee: { id: 'Kepada', en: 'To' },
  answers: { id: 'Menjawab surat', en: 'Answers letter' },
  answersValue: { id: 'Nomor {number}, {date}', en: 'Number {number}, {date}' },
  application: { id: 'Aplikasi', en: 'Application' },
  domain: { id: 'Alamat aplikasi', en: 'Address of the application' },
  service: { id: 'Jenis layanan', en: 'Kind of service' },
  shared: { id: 'Hosting bersama', en: 'Shared hosting' },
  virtual: { id: 'Server virtual', en: 'Virtual server' },
  bare_metal: { id: 'Server fisik (baremetal)', en: 'Bare-metal server' },
  activeOn: { id: 'Tanggal aktif', en: 'Active from' },
  administrator: { id: 'Pengelola', en: 'Administrator' },
  changes: { id: 'Perubahan pengelola dilaporkan', en: 'A change of administrator is reported' },
  changesValue: { id: 'paling lambat {n} hari kerja', en: 'within {n} working days' },
  note: { id: 'Catatan tambahan dalam surat', en: 'Further remark in the letter' },
  noteHint: { id: 'Jangan menulis kata sandi atau alamat jaringan internal.', en: 'Write no password and no internal address.' },
  draft: { id: 'Ajukan untuk diparaf', en: 'Put up for initials' },
  drafted: {
    id: 'Draf surat tanggapan {number} diajukan kepada Kepala Bidang.',
    en: 'The draft reply of {number} was put up to the division head.',
  },
  sentBack: { id: 'Draf dikembalikan', en: 'The draft was sent back' },
  noDraft: { id: 'Draf surat tanggapan belum dibuat.', en: 'The draft reply is not made yet.' },
  initial: { id: 'Paraf', en: 'Initial' },
  initialLead: {
    id: 'Paraf berarti isi surat sudah diperiksa. Selanjutnya Kepala Dinas menandatangani.',
    en: 'Your initials say that the letter was examined. The head of the agency signs next.',
  },
  initialled: {
    id: 'Draf {number} diparaf dan menunggu tanda tangan.',
    en: 'The draft of {number} is initialled and awaits signature.',
  },
  return: { id: 'Kembalikan draf', en: 'Send the draft back' },
  remarks: { id: 'Yang perlu diperbaiki', en: 'What has to be mended' },
  returned: {
    id: 'Draf {number} dikembalikan kepada Kasi PA.',
    en: 'The draft of {number} was sent back to the application section head.',
  },
} as const satisfies Record<string, Words>;
