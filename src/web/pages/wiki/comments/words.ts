/** Words of the comments on pages. */
export const words = {
  reply: { id: 'Balas', en: 'Reply' },
  sendReply: { id: 'Kirim balasan', en: 'Send the reply' },
  edit: { id: 'Ubah', en: 'Change' },
  remove: { id: 'Hapus', en: 'Remove' },
  reopen: { id: 'Buka kembali', en: 'Open again' },
  how: {
    id: 'Sebut orang dengan @Nama; ia mendapat pemberitahuan bila boleh membaca halaman ini. Baris yang diawali > menjadi kutipan.',
    en: 'Name somebody with @Name; he or she gets a notice, if this page is his or hers to read. A line that begins with > is a quote.',
  },
  states: {
    open: { id: 'Terbuka', en: 'Open' },
    resolved: { id: 'Selesai', en: 'Done' },
    all: { id: 'Semua', en: 'All' },
  },
  none: {
    open: { id: 'Tidak ada komentar yang terbuka.', en: 'No open comments.' },
    resolved: { id: 'Belum ada komentar yang selesai.', en: 'No comments are done yet.' },
    all: { id: 'Belum ada komentar.', en: 'No comments yet.' },
  },
  older: { id: '← Lebih lama', en: '← Older' },
  newer: { id: 'Lebih baru →', en: 'Newer →' },
  edited: { id: 'diubah {when}', en: 'changed {when}' },
  resolvedBy: { id: 'selesai, oleh {name} {when}', en: 'done, by {name} {when}' },
  removedBy: { id: 'Dihapus oleh {name}, {when}.', en: 'Removed by {name}, {when}.' },
  removedWhy: { id: 'Alasan: {why}', en: 'Reason: {why}' },
  linkTo: { id: 'Tautan ke komentar {name}, {when}', en: 'Link to the comment of {name}, {when}' },
  notTold: { id: 'Tidak diberi tahu: {names}.', en: 'Not told: {names}.' },
  why: {
    unknown: { id: '@{name} (tidak dikenal)', en: '@{name} (not known)' },
    several: {
      id: '@{name} (ada beberapa orang; sebut alamat pos-elnya)',
      en: '@{name} (several people; use the e-mail address)',
    },
    'not-a-reader': { id: '@{name} (tidak boleh membaca halaman ini)', en: '@{name} (may not read this page)' },
  },
  andMore: { id: 'dan {n} lagi', en: 'and {n} more' },
  editTitle: { id: 'Ubah komentar', en: 'Change a comment' },
  editedNow: { id: 'Komentar telah diubah.', en: 'The comment is changed.' },
  removeTitle: { id: 'Hapus komentar', en: 'Remove a comment' },
  removeLead: {
    id: 'Di tempatnya tertulis siapa yang menghapus dan kapan. Teksnya hanya tersimpan di jejak audit.',
    en: 'In its place it says who removed it and when. Its text stays in the audit trail only.',
  },
  reasonOwn: { id: 'Alasan', en: 'Reason' },
  removedNow: { id: 'Komentar telah dihapus.', en: 'The comment is removed.' },
  reopenedNow: { id: 'Komentar dibuka kembali.', en: 'The comment is open again.' },
} as const;
