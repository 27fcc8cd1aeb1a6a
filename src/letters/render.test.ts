import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createSandbox } from '#typeset/index.ts';
import { exampleOf, renderExample } from '../../test/support/letter-pdf.ts';
import { type LetterKind, schemas } from './kinds/index.ts';
import { exampleLogo } from './kinds/shared/example.ts';
import { render, renderPdf } from './render.ts';
import { shippedSource } from './sources.ts';

const kinds = Object.keys(schemas) as LetterKind[];
const svgLogo = { bytes: new TextEncoder().encode(exampleLogo), mediaType: 'image/svg+xml' };

/** Replaces every free text in the content, and leaves dates, choices, pictures and names of domains alone. */
const fillTexts = (value: unknown, text: string, key = ''): unknown => {
  if (Array.isArray(value)) return value.map((item) => fillTexts(item, text, key));
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, fillTexts(item, text, name)]));
  }
  return typeof value === 'string' && freeTextKeys.has(key) ? text : value;
};

const freeTextKeys = new Set(
  `purpose application personalDataNote name title technology database note hal item reason explanation aspect notes label
   evidence detail doneBy owner scope function administrator text remark requirements output enclosures cc members`.split(/\s+/),
);

describe.each(kinds)('%s', (kind) => {
  test('the same data give the same bytes', async () => {
    const { content, sheet } = await exampleOf(kind);
    const once = await renderPdf(`${kind}/template.typ`, { content, sheet }, svgLogo);
    await renderPdf(`${kind}/template.typ`, { content, sheet: { ...sheet, hal: 'Lain' } });
    const again = await renderPdf(`${kind}/template.typ`, { content, sheet }, svgLogo);
    expect(Buffer.from(again.pdf).equals(Buffer.from(once.pdf))).toBe(true);
  });

  test('is PDF/A-2b with title, office and date as its properties', async () => {
    const { pdf, info } = await renderExample(kind);
    const source = Buffer.from(pdf).toString('latin1');
    expect(source).toContain('<pdfaid:part>2</pdfaid:part>');
    expect(source).toContain('<pdfaid:conformance>B</pdfaid:conformance>');
    const { sheet } = await exampleOf(kind);
    expect(info).toMatchObject({ Title: sheet.title, Author: sheet.letterhead.office, Language: 'id-ID' });
    expect(info.CreationDate).toBe(`D:${sheet.madeOn.replaceAll('-', '')}000000Z`);
  });

  test('Typst code, markup, HTML and SQL in any field print literally', async () => {
    const text = `#set text(red) *tebal* $x^2$ @ref <b>b</b> \\n "'; drop table x; --`;
    const example = await exampleOf(kind);
    const { text: printed } = await renderExample(kind, { content: fillTexts(example.content, text) as Record<string, unknown> });
    expect(printed.replace(/\s+/g, '')).toContain(text.replace(/\s+/g, ''));
  });

  test('scripts without a font, emoji and invisible characters do not stop it', async () => {
    const example = await exampleOf(kind);
    const text = '李明 محمد ไทย 😀 \u202e\u0000\ud800 é';
    const { text: printed, unprintable } = await renderExample(kind, {
      content: fillTexts(example.content, text) as Record<string, unknown>,
    });
    expect(unprintable).toEqual(expect.arrayContaining(['李', '明']));
    expect(printed).toContain('□');
    expect(printed).toContain('é');
  });

  test('a word wider than the paper and a very long name stay inside the margins', async () => {
    const example = await exampleOf(kind);
    const content = fillTexts(example.content, `${'W'.repeat(120)} ${'nama panjang '.repeat(12)}`) as Record<string, unknown>;
    const { pdf } = await renderExample(kind, { content });
    expect(await textBeyond(pdf)).toEqual([]);
  });

  test('a draft bears the watermark on every page', async () => {
    const { pages } = await renderExample(kind, { sheet: { draft: true } });
    for (const page of pages) expect(page).toContain('DRAF');
  });
});

/** Texts that reach into the last 8 mm of the paper at either side. */
const textBeyond = async (pdf: Uint8Array): Promise<string[]> => {
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const document = await getDocument({ data: Uint8Array.from(pdf), verbosity: 0 }).promise;
  const beyond: string[] = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    const { width } = page.getViewport({ scale: 1 });
    for (const item of (await page.getTextContent()).items) {
      if (!('str' in item) || item.str.trim() === '' || item.transform[1] !== 0) continue;
      const [left, right] = [item.transform[4], item.transform[4] + item.width];
      if (left < 23 || right > width - 23) beyond.push(item.str);
    }
  }
  return beyond;
};

describe('the machine it runs on', () => {
  test('has no part in a letter: only the fonts brought along are used', async () => {
    const example = await exampleOf('reply');
    const { pdf } = await renderPdf('reply/template.typ', {
      ...example,
      content: { ...example.content, application: 'محمد 𝔸 ☑' },
    });
    const names = [
      ...Buffer.from(pdf)
        .toString('latin1')
        .matchAll(/\/FontName\s*\/[A-Z]{6}\+([\w-]+)/g),
    ].map(([, name]) => name);
    const brought = /^(Arimo|DejaVuSansMono|NewCM|LibertinusSerif)/;
    expect(names.filter((name) => !brought.test(name ?? ''))).toEqual([]);
    expect(names.length).toBeGreaterThan(1);
  });

  test('pays for the compiler only when a letter is rendered', () => {
    const script = `await import('#letters/index.ts');
      const maps = (await import('node:fs')).readFileSync('/proc/self/maps', 'utf8');
      console.log(maps.includes('typst-ts-node-compiler'));`;
    const run = spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], { encoding: 'utf8' });
    expect(run.stderr).toBe('');
    expect(run.stdout.trim()).toBe('false');
  });
});

describe('logo', () => {
  test('of a type that is no picture is refused with its name', async () => {
    const logo = { bytes: new Uint8Array([1]), mediaType: 'application/pdf' };
    await expect(renderExample('reply', { logo })).rejects.toThrow('application/pdf');
  });

  test.each(['image/png', 'image/jpeg'])(
    'that is broken fails with the reason (%s), and the next letter is fine',
    async (mediaType) => {
      await expect(renderExample('reply', { logo: { bytes: new Uint8Array([1, 2, 3]), mediaType } })).rejects.toThrow('Typst');
      await expect(renderExample('reply')).resolves.toBeDefined();
    },
  );
});

test('a fault of the template is told with Typst’s own words', async () => {
  const example = await exampleOf('reply');
  const { data: _, ...broken } = { data: 0, ...example.content, addressee: undefined };
  await expect(renderPdf('reply/template.typ', { ...example, content: broken })).rejects.toThrow(/Typst: .*addressee/);
});

test('120 letters one after another do not make the renderer grow', async () => {
  const { content, sheet } = await exampleOf('reply');
  const [sandbox, source] = [createSandbox(), await shippedSource('reply')];
  const renderMany = async (count: number): Promise<number> => {
    for (let each = 0; each < count; each += 1) {
      const letter = { content: { ...content, application: `Aplikasi ${each}` }, sheet };
      await render(sandbox, source, letter, { logo: null, name: 'reply', want: 'pdf' });
    }
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${sandbox.pid()}/status`, 'latin1'))?.[1]) / 1000;
  };
  const before = await renderMany(20);
  expect((await renderMany(100)) - before).toBeLessThan(40);
  await sandbox.end();
});
