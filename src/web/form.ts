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
  /** The labels of the fields, noted as they are drawn; the error summary above them says whose fault it is. */
  labels: Map<string, string>;
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

type Nested = { [name: string]: string | string[] | Nested | Nested[] };

/** `{ 0: a, 1: b }` is a list; `{ 1: a, 2: b }` (weekdays) is not. */
const withLists = (object: Nested): Nested | Nested[] => {
  for (const [name, value] of Object.entries(object)) {
    if (typeof value === 'object' && !Array.isArray(value)) object[name] = withLists(value);
  }
  const names = Object.keys(object);
  if (!names.includes('0') || !names.every((name) => /^\d+$/.test(name))) return object;
  return names.sort((a, b) => Number(a) - Number(b)).map((name) => object[name] as Nested);
};

const ownFields = new Set(['request_key', 'form_proof', 'version']);

/**
 * The form as an object for a zod schema: `name` becomes a trimmed text, `name[]` a list under `name`, `posts.0.title` a
 * list of objects. The hidden fields of `ActForm` and the names in `without` are left out, since schemas refuse unknown ones.
 */
export const toObject = (values: FormValues, without: readonly string[] = []): Nested => {
  const object: Nested = {};
  for (const [name, sent] of values) {
    if (ownFields.has(name) || without.includes(name)) continue;
    const steps = name.replace(/\[\]$/, '').split('.');
    const last = steps.pop() ?? name;
    let place = object;
    for (const step of steps) {
      if (step === '__proto__' || step === 'constructor') continue;
      const next = Object.hasOwn(place, step) ? place[step] : undefined;
      const inner: Nested = typeof next === 'object' && !Array.isArray(next) ? next : {};
      place[step] = inner;
      place = inner;
    }
    if (last === '__proto__' || last === 'constructor') continue;
    place[last] = name.endsWith('[]') ? sent.map((value) => value.trim()) : (sent[0]?.trim() ?? '');
  }
  return withLists(object) as Nested;
};
