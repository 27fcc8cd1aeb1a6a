import { type Language, say, type Words } from '#lib/words.ts';
import { findAction, type SopDefinition } from '#sop/index.ts';
import type { Colour } from '../../../components/status/status.tsx';

type Look = { what: Words; icon: string; colour: Colour };

const look = (icon: string, colour: Colour, id: string, en: string): Look => ({ what: { id, en }, icon, colour });

/** What each act is called once it has happened; an act that is not named here bears its label of the SOP. */
const happened: Readonly<Record<string, Look>> = {
  'case.created': look('file-plus', 'secondary', 'Draf permohonan dibuat', 'Draft of the request made'),
  'case.save-draft': look('pencil', 'secondary', 'Draf disimpan', 'Draft saved'),
  'case.submit': look('send', 'blue', 'Permohonan dikirim', 'Request sent'),
  'case.withdraw': look('arrow-back-up', 'red', 'Permohonan ditarik kembali', 'Request withdrawn'),
  'case.dispose': look('route', 'blue', 'Didisposisikan kepada Kepala Bidang', 'Routed to the division head'),
  'case.check-requirement': look('checkbox', 'azure', 'Hasil pemeriksaan dicatat', 'Check recorded'),
  'case.accept': look(
    'circle-check',
    'green',
    'Lengkap, didisposisikan kepada Kasi PA',
    'Complete, routed to the application section head',
  ),
  'case.return': look('arrow-back-up', 'orange', 'Dikembalikan untuk dilengkapi', 'Returned for completion'),
  'case.refuse': look('ban', 'red', 'Penolakan diusulkan', 'Refusal proposed'),
  'case.sign-refusal': look('signature', 'red', 'Surat penolakan ditandatangani', 'Refusal signed'),
  'case.reject-refusal': look('arrow-back-up', 'orange', 'Usul penolakan dikembalikan', 'Proposed refusal sent back'),
  'case.deliver-refusal': look('mail', 'red', 'Surat penolakan terkirim', 'Refusal delivered'),
  'case.capacity-available': look('server-bolt', 'green', 'Kapasitas tersedia dan ditahan', 'Capacity available and held'),
  'case.capacity-unavailable': look(
    'server-off',
    'orange',
    'Kapasitas tidak tersedia, diteruskan kepada Kasi Infratek',
    'No capacity, passed on to the infrastructure section head',
  ),
  'case.provide-server': look('server', 'purple', 'Server disediakan', 'Server provided'),
  'case.make-infrastructure-documents': look(
    'refresh',
    'secondary',
    'Dokumen infrastruktur dibuat ulang',
    'Infrastructure documents made again',
  ),
  'case.confirm-documents': look(
    'file-check',
    'purple',
    'Dokumentasi infrastruktur disahkan',
    'Infrastructure documentation confirmed',
  ),
  'case.edit-installation': look('list-details', 'secondary', 'Daftar instalasi diubah', 'Installation list changed'),
  'case.tick-item': look('checkbox', 'indigo', 'Butir instalasi dicatat', 'Installation item recorded'),
  'case.publish-subdomain': look('world-upload', 'indigo', 'Subdomain diminta terbit', 'Subdomain asked to be published'),
  'case.finish-installation': look('circle-check', 'indigo', 'Instalasi selesai', 'Installation finished'),
  'case.describe-application': look('app-window', 'secondary', 'Data aplikasi disimpan', 'Application’s data saved'),
  'case.document-application': look('file-check', 'indigo', 'Dokumentasi aplikasi lengkap', 'Application documentation complete'),
  'case.draft-reply': look('file-text', 'teal', 'Draf surat tanggapan diajukan', 'Draft reply put up'),
  'case.initial-reply': look('writing-sign', 'teal', 'Draf diparaf', 'Draft initialled'),
  'case.send-back-draft': look('arrow-back-up', 'orange', 'Draf dikembalikan', 'Draft sent back'),
  'case.check-name': look('world-search', 'secondary', 'Subdomain diperiksa ulang', 'Subdomain checked again'),
  'case.override-name': look(
    'alert-triangle',
    'orange',
    'Dikirim tanpa pemeriksaan DNS, dengan alasan tertulis',
    'To be sent without the DNS check, for a written reason',
  ),
  'case.sign-reply': look('signature', 'teal', 'Surat tanggapan ditandatangani', 'Reply signed'),
  'case.send-back-signing': look(
    'arrow-back-up',
    'orange',
    'Draf dikembalikan dari penandatanganan',
    'Draft sent back from signing',
  ),
  'case.deliver-reply': look('mail-check', 'green', 'Surat tanggapan terkirim', 'Reply delivered'),
  'case.deadline-moved': look(
    'calendar-time',
    'secondary',
    'Jatuh tempo dihitung ulang karena kalender kerja berubah',
    'Deadline counted again: the working calendar has changed',
  ),
  'case.claimed': look('hand-grab', 'secondary', 'Tugas diambil', 'Task taken'),
  'case.sub-task-added': look('subtask', 'secondary', 'Subtugas ditambahkan', 'Sub-task added'),
  'case.sub-task-changed': look('subtask', 'secondary', 'Subtugas diubah', 'Sub-task changed'),
  'case.sub-task-removed': look('subtask', 'secondary', 'Subtugas dihapus', 'Sub-task removed'),
  'case.sub-task-done': look('subtask', 'green', 'Subtugas selesai', 'Sub-task done'),
  'case.sub-task-reopened': look('subtask', 'secondary', 'Subtugas dibuka lagi', 'Sub-task opened again'),
  'case.sub-task-commented': look('message', 'secondary', 'Komentar pada subtugas', 'Comment on a sub-task'),
  'case.delay-explained': look('clock-exclamation', 'secondary', 'Alasan keterlambatan dicatat', 'Reason for lateness recorded'),
  'case.handed-over': look('transfer', 'secondary', 'Tugas diserahkan', 'Task handed over'),
  'case.released': look(
    'arrow-back',
    'secondary',
    'Tugas dikembalikan ke antrean jabatan',
    'Task put back into the queue of the post',
  ),
  'case.document-attached': look('paperclip', 'secondary', 'Dokumen dilampirkan', 'Document attached'),
  'case.appointment-issued': look(
    'rubber-stamp',
    'secondary',
    'Surat penunjukan diterbitkan',
    'Appointment of the administrator issued',
  ),
  'case.commented': look('message', 'secondary', 'Komentar ditulis', 'Comment written'),
};

/** How an event of a case is called and looks. */
export const lookOf = (definition: SopDefinition, type: string): Look => {
  const known = happened[type];
  if (known) return known;
  const label = findAction(definition, type.replace(/^case\./, ''))?.label ?? { id: type, en: type };
  return { what: label, icon: 'point', colour: 'secondary' };
};

/** Types that have words of their own; a test holds them against the definition. */
export const knownEvents = Object.keys(happened);

/** Acts that people repeat many times in a row; the history shows a run of them as one line. */
const repeated = new Set([
  'case.save-draft',
  'case.check-requirement',
  'case.tick-item',
  'case.edit-installation',
  'case.describe-application',
  'case.document-attached',
  'case.check-name',
  'case.sub-task-added',
  'case.sub-task-changed',
  'case.sub-task-done',
  'case.sub-task-commented',
]);

type Happening = { type: string; person_name: string | null };

/** Runs of the same small act by the same person become one entry with its last event and a count. Order is kept. */
export const gathered = <Event extends Happening>(events: readonly Event[]): { event: Event; count: number }[] => {
  const runs: { event: Event; count: number }[] = [];
  for (const event of events) {
    const last = runs.at(-1);
    if (last && repeated.has(event.type) && last.event.type === event.type && last.event.person_name === event.person_name) {
      runs[runs.length - 1] = { event, count: last.count + 1 };
    } else runs.push({ event, count: 1 });
  }
  return runs;
};

type Done = { person_name: string | null; post_title: string | null; acting: string | null; for_name?: string | null };

const standsInFor: Words = { id: 'mewakili {name}', en: 'standing in for {name}' };

/** "Sari Dewi, Plh. Kepala Dinas (mewakili Rahmat Hidayat)": who did it and in whose name. Null where the system did. */
export const doneBy = ({ person_name, post_title, acting, for_name }: Done, language: Language = 'id'): string | null => {
  if (!person_name) return null;
  const prefix = acting === 'plh' ? 'Plh. ' : acting === 'plt' ? 'Plt. ' : '';
  const absent = for_name ? ` (${say(standsInFor, language, { name: for_name })})` : '';
  return post_title ? `${person_name}, ${prefix}${post_title}${absent}` : person_name;
};
