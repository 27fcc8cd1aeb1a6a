import { type Language, say } from '#lib/words.ts';
import type { FormState } from '../../form.ts';

/** The id of a field's (first) control; the error summary links to it. */
export const fieldId = (name: string): string => `f-${name.replace(/\[\]$/, '').replace(/[^A-Za-z0-9_-]+/g, '-')}`;

const bareName = (name: string): string => name.replace(/\[\]$/, '');

/** The fault of a field in the language, if it has one. A fault of `x` belongs to the list `x[]` too. */
export const faultOf = (state: FormState, name: string, language: Language): string | null => {
  const fault = state.faults.find((candidate) => bareName(candidate.field) === bareName(name));
  return fault ? say(fault.message, language) : null;
};

/** Notes a field's label for the error summary. */
export const noteLabel = (state: FormState, name: string, label: string): void => {
  state.labels.set(bareName(name), label);
};

/** The label of the field that a fault is at. */
export const labelOf = (state: FormState, field: string): string | null => state.labels.get(bareName(field)) ?? null;
