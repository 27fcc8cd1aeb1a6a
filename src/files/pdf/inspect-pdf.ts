import { objectReader, readSection, type Section } from './objects.ts';
import type { ByteSource } from './source.ts';
import { countOf, dictOf, isMalformed, type PdfDict, readerOf } from './syntax.ts';

export type PdfFault = 'empty' | 'not_pdf' | 'truncated' | 'encrypted';

/** What stands against a PDF, and how many pages it has when that could be told. */
export type PdfFinding = { fault: PdfFault | null; pages: number | null };

const headLength = 1024;
const tailLength = 8192;
const window = 256 * 1024;
const mostSections = 64;

const fault = (kind: PdfFault): PdfFinding => ({ fault: kind, pages: null });

/**
 * Looks at head, tail and cross-reference of a PDF without reading it whole: whether it is one, whether its end is there,
 * whether it is encrypted (even when it opens without a password: an archive cannot keep it), and its pages. A scanned
 * document is as good as any. Where the structure is odd but the end is there, viewers repair it, so it passes with its
 * pages unknown.
 */
export const inspectPdf = async (source: ByteSource): Promise<PdfFinding> => {
  if (source.size === 0) return fault('empty');
  const head = (await source.read(0, headLength)).toString('latin1');
  const base = head.indexOf('%PDF-');
  if (base < 0) return fault('not_pdf');
  const start = await readEnd(source);
  if (start === null || base + start >= source.size) return fault('truncated');
  if (linearizedLength(head, base) > source.size) return fault('truncated');
  try {
    const sections = await readSections(source, base, start);
    if (sections.some(({ trailer }) => isEncrypted(trailer))) return fault('encrypted');
    return { fault: null, pages: await countPages(source, base, sections) };
  } catch (error) {
    if (!isMalformed(error)) throw error;
    return (await mentionsEncryption(source)) ? fault('encrypted') : { fault: null, pages: null };
  }
};

/** Where the newest cross-reference begins, from the last lines of the file; null when they are not there. */
const readEnd = async (source: ByteSource): Promise<number | null> => {
  const length = Math.min(tailLength, source.size);
  const tail = (await source.read(source.size - length, length)).toString('latin1');
  const ends = [...tail.matchAll(/startxref[\0\t\n\f\r ]+(\d{1,15})[\0\t\n\f\r ]+%%EOF/g)];
  const last = ends.at(-1)?.[1];
  return last === undefined ? null : Number(last);
};

/** A PDF made for the web says in its first object how long the whole file is. */
const linearizedLength = (head: string, base: number): number => {
  const object = /^%PDF-[^\r\n]*[\r\n]+(?:%[^\r\n]*[\r\n]+)*\s*\d+\s+\d+\s+obj/.exec(head.slice(base));
  if (!object) return 0;
  try {
    const dict = dictOf(readerOf(head.slice(base), object[0].length).value());
    return dict?.has('Linearized') ? base + (countOf(dict.get('L')) ?? 0) : 0;
  } catch {
    return 0;
  }
};

/** The sections of the cross-reference, the newest first; a loop among them ends where it closes. */
const readSections = async (source: ByteSource, base: number, start: number): Promise<Section[]> => {
  const sections: Section[] = [];
  const waiting = [start];
  const seen = new Set<number>();
  for (let offset = waiting.shift(); offset !== undefined; offset = waiting.shift()) {
    if (seen.has(offset) || seen.size >= mostSections) continue;
    seen.add(offset);
    const section = await readSection(source, base, offset);
    sections.push(section);
    for (const key of ['XRefStm', 'Prev']) {
      const next = countOf(section.trailer.get(key));
      if (next !== null) waiting.push(next);
    }
  }
  return sections;
};

const isEncrypted = (trailer: PdfDict): boolean => (trailer.get('Encrypt') ?? null) !== null;

const countPages = async (source: ByteSource, base: number, sections: readonly Section[]): Promise<number | null> => {
  const resolve = objectReader(source, base, sections);
  const catalog = dictOf(await resolve(sections[0]?.trailer.get('Root')));
  const pages = dictOf(await resolve(catalog?.get('Pages')));
  const count = countOf(await resolve(pages?.get('Count')));
  return count !== null && count > 0 && count <= 1_000_000 ? count : null;
};

/** The last resort for a file whose cross-reference cannot be read: the mark of encryption anywhere in it, window by window. */
const mentionsEncryption = async (source: ByteSource): Promise<boolean> => {
  const overlap = 64;
  for (let offset = 0; offset < source.size; offset += window - overlap) {
    const text = (await source.read(offset, window)).toString('latin1');
    if (/\/Encrypt[\0\t\n\f\r ]*(\d+[\0\t\n\f\r ]+\d+[\0\t\n\f\r ]+R|<<)/.test(text)) return true;
  }
  return false;
};
