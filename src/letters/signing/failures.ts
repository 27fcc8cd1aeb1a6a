import type { Words } from '#lib/words.ts';

/** Why a letter could not be signed, as it is stored and said to the signer. None of it repeats what the service answered. */
export const signingFailures = {
  away: {
    id: 'Layanan tanda tangan tidak dapat dihubungi atau tidak menjawab pada waktunya. Surat tetap bernomor; coba lagi sebentar.',
    en: 'The signing service could not be reached or did not answer in time. The letter keeps its number; try again in a moment.',
  },
  server_error: {
    id: 'Layanan tanda tangan menjawab dengan kesalahan di pihaknya. Surat tetap bernomor; coba lagi, dan bila berulang hubungi pengelola layanan BSrE di instansi.',
    en: 'The signing service answered with a fault of its own. The letter keeps its number; try again, and if it repeats ask who runs the BSrE service.',
  },
  passphrase: {
    id: 'Layanan menolak passphrase atau kode TOTP. Periksa lalu coba lagi; terlalu banyak percobaan dapat mengunci akun BSrE.',
    en: 'The service refused the passphrase or TOTP code. Check it and try again; too many attempts may lock the BSrE account.',
  },
  unknown_signer: {
    id: 'Layanan tidak mengenal NIK penanda tangan, atau sertifikatnya tidak aktif. Administrator dapat memeriksa NIK; sertifikat diperbarui melalui BSrE.',
    en: 'The service does not know the signer’s NIK, or the certificate is not active. The administrator can check the NIK; certificates are renewed at BSrE.',
  },
  refused: {
    id: 'Layanan menolak permintaan ini. Sampaikan kepada administrator.',
    en: 'The service refused this request. Tell the administrator.',
  },
  settings: {
    id: 'Layanan menolak nama pengguna atau kata sandi Griya, atau pengaturannya belum lengkap. Sampaikan kepada administrator.',
    en: 'The service refused Griya’s user name or password, or the settings are not complete. Tell the administrator.',
  },
  no_nik: {
    id: 'NIK penanda tangan belum diisi. Administrator mengisinya pada data pegawai.',
    en: 'The signer’s NIK is not entered yet. The administrator enters it with the person.',
  },
  bad_answer: {
    id: 'Yang dikirim kembali oleh layanan bukan surat ini dengan tanda tangan yang sah, sehingga tidak disimpan. Coba lagi; bila berulang sampaikan kepada administrator.',
    en: 'What the service sent back is not this letter with a valid signature, so it was not kept. Try again; if it repeats tell the administrator.',
  },
  interrupted: {
    id: 'Penandatanganan terputus sebelum selesai. Surat tetap bernomor; coba lagi.',
    en: 'Signing was interrupted before it ended. The letter keeps its number; try again.',
  },
} as const satisfies Record<string, Words>;

export type SigningFailureCode = keyof typeof signingFailures;

/** A failure of the closed list above. Its message names the code only: nothing that was given or answered. */
export class SigningFailure extends Error {
  readonly code: SigningFailureCode;

  constructor(code: SigningFailureCode) {
    super(`Signing failed: ${code}`);
    this.name = 'SigningFailure';
    this.code = code;
  }
}
