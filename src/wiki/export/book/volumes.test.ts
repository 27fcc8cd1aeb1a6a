import { unzipSync } from 'fflate';
import { getDocument, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { afterAll, expect, test } from 'vitest';
import { readPdf } from '../../../../test/support/pdf-text.ts';
import type { Chapter } from './tree.ts';
import { endBooks } from './typeset.ts';
import { splitChapters, typesetWhole } from './volumes.ts';
import { words } from './words.ts';

afterAll(endBooks);

const sentence = 'Pengelola memeriksa catatan server setiap pagi dan melaporkan gangguan. ';

/** Twelve chapters: three topmost ones with three below each, which lead to the next one. */
const chapters: Chapter[] = Array.from({ length: 12 }, (_, n) => ({
  id: `c${n + 1}`,
  number: n % 4 === 0 ? `${n / 4 + 1}` : `${Math.floor(n / 4) + 1}.${n % 4}`,
  title: `Bab kata${n}x`,
  level: n % 4 === 0 ? 1 : 2,
  about: '',
  b: [
    { t: 'p', c: [{ v: sentence.repeat(40) }, { t: 'link', to: `c${((n + 4) % 12) + 1}`, c: [{ v: `menuju${n}x` }] }] },
    { t: 'picture', n: 0 },
  ],
}));

const data = {
  ...{ language: 'id' as const, title: 'Uji', kind: 'Buku', subtitle: '', author: 'Dinas', government: '', running: 'Uji' },
  ...{ marking: 'Internal', madeOn: '2026-11-24', facts: [], aboutText: 'Tentang.', leftOut: [] },
  words: Object.fromEntries(Object.entries(words).map(([key, each]) => [key, each.id])),
  pictures: [{ path: null, said: 'gambar tidak ada', alt: '' }],
};

/** The bookmarks of a PDF with the sheet that each leads to, counted from 1. */
const bookmarksOf = async (bytes: Uint8Array): Promise<{ title: string; sheet: number }[]> => {
  const task = getDocument({ data: Uint8Array.from(bytes), verbosity: VerbosityLevel.ERRORS });
  const pdf = await task.promise;
  const found: { title: string; sheet: number }[] = [];
  type Item = { title: string; dest: string | unknown[] | null; items: Item[] };
  const walk = async (items: readonly Item[]): Promise<void> => {
    for (const { title, dest, items: below } of items) {
      const target = typeof dest === 'string' ? await pdf.getDestination(dest) : dest;
      if (target) found.push({ title, sheet: 1 + (await pdf.getPageIndex(target[0] as Parameters<typeof pdf.getPageIndex>[0])) });
      await walk(below);
    }
  };
  await walk(((await pdf.getOutline()) ?? []) as Item[]);
  await task.destroy();
  return found;
};

test('a book that is too large for one PDF comes in volumes whose pages, contents and bookmarks agree', async () => {
  const made = await typesetWhole(data, chapters, [], 'test', [1000, 16_000]);
  expect([made.mediaType, made.volumes]).toEqual(['application/zip', 3]);
  const files = unzipSync(made.bytes);
  expect(Object.keys(files)).toEqual(['0-daftar-isi.pdf', 'jilid-1.pdf', 'jilid-2.pdf', 'jilid-3.pdf']);
  const contents = await readPdf(files['0-daftar-isi.pdf'] ?? new Uint8Array());
  let before = 0;
  const printed: string[] = [];
  for (const n of [1, 2, 3]) {
    const bytes = files[`jilid-${n}.pdf`] ?? new Uint8Array();
    const { pages, text } = await readPdf(bytes);
    expect(pages[0]).toContain(`Jilid ${n} dari 3`);
    for (const [at, page] of pages.entries())
      if (at > 0) expect(page).toContain(`Halaman ${before + at + 1} · Jilid ${n} dari 3`);
    expect(contents.text).toContain(`jilid-${n}.pdf, halaman ${before + 1}–${before + pages.length}`);
    const bookmarks = (await bookmarksOf(bytes)).filter(({ title }) => title.includes('Bab'));
    for (const { title, sheet } of bookmarks) {
      const [, number = '', name = ''] = /^(\S+)\s+Bab (\S+)$/.exec(title) ?? [];
      expect(pages[sheet - 1]).toContain(`Bab ${name}`);
      // The contents of all volumes, and those of its own, say the page that is printed on that sheet.
      const line = new RegExp(`${number.replace('.', '\\.')}\\s+Bab ${name}[ .\u2060]*${before + sheet}(?!\\d)`);
      expect(contents.text).toMatch(line);
      expect(pages[1]).toMatch(line);
      printed.push(name);
    }
    expect(text).toContain('bab ');
    before += pages.length;
  }
  expect(printed).toEqual(chapters.map((_, n) => `kata${n}x`));
  expect(made.sheets).toBe(before + contents.pages.length);
  const first = await readPdf(files['jilid-1.pdf'] ?? new Uint8Array());
  expect(first.text).toContain('menuju0x (bab 2, jilid 2)');
}, 60_000);

test('what fits is one PDF as before; volumes begin at topmost chapters where they can, and lose none', async () => {
  const one = await typesetWhole(data, chapters, [], 'test');
  expect([one.mediaType, one.volumes]).toEqual(['application/pdf', 1]);
  expect((await readPdf(one.bytes)).pages[2]).toContain(`Halaman 3 dari ${one.sheets}`);
  for (const most of [1, 5000, 20_000, 1e9]) expect(splitChapters(chapters, most).flat()).toEqual(chapters);
  expect(splitChapters(chapters, 16_000).map(([first]) => first?.level)).toEqual([1, 1, 1]);
  expect(splitChapters(chapters, 1).length).toBe(12);
}, 60_000);

test('a page that alone is more than a volume holds is named, with what to do', async () => {
  const huge: Chapter = {
    ...(chapters[0] as Chapter),
    title: 'Tabel raksasa',
    b: [{ t: 'p', c: [{ v: 'x'.repeat(41_000_000) }] }],
  };
  const refused = typesetWhole(data, [huge, ...chapters.slice(1, 3)], [], 'test', [1000, 16_000]);
  await expect(refused).rejects.toMatchObject({
    code: 'invalid',
    faults: [{ message: { id: expect.stringContaining('“Tabel raksasa” terlalu besar') } }],
  });
});
