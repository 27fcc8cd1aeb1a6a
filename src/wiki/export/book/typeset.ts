import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { type AppError, invalid } from '#lib/errors.ts';
import { createSandbox, type Picture, RenderError } from '#typeset/index.ts';

/** A book has a process of its own, with more room than a letter, which ends soon after it. */
const books = createSandbox({ idleMs: 10_000, limits: { seconds: 150, megabytes: 1500 } });

/** What is printed, written as JSON, is at most so long. */
const longest = 40_000_000;

let template: Promise<string> | undefined;

/** What is said of a book that is more than the typesetter takes. */
export const tooLarge = (): AppError =>
  invalid([
    {
      field: 'page',
      message: {
        id: 'Isinya terlalu banyak untuk satu buku. Buatlah buku dari satu halaman beserta halaman di bawahnya, bagian demi bagian.',
        en: 'This is more than one book holds. Make books part by part: of a page and the pages below it.',
      },
    },
  ]);

/** What is said of a chapter that alone is more than the typesetter takes. */
export const tooLargeChapter = (title: string): AppError =>
  invalid([
    {
      field: 'page',
      message: {
        id: `Halaman “${title}” terlalu besar untuk dicetak dalam buku. Bagi menjadi beberapa halaman, lalu buat bukunya lagi.`,
        en: `The page “${title}” is too large to be printed in a book. Split it into several pages, then make the book again.`,
      },
    },
  ]);

/** One rendering needs more than the room there is: in parts it may have enough. */
export class TooMuch extends Error {}

/** Ends the process that typesets books. */
export const endBooks = (): Promise<void> => books.end();

/** `places`: the page of each chapter as it is counted, in order; of a volume only. */
export type Typeset = { pdf: Uint8Array; sheets: number; unprintable: string[]; broken: number[]; places: number[] };

/**
 * Typesets a book, or a volume of one, by the one template there is. Throws TooMuch for what is more than the typesetter takes.
 */
export const typesetBook = async (data: unknown, pictures: readonly Picture[], title: string): Promise<Typeset> => {
  const text = JSON.stringify(data);
  if (text.length > longest) throw new TooMuch();
  template ??= readFile(new URL('./book.typ', import.meta.url), 'utf8');
  const request = {
    main: 'book.typ',
    files: { 'book.typ': await template },
    data: text,
    pictures,
    want: 'pdf' as const,
    asked: '<places>',
  };
  try {
    const { document, pages, unprintable, broken, answers } = await books.render(request, title);
    const places = z.array(z.number()).catch([]).parse(answers[0]);
    return { pdf: document, sheets: pages, unprintable, broken: broken.map((path) => Number(/\d+/.exec(path)?.[0])), places };
  } catch (error) {
    if (error instanceof RenderError && (error.breach === 'time' || error.breach === 'memory')) {
      throw new TooMuch();
    }
    throw error;
  }
};
