import { audiences, type RequestField } from '#cases/index.ts';
import type { Words } from '#lib/words.ts';
import type { Option } from '../../../components/field/field.tsx';

/** How one field of the request looks; the form, the check page and the case page draw it from here. */
export type RequestFieldLook = {
  name: RequestField;
  label: Words;
  hint?: Words;
  kind: 'line' | 'text' | 'amount' | 'choice' | 'date';
  optional?: boolean;
  width?: 'short' | 'medium' | 'full';
  unit?: string;
  options?: readonly Option[];
  inputmode?: 'numeric' | 'tel' | 'email';
  maxlength?: number;
};

export type RequestSection = { key: string; title: Words; lead?: Words; fields: readonly RequestFieldLook[] };

const yesNo: readonly Option[] = [
  { value: 'yes', label: { id: 'Ya', en: 'Yes' } },
  { value: 'no', label: { id: 'Tidak', en: 'No' } },
];

/** The request form in the order of letter T1. */
export const requestSections: readonly RequestSection[] = [
  {
    key: 'application',
    title: { id: 'Aplikasi', en: 'Application' },
    fields: [
      {
        name: 'application_name',
        label: { id: 'Nama aplikasi', en: 'Name of the application' },
        hint: { id: 'Sama dengan nama pada rekomendasi Tim Teknis.', en: 'As it stands in the technical team’s recommendation.' },
        kind: 'line',
        width: 'medium',
        maxlength: 120,
      },
      {
        name: 'purpose',
        label: { id: 'Dasar dan tujuan layanan', en: 'Basis and purpose of the service' },
        hint: {
          id: 'Melanjutkan kalimat "Dalam rangka …" pada surat permohonan.',
          en: 'Continues the sentence “Dalam rangka …” (“In order to …”) of the letter.',
        },
        kind: 'text',
        maxlength: 2000,
      },
    ],
  },
  {
    key: 'subdomain',
    title: { id: 'Subdomain', en: 'Subdomain' },
    fields: [
      {
        name: 'subdomain',
        label: { id: 'Subdomain yang diusulkan', en: 'Subdomain wanted' },
        hint: {
          id: 'Huruf kecil, angka, dan tanda hubung. Nama dipesan begitu permohonan dikirim.',
          en: 'Small letters, digits and hyphens. The name is reserved as soon as the request is sent.',
        },
        kind: 'line',
        width: 'medium',
        maxlength: 63,
      },
    ],
  },
  {
    key: 'resources',
    title: { id: 'Kebutuhan sumber daya', en: 'Resources needed' },
    fields: [
      { name: 'cpu', label: { id: 'Prosesor', en: 'Processors' }, kind: 'amount', unit: 'vCPU' },
      { name: 'memory_gb', label: { id: 'Memori (RAM)', en: 'Memory (RAM)' }, kind: 'amount', unit: 'GB' },
      { name: 'disk_gb', label: { id: 'Penyimpanan', en: 'Storage' }, kind: 'amount', unit: 'GB' },
    ],
  },
  {
    key: 'technology',
    title: { id: 'Teknologi', en: 'Technology' },
    fields: [
      {
        name: 'language',
        label: { id: 'Bahasa pemrograman', en: 'Programming language' },
        hint: { id: 'Misalnya PHP 8.4', en: 'For example PHP 8.4' },
        kind: 'line',
        width: 'medium',
        maxlength: 120,
      },
      {
        name: 'framework',
        label: { id: 'Kerangka kerja', en: 'Framework' },
        hint: { id: 'Misalnya Laravel 12', en: 'For example Laravel 12' },
        kind: 'line',
        width: 'medium',
        optional: true,
        maxlength: 120,
      },
      {
        name: 'database',
        label: { id: 'Basis data', en: 'Database' },
        hint: { id: 'Misalnya PostgreSQL 18, atau "tidak ada"', en: 'For example PostgreSQL 18, or “none”' },
        kind: 'line',
        width: 'medium',
        maxlength: 120,
      },
    ],
  },
  {
    key: 'access',
    title: { id: 'Akses dan data pribadi', en: 'Access and personal data' },
    fields: [
      { name: 'audience', label: { id: 'Sifat akses', en: 'Who reaches it' }, kind: 'choice', options: audiences },
      {
        name: 'personal_data',
        label: { id: 'Memuat data pribadi?', en: 'Does it hold personal data?' },
        kind: 'choice',
        options: yesNo,
      },
      {
        name: 'personal_data_note',
        label: { id: 'Data pribadi yang diproses', en: 'Personal data processed' },
        hint: { id: 'Wajib bila memuat data pribadi (UU 27/2022).', en: 'Required when there are personal data (Law 27/2022).' },
        kind: 'line',
        optional: true,
        maxlength: 500,
      },
    ],
  },
  {
    key: 'administrator',
    title: { id: 'Pengelola (administrator aplikasi)', en: 'Administrator of the application' },
    lead: { id: 'Sesuai surat penunjukan yang dilampirkan.', en: 'As in the appointment letter that is attached.' },
    fields: [
      { name: 'administrator_name', label: { id: 'Nama', en: 'Name' }, kind: 'line', width: 'medium', maxlength: 120 },
      {
        name: 'administrator_nip',
        label: { id: 'NIP', en: 'NIP' },
        hint: { id: '18 angka; NIP PPPK juga diterima.', en: '18 digits; a PPPK number is accepted too.' },
        kind: 'line',
        width: 'medium',
        inputmode: 'numeric',
        maxlength: 30,
      },
      { name: 'administrator_title', label: { id: 'Jabatan', en: 'Post' }, kind: 'line', width: 'medium', maxlength: 160 },
      {
        name: 'administrator_phone',
        label: { id: 'Nomor telepon', en: 'Telephone' },
        kind: 'line',
        width: 'medium',
        inputmode: 'tel',
        maxlength: 30,
      },
      {
        name: 'administrator_email',
        label: { id: 'Pos-el dinas', en: 'Official e-mail' },
        kind: 'line',
        width: 'medium',
        inputmode: 'email',
        maxlength: 200,
      },
    ],
  },
  {
    key: 'recommendation',
    title: { id: 'Rekomendasi Tim Teknis', en: 'Recommendation of the technical team' },
    fields: [
      {
        name: 'recommendation_number',
        label: { id: 'Nomor rekomendasi', en: 'Number of the recommendation' },
        hint: {
          id: 'Bila diterbitkan di Griya, cukup nomornya; berkasnya tidak perlu diunggah.',
          en: 'If it was issued in Griya the number is enough; no file is needed.',
        },
        kind: 'line',
        width: 'medium',
        optional: true,
        maxlength: 80,
      },
      {
        name: 'recommendation_date',
        label: { id: 'Tanggal rekomendasi', en: 'Date of the recommendation' },
        kind: 'date',
        optional: true,
      },
    ],
  },
  {
    key: 'letter',
    title: { id: 'Surat permohonan', en: 'Request letter' },
    fields: [
      {
        name: 'letter_number',
        label: { id: 'Nomor surat', en: 'Number of the letter' },
        hint: {
          id: 'Dikosongkan: Griya memberi nomor dari buku agenda kantor Anda saat dikirim.',
          en: 'Left empty: Griya numbers the letter from your office’s book when it is sent.',
        },
        kind: 'line',
        width: 'medium',
        optional: true,
        maxlength: 80,
      },
    ],
  },
];

/** One field's look. */
export const lookOfField = (name: RequestField): RequestFieldLook => {
  const found = requestSections.flatMap((section) => section.fields).find((field) => field.name === name);
  if (!found) throw new Error(`request field ${name} is on no form`);
  return found;
};

/** A document that the applicant attaches: the form's field, the kind it is stored as, the section it stands in. */
export type DocumentField = { field: string; kind: string; section: string; label: Words; hint: Words; accept: string };

export const documentFields: readonly DocumentField[] = [
  {
    field: 'file_recommendation',
    kind: 'recommendation',
    section: 'recommendation',
    label: { id: 'Surat rekomendasi', en: 'Recommendation letter' },
    hint: { id: 'PDF bertanda tangan.', en: 'Signed PDF.' },
    accept: '.pdf,application/pdf',
  },
  {
    field: 'file_appointment',
    kind: 'appointment-letter',
    section: 'administrator',
    label: { id: 'Surat penunjukan pengelola', en: 'Appointment letter of the administrator' },
    hint: { id: 'PDF bertanda tangan kepala OPD.', en: 'PDF signed by the head of the office.' },
    accept: '.pdf,application/pdf',
  },
  {
    field: 'file_guide',
    kind: 'installation-guide',
    section: 'technology',
    label: { id: 'Petunjuk instalasi', en: 'Installation guide' },
    hint: {
      id: 'PDF, Markdown, atau teks. Judul dan daftar bernomor menjadi daftar periksa saat instalasi.',
      en: 'PDF, Markdown or text. Its headings and numbered lists become the checklist of the installation.',
    },
    accept: '.pdf,.md,.markdown,.txt,application/pdf,text/markdown,text/plain',
  },
];
