import type { AppError, FieldFault } from '#lib/errors.ts';

/** What was posted: every name with its values in order. Uploaded files are here as the ids of their stored uploads. */
export type FormValues = ReadonlyMap<string, readonly string[]>;

/** An upload that is already stored and only referred to by its id in a hidden field. */
export type StoredUpload = { id: string; name: string; size: number; mediaType: string };

/** What a form shows: the values (typed or initial), the faults to point at, the uploads behind the ids, the key of the act. */
export type FormState = {
  values: FormValues;
  faults: readonly FieldFault[];
  uploads: ReadonlyMap<string, StoredUpload>;
  /** The error that the page is shown again for; null on a fresh form. */
  error: AppError | null;
  /** Shown again after its owner signed in anew. */
  restored: boolean;
  /** Identifies this act: the same key posted twice is carried out once. */
  requestKey: string;
  /** Proves that this form was made for this account; lets a form posted after the session ended be kept. */
  proof: string;
};

/** The text of a field, trimmed; '' when it was not sent. */
export const text = (values: FormValues, name: string): string => values.get(name)?.[0]?.trim() ?? '';

/** All values of a field (checkboxes, several uploads). */
export const texts = (values: FormValues, name: string): readonly string[] => values.get(name) ?? [];

/** Whether a checkbox was ticked or a named button pressed. */
export const ticked = (values: FormValues, name: string): boolean => values.has(name);

/** Values for a form that has not been posted: numbers and lists become texts, null and undefined stay away. */
export const initialValues = (
  record: Readonly<Record<string, string | number | boolean | readonly string[] | null | undefined>>,
): FormValues => {
  const values = new Map<string, readonly string[]>();
  for (const [name, value] of Object.entries(record)) {
    if (value === null || value === undefined || value === false) continue;
    values.set(name, Array.isArray(value) ? value : [value === true ? 'on' : String(value)]);
  }
  return values;
};

/**
 * The form as a plain object for a zod schema: `name` becomes a trimmed text, `name[]` a list under `name`. The hidden
 * fields of `ActForm` are left out, so that a schema may refuse unknown keys.
 */
export const toObject = (values: FormValues): Record<string, string | string[]> => {
  const object: Record<string, string | string[]> = {};
  for (const [name, sent] of values) {
    if (name === 'request_key' || name === 'form_proof') continue;
    if (name.endsWith('[]')) object[name.slice(0, -2)] = sent.map((value) => value.trim());
    else object[name] = sent[0]?.trim() ?? '';
  }
  return object;
};
