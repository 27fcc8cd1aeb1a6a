import { z } from 'zod';
import { id, inWords, oneOf, optionalText, text, ticked } from '#lib/input.ts';
import { accesses } from './choices.ts';
import { hasConflict } from './merge.ts';
import { titleInput } from './title.ts';

/** The longest text of a page, in characters. */
export const longestBody = 1_000_000;

const tooLong = inWords({
  id: 'Halaman ini terlalu panjang (lebih dari 1.000.000 karakter). Bagi menjadi beberapa halaman, atau lampirkan sebagai berkas.',
  en: 'This page is too long (over 1,000,000 characters). Split it into several pages, or attach it as a file.',
});

const unprintable = inWords({ id: 'Memuat karakter yang tidak dapat disimpan.', en: 'Contains characters that cannot be kept.' });

const unresolved = inWords({
  id: 'Masih ada tanda bentrok (<<<<<<<, =======, >>>>>>>). Pilih atau gabungkan kedua tulisan, lalu hapus tandanya.',
  en: 'Conflict marks (<<<<<<<, =======, >>>>>>>) are still there. Choose or combine both texts and remove the marks.',
});

/** The Markdown of a page, as typed; line ends are made alike and a text that is too long or unresolved is refused. */
export const bodyInput = () =>
  z
    .string()
    .transform((body) => body.replaceAll('\r\n', '\n').replaceAll('\r', '\n'))
    .refine((body) => body.length <= longestBody, { error: tooLong })
    .refine((body) => body.isWellFormed() && !/[^\P{Cc}\n\t]/u.test(body), { error: unprintable })
    .refine((body) => !hasConflict(body), { error: unresolved });

/** The id of a record, or null for none. */
export const noneOrId = () =>
  z
    .union([z.literal(''), z.null(), id()])
    .default(null)
    .transform((value) => value || null);

/** The draft that a text comes from, and that is over once the text is saved; '' for none. */
const draftInput = () => z.string().max(60).default('');

export const pageInput = z.strictObject({
  title: titleInput(),
  body: bodyInput(),
  parentId: noneOrId(),
  why: optionalText(300),
  draft: draftInput(),
});
export const editInput = z.strictObject({
  body: bodyInput(),
  why: optionalText(300),
  draft: draftInput(),
  base: z.coerce.number().int().min(1).max(2_000_000_000),
});
export const moveInput = z.strictObject({ title: titleInput(), parentId: noneOrId(), space: text(40), why: optionalText(300) });

const badMonths = inWords({
  id: 'Isi dengan bilangan bulat dari 1 sampai 60.',
  en: 'Enter a whole number from 1 to 60.',
});

const badKey = inWords({
  id: 'Isi dengan huruf kecil, angka, dan tanda hubung, paling panjang 40 karakter.',
  en: 'Use lower-case letters, digits and hyphens, at most 40 characters.',
});

/** Words that the addresses of the wiki itself begin with. */
const reserved = [
  'search',
  'spaces',
  'pages',
  'records',
  'stale',
  'broken',
  'recent',
  'imports',
  'preview',
  'proposals',
  'drafts',
  'templates',
  'watching',
  'new',
];

const takenKey = inWords({
  id: 'Kata ini dipakai oleh wiki sendiri. Pilih yang lain.',
  en: 'The wiki itself uses this word. Choose another one.',
});

const onlyPublic = inWords({
  id: 'Hanya ruang umum yang dapat dibaca tanpa masuk. Pilih Umum, atau hapus centang ini.',
  en: 'Only a public space can be read without signing in. Choose Public, or remove this tick.',
});

const onlyWithApproval = inWords({
  id: 'Yang dibaca semua orang harus disetujui orang kedua. Centang persetujuan, atau hapus centang ini.',
  en: 'What everybody reads needs the yes of a second person. Tick the approval, or remove this tick.',
});

export const spaceInput = z
  .strictObject({
    key: text(40)
      .refine((key) => /^[a-z0-9][a-z0-9-]*$/.test(key), { error: badKey })
      .refine((key) => !reserved.includes(key), { error: takenKey }),
    name: text(100),
    description: optionalText(500),
    access: oneOf(accesses.map(({ value }) => value) as ['public', 'internal', 'confidential']),
    roles: z.array(text(60)).max(20).default([]),
    needsApproval: ticked(),
    openToAll: ticked(),
    ownerPersonId: noneOrId(),
    reviewMonths: z.coerce
      .number({ error: badMonths })
      .int({ error: badMonths })
      .min(1, { error: badMonths })
      .max(60, { error: badMonths })
      .default(6),
  })
  .refine(({ openToAll, access }) => !openToAll || access === 'public', { error: onlyPublic, path: ['openToAll'] })
  .refine(({ openToAll, access, needsApproval }) => !openToAll || access !== 'public' || needsApproval, {
    error: onlyWithApproval,
    path: ['openToAll'],
  });
export type SpaceInput = z.input<typeof spaceInput>;
