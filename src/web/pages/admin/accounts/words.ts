import type { Words } from '#lib/words.ts';

export const words = {
  bounced: { id: 'Pos-el ditolak', en: 'Refused mail addresses' },
  bouncedHow: {
    id: 'Server penerima menolak alamat ini. Perbaiki alamat akunnya; kabar tetap ada di kotak masuk Griya.',
    en: 'The receiving server refuses this address. Mend the account’s address; notices stay in the inbox.',
  },
  title: { id: 'Akun', en: 'Accounts' },
  lead: {
    id: 'Siapa yang dapat masuk ke Griya, dan dengan peran sistem apa.',
    en: 'Who can sign in to Griya, and with which system roles.',
  },
  add: { id: 'Tambah akun', en: 'Add an account' },
  person: { id: 'Pegawai', en: 'Person' },
  email: { id: 'Pos-el untuk masuk', en: 'E-mail for signing in' },
  roles: { id: 'Peran sistem', en: 'System roles' },
  administrator: { id: 'Administrator', en: 'Administrator' },
  administratorHint: {
    id: 'Mengelola akun, jabatan, kalender, dan pengaturan. Tidak boleh memegang jabatan dalam SOP.',
    en: 'Keeps accounts, posts, the calendar and the settings. May hold no post of the SOP.',
  },
  auditor: { id: 'Auditor', en: 'Auditor' },
  auditorHint: {
    id: 'Membaca jejak audit dan data administrasi, tidak mengubah apa pun.',
    en: 'Reads the audit trail and the administration, changes nothing.',
  },
  second: { id: 'Dua langkah', en: 'Two steps' },
  last: { id: 'Sesi terakhir', en: 'Last session' },
  never: { id: 'Belum pernah', en: 'Never' },
  disabled: { id: 'Dinonaktifkan', en: 'Disabled' },
  oneTime: { id: 'Kata sandi sementara', en: 'One-time password' },
  ordinary: { id: 'Aktif', en: 'Active' },
  empty: { id: 'Belum ada akun', en: 'No accounts yet' },
  newPassword: { id: 'Kata sandi sementara', en: 'One-time password' },
  newPasswordHow: {
    id: 'Sampaikan langsung kepada yang bersangkutan. Hanya ditampilkan sekali dan harus diganti saat pertama masuk.',
    en: 'Hand it to the person in private. It is shown only once and must be changed at the first sign-in.',
  },
  made: { id: 'Akun {name} dibuat', en: 'Account of {name} made' },
  wasReset: { id: 'Akun {name} diatur ulang', en: 'Account of {name} reset' },
  back: { id: 'Ke daftar akun', en: 'To the accounts' },
  reset: { id: 'Atur ulang kata sandi', en: 'Reset the password' },
  resetHow: {
    id: 'Membuat kata sandi sementara yang baru dan mengakhiri semua sesi akun ini.',
    en: 'Makes a new one-time password and ends all sessions of this account.',
  },
  secondFactors: {
    id: 'Hapus juga verifikasi dua langkah dan kunci sandi (telepon hilang)',
    en: 'Also remove two-step verification and passkeys (lost phone)',
  },
  alsoKeys: {
    id: 'Cabut juga kunci API (akun dipakai orang lain)',
    en: 'Also revoke the API keys (account in wrong hands)',
  },
  keysHint: { id: 'Kunci yang masih berlaku: {n}.', en: 'Keys that still work: {n}.' },
  disable: { id: 'Nonaktifkan akun', en: 'Disable the account' },
  disableHow: {
    id: 'Semua sesi berakhir dan kunci API berhenti bekerja seketika. Riwayatnya tetap tersimpan.',
    en: 'All sessions end and API keys stop working at once. Its history is kept.',
  },
  disableSure: { id: 'Nonaktifkan akun ini?', en: 'Disable this account?' },
  enable: { id: 'Aktifkan kembali', en: 'Enable again' },
  disabledDone: { id: 'Akun dinonaktifkan.', en: 'Account disabled.' },
  enabledDone: { id: 'Akun diaktifkan kembali.', en: 'Account enabled again.' },
  danger: { id: 'Tindakan lain', en: 'Other acts' },
} as const satisfies Record<string, Words>;
