import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { LetterKind } from './kinds/index.ts';

/** A template with everything that it can read: what a letter is made of, beside its data. */
export type Source = {
  /** Path of the template in `files`. */
  main: string;
  files: Readonly<Record<string, string>>;
  /** SHA-256 over all of it: the same source has the same hash everywhere. */
  hash: string;
};

const folder = fileURLToPath(new URL('./kinds', import.meta.url));

/** A source of a kind: its template and the shared parts. */
export const sourceOf = (kind: LetterKind, template: string, shared: Source['files']): Source => {
  const main = mainOf(kind);
  const files = Object.fromEntries(Object.entries({ ...shared, [main]: template }).sort(([a], [b]) => (a < b ? -1 : 1)));
  return { main, files, hash: createHash('sha256').update(JSON.stringify({ main, files })).digest('hex') };
};

/** The same source with some files in another text. */
export const withFiles = ({ main, files }: Source, changed: Source['files']): Source => {
  const all = Object.fromEntries(Object.entries({ ...files, ...changed }).sort(([a], [b]) => (a < b ? -1 : 1)));
  return {
    main,
    files: all,
    hash: createHash('sha256')
      .update(JSON.stringify({ main, files: all }))
      .digest('hex'),
  };
};

const mainOf = (kind: LetterKind): string => `${kind}/template.typ`;

let shared: Promise<Source['files']> | undefined;
const shipped = new Map<LetterKind, Promise<Source>>();

/** The shared parts of this release. */
export const sharedFiles = (): Promise<Source['files']> => {
  shared ??= readSources('shared');
  return shared;
};

/** The template that this release brings for a kind. Read once: a release does not change while it runs. */
export const shippedSource = (kind: LetterKind): Promise<Source> => {
  const known = shipped.get(kind) ?? readShipped(kind);
  shipped.set(kind, known);
  return known;
};

const readShipped = async (kind: LetterKind): Promise<Source> => {
  const [own, parts] = await Promise.all([readSources(kind), sharedFiles()]);
  return sourceOf(kind, own[mainOf(kind)] ?? '', { ...parts, ...own });
};

const readSources = async (name: string): Promise<Record<string, string>> => {
  const names = (await readdir(`${folder}/${name}`)).filter((file) => file.endsWith('.typ'));
  const files = await Promise.all(
    names.map(async (file) => [`${name}/${file}`, await readFile(`${folder}/${name}/${file}`, 'utf8')]),
  );
  return Object.fromEntries(files);
};
