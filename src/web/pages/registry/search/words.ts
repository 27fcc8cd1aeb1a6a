import type { Words } from '#lib/words.ts';

export const words = {
  wiki: { id: 'Halaman wiki', en: 'Wiki pages' },
  wikiMore: { id: 'cari di wiki', en: 'search the wiki' },
  title: { id: 'Pencarian', en: 'Search' },
  what: { id: 'Yang dicari', en: 'Look for' },
  hint: {
    id: 'Nama, alamat IP atau sebagian darinya, nomor seri, perangkat daerah. Salah ketik kecil tidak apa-apa.',
    en: 'A name, an IP address or a part of one, a serial number, an office. A small typing error does no harm.',
  },
  lead: { id: '{n} hasil untuk “{q}”', en: '{n} results for “{q}”' },
  leadMore: { id: '{n} hasil teratas untuk “{q}”', en: 'The first {n} results for “{q}”' },
  none: { id: 'Tidak ditemukan', en: 'Nothing found' },
  noneHow: {
    id: 'Periksa ejaannya, atau cari dengan sebagian nama atau alamat.',
    en: 'Check the spelling, or look for a part of the name or address.',
  },
  found: { id: 'Hasil', en: 'Results' },
  retired: { id: 'Dihentikan', en: 'Retired' },
} as const satisfies Record<string, Words>;

export const kindWords = {
  application: { id: 'Aplikasi', en: 'Application' },
  server: { id: 'Server', en: 'Server' },
  address: { id: 'Alamat', en: 'Address' },
  network: { id: 'Jaringan', en: 'Network' },
  site: { id: 'Lokasi', en: 'Site' },
  device: { id: 'Perangkat', en: 'Device' },
  rack: { id: 'Rak', en: 'Rack' },
} as const satisfies Record<string, Words>;
