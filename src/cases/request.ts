import { z } from 'zod';
import { labelFault } from '#dns/index.ts';
import { nipFault } from '#identity/index.ts';
import type { FieldFault } from '#lib/errors.ts';
import type { Words } from '#lib/words.ts';
import { resourceLimits } from './choices.ts';

/** The request as typed: every field a text, kept as it was entered until it is submitted. */
export type RequestDraft = Partial<Record<RequestField, string>>;

/** Fields of the request form, in the order of letter T1. */
export const requestFields = [
  'application_name',
  'purpose',
  'subdomain',
  'cpu',
  'memory_gb',
  'disk_gb',
  'language',
  'framework',
  'database',
  'audience',
  'personal_data',
  'personal_data_note',
  'administrator_name',
  'administrator_nip',
  'administrator_title',
  'administrator_phone',
  'administrator_email',
  'recommendation_number',
  'recommendation_date',
  'letter_number',
] as const;
export type RequestField = (typeof requestFields)[number];

const required: Words = { id: 'Wajib diisi.', en: 'This is required.' };

/** zod carries one text; both languages travel in it as JSON and are taken apart again in `parseRequest`. */
const both = (words: Words): string => JSON.stringify(words);

const text = (max: number) =>
  z
    .string({ error: both(required) })
    .trim()
    .min(1, { error: both(required), abort: true })
    .max(max, { error: both({ id: `Paling banyak ${max} karakter.`, en: `At most ${max} characters.` }) });

const optionalText = (max: number) =>
  z
    .string()
    .trim()
    .max(max, { error: both({ id: `Paling banyak ${max} karakter.`, en: `At most ${max} characters.` }) })
    .default('');

const amount = (max: number, unit: string) => {
  const message = both({
    id: `Isi dengan bilangan bulat dari 1 sampai ${max.toLocaleString('id-ID')} ${unit}.`,
    en: `Enter a whole number from 1 to ${max.toLocaleString('en-GB')} ${unit}.`,
  });
  return z
    .string({ error: both(required) })
    .trim()
    .min(1, { error: both(required), abort: true })
    .regex(/^\d{1,9}$/, { error: message, abort: true })
    .transform(Number)
    .refine((value) => value >= 1 && value <= max, { error: message });
};

const plainDate = z
  .string()
  .trim()
  .default('')
  .refine((value) => value === '' || isDate(value), {
    error: both({ id: 'Isi tanggal yang benar, misalnya 2026-11-24.', en: 'Enter a real date, for example 2026-11-24.' }),
  });

const isDate = (value: string): boolean => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  try {
    Temporal.PlainDate.from(value, { overflow: 'reject' });
    return true;
  } catch {
    return false;
  }
};

const checked = <Schema extends z.ZodType<string>>(schema: Schema, fault: (value: string) => Words | null) =>
  schema.superRefine((value, context) => {
    const words = fault(value);
    if (words) context.addIssue({ code: 'custom', message: both(words) });
  });

const requestSchema = z
  .object({
    application_name: text(120),
    purpose: text(2000),
    subdomain: checked(text(63), labelFault),
    cpu: amount(resourceLimits.cpu, 'vCPU'),
    memory_gb: amount(resourceLimits.memory_gb, 'GB'),
    disk_gb: amount(resourceLimits.disk_gb, 'GB'),
    language: text(120),
    framework: optionalText(120),
    database: text(120),
    audience: z.enum(['public', 'internal'], { error: both({ id: 'Pilih salah satu.', en: 'Choose one.' }) }),
    personal_data: z
      .enum(['yes', 'no'], { error: both({ id: 'Pilih salah satu.', en: 'Choose one.' }) })
      .transform((value) => value === 'yes'),
    personal_data_note: optionalText(500),
    administrator_name: text(120),
    administrator_nip: checked(text(30), nipFault).transform((value) => value.replaceAll(/\s/g, '')),
    administrator_title: text(160),
    administrator_phone: text(30).regex(/^\+?[0-9 ()-]{8,}$/, {
      error: both({
        id: 'Isi nomor telepon dengan angka, misalnya 0812 3456 7890.',
        en: 'Enter a telephone number in digits, for example 0812 3456 7890.',
      }),
    }),
    administrator_email: text(200).pipe(
      z.email({
        error: both({
          id: 'Isi alamat pos-el yang benar, misalnya nama@kota.go.id.',
          en: 'Enter a real e-mail address, for example name@city.go.id.',
        }),
      }),
    ),
    recommendation_number: optionalText(80),
    recommendation_date: plainDate,
    letter_number: optionalText(80),
  })
  .superRefine((value, context) => {
    if (value.personal_data && value.personal_data_note === '') {
      context.addIssue({
        code: 'custom',
        path: ['personal_data_note'],
        message: both({
          id: 'Jelaskan data pribadi apa yang diproses (UU 27/2022).',
          en: 'Say which personal data are processed (Law 27/2022).',
        }),
      });
    }
  });

/** The request as submitted. */
export type HostingRequest = z.output<typeof requestSchema>;

/** Reads a typed request: the parsed one, or the fault of each field in both languages. */
export const parseRequest = (
  draft: RequestDraft,
): { ok: true; request: HostingRequest } | { ok: false; faults: FieldFault[] } => {
  const parsed = requestSchema.safeParse(draft);
  if (parsed.success) return { ok: true, request: parsed.data };
  const seen = new Set<string>();
  const faults: FieldFault[] = [];
  for (const issue of parsed.error.issues) {
    const field = String(issue.path[0] ?? '');
    if (seen.has(field)) continue;
    seen.add(field);
    faults.push({ field, message: wordsOf(issue.message) });
  }
  return { ok: false, faults };
};

const wordsOf = (message: string): Words => {
  try {
    return JSON.parse(message) as Words;
  } catch {
    return required;
  }
};

/** The request of a case that was submitted, read back from its stored form. Throws if it was never valid. */
export const requestOf = (stored: unknown): HostingRequest => {
  const result = parseRequest(stored as RequestDraft);
  if (!result.ok) throw new Error(`stored request is not valid: ${result.faults.map((fault) => fault.field).join(', ')}`);
  return result.request;
};

/** Keeps only the known fields of a form or body, as texts. Unknown fields are named, so that an API caller hears of a misspelling. */
export const toDraft = (raw: Readonly<Record<string, unknown>>): { draft: RequestDraft; unknown: string[] } => {
  const draft: RequestDraft = {};
  const unknown: string[] = [];
  for (const [key, value] of Object.entries(raw)) {
    const field = requestFields.find((each) => each === key);
    if (!field) unknown.push(key);
    else if (typeof value === 'boolean') draft[field] = value ? 'yes' : 'no';
    else if (typeof value === 'string' || typeof value === 'number') draft[field] = String(value).slice(0, 10_000);
  }
  return { draft, unknown };
};
