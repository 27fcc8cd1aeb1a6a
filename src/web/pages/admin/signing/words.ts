import type { Words } from '#lib/words.ts';

export const words = {
  title: { id: 'Tanda tangan', en: 'Signatures' },
  lead: {
    id: 'Cara surat keluar ditandatangani, urutan paraf, dan sertifikat induk Griya.',
    en: 'How outgoing letters are signed, the order of initials, and the signing authority of this Griya.',
  },
  outgoing: { id: 'Surat keluar', en: 'Outgoing letters' },
  provider: { id: 'Cara tanda tangan surat keluar', en: 'How outgoing letters are signed' },
  providerNote: {
    id: 'Berlaku untuk surat yang diberi nomor setelah ini. Dokumen internal selalu ditandatangani dengan sertifikat lokal.',
    en: 'Holds for letters that are numbered from now on. Internal documents are always signed with the local certificate.',
  },
  service: { id: 'Layanan BSrE (Esign Client Service)', en: 'BSrE service (Esign Client Service)' },
  serviceHint: { id: 'Hanya untuk cara BSrE.', en: 'Only for signing with BSrE.' },
  baseAddress: { id: 'Alamat dasar', en: 'Base address' },
  baseAddressHint: {
    id: 'Misalnya https://esign.contoh.go.id; http hanya untuk alamat di jaringan dalam.',
    en: 'Like https://esign.example.go.id; http only for an address of the inner network.',
  },
  username: { id: 'Nama pengguna', en: 'User name' },
  password: { id: 'Kata sandi', en: 'Password' },
  passwordKept: {
    id: 'Sudah tersimpan terenkripsi dan tidak ditampilkan. Kosongkan untuk mempertahankannya.',
    en: 'Kept encrypted and never shown. Leave it empty to keep it.',
  },
  check: { id: 'Uji sambungan dengan penanda tangan', en: 'Test the connection with a signer' },
  checkLead: {
    id: 'Menanyakan keadaan sertifikat seorang penanda tangan pada layanan. NIK-nya harus sudah diisi pada data pegawai.',
    en: 'Asks the service for the state of a signer’s certificate. The NIK must be entered with the person first.',
  },
  person: { id: 'Penanda tangan', en: 'Signer' },
  checkNow: { id: 'Uji', en: 'Test' },
  active: { id: 'Layanan menjawab: sertifikat {name} aktif.', en: 'The service answers: the certificate of {name} is active.' },
  inactive: {
    id: 'Layanan menjawab: sertifikat {name} tidak aktif (kedaluwarsa, dicabut, atau belum terbit).',
    en: 'The service answers: the certificate of {name} is not active (expired, revoked, or not issued yet).',
  },
  unknown: { id: 'Layanan menjawab: {name} tidak terdaftar.', en: 'The service answers: {name} is not registered.' },

  initials: { id: 'Urutan paraf', en: 'Order of initials' },
  initialsLead: {
    id: 'Jabatan yang harus memaraf draf, berurutan, sebelum surat dapat ditandatangani. Penyusun draf memaraf dengan mengajukannya. Kosongkan bila tidak ada.',
    en: 'Posts that must initial a draft, in order, before it can be signed. Who drafts it initials by putting it up. Leave empty for none.',
  },
  first: { id: 'Paraf ke-1', en: '1st initials' },
  second: { id: 'Paraf ke-2', en: '2nd initials' },
  third: { id: 'Paraf ke-3', en: '3rd initials' },
  nobody: { id: '(tidak ada)', en: '(none)' },

  authority: { id: 'Sertifikat induk Griya', en: 'Signing authority of this Griya' },
  authorityNone: {
    id: 'Dibuat pada tanda tangan lokal yang pertama.',
    en: 'Made with the first local signature.',
  },
  authorityLead: {
    id: 'Menjamin sertifikat lokal para penanda tangan. Yang memasangnya di pembaca PDF melihat tanda tangan lokal sebagai tepercaya. Ini bukan sertifikat BSrE.',
    en: 'Vouches for the local certificates of signers. Who installs it in a PDF reader sees local signatures as trusted. It is no BSrE certificate.',
  },
  made: { id: 'Dibuat', en: 'Made' },
  download: { id: 'Unduh sertifikat induk (.crt)', en: 'Download the authority (.crt)' },
  replace: { id: 'Ganti sertifikat induk', en: 'Replace the authority' },
  replaceLead: {
    id: 'Hanya bila rahasia instalasi (berkas secret) hilang atau bocor. Sertifikat baru dibuat pada tanda tangan berikutnya; surat yang sudah bertanda tangan tetap sah.',
    en: 'Only where the installation’s secret (file secret) was lost or leaked. New certificates are made with the next signature; signed letters stay valid.',
  },
  replaced: {
    id: 'Sertifikat induk dihentikan; yang baru dibuat pada tanda tangan berikutnya.',
    en: 'The authority is retired; a new one is made with the next signature.',
  },
} as const satisfies Record<string, Words>;
