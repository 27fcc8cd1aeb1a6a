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

/** A run of text where it stands: `x` and `y` of its baseline from the paper's top left corner, in points. */
export type PlacedText = { text: string; x: number; y: number; width: number; size: number };

export type PlacedPage = { width: number; height: number; texts: PlacedText[] };

/** Reads where every upright text of a PDF stands, page by page, in the order of the file. */
export const readPlaced = async (bytes: Uint8Array): Promise<PlacedPage[]> => {
  const task = getDocument({ data: Uint8Array.from(bytes), verbosity: VerbosityLevel.ERRORS });
  const pdf = await task.promise;
  const pages: PlacedPage[] = [];
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pdf.getPage(number);
    const { width, height } = page.getViewport({ scale: 1 });
    const { items } = await page.getTextContent();
    const texts = items.flatMap((item) =>
      'str' in item && item.str.trim() !== '' && item.transform[1] === 0
        ? [{ text: item.str, x: item.transform[4], y: height - item.transform[5], width: item.width, size: item.height }]
        : [],
    );
    pages.push({ width, height, texts });
  }
  await task.destroy();
  return pages;
};
