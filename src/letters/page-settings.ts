import { z } from 'zod';
import { inWords } from '#lib/input.ts';
import { type Font, fonts, type Paper, papers } from './choices.ts';

const oneOf = <Value extends string>(choices: Readonly<Record<Value, unknown>>) =>
  z.enum(Object.keys(choices) as [Value, ...Value[]], {
    error: inWords({ id: 'Pilih dari daftar.', en: 'Choose from the list.' }),
  });

const between = (lowest: number, highest: number, step: number) => {
  const id = (value: number): string => String(value).replace('.', ',');
  const error = inWords({
    id: `Isi angka dari ${id(lowest)} sampai ${id(highest)}, kelipatan ${id(step)}.`,
    en: `Enter a number from ${lowest} to ${highest} in steps of ${step}.`,
  });
  return z.coerce.number({ error }).refine((value) => {
    const steps = value / step;
    return value >= lowest && value <= highest && Math.abs(steps - Math.round(steps)) < 1e-9;
  }, error);
};

const margin = (lowest: number) => between(lowest, 50, 1);

/** How letters stand on paper. Margins in millimetres; `lineSpacing` as word processors count it (1, 1.15, 1.5). */
export const pageSchema = z.strictObject({
  paper: oneOf<Paper>(papers),
  font: oneOf<Font>(fonts),
  sizePt: between(9, 14, 0.5),
  lineSpacing: between(1, 2, 0.05),
  top: margin(10),
  // Room for the line at the foot of each page.
  bottom: margin(18),
  left: margin(15),
  right: margin(10),
});

export type PageSettings = z.infer<typeof pageSchema>;

/** What holds where an office has set nothing; letters that were issued before there were settings stand on it too. */
export const standardPage: PageSettings = {
  paper: 'a4',
  font: 'arimo',
  sizePt: 11,
  lineSpacing: 1.2,
  top: 15,
  bottom: 22,
  left: 28,
  right: 23,
};

/** As the template takes it: family and sides of the paper instead of our own words. */
export const printedPage = ({ paper, font, ...rest }: PageSettings) => ({
  ...rest,
  paper,
  ...papers[paper].millimetres,
  family: fonts[font].family,
});
