import type { JobState } from '#jobs/index.ts';
import type { Words } from '#lib/words.ts';
import type { Colour } from '../../../components/status/status.tsx';

export const words = {
  title: { id: 'Pekerjaan latar', en: 'Background jobs' },
  lead: {
    id: 'Pekerjaan yang belum selesai: pembuatan PDF, penerbitan DNS, pengiriman. Yang selesai tidak disimpan di sini.',
    en: 'Work that is not done yet: making PDFs, publishing DNS, sending. What is done is not kept here.',
  },
  job: { id: 'Pekerjaan', en: 'Job' },
  attempts: { id: 'Percobaan', en: 'Attempts' },
  next: { id: 'Berikutnya', en: 'Next' },
  error: { id: 'Galat terakhir', en: 'Last error' },
  retry: { id: 'Jalankan lagi', en: 'Run again' },
  retried: { id: 'Pekerjaan akan segera dijalankan lagi.', en: 'The job will run again at once.' },
  empty: { id: 'Tidak ada pekerjaan yang menunggu', en: 'Nothing is waiting' },
  emptyHow: { id: 'Semua pekerjaan latar sudah selesai.', en: 'All background work is done.' },
} as const satisfies Record<string, Words>;

export const jobStates: Readonly<Record<JobState, { label: Words; colour: Colour }>> = {
  waiting: { label: { id: 'Menunggu', en: 'Waiting' }, colour: 'secondary' },
  running: { label: { id: 'Berjalan', en: 'Running' }, colour: 'blue' },
  retrying: { label: { id: 'Diulang', en: 'Retrying' }, colour: 'yellow' },
  failed: { label: { id: 'Gagal', en: 'Failed' }, colour: 'red' },
};
