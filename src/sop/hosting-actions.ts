import type { Words } from '#lib/words.ts';
import type { Role, SopAction } from './types.ts';

type Options = Partial<Pick<SopAction, 'needs' | 'tone' | 'decides' | 'onPaper'>>;

const applicants: readonly Role[] = ['applicant-head', 'applicant-staff'];
const installers: readonly Role[] = ['application-section-head', 'technician'];
const withAgency = [
  'disposition',
  'completeness-check',
  'refusal-signing',
  'capacity-check',
  'server-provision',
  'infrastructure-documentation',
  'installation',
  'application-documentation',
  'reply-draft',
  'reply-initial',
  'reply-signing',
];

/** An act of a host post that moves the case: whoever asked may not do it, and it may be recorded as done on paper. */
const move = (key: string, from: string, to: string, by: Role, label: Words, options: Options = {}): SopAction => ({
  key,
  label,
  from: [from],
  to,
  by: [by],
  needs: [],
  tone: 'primary',
  decides: true,
  onPaper: true,
  ...options,
});

/** An act inside a step: the state stays as it is. */
const inside = (key: string, from: readonly string[], by: readonly Role[], label: Words, options: Options = {}): SopAction => ({
  key,
  label,
  from,
  to: null,
  by,
  needs: [],
  tone: 'secondary',
  decides: false,
  onPaper: false,
  ...options,
});

/** Every arrow of the process, in the order of the annex. */
export const hostingActions: readonly SopAction[] = [
  inside('save-draft', ['draft', 'returned'], applicants, { id: 'Simpan draf', en: 'Save draft' }),
  {
    ...move('submit', 'draft', 'disposition', 'applicant-head', { id: 'Kirim permohonan', en: 'Send the request' }),
    from: ['draft', 'returned'],
    needs: ['request-complete', 'recommendation', 'appointment-letter', 'installation-guide'],
    decides: false,
  },
  {
    ...move('withdraw', 'draft', 'withdrawn', 'applicant-head', { id: 'Tarik kembali permohonan', en: 'Withdraw the request' }),
    from: ['draft', 'returned', ...withAgency],
    tone: 'danger',
    decides: false,
  },

  move('dispose', 'disposition', 'completeness-check', 'agency-head', {
    id: 'Disposisikan kepada Kepala Bidang',
    en: 'Route to the division head',
  }),

  inside(
    'check-requirement',
    ['completeness-check'],
    ['division-head'],
    { id: 'Catat hasil pemeriksaan', en: 'Record the check' },
    { decides: true },
  ),
  move(
    'accept',
    'completeness-check',
    'capacity-check',
    'division-head',
    { id: 'Lengkap: disposisikan kepada Kasi PA', en: 'Complete: route to the application section head' },
    { needs: ['checklist-complete'] },
  ),
  move(
    'return',
    'completeness-check',
    'returned',
    'division-head',
    { id: 'Kembalikan untuk dilengkapi', en: 'Return for completion' },
    { tone: 'secondary' },
  ),
  move(
    'refuse',
    'completeness-check',
    'refusal-signing',
    'division-head',
    { id: 'Usulkan penolakan', en: 'Propose refusal' },
    { tone: 'danger' },
  ),
  move(
    'sign-refusal',
    'refusal-signing',
    'refusal-sending',
    'agency-head',
    { id: 'Tanda tangani penolakan', en: 'Sign the refusal' },
    { tone: 'danger' },
  ),
  move(
    'reject-refusal',
    'refusal-signing',
    'completeness-check',
    'agency-head',
    { id: 'Kembalikan kepada Kepala Bidang', en: 'Send back to the division head' },
    { tone: 'secondary' },
  ),
  {
    ...move('deliver-refusal', 'refusal-sending', 'refused', 'agency-head', {
      id: 'Surat penolakan terkirim',
      en: 'Refusal delivered',
    }),
    by: [],
    onPaper: false,
  },

  move('capacity-available', 'capacity-check', 'installation', 'application-section-head', {
    id: 'Tersedia: tahan kapasitas',
    en: 'Available: hold the capacity',
  }),
  move(
    'capacity-unavailable',
    'capacity-check',
    'server-provision',
    'application-section-head',
    { id: 'Tidak tersedia: teruskan kepada Kasi Infratek', en: 'Not available: pass on to the infrastructure section head' },
    { tone: 'secondary' },
  ),

  move('provide-server', 'server-provision', 'infrastructure-documentation', 'infrastructure-section-head', {
    id: 'Catat server yang disediakan',
    en: 'Record the server provided',
  }),

  inside(
    'make-infrastructure-documents',
    ['infrastructure-documentation'],
    ['infrastructure-section-head'],
    { id: 'Buat ulang dokumen', en: 'Make the documents again' },
    { decides: true },
  ),
  move(
    'confirm-documents',
    'infrastructure-documentation',
    'installation',
    'infrastructure-section-head',
    { id: 'Sahkan dokumentasi', en: 'Confirm the documentation' },
    { needs: ['server', 'server-document', 'topology-document'] },
  ),

  inside(
    'edit-installation',
    ['installation'],
    installers,
    { id: 'Ubah daftar instalasi', en: 'Change the installation list' },
    { decides: true },
  ),
  inside(
    'tick-item',
    ['installation'],
    installers,
    { id: 'Catat butir instalasi', en: 'Record an installation item' },
    { decides: true },
  ),
  inside(
    'publish-subdomain',
    ['installation'],
    ['application-section-head'],
    { id: 'Terbitkan subdomain', en: 'Publish the subdomain' },
    { decides: true },
  ),
  move(
    'finish-installation',
    'installation',
    'application-documentation',
    'application-section-head',
    { id: 'Instalasi selesai', en: 'Installation finished' },
    { needs: ['installation-guide', 'installation-checklist', 'subdomain-record'] },
  ),

  inside(
    'describe-application',
    ['application-documentation'],
    ['application-section-head'],
    { id: 'Simpan data aplikasi', en: 'Save the application’s data' },
    { decides: true },
  ),
  move(
    'document-application',
    'application-documentation',
    'reply-draft',
    'application-section-head',
    { id: 'Dokumentasi lengkap', en: 'Documentation complete' },
    { needs: ['installation-document', 'application-entry', 'application-page'] },
  ),

  move('draft-reply', 'reply-draft', 'reply-initial', 'application-section-head', {
    id: 'Ajukan draf untuk diparaf',
    en: 'Put the draft up for initials',
  }),
  move(
    'initial-reply',
    'reply-initial',
    'reply-signing',
    'division-head',
    { id: 'Paraf', en: 'Initial' },
    { needs: ['reply-draft'] },
  ),
  move(
    'send-back-draft',
    'reply-initial',
    'reply-draft',
    'division-head',
    { id: 'Kembalikan draf', en: 'Send the draft back' },
    { tone: 'secondary' },
  ),

  inside('check-name', ['reply-signing'], ['agency-head', 'division-head', 'application-section-head'], {
    id: 'Periksa ulang subdomain',
    en: 'Check the subdomain again',
  }),
  inside(
    'override-name',
    ['reply-signing'],
    ['agency-head'],
    { id: 'Kirim tanpa pemeriksaan DNS', en: 'Send without the DNS check' },
    { decides: true },
  ),
  move(
    'sign-reply',
    'reply-signing',
    'sending',
    'agency-head',
    { id: 'Tanda tangani dan kirim', en: 'Sign and send' },
    { needs: ['reply-draft', 'name-resolves'] },
  ),
  move(
    'send-back-signing',
    'reply-signing',
    'reply-draft',
    'agency-head',
    { id: 'Kembalikan draf', en: 'Send the draft back' },
    { tone: 'secondary' },
  ),
  {
    ...move('deliver-reply', 'sending', 'completed', 'agency-head', { id: 'Surat tanggapan terkirim', en: 'Reply delivered' }),
    by: [],
    onPaper: false,
  },
];
