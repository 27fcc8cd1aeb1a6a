import type { Words } from '#lib/words.ts';

/** Words that several pages of the administration share. */
export const shared = {
  name: { id: 'Nama', en: 'Name' },
  office: { id: 'Perangkat daerah', en: 'Office' },
  abbreviation: { id: 'Singkatan', en: 'Abbreviation' },
  nip: { id: 'NIP', en: 'NIP (staff number)' },
  rank: { id: 'Pangkat/golongan', en: 'Rank' },
  email: { id: 'Pos-el', en: 'E-mail' },
  phone: { id: 'Telepon', en: 'Telephone' },
  active: { id: 'Aktif', en: 'Active' },
  inactive: { id: 'Tidak aktif', en: 'Not active' },
  state: { id: 'Keadaan', en: 'State' },
  action: { id: 'Tindakan', en: 'Action' },
  save: { id: 'Simpan', en: 'Save' },
  saved: { id: 'Perubahan disimpan.', en: 'Changes saved.' },
  filter: { id: 'Saring daftar', en: 'Filter the list' },
  all: { id: 'Semua', en: 'All' },
  show: { id: 'Tampilkan', en: 'Show' },
  validFrom: { id: 'Mulai', en: 'From' },
  validUntil: { id: 'Sampai', en: 'Until' },
  basis: { id: 'Dasar', en: 'Basis' },
  status: { id: 'Kepastian', en: 'Certainty' },
  remove: { id: 'Hapus', en: 'Remove' },
} as const satisfies Record<string, Words>;
