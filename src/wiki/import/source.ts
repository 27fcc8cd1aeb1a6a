import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Words } from '#lib/words.ts';
import type { Refused } from './archive.ts';

/** A file that pages show or link: found by the name that stands in their text. `bytes` reads it when it is needed. */
export type SourceFile = { name: string; path: string; bytes: () => Uint8Array | null };

/** A page as it lies in what is imported. Links to other pages of it are marks (`link-marks.ts`) until their titles are settled. */
export type SourcePage = {
  key: string;
  /** Where it lies in the file, for people; a folder that has no text of its own ends in `/`. */
  source: string;
  /** The key of the page above it. */
  parent: string | null;
  title: string;
  body: string;
  position?: number;
  files?: readonly SourceFile[];
  /** What it lacks or what was lost of it. */
  notes?: readonly Words[];
  /** Who last wrote it there and when, where that is known. */
  by?: string;
};

/** A title that only leads to another page, by its key. */
export type SourceRedirect = { source: string; title: string; to: string };

export type Source = {
  pages: SourcePage[];
  redirects: SourceRedirect[];
  /** What cannot be taken, and why. */
  refused: Refused[];
  /** Files that no page shows or links. */
  unused: string[];
};

export const notUtf8: Words = {
  id: 'bukan teks UTF-8 (mungkin berkas biner); simpan ulang sebagai UTF-8',
  en: 'no UTF-8 text (perhaps a binary file); save it as UTF-8',
};
export const tooLong: Words = {
  id: 'lebih dari 1.000.000 karakter; bagi menjadi beberapa halaman',
  en: 'over 1,000,000 characters; split it into several pages',
};

/** A name as a title: "cara_cadangkan-db" → "Cara cadangkan db". */
export const titleOfName = (name: string): string => {
  const words = name
    .replace(/\.[a-z]{1,8}$/i, '')
    .replace(/[_-]+/g, ' ')
    .replace(/[[\]|#<>{}]|::/g, ' ')
    .replace(/\p{Cc}|\p{Cf}/gu, '')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 180)
    .toWellFormed()
    .trim();
  return words === '' ? 'Tanpa judul' : words.charAt(0).toUpperCase() + words.slice(1);
};

/** A title that links can name. */
export const cleanTitle = (title: string, otherwise: string, longest = 180): string => {
  const clean = title
    .replace(/[[\]|#<>{}]|::/g, ' ')
    .replace(/\p{Cc}|\p{Cf}/gu, '')
    .replace(/\s+/gu, ' ')
    .trim()
    .slice(0, longest)
    .toWellFormed()
    .trim();
  return clean === '' ? titleOfName(otherwise) : clean;
};

/** What no text of a page may hold is taken out. */
export const cleanBody = (text: string): string =>
  text
    .replaceAll('\r\n', '\n')
    .replaceAll('\r', '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .toWellFormed();

const cleanLine = (text: string): string => text.replace(/\p{Cc}|\p{Cf}/gu, '').toWellFormed();

const cleanWords = ({ id, en }: Words): Words => ({ id: cleanLine(id), en: cleanLine(en) });

/** The same with nothing in its names and notes that a database or a line of a report cannot hold: what names files is hostile. */
export const cleanSource = ({ pages, redirects, refused, unused }: Source): Source => ({
  pages: pages.map((page) => ({
    ...page,
    source: cleanLine(page.source),
    ...(page.files ? { files: page.files.map((file) => ({ ...file, name: cleanLine(file.name) || 'berkas' })) } : {}),
    ...(page.notes ? { notes: page.notes.map(cleanWords) } : {}),
    ...(page.by === undefined ? {} : { by: cleanLine(page.by) }),
  })),
  redirects: redirects.map((each) => ({ ...each, source: cleanLine(each.source) })),
  refused: refused.map(({ at, why }) => ({ at: cleanLine(at), why })),
  unused: unused.map(cleanLine),
});

/** A name under which a page can show or link a file. */
export const fileName = (path: string): string => cleanFile(path.split('/').at(-1) ?? path) || 'berkas';

const cleanFile = (name: string): string =>
  name
    .replace(/[/\\:?#]/g, '-')
    .replace(/\p{Cc}|\p{Cf}/gu, '')
    .slice(-200);

/** Gives way to others after every few milliseconds of work. */
export const breather = (): (() => Promise<void>) => {
  let last = performance.now();
  return async () => {
    if (performance.now() - last < 15) return;
    await nextTurn();
    last = performance.now();
  };
};

/** Gathers the files that one page shows; two files of one name get different ones. */
export const fileGatherer = (read: (path: string) => Uint8Array | null) => {
  const files = new Map<string, SourceFile>();
  const names = new Set<string>();
  return {
    files,
    /** The name by which the page's text finds this file from now on. */
    take: (path: string): string => {
      const there = files.get(path);
      if (there) return there.name;
      const plain = fileName(path);
      const [, stem = plain, ending = ''] = /^(.*?)(\.[^.]{1,10})?$/s.exec(plain) ?? [];
      let name = plain;
      for (let n = 2; names.has(name.toLowerCase()); n += 1) name = `${stem}-${n}${ending}`;
      names.add(name.toLowerCase());
      files.set(path, { name, path, bytes: () => read(path) });
      return name;
    },
  };
};
