import { z } from 'zod';
import { id, inWords, optionalDate, optionalText, text } from '#lib/input.ts';

/** Hours as people write them: "4", "1,5"; as whole minutes. Null when left empty. */
const hours = (most: number) =>
  z
    .union([z.string(), z.number()])
    .nullish()
    .transform((value, context) => {
      const written = String(value ?? '')
        .trim()
        .replace(',', '.');
      if (written === '') return null;
      const minutes = Math.round(Number(written) * 60);
      if (/^\d{1,4}(\.\d{1,2})?$/.test(written) && minutes <= most * 60) return minutes;
      const message = inWords({
        id: `Isi jam antara 0 dan ${most}, misalnya 1,5.`,
        en: `Enter hours between 0 and ${most}, for example 1.5.`,
      });
      context.addIssue({ code: 'custom', message });
      return z.NEVER;
    });

const person = () =>
  z
    .union([z.literal(''), id()])
    .nullish()
    .transform((value) => value || null);

/** `dueOn`: a working day, at whose end the sub-task is due; `effort` and `spent`: working hours. */
export const subTaskInput = z.strictObject({
  title: text(200),
  detail: optionalText(4000),
  assignee: person(),
  dueOn: optionalDate(),
  effort: hours(999),
  spent: hours(999),
});

export type SubTaskInput = z.input<typeof subTaskInput>;

export const itemInput = z.strictObject({ title: text(300) });
export const subTaskCommentInput = z.strictObject({ body: text(4000) });
