import fc from 'fast-check';
import { parseDocument } from 'htmlparser2';
import { afterAll, expect, test } from 'vitest';
import { anyText } from '../../../../test/support/any-text.ts';
import { readPdf } from '../../../../test/support/pdf-text.ts';
import { renderMarkdown } from '../../markdown/render.ts';
import { placeCells } from './grid.ts';
import { sizeOfPicture } from './pictures.ts';
import type { Block, BookPicture } from './tree.ts';
import { endBooks, typesetBook } from './typeset.ts';
import { type Around, walkHtml } from './walk.ts';
import { words } from './words.ts';

afterAll(endBooks);

const around: Around = {
  language: 'id',
  link: (href) => (/^(?:https?|mailto):/.test(href) ? { url: href } : null),
  heading: () => '',
  picture: () => 0,
};

/** All that a tree holds as text, in order. */
const textsOf = (value: unknown): string => {
  if (Array.isArray(value)) return value.map(textsOf).join(' ');
  if (typeof value !== 'object' || value === null) return '';
  return Object.entries(value)
    .map(([key, each]) =>
      typeof each === 'string' && ['v', 'caption'].includes(key)
        ? each
        : key === 'lines'
          ? (each as string[]).join(' ')
          : textsOf(each),
    )
    .join(' ');
};

const squeezed = (text: string): string => text.replace(/[\s\u200b]+/g, '');

const textIn = (html: string): string => {
  const read = (node: object): string =>
    'data' in node && typeof node.data === 'string' && 'type' in node && node.type === 'text'
      ? node.data
      : 'children' in node
        ? (node.children as object[]).map(read).join(' ')
        : '';
  return read(parseDocument(html));
};

/** Words that can be told apart from all others. */
const marked = (n: number): string => `zq${n.toString(36)}x`;

const pieces = fc.constantFrom(
  ...[
    '# ',
    '## ',
    '- ',
    '  - ',
    '1. ',
    '> ',
    '> [!AWAS]\n> ',
    '```\n',
    '`',
    '**',
    '~~',
    '| a | b |\n|---|---|\n| ',
    ' | ',
    '\n\n',
  ],
  ...[
    '<table><tr><td rowspan=9 colspan=99>',
    '<td>',
    '</table>',
    '<b>',
    '<details><summary>',
    '<ul><li>',
    '<dl><dt>',
    '<dd>',
    '[x](https://a.b/',
    ')',
  ],
  ...[
    '<h2>',
    '<pre>',
    '<blockquote>',
    '#let x = 1',
    '$x$',
    '@label',
    '#panic("x")',
    '\\',
    '"',
    '*/',
    '<ol start="-9">',
    '![a](b.png)',
    '<img src=x>',
  ],
);

const sample = fc.array(fc.oneof({ weight: 3, arbitrary: pieces }, anyText(6), fc.constant('\u0001WORD')), { maxLength: 40 });

let next = 0;
const withWords = (parts: readonly string[]): { text: string; words: string[] } => {
  const own: string[] = [];
  const text = parts
    .map((part) => {
      if (part !== '\u0001WORD') return part;
      own.push(marked(next));
      next += 1;
      return ` ${own.at(-1)} `;
    })
    .join('');
  return { text, words: own };
};

const bookOf = (chapters: readonly Block[][]) => ({
  language: 'id',
  title: 'Uji',
  kind: 'Buku',
  subtitle: '',
  author: 'Dinas',
  government: '',
  running: 'Uji',
  marking: 'Internal',
  madeOn: '2026-11-24',
  facts: [{ label: 'Untuk', value: 'Rina' }],
  words: Object.fromEntries(Object.entries(words).map(([key, each]) => [key, each.id])),
  pictures: [{ path: null, said: 'gambar tidak ada', alt: '' }] satisfies BookPicture[],
  parts: [
    {
      title: '1',
      chapters: chapters.map((b, n) => ({ id: `c${n}`, number: `${n}`, title: `Bab ${n}`, level: 1, about: '', b })),
    },
  ],
  aboutText: '',
  leftOut: [],
});

/** Headings get their level when a book is put together. */
const settled = (blocks: readonly Block[]): Block[] =>
  JSON.parse(JSON.stringify(blocks), (_, value) => (value?.t === 'h' ? { ...value, depth: value.level } : value));

test('hostile Markdown loses no word on its way to the tree and onto paper, and none of it is taken for source', async () => {
  const made: { b: Block[]; own: string[] }[] = [];
  await fc.assert(
    fc.asyncProperty(sample, async (parts) => {
      const { text, words: own } = withWords(parts);
      const { html } = await renderMarkdown(text);
      const b = walkHtml(html, around);
      const kept = squeezed(textsOf(b));
      const there = own.filter((word) => textIn(html).includes(word));
      expect(there.filter((word) => !kept.includes(word))).toEqual([]);
      made.push({ b, own: there });
    }),
    { seed: 112, numRuns: 120 },
  );
  const { pdf } = await typesetBook(bookOf(made.map(({ b }) => settled(b))), [], 'test');
  const printed = squeezed((await readPdf(pdf)).text);
  const wanted = made.flatMap(({ own }) => own);
  expect(wanted.length).toBeGreaterThan(100);
  expect(wanted.filter((word) => !printed.includes(word))).toEqual([]);
}, 120_000);

test('any HTML at all becomes a tree, without a word lost', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(pieces, anyText(10)), { maxLength: 60 }), (parts) => {
      const html = parts.join('');
      const letters = (text: string): string => text.replace(/[^a-z0-9]/gi, '');
      const kept = letters(textsOf(walkHtml(html, around)));
      for (const word of textIn(html).match(/[a-z]{2,}/gi) ?? []) expect(kept).toContain(word);
    }),
    { seed: 113, numRuns: 500 },
  );
});

test('lists to depth 200, tables of 300 columns, long words and long code are typeset', async () => {
  const depth = `${Array.from({ length: 200 }, (_, n) => `<ul><li>butir${n}x`).join('')}`;
  const wide = `<table><tr>${Array.from({ length: 300 }, (_, n) => `<th>kolom${n}x</th>`).join('')}</tr><tr><td rowspan="5" colspan="400">akhirsel</td></tr></table>`;
  const long = `<p>${'panjang'.repeat(200)}</p><pre>${'kode'.repeat(500)}\n\tbertakuk</pre>`;
  const b = walkHtml(depth + wide + long, around);
  const { pdf } = await typesetBook(bookOf([settled(b)]), [], 'test');
  const printed = squeezed((await readPdf(pdf)).text);
  for (const word of ['butir0x', 'butir199x', 'kolom0x', 'kolom299x', 'akhirsel', 'panjangpanjang', 'bertakuk'])
    expect(printed).toContain(word);
}, 60_000);

test('a picture that is broken is named in its place, and the book is made', async () => {
  const header = Buffer.from('89504e470d0a1a0a0000000d49484452000000100000001008060000001ff3ff61', 'hex');
  expect(sizeOfPicture(header)).toEqual({ width: 16, height: 16, kind: 'png' });
  const files = [{ path: 'pictures/0.png', bytes: header }];
  const picture: BookPicture = { path: '/pictures/0.png', width: 12, height: 12, alt: 'denah ruang' };
  const book = {
    ...bookOf([
      [
        { t: 'picture', n: 0 },
        { t: 'p', c: [{ v: 'sesudahnya' }] },
      ],
    ]),
    pictures: [picture],
  };
  const { pdf, broken } = await typesetBook(book, files, 'test');
  expect(broken).toEqual([0]);
  const { text } = await readPdf(pdf);
  expect(text).toMatch(/gambar rusak – denah ruang/);
  expect(text).toContain('sesudahnya');
}, 60_000);

test('cells never overlap and never leave their table, whatever spans were typed', () => {
  const cell = fc.record({ colspan: fc.integer({ min: 1, max: 1000 }), rowspan: fc.integer({ min: 1, max: 1000 }) });
  fc.assert(
    fc.property(fc.array(fc.array(cell, { maxLength: 6 }), { maxLength: 8 }), (rows) => {
      const {
        cells,
        columns,
        rows: height,
      } = placeCells(rows.map((row) => row.map((each) => ({ node: 0, head: false, align: '', ...each }))));
      const taken = new Set<string>();
      for (const { x, y, w, h } of cells)
        for (let right = 0; right < w; right += 1)
          for (let down = 0; down < h; down += 1) {
            expect(taken.has(`${x + right}/${y + down}`)).toBe(false);
            expect(x + right < columns && y + down < height).toBe(true);
            taken.add(`${x + right}/${y + down}`);
          }
      expect(cells).toHaveLength(rows.flat().length);
    }),
    { seed: 114, numRuns: 300 },
  );
});
