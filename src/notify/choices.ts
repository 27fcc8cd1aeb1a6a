import type { Words } from '#lib/words.ts';

/** What a notice says; `{label}` is the subject. */
export const noticeKinds = {
  'task-opened': { id: 'Tugas baru untuk Anda: {label}', en: 'A new task for you: {label}' },
  'task-due-soon': { id: 'Segera jatuh tempo: {label}', en: 'Due soon: {label}' },
  'task-late': { id: 'Lewat jatuh tempo: {label}', en: 'Past due: {label}' },
  'case-disposed': { id: 'Permohonan mulai diperiksa: {label}', en: 'The review of the request has begun: {label}' },
  'case-returned': {
    id: 'Permohonan dikembalikan untuk dilengkapi: {label}',
    en: 'The request was returned for completion: {label}',
  },
  'case-refused': { id: 'Permohonan ditolak: {label}', en: 'The request was refused: {label}' },
  'case-withdrawn': { id: 'Permohonan ditarik kembali: {label}', en: 'The request was withdrawn: {label}' },
  'letter-to-initial': { id: 'Surat menunggu paraf Anda: {label}', en: 'A letter awaits your initials: {label}' },
  'letter-to-sign': { id: 'Surat menunggu tanda tangan Anda: {label}', en: 'A letter awaits your signature: {label}' },
  'letter-returned': { id: 'Konsep surat dikembalikan dengan catatan: {label}', en: 'A draft came back with remarks: {label}' },
  'letter-signed': { id: 'Surat sudah ditandatangani: {label}', en: 'A letter was signed: {label}' },
  'letter-signing-failed': {
    id: 'Penandatanganan surat belum berhasil: {label}',
    en: 'A letter could not be signed yet: {label}',
  },
  'letter-received': { id: 'Surat tanggapan telah dikirim: {label}', en: 'The reply has been sent: {label}' },
  'register-work': { id: 'Daftar perlu ditindaklanjuti: {label}', en: 'The register needs attention: {label}' },
  'service-ended': { id: 'Layanan hosting dihentikan: {label}', en: 'A hosting service has ended: {label}' },
  'case-commented': { id: 'Komentar baru: {label}', en: 'A new comment: {label}' },
  mentioned: { id: 'Anda disebut dalam komentar: {label}', en: 'You were mentioned in a comment: {label}' },
  'sub-task-assigned': { id: 'Subtugas untuk Anda: {label}', en: 'A sub-task for you: {label}' },
  'sub-task-commented': { id: 'Komentar pada subtugas Anda: {label}', en: 'A comment on your sub-task: {label}' },
  'sub-task-late': { id: 'Subtugas lewat jatuh tempo: {label}', en: 'A sub-task is past due: {label}' },
  'post-vacant': { id: 'Jabatan tanpa pemegang: {label}', en: 'Nobody acts for a post: {label}' },
  'post-ending': {
    id: 'Masa jabatan segera berakhir tanpa pengganti: {label}',
    en: 'A term ends soon without a successor: {label}',
  },
  'dns-drift': {
    id: 'DNS berbeda dari daftar: {label}',
    en: 'DNS differs from the register: {label}',
  },
  'webhook-paused': {
    id: 'Webhook dihentikan karena penerimanya tidak menjawab: {label}',
    en: 'A webhook was switched off, its receiver does not answer: {label}',
  },
  'case-corrected': { id: 'Lampiran koreksi ditambahkan: {label}', en: 'A correction was attached: {label}' },
  'wiki-mentioned': {
    id: 'Anda disebut dalam komentar halaman wiki: {label}',
    en: 'You are named in a comment on a wiki page: {label}',
  },
  'wiki-commented': { id: 'Komentar baru pada halaman wiki: {label}', en: 'A new comment on a wiki page: {label}' },
  'wiki-proposed': {
    id: 'Perubahan halaman wiki menunggu persetujuan: {label}',
    en: 'A change of a wiki page waits for approval: {label}',
  },
  'wiki-approved': { id: 'Usulan perubahan Anda disetujui: {label}', en: 'Your proposed change was approved: {label}' },
  'wiki-refused': { id: 'Usulan perubahan Anda ditolak: {label}', en: 'Your proposed change was refused: {label}' },
  'wiki-revised': { id: 'Usulan perubahan ditulis ulang: {label}', en: 'A proposed change was written anew: {label}' },
  'wiki-proposal-commented': {
    id: 'Komentar pada usulan perubahan: {label}',
    en: 'A comment on a proposed change: {label}',
  },
  'wiki-watched': { id: 'Perubahan di wiki yang Anda ikuti: {label}', en: 'Changes in the wiki that you watch: {label}' },
  'wiki-review-due': {
    id: 'Halaman wiki yang Anda rawat perlu ditinjau kembali: {label}',
    en: 'Wiki pages that you look after are due for review: {label}',
  },
} as const satisfies Record<string, Words>;

export type NoticeKind = keyof typeof noticeKinds;

/** When a person wants notices by e-mail. */
export const mailModes = {
  'at-once': { id: 'Segera, kapan pun', en: 'At once, at any hour' },
  'working-hours': { id: 'Segera, tetapi hanya pada jam kerja', en: 'At once, but in working hours only' },
  daily: { id: 'Sekali sehari, saat jam kerja dimulai', en: 'Once a day, when work begins' },
  none: { id: 'Tidak melalui pos-el', en: 'Not by e-mail' },
} as const satisfies Record<string, Words>;

export type MailMode = keyof typeof mailModes;

/** For who has not chosen: nobody is called up at night. */
export const standardMailMode: MailMode = 'working-hours';
