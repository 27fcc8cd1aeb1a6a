import { z } from 'zod';
import { pageSchema } from './page-settings.ts';

const signature = z.strictObject({
  title: z.string(),
  /** "Plt.", "Plh." or empty. */
  prefix: z.enum(['', 'Plt.', 'Plh.']),
  /** The post in whose name (a.n.) it is signed, or empty. */
  onBehalfOf: z.string(),
  name: z.string(),
  rank: z.string(),
  nip: z.string(),
  /** True: approved in Griya. False: signed on paper, or not signed yet. */
  electronic: z.boolean(),
  /** How the file is signed; left out where it bears no electronic signature of its own. */
  method: z.enum(['local', 'bsre']).optional(),
  /** When, by the office's clocks: "2026-11-24T09:15". */
  at: z.string(),
  zone: z.string(),
});

/**
 * What stands around the content of a letter: letterhead, number, place and date, signature. It is read from the
 * office's records while the letter is a draft, and frozen into the letter when it is issued.
 */
export const sheetSchema = z.strictObject({
  /** Title of the PDF. */
  title: z.string(),
  draft: z.boolean(),
  /** A blank form, to be filled in by hand. */
  form: z.literal(true).optional(),
  /** The date that the PDF carries, "2026-11-24". */
  madeOn: z.iso.date(),
  number: z.string(),
  date: z.iso.date().nullable(),
  hal: z.string(),
  letterhead: z.strictObject({
    government: z.string(),
    city: z.string(),
    place: z.string(),
    office: z.string(),
    address: z.string(),
    phone: z.string(),
    website: z.string(),
    email: z.string(),
    logoFileId: z.string().nullable(),
  }),
  signature: signature.nullable(),
  /** By which the letter is checked; null: a draft, or issued before there were codes. */
  verification: z
    .strictObject({ code: z.string(), address: z.string(), qr: z.array(z.string()) })
    .nullable()
    .default(null),
  /** Paper, font, spacing, margins; without them the standard ones. */
  page: pageSchema.optional(),
});

export type Sheet = z.infer<typeof sheetSchema>;
export type Signature = z.infer<typeof signature>;

const zoneNames: Record<string, string> = { 'Asia/Jakarta': 'WIB', 'Asia/Makassar': 'WITA', 'Asia/Jayapura': 'WIT' };

/** How an Indonesian office names its time zone; elsewhere the zone's own name. */
export const zoneName = (timeZone: string): string => zoneNames[timeZone] ?? timeZone;

/** "2026-11-24T09:15" by the clocks of a time zone. */
export const clockTime = (at: Temporal.Instant, timeZone: string): string =>
  at.toZonedDateTimeISO(timeZone).toPlainDateTime().toString({ smallestUnit: 'minute' });
