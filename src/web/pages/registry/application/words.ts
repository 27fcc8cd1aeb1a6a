import type { Words } from '#lib/words.ts';

export const words = {
  edit: { id: 'Ubah data', en: 'Edit' },
  editTitle: { id: 'Ubah {name}', en: 'Edit {name}' },
  missingHow: { id: 'Isian yang masih diperlukan:', en: 'Still needed:' },
  installed: { id: 'Terpasang di', en: 'Installed on' },
  notInstalled: { id: 'Belum terpasang di server mana pun.', en: 'Not installed on any server.' },
  name: { id: 'Subdomain', en: 'Subdomain' },
  noName: { id: 'Belum memakai subdomain.', en: 'Uses no subdomain yet.' },
  verified: { id: 'Menjawab', en: 'Answers' },
  notVerified: { id: 'Belum terverifikasi', en: 'Not verified' },
  activeSince: { id: 'Aktif sejak {date}', en: 'Active since {date}' },
  retire: { id: 'Hentikan aplikasi', en: 'Retire the application' },
  retireTitle: { id: 'Hentikan {name}', en: 'Retire {name}' },
  retireSure: {
    id: 'Aplikasi dihentikan dan nama, alamat, serta kapasitasnya dibebaskan. Lanjutkan?',
    en: 'The application ends and its name, addresses and capacity become free. Go on?',
  },
  retired: {
    id: '{name} dihentikan; nama, alamat, dan kapasitasnya bebas.',
    en: '{name} is retired; its name, addresses and capacity are free.',
  },
  reason: { id: 'Alasan', en: 'Reason' },
  reasonHint: {
    id: 'Misalnya diganti aplikasi lain, atau permintaan perangkat daerah dengan nomor suratnya.',
    en: 'For example replaced by another application, or asked for by the office, with its letter number.',
  },
  blocked: { id: 'Belum dapat dihentikan', en: 'Cannot be retired yet' },
  freed: { id: 'Yang dibebaskan bersamanya', en: 'What becomes free with it' },
  freedServers: { id: 'Server yang dihentikan', en: 'Servers retired' },
  sharedServer: { id: 'server bersama', en: 'shared server' },
  keptServers: { id: 'Server yang tetap dipakai', en: 'Servers that stay' },
  freedHow: {
    id: 'Catatan dan riwayatnya tetap tersimpan. Catatan DNS dihapus oleh pekerjaan latar segera sesudahnya.',
    en: 'Records and journal stay. The DNS records are removed by a background job right after.',
  },
  none: { id: 'Tidak ada', en: 'None' },
  score: { id: 'Kelengkapan {percent} %', en: '{percent}% complete' },
  ended: { id: 'Dihentikan {date}: {reason}', en: 'Retired {date}: {reason}' },
} as const satisfies Record<string, Words>;
