import { z } from 'zod';
import { isId } from '#lib/ids.ts';
import { inWords } from '#lib/input.ts';
import type { Choice } from './choices.ts';

/** Whether a form or a program gave nothing. */
export const nothing = (value: unknown): boolean => value === '' || value === null || value === undefined;

/** A value of a choice; the standard one when nothing was given. */
export const chosen = <Value extends string>(choices: readonly (Choice & { value: Value })[], standard: Value) =>
  z
    .unknown()
    .optional()
    .transform((typed, context): Value => {
      if (nothing(typed)) return standard;
      const found = choices.find(({ value }) => value === typed);
      if (found) return found.value;
      context.addIssue({ code: 'custom', message: inWords({ id: 'Pilih salah satu.', en: 'Choose one.' }) });
      return z.NEVER;
    });

/** A whole number within bounds, or the standard one (which may be null). */
export const wholeNumber = (least: number, most: number, standard: number | null) =>
  z
    .unknown()
    .optional()
    .transform((typed, context): number | null => {
      if (nothing(typed)) return standard;
      const value = typeof typed === 'string' && /^\d{1,9}$/.test(typed.trim()) ? Number(typed) : typed;
      if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return value;
      const message = {
        id: `Isi dengan bilangan bulat dari ${least} sampai ${most.toLocaleString('id-ID')}.`,
        en: `Enter a whole number from ${least} to ${most.toLocaleString('en-GB')}.`,
      };
      context.addIssue({ code: 'custom', message: inWords(message) });
      return z.NEVER;
    });

/** The id of an office, or null. */
export const officeOrNone = z
  .unknown()
  .optional()
  .transform((typed, context): string | null => {
    if (nothing(typed)) return null;
    if (typeof typed === 'string' && isId(typed)) return typed;
    const message = { id: 'Pilih perangkat daerah dari daftar.', en: 'Choose an office from the list.' };
    context.addIssue({ code: 'custom', message: inWords(message) });
    return z.NEVER;
  });
