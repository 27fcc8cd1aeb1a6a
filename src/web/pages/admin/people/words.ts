import type { Words } from '#lib/words.ts';

export const words = {
  title: { id: 'Pegawai', en: 'People' },
  lead: { id: 'Pegawai yang memegang jabatan atau memakai Griya.', en: 'People who hold posts or use Griya.' },
  add: { id: 'Tambah pegawai', en: 'Add a person' },
  added: { id: 'Pegawai ditambahkan.', en: 'Person added.' },
  empty: { id: 'Belum ada pegawai', en: 'Nobody yet' },
  nipHint: { id: '18 angka, PNS maupun PPPK.', en: '18 digits, for permanent and contract staff alike.' },
  rankHint: {
    id: 'Sebagaimana tercetak pada surat, misalnya Pembina Tk. I (IV/b).',
    en: 'As printed on letters, for example Pembina Tk. I (IV/b).',
  },
  account: { id: 'Akun', en: 'Account' },
  hasAccount: { id: 'Ada', en: 'Yes' },
  noAccount: { id: 'Belum ada', en: 'None' },
  makeAccount: { id: 'Buat akun', en: 'Make an account' },
  openAccount: { id: 'Lihat akun', en: 'See the account' },
  leave: { id: 'Ketidakhadiran', en: 'Absence' },
  nik: { id: 'NIK untuk tanda tangan BSrE', en: 'NIK for signing with BSrE' },
  nikNone: {
    id: 'Belum diisi. Hanya diperlukan bagi penanda tangan melalui BSrE.',
    en: 'Not entered. Needed only for who signs through BSrE.',
  },
  nikAdd: { id: 'Isi NIK', en: 'Enter the NIK' },
  nikChange: { id: 'Ganti NIK', en: 'Change the NIK' },
  nikLead: {
    id: 'NIK disimpan terenkripsi, hanya dikirim ke layanan BSrE dinas, dan tidak pernah ditampilkan utuh. Kosongkan untuk menghapusnya.',
    en: 'The NIK is kept encrypted, goes only to the office’s BSrE service, and is never shown whole. Leave it empty to remove it.',
  },
  nikField: { id: 'NIK', en: 'NIK' },
  nikHint: { id: '16 angka.', en: '16 digits.' },
  nikNow: { id: 'Tersimpan: {nik}', en: 'Kept: {nik}' },
  posts: { id: 'Jabatan', en: 'Posts' },
  noPosts: { id: 'Belum pernah memegang jabatan.', en: 'Has held no post yet.' },
} as const satisfies Record<string, Words>;
