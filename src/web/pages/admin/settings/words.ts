import type { Words } from '#lib/words.ts';

export const words = {
  title: { id: 'Pengaturan', en: 'Settings' },
  lead: {
    id: 'Identitas pemerintah daerah dan batas yang berlaku untuk semua.',
    en: 'The identity of the government and the limits that hold for all.',
  },
  governmentName: { id: 'Nama pemerintah daerah', en: 'Name of the government' },
  governmentHint: { id: 'Baris pertama kop surat.', en: 'First line of the letterhead.' },
  cityName: { id: 'Nama kota atau kabupaten', en: 'Name of the city or regency' },
  place: { id: 'Tempat surat', en: 'Place of letters' },
  domain: { id: 'Domain', en: 'Domain' },
  domainHint: {
    id: 'Mengubah domain tidak memindahkan subdomain yang sudah terbit.',
    en: 'Changing the domain does not move subdomains that are published already.',
  },
  timeZone: { id: 'Zona waktu', en: 'Time zone' },
  limit: { id: 'Batas ukuran berkas', en: 'Largest file' },
  host: { id: 'Identitas dinas penyelenggara', en: 'Identity of the hosting office' },
} as const satisfies Record<string, Words>;
