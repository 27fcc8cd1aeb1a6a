import type { Words } from '#lib/words.ts';

/** Words that several components share. */
export const common = {
  optional: { id: 'opsional', en: 'optional' },
  save: { id: 'Simpan', en: 'Save' },
  cancel: { id: 'Batal', en: 'Cancel' },
  back: { id: 'Kembali', en: 'Back' },
  remove: { id: 'Hapus', en: 'Remove' },
  change: { id: 'Ubah', en: 'Change' },
  add: { id: 'Tambah', en: 'Add' },
  choose: { id: 'Pilih…', en: 'Choose…' },
  yes: { id: 'Ya', en: 'Yes' },
  no: { id: 'Tidak', en: 'No' },
  none: { id: '–', en: '–' },
  error: { id: 'Galat', en: 'Error' },
} as const satisfies Record<string, Words>;
