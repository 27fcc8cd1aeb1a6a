import { z } from 'zod';
import { cleanNip, nipFault } from '#identity/index.ts';
import { type FieldFault, invalid } from '#lib/errors.ts';
import { faultsOf, inWords, oneOf, optionalDate, optionalEmail, optionalText, ticked } from '#lib/input.ts';
import type { Words } from '#lib/words.ts';
import { applicationBases, audiences, type Choice, licenses } from './choices.ts';

/** What the list of all applications says of one: SPBE metadata, the administrator, the address. Named as the columns. */
export type ApplicationFields = {
  name: string;
  description: string;
  function: string;
  outputs: string;
  service: string;
  base: string;
  license: string;
  language: string;
  framework: string;
  database: string;
  developer_unit: string;
  operator_unit: string;
  audience: string;
  personal_data: boolean;
  personal_data_note: string;
  url: string;
  administrator_name: string;
  administrator_nip: string;
  administrator_title: string;
  administrator_phone: string;
  administrator_email: string;
  administrator_until: Temporal.PlainDate | null;
  raa_code: string;
  tdpse_number: string;
  tdpse_date: Temporal.PlainDate | null;
  security_test_date: Temporal.PlainDate | null;
  contract_until: Temporal.PlainDate | null;
  source_note: string;
};

export type ApplicationField = {
  key: keyof ApplicationFields;
  label: Words;
  hint?: Words;
  kind: 'line' | 'text' | 'choice' | 'yes_no' | 'date';
  choices?: readonly Choice[];
  /** Whether the entry in the list of all applications is incomplete without it. */
  required: boolean;
  /** Personal data: masked in lists, named but never quoted in the audit trail. */
  personal?: boolean;
};

/** The fields in the order in which forms, pages and exports show them. */
export const applicationFields: readonly ApplicationField[] = [
  { key: 'name', label: { id: 'Nama aplikasi', en: 'Application name' }, kind: 'line', required: true },
  {
    key: 'description',
    label: { id: 'Uraian', en: 'Description' },
    hint: { id: 'Apa aplikasi ini, dalam satu atau dua kalimat.', en: 'What this application is, in a sentence or two.' },
    kind: 'text',
    required: true,
  },
  {
    key: 'function',
    label: { id: 'Fungsi', en: 'Function' },
    hint: { id: 'Tugas atau proses bisnis yang didukung.', en: 'The task or business process it supports.' },
    kind: 'text',
    required: true,
  },
  {
    key: 'outputs',
    label: { id: 'Luaran', en: 'Outputs' },
    hint: {
      id: 'Misalnya nomor antrean, surat izin, laporan bulanan.',
      en: 'For example queue numbers, permits, a monthly report.',
    },
    kind: 'text',
    required: true,
  },
  {
    key: 'service',
    label: { id: 'Layanan yang didukung', en: 'Service supported' },
    kind: 'line',
    required: true,
  },
  {
    key: 'base',
    label: { id: 'Basis aplikasi', en: 'Platform' },
    kind: 'choice',
    choices: applicationBases,
    required: true,
  },
  {
    key: 'license',
    label: { id: 'Tipe lisensi', en: 'Licence' },
    kind: 'choice',
    choices: licenses,
    required: true,
  },
  {
    key: 'language',
    label: { id: 'Bahasa pemrograman', en: 'Programming language' },
    kind: 'line',
    required: true,
  },
  {
    key: 'framework',
    label: { id: 'Kerangka pengembangan', en: 'Framework' },
    kind: 'line',
    required: false,
  },
  {
    key: 'database',
    label: { id: 'Basis data', en: 'Database' },
    hint: { id: 'Isi "tidak ada" bila tidak memakai basis data.', en: 'Write "none" if it uses no database.' },
    kind: 'line',
    required: true,
  },
  {
    key: 'developer_unit',
    label: { id: 'Unit pengembang', en: 'Developed by' },
    kind: 'line',
    required: true,
  },
  {
    key: 'operator_unit',
    label: { id: 'Unit operasional', en: 'Operated by' },
    kind: 'line',
    required: true,
  },
  {
    key: 'audience',
    label: { id: 'Sifat akses', en: 'Audience' },
    kind: 'choice',
    choices: audiences,
    required: true,
  },
  {
    key: 'personal_data',
    label: { id: 'Memuat data pribadi', en: 'Holds personal data' },
    kind: 'yes_no',
    required: false,
  },
  {
    key: 'personal_data_note',
    label: { id: 'Keterangan data pribadi', en: 'About the personal data' },
    hint: {
      id: 'Jenis, jumlah, masa simpan. Wajib bila aplikasi memuat data pribadi.',
      en: 'Kind, amount, retention. Required when the application holds personal data.',
    },
    kind: 'text',
    required: false,
  },
  { key: 'url', label: { id: 'Alamat', en: 'Address' }, kind: 'line', required: true },
  {
    key: 'administrator_name',
    label: { id: 'Nama pengelola', en: 'Administrator' },
    kind: 'line',
    required: true,
  },
  {
    key: 'administrator_nip',
    label: { id: 'NIP pengelola', en: "Administrator's NIP" },
    kind: 'line',
    required: true,
    personal: true,
  },
  {
    key: 'administrator_title',
    label: { id: 'Jabatan pengelola', en: "Administrator's post" },
    kind: 'line',
    required: true,
  },
  {
    key: 'administrator_phone',
    label: { id: 'Telepon pengelola', en: "Administrator's telephone" },
    kind: 'line',
    required: true,
    personal: true,
  },
  {
    key: 'administrator_email',
    label: { id: 'Pos-el pengelola', en: "Administrator's e-mail" },
    kind: 'line',
    required: true,
    personal: true,
  },
  {
    key: 'administrator_until',
    label: { id: 'Pengelola ditunjuk sampai', en: 'Administrator appointed until' },
    kind: 'date',
    required: false,
  },
  {
    key: 'raa_code',
    label: { id: 'Kode referensi arsitektur aplikasi (RAA)', en: 'Architecture reference code (RAA)' },
    kind: 'line',
    required: false,
  },
  {
    key: 'tdpse_number',
    label: { id: 'Nomor tanda daftar PSE (TDPSE)', en: 'PSE registration number (TDPSE)' },
    kind: 'line',
    required: false,
  },
  {
    key: 'tdpse_date',
    label: { id: 'Tanggal tanda daftar PSE', en: 'Date of PSE registration' },
    kind: 'date',
    required: false,
  },
  {
    key: 'security_test_date',
    label: { id: 'Tanggal uji keamanan', en: 'Date of the security test' },
    kind: 'date',
    required: false,
  },
  {
    key: 'contract_until',
    label: { id: 'Kontrak atau masa layanan sampai', en: 'Contract or service until' },
    kind: 'date',
    required: false,
  },
  {
    key: 'source_note',
    label: { id: 'Letak kode sumber', en: 'Where the source code is' },
    kind: 'line',
    required: false,
  },
];

/** Which required fields of an entry are still empty, in the order of `applicationFields`. */
export const missingFields = (application: Partial<ApplicationFields>): readonly ApplicationField[] =>
  applicationFields.filter((field) => {
    const noteNeeded = field.key === 'personal_data_note' && application.personal_data === true;
    if (!field.required && !noteNeeded) return false;
    return String(application[field.key] ?? '').trim() === '';
  });

const url = z.union([
  z.literal(''),
  z
    .string()
    .trim()
    .max(300, { error: inWords({ id: 'Paling banyak 300 karakter.', en: 'At most 300 characters.' }) })
    .regex(/^https?:\/\/[^\s/"'<>]+(\/[^\s"'<>]*)?$/, {
      error: inWords({
        id: 'Alamat harus diawali https:// atau http://.',
        en: 'The address must begin with https:// or http://.',
      }),
    }),
]);

const nip = optionalText(30)
  .transform(cleanNip)
  .superRefine((value, context) => {
    const fault = value === '' ? null : nipFault(value);
    if (fault) context.addIssue({ code: 'custom', message: inWords(fault) });
  });

const choiceOrNothing = (choices: readonly Choice[]) => {
  const [first = '', ...others] = choices.map((choice) => choice.value);
  return z.union([z.literal(''), oneOf([first, ...others])]);
};

const nameMissing = inWords({ id: 'Nama aplikasi belum diisi.', en: 'Enter the name of the application.' });

const oneLine = (max: number) =>
  optionalText(max).refine((value) => !/[\n\r]/.test(value), {
    error: inWords({ id: 'Tulis dalam satu baris.', en: 'Write it on one line.' }),
  });

const schemaOf = (field: ApplicationField): z.ZodType => {
  if (field.key === 'name') return oneLine(200).refine((value) => value !== '', { error: nameMissing });
  if (field.key === 'url') return url;
  if (field.key === 'administrator_nip') return nip;
  if (field.key === 'administrator_email') return optionalEmail();
  if (field.key === 'audience') return oneOf(['public', 'internal']);
  if (field.choices) return choiceOrNothing(field.choices);
  if (field.kind === 'yes_no') return ticked();
  if (field.kind === 'date') return optionalDate();
  return field.kind === 'text' ? optionalText(5000) : oneLine(300);
};

const schema = z.strictObject(Object.fromEntries(applicationFields.map((field) => [field.key, schemaOf(field)]))).partial();

/** The fields as typed into a form or sent as JSON: dates may be texts, a checkbox may say "on". */
export type ApplicationInput = { [Key in keyof ApplicationFields]?: unknown };

/**
 * The given fields as they are stored, only those that were given. An empty field is not wrong, only missing (see
 * `missingFields`). Throws `invalid` with every faulty or unknown field, and with `others` that the caller found.
 */
export const readApplicationFields = (
  fields: ApplicationInput,
  others: readonly FieldFault[] = [],
): Partial<ApplicationFields> => {
  const read = schema.safeParse(fields);
  if (!read.success) throw invalid([...others, ...faultsOf(read.error)]);
  if (others.length > 0) throw invalid(others);
  const given = Object.entries(read.data).filter(([key]) => fields[key as keyof ApplicationFields] !== undefined);
  return Object.fromEntries(given) as Partial<ApplicationFields>;
};
