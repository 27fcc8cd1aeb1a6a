import type { Words } from '#lib/words.ts';

export const words = {
  state: { id: 'Tanda tangan', en: 'Signature' },
  subject: { id: 'Hal', en: 'Subject' },
  number: { id: 'Nomor', en: 'Number' },
  noNumber: { id: 'diberikan saat ditandatangani', en: 'given at signing' },
  date: { id: 'Tanggal surat', en: 'Date of the letter' },
  status: { id: 'Keadaan', en: 'State' },
  signer: { id: 'Penanda tangan', en: 'Signer' },
  way: { id: 'Cara tanda tangan', en: 'Way of signing' },
  noWay: {
    id: 'Disahkan di Griya; berkasnya sendiri tidak memuat tanda tangan elektronik.',
    en: 'Approved in Griya; the file itself bears no electronic signature.',
  },
  inInk: {
    id: 'Ditandatangani dengan tinta; nomornya diberikan di atas kertas.',
    en: 'Signed in ink; its number was given on paper.',
  },
  draft: { id: 'Surat ini masih draf.', en: 'This letter is still a draft.' },

  waitingLocal: {
    id: 'Griya sedang menandatangani berkasnya. Muat ulang halaman ini sebentar lagi.',
    en: 'Griya is signing the file. Reload this page in a moment.',
  },
  signing: {
    id: 'Surat sedang ditandatangani. Muat ulang halaman ini sebentar lagi.',
    en: 'The letter is being signed. Reload this page in a moment.',
  },
  waiting: {
    id: 'Surat sudah bernomor. Surat dikirim setelah {name} menandatanganinya dan berkasnya bertanda tangan.',
    en: 'The letter has its number. It is sent once {name} has signed it and its file bears the signature.',
  },
  rendering: {
    id: 'PDF surat masih dibuat; tanda tangan dapat dibubuhkan setelah itu.',
    en: 'The PDF of the letter is still being made; it can be signed after that.',
  },
  lastTry: { id: 'Percobaan terakhir, {at}', en: 'Last try, {at}' },
  sign: { id: 'Tanda tangani', en: 'Sign' },
  signLead: {
    id: 'Baca surat di samping, lalu masukkan passphrase. Nomor surat tidak berubah.',
    en: 'Read the letter beside this, then give the passphrase. The number of the letter stays.',
  },

  upload: { id: 'Unggah surat yang sudah ditandatangani', en: 'Upload the signed letter' },
  uploadManual: {
    id: 'Unduh dan cetak surat, tandatangani dengan tinta, lalu unggah pindaiannya; atau unggah PDF yang ditandatangani secara elektronik di aplikasi lain.',
    en: 'Download and print the letter, sign it in ink, then upload the scan; or upload the PDF that was signed electronically in another application.',
  },
  uploadBsre: {
    id: 'Bila layanan tidak dapat dipakai: unduh surat, tandatangani PDF-nya dengan sertifikat BSrE di aplikasi lain, lalu unggah di sini.',
    en: 'Where the service cannot be used: download the letter, sign its PDF with the BSrE certificate in another application, then upload it here.',
  },
  file: { id: 'Berkas PDF', en: 'PDF file' },
  send: { id: 'Unggah', en: 'Upload' },
  needFile: { id: 'Pilih berkas PDF surat yang sudah ditandatangani.', en: 'Choose the PDF of the signed letter.' },
  kept: { id: 'Surat yang sudah ditandatangani disimpan.', en: 'The signed letter is kept.' },

  result: { id: 'Hasil pemeriksaan', en: 'What was checked' },
  scan: {
    id: 'Pindaian surat bertanda tangan tinta; tidak ada tanda tangan elektronik yang dapat diperiksa.',
    en: 'Scan of a letter signed in ink; there is no electronic signature to check.',
  },
  valid: {
    id: 'Tanda tangan utuh: berkas tidak berubah sejak ditandatangani.',
    en: 'The signature is whole: the file has not changed since it was signed.',
  },
  originalKept: {
    id: 'Isi yang ditandatangani adalah surat buatan Griya.',
    en: 'What was signed is the letter that Griya made.',
  },
  originalChanged: {
    id: 'Berkas ini bukan kelanjutan PDF buatan Griya: isinya dapat berbeda. Bandingkan sendiri dengan naskah bernomor.',
    en: 'This file does not go on from the PDF that Griya made: its text may differ. Compare it yourself with the numbered letter.',
  },
  numbered: { id: 'Naskah bernomor sebelum ditandatangani (PDF)', en: 'The numbered letter before it was signed (PDF)' },
  otherName: {
    id: 'Nama pada sertifikat berbeda dari penanda tangan pada surat.',
    en: 'The name in the certificate differs from the signer named in the letter.',
  },
  localTrust: {
    id: 'Sertifikat ini dibuat oleh Griya untuk instalasi ini, bukan oleh penyelenggara tersertifikasi (BSrE).',
    en: 'This certificate was made by Griya for this installation, not by a certified authority (BSrE).',
  },
  foreignTrust: {
    id: 'Griya memeriksa keutuhan berkas, bukan kepercayaan pada penerbit sertifikat. Periksa penerbitnya di aplikasi pembaca PDF atau layanan verifikasi resmi.',
    en: 'Griya checks that the file is whole, not that the certificate’s issuer can be trusted. Check the issuer in a PDF reader or a public verification service.',
  },
  askService: { id: 'Tanyakan pada layanan BSrE', en: 'Ask the BSrE service' },
  serviceValid: { id: 'Layanan BSrE menyatakan dokumen ini sah.', en: 'The BSrE service says this document is valid.' },
  serviceInvalid: {
    id: 'Layanan BSrE tidak menyatakan dokumen ini sah.',
    en: 'The BSrE service does not say this document is valid.',
  },
  certificate: { id: 'Sertifikat atas nama', en: 'Certificate of' },
  issuer: { id: 'Diterbitkan oleh', en: 'Issued by' },
  at: { id: 'Waktu menurut berkas', en: 'Time by the file' },
  reference: { id: 'Id dokumen pada layanan', en: 'The service’s document id' },

  initials: { id: 'Paraf', en: 'Initials' },
  initial: { id: 'Paraf draf ini', en: 'Initial this draft' },
  initialled: { id: 'Draf diparaf.', en: 'The draft is initialled.' },
  notYet: { id: 'belum', en: 'not yet' },
  noInitials: { id: 'Belum ada paraf.', en: 'No initials yet.' },
  remarks: { id: 'Catatan pengembalian', en: 'Remarks on return' },
  case: { id: 'Permohonan', en: 'Request' },
} as const satisfies Record<string, Words>;
