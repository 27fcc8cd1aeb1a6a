export const words = {
  title: { id: 'Periksa keaslian surat', en: 'Check a letter' },
  lead: {
    id: 'Untuk siapa saja yang menerima surat dari kantor ini. Tidak perlu masuk; yang Anda kirim tidak disimpan.',
    en: 'For whoever received a letter of this office. No sign-in needed; what you send is not kept.',
  },
  byCode: { id: 'Dengan kode pada surat', en: 'By the code on the letter' },
  code: { id: 'Kode verifikasi', en: 'Verification code' },
  codeHint: {
    id: '28 huruf dan angka dalam kelompok empat, di samping tanda tangan dan di kaki halaman. Tanda hubung boleh diabaikan.',
    en: '28 letters and digits in groups of four, beside the signature and at the foot of each page. Hyphens may be left out.',
  },
  codeMissing: { id: 'Ketik kode yang tercetak pada surat.', en: 'Type the code that is printed on the letter.' },
  check: { id: 'Periksa kode', en: 'Check the code' },
  byFile: { id: 'Dengan berkas PDF', en: 'By the PDF file' },
  fileHere: { id: 'Periksa berkas PDF surat ini', en: 'Check the PDF file of this letter' },
  file: { id: 'Berkas PDF', en: 'PDF file' },
  fileHint: {
    id: 'Pilih atau seret berkasnya ke sini, paling besar {limit}. Berkas hanya dibandingkan, tidak disimpan.',
    en: 'Choose the file or drag it here, at most {limit}. It is only compared, not kept.',
  },
  fileMissing: { id: 'Pilih berkas PDF yang ingin diperiksa.', en: 'Choose the PDF file that you want to check.' },
  fileTooLarge: {
    id: 'Berkas lebih besar dari {limit}. Surat dari Griya tidak sebesar itu: berkas ini bukan yang diterbitkan.',
    en: 'The file is larger than {limit}. No letter from Griya is that large: it is not the file that was issued.',
  },
  fileNoPdf: { id: 'Berkas ini bukan PDF.', en: 'This file is not a PDF.' },
  checkFile: { id: 'Periksa berkas', en: 'Check the file' },

  unknownTitle: { id: 'Tidak ada surat dengan kode ini', en: 'No letter has this code' },
  unknown: {
    id: 'Periksa kembali kodenya, huruf demi huruf. Bila kodenya sama dengan yang tercetak, surat itu tidak diterbitkan oleh Griya di kantor ini.',
    en: 'Compare the code sign by sign. If it is the one that is printed, the letter was not issued by Griya at this office.',
  },
  valid: { id: 'Surat ini diterbitkan dan berlaku', en: 'This letter was issued and is valid' },
  validHow: {
    id: 'Bandingkan keterangan di bawah dengan surat yang Anda pegang. Bila ada yang berbeda, surat Anda telah diubah.',
    en: 'Compare what stands below with the letter in your hands. If anything differs, your letter was altered.',
  },
  void: { id: 'Surat ini dibatalkan', en: 'This letter is void' },
  voidHow: {
    id: 'Surat ini pernah diterbitkan, tetapi dibatalkan pada {when}. Jangan dipakai; hubungi kantor penerbit.',
    en: 'This letter was issued but made void on {when}. Do not use it; ask the issuing office.',
  },
  superseded: { id: 'Surat ini sudah digantikan', en: 'This letter was superseded' },
  supersededHow: {
    id: 'Surat ini pernah diterbitkan, tetapi digantikan oleh surat yang lebih baru pada {when}. Mintalah yang terbaru kepada kantor penerbit.',
    en: 'This letter was issued, but a later one took its place on {when}. Ask the issuing office for the latest.',
  },
  about: { id: 'Yang tercatat pada kantor penerbit', en: 'On record at the issuing office' },
  number: { id: 'Nomor', en: 'Number' },
  noNumber: { id: 'Tanpa nomor', en: 'Without a number' },
  date: { id: 'Tanggal', en: 'Date' },
  hal: { id: 'Hal', en: 'Subject' },
  confidential: { id: 'Tidak ditampilkan (surat bersifat rahasia)', en: 'Not shown (confidential letter)' },
  office: { id: 'Kantor penerbit', en: 'Issuing office' },
  signer: { id: 'Penanda tangan', en: 'Signed by' },
  signature: { id: 'Tanda tangan', en: 'Signature' },
  signedGriya: {
    id: 'Disahkan secara elektronik di Griya; bukan tanda tangan elektronik tersertifikasi (BSrE).',
    en: 'Approved electronically in Griya; not a certified electronic signature (BSrE).',
  },
  signedLocal: {
    id: 'Berkas PDF-nya ditandatangani dengan sertifikat Griya kantor ini; bukan tanda tangan elektronik tersertifikasi (BSrE).',
    en: 'The PDF file is signed with a certificate of this office’s Griya; not a certified electronic signature (BSrE).',
  },
  signedBsre: {
    id: 'Berkas PDF-nya ditandatangani dengan tanda tangan elektronik tersertifikasi (BSrE).',
    en: 'The PDF file bears a certified electronic signature (BSrE).',
  },
  signedElsewhere: {
    id: 'Berkas PDF-nya ditandatangani di luar Griya; periksa sertifikatnya di pembaca PDF Anda.',
    en: 'The PDF file was signed outside of Griya; check its certificate in your PDF reader.',
  },
  signedWaiting: {
    id: 'Bernomor, tetapi berkasnya masih menunggu tanda tangan.',
    en: 'Numbered, but its file still awaits the signature.',
  },
  signedInk: {
    id: 'Ditandatangani di atas kertas; tanpa tanda tangan elektronik.',
    en: 'Signed on paper; without an electronic signature.',
  },
  limited: {
    id: 'Isi surat dan lampirannya sengaja tidak ditampilkan.',
    en: 'The text of the letter and its annexes are left out on purpose.',
  },

  same: { id: 'Berkas ini sama persis dengan yang diterbitkan', en: 'This is exactly the file that was issued' },
  sameHow: { id: 'Tidak ada satu bita pun yang berubah.', en: 'Not one byte was changed.' },
  other: { id: 'Berkas ini surat lain', en: 'This file is another letter' },
  otherHow: {
    id: 'Berkas ini diterbitkan kantor ini, tetapi bukan surat dengan kode tadi. Keterangan di bawah adalah milik berkas ini.',
    en: 'The file was issued here, but it is not the letter with that code. What stands below belongs to the file.',
  },
  different: { id: 'Berkas ini bukan berkas yang diterbitkan', en: 'This is not a file that was issued' },
  differentHow: {
    id: 'Isinya berbeda dari setiap berkas yang kami terbitkan. Hasil cetak yang dipindai atau berkas yang disimpan ulang juga berbeda; bandingkan suratnya memakai kode verifikasi.',
    en: 'It differs from every file that we issued. A scan of a print or a file that was saved anew differs too; compare the letter by its verification code.',
  },
  ownChanged: {
    id: 'Berkas ini memuat tanda tangan Griya kantor ini atas nama {subject}, tetapi isinya diubah setelah ditandatangani.',
    en: 'The file holds a signature of this office’s Griya in the name of {subject}, but its content was changed after signing.',
  },
  ownExtended: {
    id: 'Berkas ini ditandatangani di Griya kantor ini atas nama {subject}, tetapi ada yang ditambahkan setelah itu. Yang ditandatangani hanyalah bagian sebelum tambahan.',
    en: 'The file was signed in this office’s Griya in the name of {subject}, but something was added afterwards. Only what stood before the addition was signed.',
  },
  ownWhole: {
    id: 'Berkas ini ditandatangani di Griya kantor ini atas nama {subject} dan utuh, tetapi tidak tercatat sebagai surat yang diterbitkan.',
    en: 'The file was signed in this office’s Griya in the name of {subject} and is intact, but is not on record as an issued letter.',
  },
  changed: {
    id: 'Berkas ini memuat tanda tangan yang tidak lagi cocok dengan isinya: berkas diubah setelah ditandatangani.',
    en: 'The file holds a signature that no longer fits its content: it was changed after signing.',
  },
  extended: {
    id: 'Berkas ini memuat tanda tangan yang utuh atas nama {subject} (sertifikat dari {issuer}), tetapi ada yang ditambahkan setelah ditandatangani.',
    en: 'The file holds an intact signature in the name of {subject} (certificate from {issuer}), but something was added after signing.',
  },
  elsewhere: {
    id: 'Berkas ini memuat tanda tangan yang utuh atas nama {subject} (sertifikat dari {issuer}). Griya kantor ini tidak menerbitkannya.',
    en: 'The file holds an intact signature in the name of {subject} (certificate from {issuer}). It was not issued by Griya at this office.',
  },
  another: { id: 'Periksa surat lain', en: 'Check another letter' },
} as const;
