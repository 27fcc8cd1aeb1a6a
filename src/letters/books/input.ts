import { z } from 'zod';
import { id, inWords, oneOf, optionalText, optionalTime, plainDate, text, ticked } from '#lib/input.ts';
import { blockKinds, fates, natures, sequences } from '../choices.ts';

type Keys<Choices> = [keyof Choices & string, ...(keyof Choices & string)[]];

const keysOf = <Choices extends object>(choices: Choices) => Object.keys(choices) as Keys<Choices>;

/** How something on paper came or went; through Griya itself only Griya sends. */
export const paperChannels = ['hand', 'post', 'mail', 'fax'] as const;

const wholeWords = (min: number, max: number): string =>
  inWords({ id: `Isi bilangan bulat ${min}–${max}.`, en: `Enter a whole number, ${min}–${max}.` });

/** A whole number, of a form or of a program. */
const whole = (min: number, max: number) =>
  z.union([z.number(), z.string().trim().regex(/^\d+$/).transform(Number)], { error: wholeWords(min, max) }).pipe(
    z
      .number()
      .int({ error: wholeWords(min, max) })
      .min(min, { error: wholeWords(min, max) })
      .max(max, { error: wholeWords(min, max) }),
  );

const optionalWhole = (min: number, max: number) => z.union([z.literal('').transform(() => min), whole(min, max)]).default(min);

/** An archive code: "500.12.3"; '' is the code of the kind. */
const classification = z
  .string()
  .trim()
  .max(30)
  .regex(/^(\d{1,3}(\.\d{1,3})*)?$/, {
    error: inWords({ id: 'Isi kode klasifikasi, misalnya 500.12.', en: 'Enter an archive code, for example 500.12.' }),
  });

const optionalUpload = z.union([z.literal(''), id()]).default('');

const entry = {
  from: text(300),
  number: text(100),
  date: plainDate(),
  hal: text(500),
  nature: oneOf(keysOf(natures)).default('ordinary'),
  channel: oneOf(paperChannels),
  attachments: optionalWhole(0, 999),
  forwardedTo: optionalText(300),
  note: optionalText(1000),
  classification: classification.default(''),
};

/** A letter that came on paper, by mail or by fax, as it is entered into the agenda. */
export const paperLetterInput = z.strictObject({
  ...entry,
  receivedOn: plainDate(),
  receivedTime: optionalTime(),
  scan: optionalUpload,
  noScanReason: optionalText(500),
  /** The same number of the same sender is known, and this is another copy on purpose. */
  again: ticked(),
});

export type PaperLetterInput = z.input<typeof paperLetterInput>;

/** A letter that was made outside of Griya, as it is entered into the book of outgoing letters. */
export const outsideLetterInput = z.strictObject({
  book: oneOf(['outgoing', 'internal']),
  to: entry.from,
  /** Given on paper already; '' is the next one of the book. */
  number: optionalText(100),
  date: entry.date,
  hal: entry.hal,
  nature: entry.nature,
  attachments: entry.attachments,
  classification: entry.classification,
  /** Who signs or signed it, as it stands on the letter. */
  signer: text(300),
  /** The signed file, where it is there already. */
  file: optionalUpload,
});

export type OutsideLetterInput = z.input<typeof outsideLetterInput>;

const reason = text(1000);

/** A correction: the entry as it should be, and why. */
export const correctionInput = z.strictObject({ ...entry, scan: optionalUpload, noScanReason: optionalText(500), reason });

/** Of a letter that Griya made, what the office itself adds to it. */
export const remarkInput = z.strictObject({
  forwardedTo: entry.forwardedTo,
  note: entry.note,
  classification: entry.classification,
  reason,
});

/** That a letter was carried, posted, mailed or faxed to somebody. */
export const dispatchInput = z
  .strictObject({
    toOfficeId: z.union([z.literal(''), id()]).default(''),
    toName: optionalText(300),
    channel: oneOf(paperChannels),
    sentOn: plainDate(),
    sentTime: optionalTime(),
    courier: optionalText(200),
    reference: optionalText(200),
    note: optionalText(1000),
  })
  .superRefine((dispatch, context) => {
    if (dispatch.toOfficeId === '' && dispatch.toName === '') {
      context.addIssue({
        code: 'custom',
        path: ['toOfficeId'],
        message: inWords({ id: 'Pilih penerima, atau tuliskan namanya.', en: 'Choose the receiver, or write its name.' }),
      });
    }
    if (dispatch.channel === 'hand' && dispatch.courier === '') {
      context.addIssue({
        code: 'custom',
        path: ['courier'],
        message: inWords({ id: 'Tuliskan siapa yang mengantar.', en: 'Write who carried it.' }),
      });
    }
  });

export type DispatchInput = z.input<typeof dispatchInput>;

/** Who took it, and when; with a scan of the receipt where there is one. */
export const receiptInput = z.strictObject({
  receivedBy: text(200),
  receivedOn: plainDate(),
  receivedTime: optionalTime(),
  scan: optionalUpload,
});

export type ReceiptInput = z.input<typeof receiptInput>;

export const patternInput = z.strictObject({ pattern: text(100), validFrom: plainDate(), reason: text(500) });

export type PatternInput = z.input<typeof patternInput>;

/** Numbers that Griya does not give. Of `outside` only the last one is asked: it begins after the last number that was given. */
export const blockInput = z.strictObject({
  book: oneOf(keysOf(sequences)),
  year: whole(2000, 2100),
  kind: oneOf(keysOf(blockKinds)),
  from: optionalWhole(0, 999_999),
  to: whole(1, 999_999),
  reason: text(500),
});

export type BlockInput = z.input<typeof blockInput>;

export const filingInput = z.strictObject({
  classification: classification.min(1, { error: inWords({ id: 'Wajib diisi.', en: 'This is required.' }) }),
  activeYears: whole(0, 99),
  inactiveYears: whole(0, 99),
  fate: oneOf(keysOf(fates)),
  basis: text(300),
});

export type FilingInput = z.input<typeof filingInput>;
