import type { SopState } from './types.ts';

const open = (
  key: string,
  step: number,
  holder: SopState['holder'],
  colour: SopState['colour'],
  id: string,
  en: string,
  clock: SopState['clock'] = 'running',
): SopState => ({ key, step, holder, colour, label: { id, en }, clock, ended: false });

const ended = (key: string, colour: SopState['colour'], id: string, en: string): SopState => ({
  key,
  step: null,
  holder: null,
  colour,
  label: { id, en },
  clock: 'none',
  ended: true,
});

/** Every state a hosting case can be in, in the order of the annex. */
export const hostingStates: readonly SopState[] = [
  open('draft', 1, 'applicant-head', 'secondary', 'Draf', 'Draft', 'none'),
  open('returned', 1, 'applicant-head', 'orange', 'Dikembalikan untuk dilengkapi', 'Returned for completion', 'standing'),
  open('disposition', 2, 'agency-head', 'blue', 'Menunggu disposisi', 'Awaiting disposition'),
  open('completeness-check', 3, 'division-head', 'azure', 'Pemeriksaan kelengkapan', 'Completeness check'),
  open('refusal-signing', 3, 'agency-head', 'red', 'Menunggu tanda tangan penolakan', 'Refusal awaiting signature'),
  open('refusal-sending', 3, null, 'red', 'Surat penolakan sedang dikirim', 'Refusal being sent'),
  open('capacity-check', 4, 'application-section-head', 'indigo', 'Pemeriksaan kapasitas', 'Capacity check'),
  open('server-provision', 5, 'infrastructure-section-head', 'purple', 'Penyediaan server', 'Server provision'),
  open(
    'infrastructure-documentation',
    6,
    'infrastructure-section-head',
    'purple',
    'Dokumentasi infrastruktur',
    'Infrastructure documentation',
  ),
  open('installation', 7, 'application-section-head', 'indigo', 'Instalasi', 'Installation'),
  open('application-documentation', 8, 'application-section-head', 'indigo', 'Dokumentasi aplikasi', 'Application documentation'),
  open('reply-draft', 9, 'application-section-head', 'teal', 'Penyusunan surat tanggapan', 'Drafting the reply'),
  open('reply-initial', 9, 'division-head', 'teal', 'Menunggu paraf', 'Awaiting initials'),
  open('reply-signing', 10, 'agency-head', 'teal', 'Menunggu tanda tangan', 'Awaiting signature'),
  open('sending', 10, null, 'teal', 'Surat tanggapan sedang dikirim', 'Reply being sent'),
  ended('completed', 'green', 'Selesai', 'Completed'),
  ended('refused', 'red', 'Ditolak', 'Refused'),
  ended('withdrawn', 'secondary', 'Ditarik kembali', 'Withdrawn'),
];
