import { type LetterKind, schemas } from '../kinds/index.ts';
import type { Printed } from '../render.ts';
import type { Sheet } from '../sheet.ts';

/** The invented letter of a kind, for previews and for the proof of a template. */
export const exampleLetter = async (kind: LetterKind): Promise<Printed> => {
  const { content, sheet } = (await import(`../kinds/${kind}/example.ts`)) as { content: unknown; sheet: Sheet };
  return { content: schemas[kind].parse(content), sheet };
};

/** What a template must stand before it may be used: the example, and the same with edge data. */
export const variants = ['example', 'long', 'many', 'empty'] as const;

export type Variant = (typeof variants)[number];

/** Kinds in which one list belongs to another (steps to pages of a drawing, cells to columns): their rows cannot be multiplied by themselves. */
const boundLists: ReadonlySet<string> = new Set(['sop', 'book']);

const longText = ' Perangkat Daerah Penyelenggara Urusan Pemerintahan yang Bernama Sangat Panjang';
const manyRows = 40;

type Json = unknown;
type Change = (value: Json) => Json | undefined;

const changes: Readonly<Record<Exclude<Variant, 'example'>, Change>> = {
  long: (value) => (typeof value === 'string' && !value.startsWith('<') ? value + longText : undefined),
  many: (value) =>
    Array.isArray(value) && value.length > 0
      ? Array.from({ length: Math.max(manyRows, value.length) }, (_, index) => value[index % value.length])
      : undefined,
  empty: (value) => (typeof value === 'string' ? '' : Array.isArray(value) ? [] : value === null ? undefined : null),
};

/**
 * The example with edge data: every text that may be longer is long, every list that may be longer has forty rows, or all is
 * empty that may be empty. What a field may be is asked of the kind's schema, field by field.
 */
export const variantLetter = async (kind: LetterKind, variant: Variant): Promise<Printed> => {
  const example = await exampleLetter(kind);
  if (variant === 'example' || (variant === 'many' && boundLists.has(kind))) return example;
  const schema = schemas[kind];
  let content = example.content;
  for (const path of pathsIn(content)) {
    const changed = changes[variant](at(content, path));
    if (changed === undefined) continue;
    const tried = put(content, path, changed);
    const parsed = schema.safeParse(tried);
    if (parsed.success) content = parsed.data;
  }
  return { ...example, content };
};

type Path = readonly string[];

/** Every place in a value, the outer before the inner. */
const pathsIn = (value: Json, path: Path = []): Path[] => {
  if (value === null || typeof value !== 'object') return [path];
  const inner = Object.entries(value).flatMap(([key, item]) => pathsIn(item, [...path, key]));
  return path.length === 0 ? inner : [path, ...inner];
};

const at = (value: Json, path: Path): Json =>
  path.reduce<Json>((place, key) => (place as Record<string, Json> | null | undefined)?.[key], value);

/** A copy with one place changed; places that are gone stay away. */
const put = (value: Json, [key, ...rest]: Path, changed: Json): Json => {
  if (key === undefined) return changed;
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((item, index) => (String(index) === key ? put(item, rest, changed) : item));
  return { ...value, [key]: put((value as Record<string, Json>)[key], rest, changed) };
};
