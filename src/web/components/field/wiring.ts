import { type Language, say } from '#lib/words.ts';
import type { FormState } from '../../form.ts';

/** The id of a field's (first) control; the error summary links to it. */
export const fieldId = (name: string): string => `f-${name.replace(/\[\]$/, '').replace(/[^A-Za-z0-9_-]+/g, '-')}`;

/** The fault of a field in the language, if it has one. A fault of `x` belongs to the list `x[]` too. */
export const faultOf = (state: FormState, name: string, language: Language): string | null => {
  const bare = name.replace(/\[\]$/, '');
  const fault = state.faults.find((candidate) => candidate.field === name || candidate.field === bare);
  return fault ? say(fault.message, language) : null;
};
