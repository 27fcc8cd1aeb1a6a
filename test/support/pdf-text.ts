import { getDocument, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs';

export type PdfText = {
  /** The text layer of each page, words separated by single spaces. */
  pages: string[];
  /** All pages in one. */
  text: string;
  /** Document properties: Title, Author, CreationDate … */
  info: Record<string, unknown>;
};

/** Reads the text layer and the properties of a PDF. */
export const readPdf = async (bytes: Uint8Array): Promise<PdfText> => {
  const task = getDocument({ data: Uint8Array.from(bytes), verbosity: VerbosityLevel.ERRORS });
  const pdf = await task.promise;
  const pages: string[] = [];
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pdf.getPage(number);
    const { items } = await page.getTextContent();
    const words = items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : ''));
    pages.push(words.join('').replace(/\s+/g, ' ').trim());
  }
  const { info } = await pdf.getMetadata();
  await task.destroy();
  return { pages, text: pages.join(' '), info: info as Record<string, unknown> };
};
