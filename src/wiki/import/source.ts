import type { Words } from '#lib/words.ts';

/** A page as it lies in what is imported. `parent`: the key of the page above it. */
export type SourcePage = { key: string; parent: string | null; title: string; body: string; position?: number };

/** A picture that pages show: found by the path that stands in their text. */
export type SourceFile = { name: string; bytes: Uint8Array /** Named as an attachment, whatever its kind. */; listed?: boolean };

/** Something of the import that could not be taken, and why. */
export type SourceFault = { at: string; why: Words };

export type Source = { pages: SourcePage[]; files: Map<string, SourceFile[]>; faults: SourceFault[] };

export const notUtf8: Words = { id: 'bukan teks UTF-8', en: 'no UTF-8 text' };
export const tooLong: Words = { id: 'lebih dari 1.000.000 karakter', en: 'over 1,000,000 characters' };

/** A name as a title: "cara_cadangkan-db" → "Cara cadangkan db". */
export const titleOfName = (name: string): string => {
  const words = name
    .replace(/\.[a-z]{1,8}$/i, '')
    .replace(/[_-]+/g, ' ')
    .replace(/[[\]|#<>{}]|::/g, ' ')
    .replace(/\s+/g, ' ')
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
    .slice(0, longest);
  return clean === '' ? titleOfName(otherwise) : clean;
};

/** What no text of a page may hold is taken out. */
export const cleanBody = (text: string): string =>
  text
    .replaceAll('\r\n', '\n')
    .replaceAll('\r', '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .toWellFormed();
