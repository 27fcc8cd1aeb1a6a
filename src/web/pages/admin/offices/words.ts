import type { Words } from '#lib/words.ts';

export const words = {
  title: { id: 'Perangkat daerah', en: 'Offices' },
  lead: {
    id: 'Dinas penyelenggara dan perangkat daerah yang dapat mengajukan permohonan.',
    en: 'The hosting office and the offices that may apply.',
  },
  add: { id: 'Tambah perangkat daerah', en: 'Add an office' },
  kind: { id: 'Jenis', en: 'Kind' },
  head: { id: 'Sebutan kepala', en: 'Title of the head' },
  abbreviationHint: { id: 'Dipakai dalam nomor surat, misalnya DINKES.', en: 'Used in letter numbers, for example DINKES.' },
  address: { id: 'Alamat', en: 'Address' },
  website: { id: 'Situs web', en: 'Website' },
  pattern: { id: 'Pola nomor surat', en: 'Pattern of letter numbers' },
  patternHint: {
    id: 'Tanda: {klasifikasi} {urut} {unit} {bulan_romawi} {tahun} {derajat}.',
    en: 'Marks: {klasifikasi} {urut} {unit} {bulan_romawi} {tahun} {derajat}.',
  },
  identity: { id: 'Identitas', en: 'Identity' },
  contact: { id: 'Kontak pada kop surat', en: 'Contact on the letterhead' },
  logo: { id: 'Lambang pada kop surat', en: 'Emblem on the letterhead' },
  logoHint: { id: 'PNG atau JPEG, sebaiknya berlatar putih.', en: 'PNG or JPEG, best on a white ground.' },
  logoNow: { id: 'Lambang yang dipakai sekarang', en: 'The emblem in use' },
  headPost: { id: 'Buat juga jabatan kepala sebagai pemohon', en: 'Also make the post of its head, as applicant' },
  headPostHint: {
    id: 'Pemegang jabatan ini dapat mengajukan permohonan hosting.',
    en: 'Whoever holds this post can file hosting requests.',
  },
  isActive: { id: 'Perangkat daerah ini aktif', en: 'This office is active' },
  added: { id: 'Perangkat daerah ditambahkan.', en: 'Office added.' },
  empty: { id: 'Belum ada perangkat daerah', en: 'No offices yet' },
  people: { id: 'Pegawai', en: 'People' },
  posts: { id: 'Jabatan', en: 'Posts' },
  numbers: { id: 'Nomor surat', en: 'Letter numbers' },
} as const satisfies Record<string, Words>;
