import type { RawBuilder } from 'kysely';
import { json } from '#db/index.ts';
import { AppError, type FieldFault, invalid } from '#lib/errors.ts';
import { parse } from '#lib/input.ts';
import { printable } from '#lib/printable.ts';
import type { Words } from '#lib/words.ts';
import { letterKinds } from './choices.ts';
import { type LetterContent, type LetterKind, schemas } from './kinds/index.ts';
import type { Sheet } from './sheet.ts';

/** A kind of letter with the content that this kind must have. */
export type LetterDraft = { [Kind in LetterKind]: { kind: Kind; data: LetterContent<Kind> } }[LetterKind];

/** Content and frozen sheet as the column `data` takes them. */
export const stored = (data: { content: unknown; sheet?: Sheet }): RawBuilder<never> => json(data as never);

const isLetterKind = (kind: string): kind is LetterKind => Object.hasOwn(schemas, kind);

/** A kind as it is stored; throws not_found for one that this version does not have. */
export const asLetterKind = (kind: string): LetterKind => {
  if (!isLetterKind(kind)) throw new AppError('not_found', { what: `letter kind ${kind}` });
  return kind;
};

/** The content as the kind's schema reads it, ready to be stored. Throws `invalid`, also when a letter that leaves the office holds a secret. */
export const readContent = (kind: LetterKind, data: unknown): Record<string, unknown> => {
  const content = parse(schemas[kind], data);
  const faults = letterKinds[kind].leaves ? findSecrets(content) : [];
  if (faults.length > 0) throw invalid(faults);
  return content;
};

/** The subject line as it is stored. Throws `invalid` when nothing is left of it. */
export const readHal = (hal: string): string => {
  const text = printable(hal).replace(/\s+/g, ' ').trim();
  if (text === '' || text.length > 500) {
    throw invalid([
      {
        field: 'hal',
        message: { id: 'Isi hal surat, paling banyak 500 karakter.', en: 'Enter the subject, at most 500 characters.' },
      },
    ]);
  }
  return text;
};

/** Addresses that mean something inside the network only: RFC 1918, 6598, 4193, loopback, link-local. */
const innerAddress =
  /(?<![\d.])(?:10(?:\.\d{1,3}){3}|127(?:\.\d{1,3}){3}|192\.168(?:\.\d{1,3}){2}|169\.254(?:\.\d{1,3}){2}|172\.(?:1[6-9]|2\d|3[01])(?:\.\d{1,3}){2}|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])(?:\.\d{1,3}){2})(?!\.?\d)|(?<![0-9a-f:])(?:f[cd][0-9a-f]{2}|fe80):[0-9a-f:]*:[0-9a-f]*/i;

const password = /\b(?:kata\s*sandi|sandi|password|passwd|passphrase|pwd)\s*(?:[:=]|adalah)\s*\S/i;

const innerWords: Words = {
  id: 'Memuat alamat jaringan internal. Surat yang keluar tidak boleh memuatnya; hapus alamat itu.',
  en: 'Holds an internal network address. A letter that leaves the office may not; take it out.',
};
const passwordWords: Words = {
  id: 'Tampaknya memuat kata sandi. Sampaikan informasi akses melalui kanal yang aman, bukan di dalam surat.',
  en: 'Seems to hold a password. Give access data through a safe channel, not in a letter.',
};

/** A text as a letter that leaves the office may repeat it: without inner addresses, and nothing of a line with a password. */
export const withoutSecrets = (text: string): string =>
  password.test(text) ? '(tidak ditampilkan)' : text.replace(new RegExp(innerAddress, 'gi'), '(alamat internal)');

const findSecrets = (value: unknown, path: readonly string[] = []): FieldFault[] => {
  if (typeof value === 'string') {
    const message = innerAddress.test(value) ? innerWords : password.test(value) ? passwordWords : null;
    return message ? [{ field: path.join('.'), message }] : [];
  }
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, item]) => findSecrets(item, [...path, key]));
};
