import type { Words } from '#lib/words.ts';

export const words = {
  title: { id: 'Jejak audit', en: 'Audit trail' },
  lead: {
    id: 'Setiap kejadian tersimpan berantai: tidak dapat diubah atau dihapus tanpa ketahuan.',
    en: 'Every event is kept in a chain: none can be changed or removed unseen.',
  },
  check: { id: 'Periksa keutuhan', en: 'Check integrity' },
  whole: {
    id: 'Utuh: {events} kejadian dalam {chains} rantai diperiksa, tidak ada yang berubah.',
    en: 'Intact: {events} events in {chains} chains were checked, none was changed.',
  },
  broken: { id: 'Rantai terputus', en: 'A chain is broken' },
  brokenHow: {
    id: 'Rantai {kind} {id} terputus pada kejadian ke-{seq} ({fault}). Hentikan perubahan dan hubungi penanggung jawab keamanan.',
    en: 'The chain of {kind} {id} is broken at event {seq} ({fault}). Stop all changes and tell the security officer.',
  },
  kind: { id: 'Jenis subjek', en: 'Kind of subject' },
  from: { id: 'Sejak', en: 'From' },
  to: { id: 'Sampai', en: 'To' },
  everySubject: { id: 'Semua subjek', en: 'Every subject' },
  all: { id: 'Semua', en: 'All' },
  show: { id: 'Tampilkan', en: 'Show' },
  when: { id: 'Waktu', en: 'Time' },
  event: { id: 'Kejadian', en: 'Event' },
  subject: { id: 'Subjek', en: 'Subject' },
  who: { id: 'Oleh', en: 'By' },
  system: { id: 'Sistem', en: 'The system' },
  data: { id: 'Rincian', en: 'Details' },
  empty: { id: 'Tidak ada kejadian', en: 'No events' },
} as const satisfies Record<string, Words>;
