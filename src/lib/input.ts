import { z } from 'zod';
import { type FieldFault, invalid } from './errors.ts';
import { isId } from './ids.ts';
import type { Words } from './words.ts';

/** A message for zod, which carries one text: both languages travel in it as JSON and are taken apart again by `parse`. */
export const inWords = (words: Words): string => JSON.stringify(words);

const wordsOf = (message: string): Words => {
  try {
    const words = JSON.parse(message) as Partial<Words>;
    if (words.id && words.en) return { id: words.id, en: words.en };
  } catch {
    // A message of zod's own: the schema named no words for this fault.
  }
  return { id: 'Isian ini tidak dapat dibaca.', en: 'This entry cannot be read.' };
};

const unknownField: Words = { id: 'Isian ini tidak dikenal.', en: 'This entry is not known.' };

/** The first fault of each field of a zod error. A nested field is named by its path ("posts.0.title"). */
export const faultsOf = (error: z.ZodError): FieldFault[] => {
  const faults = new Map<string, Words>();
  for (const issue of error.issues) {
    const path = issue.path.map(String);
    const names = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...path, key]) : [path];
    for (const name of names) {
      const field = name.join('.');
      if (!faults.has(field)) faults.set(field, issue.code === 'unrecognized_keys' ? unknownField : wordsOf(issue.message));
    }
  }
  return [...faults].map(([field, message]) => ({ field, message }));
};

/** The input as its schema reads it. Throws `invalid` with the fault of each field in both languages. */
export const parse = <Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> => {
  const result = schema.safeParse(input);
  if (!result.success) throw invalid(faultsOf(result.error));
  return result.data;
};

const required = inWords({ id: 'Wajib diisi.', en: 'This is required.' });

const atMost = (max: number): string => inWords({ id: `Paling banyak ${max} karakter.`, en: `At most ${max} characters.` });

const unprintable = inWords({
  id: 'Memuat karakter yang tidak dapat dicetak.',
  en: 'Contains characters that cannot be printed.',
});

/** No control characters (line breaks apart) and no lone surrogates: PostgreSQL and the letters could not hold them. */
const printable = (text: string): boolean => text.isWellFormed() && !/[^\P{Cc}\n\r\t]/u.test(text);

/** A text that must be there, trimmed. */
export const text = (max: number) =>
  z
    .string({ error: required })
    .trim()
    .min(1, { error: required, abort: true })
    .max(max, { error: atMost(max) })
    .refine(printable, { error: unprintable });

/** A text that may be left empty. */
export const optionalText = (max: number) =>
  z
    .string({ error: required })
    .trim()
    .max(max, { error: atMost(max) })
    .refine(printable, { error: unprintable })
    .default('');

/** The id of a record. */
export const id = () =>
  z
    .string({ error: required })
    .refine(isId, { error: inWords({ id: 'Pilih dari daftar.', en: 'Choose from the list.' }) })
    .meta({ format: 'uuid' });

/** One of the stored values of a choice. */
export const oneOf = <const Value extends string>(values: readonly [Value, ...Value[]]) =>
  z.enum(values, { error: inWords({ id: 'Pilih salah satu.', en: 'Choose one.' }) });

/** A checkbox of a form ("on", or not sent at all) or a boolean of the API. */
export const ticked = () =>
  z
    .union([z.boolean(), z.literal('on'), z.literal('')], {
      error: inWords({ id: 'Pilih ya atau tidak.', en: 'Choose yes or no.' }),
    })
    .default(false)
    .transform((value) => value === true || value === 'on');

/** An e-mail address in lower case; '' when it may be left out. */
export const email = () =>
  text(200)
    .transform((value) => value.toLowerCase())
    .pipe(
      z.email({
        error: inWords({
          id: 'Isi alamat pos-el yang lengkap, misalnya nama@contoh.go.id.',
          en: 'Enter a complete e-mail address, for example name@example.go.id.',
        }),
      }),
    );

export const optionalEmail = () => z.union([z.literal(''), email()]).default('');

const wrongDate = inWords({
  id: 'Isi tanggal yang benar, misalnya 2026-11-24.',
  en: 'Enter a real date, for example 2026-11-24.',
});
const wrongTime = inWords({ id: 'Isi jam yang benar, misalnya 07.30.', en: 'Enter a real time, for example 07:30.' });

const wrongInstant = inWords({
  id: 'Isi waktu yang benar dengan zonanya, misalnya 2026-11-24T10:15:00+07:00.',
  en: 'Enter a real moment with its offset, for example 2026-11-24T10:15:00+07:00.',
});

const readInstant = (text: string): Temporal.Instant | null => attempt(() => Temporal.Instant.from(text));

const readDate = (text: string): Temporal.PlainDate | null =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) ? attempt(() => Temporal.PlainDate.from(text)) : null;

const readTime = (text: string): Temporal.PlainTime | null =>
  /^\d{1,2}[:.]\d{2}(:\d{2})?$/.test(text)
    ? attempt(() => Temporal.PlainTime.from(text.replace('.', ':').padStart(5, '0')))
    : null;

const attempt = <Value>(make: () => Value): Value | null => {
  try {
    return make();
  } catch {
    return null;
  }
};

type Empty = '' | null | undefined;

const isEmpty = (value: unknown): value is Empty =>
  value === null || value === undefined || (typeof value === 'string' && value.trim() === '');

const kind = <Value extends object>(
  is: (value: unknown) => value is Value,
  from: (text: string) => Value | null,
  wrong: string,
  format: string,
) => {
  const given = (value: Value | string, context: z.RefinementCtx): Value => {
    const read = is(value) ? value : typeof value === 'string' ? from(value.trim()) : null;
    if (read) return read;
    context.addIssue({ code: 'custom', message: isEmpty(value) ? required : wrong });
    return z.NEVER;
  };
  return {
    needed: () => z.custom<Value | string>().transform(given).meta({ type: 'string', format }),
    optional: () =>
      z
        .custom<Value | string | null | undefined>()
        .optional()
        .transform((value, context) => (isEmpty(value) ? null : given(value, context)))
        .meta({ type: ['string', 'null'], format }),
  };
};

const date = kind((value) => value instanceof Temporal.PlainDate, readDate, wrongDate, 'date');
const time = kind((value) => value instanceof Temporal.PlainTime, readTime, wrongTime, 'time');
const moment = kind((value) => value instanceof Temporal.Instant, readInstant, wrongInstant, 'date-time');

/** A date as `Temporal.PlainDate`, from one or from "2026-11-24"; the optional one is null when it was left empty. */
export const plainDate = date.needed;
export const optionalDate = date.optional;

/** A time of day as `Temporal.PlainTime`, from one or from "07:30" or "07.30"; the optional one is null when it was left empty. */
export const plainTime = time.needed;
export const optionalTime = time.optional;

/** A moment as `Temporal.Instant`, from one or from "2026-11-24T10:15:00+07:00". */
export const instant = moment.needed;
