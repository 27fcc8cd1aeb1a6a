import type { Words } from '#lib/words.ts';

export const words = {
  edit: { id: 'Ubah data', en: 'Edit' },
  editTitle: { id: 'Ubah {name}', en: 'Edit {name}' },
  missing: { id: 'Belum lengkap', en: 'Not complete yet' },
  missingHow: { id: 'Isian yang masih diperlukan: {fields}.', en: 'Still needed: {fields}.' },
  installed: { id: 'Terpasang di', en: 'Installed on' },
  notInstalled: { id: 'Belum terpasang di server mana pun.', en: 'Not installed on any server.' },
  name: { id: 'Subdomain', en: 'Subdomain' },
  noName: { id: 'Belum memakai subdomain.', en: 'Uses no subdomain yet.' },
  verified: { id: 'Menjawab', en: 'Answers' },
  notVerified: { id: 'Belum terverifikasi', en: 'Not verified' },
  activeSince: { id: 'Aktif sejak {date}', en: 'Active since {date}' },
} as const satisfies Record<string, Words>;
