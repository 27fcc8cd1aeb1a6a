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
  issuers: { id: 'Penerbit sertifikat yang dipercaya', en: 'Trusted issuers of certificates' },
  issuersLead: {
    id: 'Tanda tangan pada PDF dari luar Griya dinilai menurut daftar ini, tanpa bertanya ke jaringan mana pun.',
    en: 'Signatures in PDFs from outside of Griya are judged by this list; no network is asked.',
  },
  issuersOpen: { id: 'Kelola daftar penerbit', en: 'Keep the list of issuers' },
  issuersNone: { id: 'Belum ada penerbit yang dipercaya', en: 'No issuer is trusted yet' },
  issuersNoneHow: {
    id: 'Tanda tangan dari luar tetap diperiksa keutuhannya, tetapi penerbitnya disebut tidak dikenal.',
    en: 'Signatures from outside are still checked for being intact, but their issuer is called unknown.',
  },
  issuerName: { id: 'Nama penerbit', en: 'Name of the issuer' },
  issuerAdd: { id: 'Tambah penerbit', en: 'Add an issuer' },
  issuerPem: { id: 'Sertifikat induk atau antara (PEM)', en: 'Root or intermediate certificate (PEM)' },
  issuerPemHint: {
    id: 'Ambil dari laman resmi penerbitnya, misalnya BSrE, dan bandingkan sidik jarinya lewat saluran lain sebelum dipercaya.',
    en: 'Take it from the issuer’s official site, BSrE’s for example, and compare its fingerprint by another way before you trust it.',
  },
  issuerTrust: { id: 'Percayai penerbit ini', en: 'Trust this issuer' },
  issuerTrusted: { id: 'Penerbit dipercaya.', en: 'The issuer is trusted.' },
  issuerUntil: { id: 'Berlaku sampai', en: 'Valid until' },
  issuerList: { id: 'Daftar pencabutan (CRL)', en: 'List of revoked certificates (CRL)' },
  issuerListNone: { id: 'belum ada', en: 'none yet' },
  issuerListOf: { id: 'dibuat {from}, berlaku sampai {until}', en: 'made {from}, valid until {until}' },
  issuerListPem: { id: 'Daftar pencabutan terbaru (PEM)', en: 'Latest list of revoked certificates (PEM)' },
  issuerListPemHint: {
    id: 'Dari alamat CRL penerbit. Berkas DER dapat diubah dengan: openssl crl -inform DER -in daftar.crl',
    en: 'From the issuer’s CRL address. A DER file is turned into PEM by: openssl crl -inform DER -in list.crl',
  },
  issuerListKeep: { id: 'Simpan daftar pencabutan', en: 'Keep the list' },
  issuerListKept: { id: 'Daftar pencabutan tersimpan.', en: 'The list is kept.' },
  issuerRemove: { id: 'Tidak dipercaya lagi', en: 'Trust no longer' },
  issuerRemoved: { id: 'Penerbit tidak dipercaya lagi.', en: 'The issuer is trusted no longer.' },
} as const satisfies Record<string, Words>;
