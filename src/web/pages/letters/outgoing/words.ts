import type { Words } from '#lib/words.ts';

export const words = {
  title: { id: 'Buku agenda surat keluar', en: 'Book of outgoing letters' },
  found: { id: '{n} surat bernomor', en: '{n} numbered letters' },
  none: { id: 'Belum ada surat keluar yang cocok', en: 'No outgoing letter matches' },
  unsent: { id: 'Belum dikirim', en: 'Not sent' },
  void: { id: 'Batal', en: 'Void' },
  voidBecause: { id: 'Batal: {why}', en: 'Void: {why}' },
  signed: { id: 'Ditandatangani {day}', en: 'Signed {day}' },
} as const satisfies Record<string, Words>;
