import { z } from 'zod';
import { printable } from '#lib/printable.ts';

/** One line of text, required. */
export const line = (max = 300) =>
  z
    .string()
    .transform((text) => printable(text).replace(/\s+/g, ' ').trim())
    .pipe(z.string().min(1).max(max));

/** One line of text that may be empty. */
export const optionalLine = (max = 300) =>
  z
    .string()
    .transform((text) => printable(text).replace(/\s+/g, ' ').trim())
    .pipe(z.string().max(max))
    .default('');

/** Free text with line breaks, may be empty. */
export const freeText = (max = 4000) =>
  z
    .string()
    .transform((text) => printable(text).trim())
    .pipe(z.string().max(max))
    .default('');

/** A day, "2026-11-24". */
export const day = z.iso.date();

/** A moment as the office's clocks show it, "2026-11-24T09:15". */
export const localMoment = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/);

export const resources = z.strictObject({
  cpu: z.number().int().positive(),
  memoryGb: z.number().positive(),
  diskGb: z.number().positive(),
});

/** A person as a letter names one. The NIP is printed in letters, and only there. */
export const person = z.strictObject({
  name: line(),
  nip: optionalLine(30),
  rank: optionalLine(),
  title: optionalLine(),
  phone: optionalLine(60),
  email: optionalLine(),
});

export const nature = z.enum(['ordinary', 'urgent', 'most-urgent', 'confidential']).default('ordinary');

/** What every letter between offices has around its body. */
export const correspondence = {
  nature,
  attachments: z
    .strictObject({ count: z.number().int().positive().max(999), unit: line(40) })
    .nullable()
    .default(null),
  addressee: z.strictObject({ title: line(), place: line(100) }),
  cc: z.array(line()).default([]),
};

/** The letter that is being answered. */
export const answered = z.strictObject({ number: line(100), date: day, receivedOn: day.nullable().default(null) });

/** A picture as SVG source. */
export const svg = z.string().startsWith('<').max(4_000_000);
