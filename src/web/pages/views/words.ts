import type { Words } from '#lib/words.ts';

export const words = {
  saved: { id: 'Tampilan tersimpan', en: 'Saved views' },
  none: { id: 'Belum ada. Saring dahulu, lalu simpan di sini.', en: 'None yet. Filter first, then keep it here.' },
  sharedBy: { id: 'dari {name}', en: 'by {name}' },
  isShared: { id: 'dibagikan', en: 'shared' },
  name: { id: 'Nama tampilan', en: 'Name of the view' },
  share: { id: 'Bagikan dengan rekan sekantor', en: 'Share with colleagues of the office' },
  save: { id: 'Simpan tampilan ini', en: 'Keep this view' },
  said: { id: 'Tampilan disimpan.', en: 'View kept.' },
  remove: { id: 'Hapus', en: 'Remove' },
  removed: { id: 'Tampilan dihapus.', en: 'View removed.' },
  title: { id: 'Simpan tampilan', en: 'Keep a view' },
} as const satisfies Record<string, Words>;
