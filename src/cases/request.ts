import { z } from 'zod';
import { labelFault } from '#dns/index.ts';
import { nipFault } from '#identity/index.ts';
import { AppError, type FieldFault, invalid } from '#lib/errors.ts';
import { email, faultsOf, inWords, oneOf, optionalDate, optionalText, text } from '#lib/input.ts';
import type { Words } from '#lib/words.ts';
import { resourceLimits } from './choices.ts';

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

/** The request as typed: every field a text, kept as it was entered until it is submitted. */
export type RequestDraft = Partial<Record<RequestField, string>>;

const amount = (max: number, unit: string) => {
  const message = inWords({
    id: `Isi dengan bilangan bulat dari 1 sampai ${max.toLocaleString('id-ID')} ${unit}.`,
    en: `Enter a whole number from 1 to ${max.toLocaleString('en-GB')} ${unit}.`,
  });
  return text(20)
    .regex(/^\d+$/, { error: message, abort: true })
    .transform(Number)
    .refine((value) => value >= 1 && value <= max, { error: message });
};

const checked = (max: number, fault: (value: string) => Words | null) =>
  text(max).superRefine((value, context) => {
    const words = fault(value);
    if (words) context.addIssue({ code: 'custom', message: inWords(words) });
  });

const requestSchema = z
  .strictObject({
    application_name: text(120),
    purpose: text(1000),
    subdomain: checked(253, labelFault),
    cpu: amount(resourceLimits.cpu, 'vCPU'),
    memory_gb: amount(resourceLimits.memory_gb, 'GB'),
    disk_gb: amount(resourceLimits.disk_gb, 'GB'),
    language: text(120),
    framework: optionalText(120),
    database: text(120),
    audience: oneOf(['public', 'internal']),
    personal_data: oneOf(['yes', 'no']).transform((value) => value === 'yes'),
    personal_data_note: optionalText(500),
    administrator_name: text(120),
    administrator_nip: checked(30, nipFault).transform((value) => value.replaceAll(/\s/g, '')),
    administrator_title: text(160),
    administrator_phone: text(30).regex(/^\+?[0-9 ()-]{8,}$/, {
      error: inWords({
        id: 'Isi nomor telepon dengan angka, misalnya 0812 3456 7890.',
        en: 'Enter a telephone number in digits, for example 0812 3456 7890.',
      }),
    }),
    administrator_email: email(),
    recommendation_number: optionalText(80),
    recommendation_date: optionalDate(),
    letter_number: optionalText(80),
  })
  .superRefine((value, context) => {
    if (!value.personal_data || value.personal_data_note !== '') return;
    context.addIssue({
      code: 'custom',
      path: ['personal_data_note'],
      message: inWords({
        id: 'Jelaskan data pribadi apa yang diproses (UU 27/2022).',
        en: 'Say which personal data are processed (Law 27/2022).',
      }),
    });
  });

/** The request as submitted. */
export type HostingRequest = z.output<typeof requestSchema>;

/** Reads a typed request: the parsed one, or the fault of each field in both languages. */
export const parseRequest = (
  draft: RequestDraft,
): { ok: true; request: HostingRequest } | { ok: false; faults: FieldFault[] } => {
  const parsed = requestSchema.safeParse(draft);
  return parsed.success ? { ok: true, request: parsed.data } : { ok: false, faults: faultsOf(parsed.error) };
};

/** The request of a case that was submitted, read back from its stored form. Throws if it was never valid. */
export const requestOf = (stored: unknown): HostingRequest => {
  const result = parseRequest(stored as RequestDraft);
  if (!result.ok) throw new AppError('missing', { items: result.faults.map((fault) => fault.field).join(', ') });
  return result.request;
};

const tooLong: Words = {
  id: 'Isian terlalu panjang (paling banyak 10.000 karakter).',
  en: 'Too long (at most 10,000 characters).',
};
const unprintable: Words = { id: 'Memuat karakter yang tidak dapat disimpan.', en: 'Contains characters that cannot be stored.' };

/**
 * The known fields of a form or body as texts, valid or not. Throws `invalid` for a field that is not one of the request's
 * and for what the database could not hold at all.
 */
export const toDraft = (raw: Readonly<Record<string, unknown>>): RequestDraft => {
  const draft: RequestDraft = {};
  const faults: FieldFault[] = [];
  for (const [key, value] of Object.entries(raw)) {
    const field = requestFields.find((each) => each === key);
    const typed = typeof value === 'boolean' ? (value ? 'yes' : 'no') : typeof value === 'number' ? String(value) : value;
    if (!field || typeof typed !== 'string') {
      faults.push({ field: key, message: { id: 'Isian ini tidak dikenal.', en: 'This entry is not known.' } });
    } else if (typed.length > 10_000) faults.push({ field, message: tooLong });
    else if (!typed.isWellFormed() || typed.includes('\u0000')) faults.push({ field, message: unprintable });
    else draft[field] = typed;
  }
  if (faults.length > 0) throw invalid(faults);
  return draft;
};
