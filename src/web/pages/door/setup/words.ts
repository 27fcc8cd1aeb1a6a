import type { Words } from '#lib/words.ts';

export const words = {
  title: { id: 'Menyiapkan Griya', en: 'Setting up Griya' },
  lead: {
    id: 'Halaman ini hanya muncul sekali. Semua isian dapat diubah kemudian oleh administrator.',
    en: 'This page appears only once. The administrator can change every entry later.',
  },
  done: {
    id: 'Griya siap dipakai. Masuk dengan akun administrator yang baru dibuat.',
    en: 'Griya is ready. Sign in with the administrator account you have just made.',
  },
  submit: { id: 'Periksa dan simpan', en: 'Check and save' },

  tokenLegend: { id: '1. Kode penyiapan', en: '1. Set-up code' },
  token: { id: 'Kode penyiapan', en: 'Set-up code' },
  tokenHint: {
    id: 'Tercetak di konsol server ketika Griya dijalankan. Hanya yang memegang server yang dapat membacanya.',
    en: 'Printed on the console of the server when Griya was started. Only who runs the server can read it.',
  },

  governmentLegend: { id: '2. Pemerintah daerah', en: '2. Local government' },
  governmentName: { id: 'Nama pemerintah daerah', en: 'Name of the government' },
  governmentHint: {
    id: 'Baris pertama kop surat, misalnya “Pemerintah Kota Contoh”.',
    en: 'First line of the letterhead, for example “Pemerintah Kota Contoh”.',
  },
  cityName: { id: 'Nama kota atau kabupaten', en: 'Name of the city or regency' },
  place: { id: 'Tempat surat', en: 'Place of letters' },
  placeHint: { id: 'Ditulis sebelum tanggal surat.', en: 'Written before the date of a letter.' },
  domain: { id: 'Domain', en: 'Domain' },
  nameServers: { id: 'Server nama domain itu', en: 'Name servers of that domain' },
  nameServersHint: {
    id: 'Satu per baris, diikuti alamat IP-nya bila di dalam domain, misalnya "ns1.contoh.go.id 203.0.113.1". Bila dikosongkan, isi nanti di pengaturan zona: tanpa alamat, server nama menolak memuat zona.',
    en: 'One a line, followed by its IP address where it lies in the domain, for example “ns1.contoh.go.id 203.0.113.1”. Left empty, enter it later in the settings of the zone: without an address a name server refuses to load the zone.',
  },
  domainHint: {
    id: 'Subdomain aplikasi dibuat di bawah nama ini, misalnya contoh.go.id.',
    en: 'Subdomains of applications are made under this name, for example contoh.go.id.',
  },
  timeZone: { id: 'Zona waktu', en: 'Time zone' },

  officeLegend: { id: '3. Dinas penyelenggara', en: '3. Hosting office' },
  officeHint: {
    id: 'Dinas yang melayani permohonan hosting; identitasnya tercetak pada kop surat.',
    en: 'The office that serves hosting requests; its identity is printed on the letterhead.',
  },
  officeName: { id: 'Nama dinas', en: 'Name of the office' },
  abbreviation: { id: 'Singkatan', en: 'Abbreviation' },
  abbreviationHint: {
    id: 'Dipakai dalam nomor surat, misalnya DISKOMINFO.',
    en: 'Used in letter numbers, for example DISKOMINFO.',
  },
  headTitle: { id: 'Sebutan jabatan kepala dinas', en: 'Title of the head of office' },
  address: { id: 'Alamat', en: 'Address' },
  phone: { id: 'Telepon', en: 'Telephone' },
  email: { id: 'Pos-el', en: 'E-mail' },
  website: { id: 'Situs web', en: 'Website' },
  logo: { id: 'Lambang untuk kop surat', en: 'Emblem for the letterhead' },
  logoHint: { id: 'PNG atau JPEG.', en: 'PNG or JPEG.' },

  postsLegend: { id: '4. Jabatan dalam SOP', en: '4. Posts of the SOP' },
  postsHint: {
    id: 'Tulis nama jabatan sebagaimana berlaku sekarang dan siapa pemegangnya. Jabatan yang lowong dikosongkan; pemegangnya diisi kemudian.',
    en: 'Write the title as it is today and who holds the post. Leave a vacant post empty; its holder can be entered later.',
  },
  postTitle: { id: 'Nama jabatan', en: 'Title of the post' },
  holderName: { id: 'Nama pemegang', en: 'Name of the holder' },
  nip: { id: 'NIP', en: 'NIP (staff number)' },
  rank: { id: 'Pangkat/golongan', en: 'Rank' },
  rankHint: { id: 'Misalnya Pembina Tk. I (IV/b).', en: 'For example Pembina Tk. I (IV/b).' },
  holds: { id: 'Memegang sebagai', en: 'Holds it as' },
  definitive: { id: 'Definitif', en: 'Definitive holder' },
  plt: { id: 'Pelaksana Tugas (Plt.)', en: 'Acting (Plt.)' },
  inSop: { id: 'Dalam SOP: {title}', en: 'In the SOP: {title}' },

  administratorLegend: { id: '5. Administrator pertama', en: '5. First administrator' },
  administratorHint: {
    id: 'Mengelola akun, jabatan, dan kalender; tidak memutus permohonan. Sebaiknya bukan pemegang jabatan di atas.',
    en: 'Keeps accounts, posts and the calendar and decides no request. Better not a holder of the posts above.',
  },
  name: { id: 'Nama', en: 'Name' },
  password: { id: 'Kata sandi', en: 'Password' },
  passwordHint: {
    id: 'Sedikitnya {n} karakter. Beberapa kata yang mudah diingat sudah cukup.',
    en: 'At least {n} characters. A few words that you remember are enough.',
  },
} as const satisfies Record<string, Words>;
