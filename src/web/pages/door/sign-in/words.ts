import type { Words } from '#lib/words.ts';

export const words = {
  title: { id: 'Masuk', en: 'Sign in' },
  email: { id: 'Alamat pos-el', en: 'E-mail address' },
  password: { id: 'Kata sandi', en: 'Password' },
  submit: { id: 'Masuk', en: 'Sign in' },
  or: { id: 'atau', en: 'or' },
  passkey: { id: 'Masuk dengan kunci sandi', en: 'Sign in with a passkey' },
  passkeyFault: {
    id: 'Kunci sandi tidak dapat dipakai. Coba lagi, atau masuk dengan kata sandi.',
    en: 'The passkey could not be used. Try again, or sign in with your password.',
  },
  kept: { id: 'Isian Anda disimpan', en: 'What you entered is kept' },
  keptHow: {
    id: 'Sesi Anda telah berakhir. Masuk kembali; formulir yang tadi Anda kirim akan tampil lagi, lengkap dengan isiannya.',
    en: 'Your session has ended. Sign in again; the form you sent will be shown once more, with all you entered.',
  },
  open: { id: 'Informasi layanan, tanpa masuk', en: 'About the service, without signing in' },
  help: {
    id: 'Belum punya akun atau lupa kata sandi? Hubungi administrator Griya di Dinas Kominfo.',
    en: 'No account yet, or forgot your password? Ask the Griya administrator at the communications office.',
  },
  codeTitle: { id: 'Kode verifikasi', en: 'Verification code' },
  codeLead: {
    id: 'Buka aplikasi autentikator di telepon Anda dan masukkan enam angka yang ditampilkannya.',
    en: 'Open the authenticator app on your phone and enter the six digits that it shows.',
  },
  code: { id: 'Kode enam angka', en: 'Six-digit code' },
  verify: { id: 'Verifikasi', en: 'Verify' },
  noPhone: { id: 'Telepon tidak ada? Pakai kode cadangan', en: 'No phone at hand? Use a backup code' },
  backup: { id: 'Kode cadangan', en: 'Backup code' },
  backupHint: { id: 'Tiap kode hanya berlaku sekali.', en: 'Each code works once.' },
  again: { id: 'Kembali ke halaman masuk', en: 'Back to sign-in' },
} as const satisfies Record<string, Words>;
