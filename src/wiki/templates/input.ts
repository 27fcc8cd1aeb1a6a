import { z } from 'zod';
import { id, inWords, optionalText, text, ticked } from '#lib/input.ts';
import { bodyInput } from '../input.ts';

const noneOrId = () =>
  z
    .union([z.literal(''), z.null(), id()])
    .default(null)
    .transform((value) => value || null);

/** At most so many headings are required of one page. */
const mostRequired = 20;

const tooMany = inWords({ id: `Paling banyak ${mostRequired} judul.`, en: `At most ${mostRequired} headings.` });

/** Headings, one a line, as they stand in the text, with or without their signs. */
const headings = () =>
  z
    .string()
    .default('')
    .transform((typed) =>
      typed
        .split('\n')
        .map((line) =>
          line
            .trim()
            .replace(/^#{1,6}[ \t]+/, '')
            .trim(),
        )
        .filter((line) => line !== ''),
    )
    .refine((lines) => lines.length <= mostRequired && lines.every((line) => line.length <= 200), { error: tooMany });

export const templateInput = z.strictObject({
  name: text(100),
  title: text(180),
  body: bodyInput(),
  required: headings(),
  spaceId: noneOrId(),
  forOffice: ticked(),
  reason: optionalText(300),
});
export type TemplateInput = z.output<typeof templateInput>;

const badPart = inWords({
  id: 'Isi dengan huruf kecil, angka, dan tanda hubung, paling panjang 40 karakter.',
  en: 'Use lower-case letters, digits and hyphens, at most 40 characters.',
});

/** The key of a further page in a record's set. */
export const partInput = z.strictObject({
  part: text(40).refine((part) => /^[a-z0-9][a-z0-9-]*$/.test(part), { error: badPart }),
});
