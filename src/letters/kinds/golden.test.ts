import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { renderExample } from '../../../test/support/letter-pdf.ts';
import { picturesOf } from '../../../test/support/pdf-picture.ts';
import { haveTool } from '../../../test/support/tools.ts';
import { letterKinds } from '../choices.ts';
import type { LetterKind } from './index.ts';

// One golden picture per page of each kind's example, in the kind's folder. To renew them after a wanted change:
//   GRIYA_GOLDEN=renew npx vitest run src/letters/kinds/golden.test.ts
const renew = process.env.GRIYA_GOLDEN === 'renew';

const kinds = Object.keys(letterKinds) as LetterKind[];
const dpi = 60;

/** Lists go on as they began: the first pages show how. */
const mostPages = 3;

/** The same poppler makes no difference at all; another may smooth a few letters differently. A few words are more. */
const tolerance = 0.0004;

const run = promisify(execFile);

const goldenOf = (kind: LetterKind, page: number): string => join(import.meta.dirname, kind, `golden-${page}.png`);

/** The share of pixels that differ; 1 where the paper has another size. A difference is laid into out/ to be looked at. */
const difference = async (name: string, wanted: Buffer, made: Buffer): Promise<number> => {
  const [a, b] = [PNG.sync.read(wanted), PNG.sync.read(made)];
  if (a.width !== b.width || a.height !== b.height) return 1;
  const diff = new PNG({ width: a.width, height: a.height });
  const share = pixelmatch(a.data, b.data, diff.data, a.width, a.height, { threshold: 0.2 }) / (a.width * a.height);
  if (share > tolerance) {
    await mkdir('out', { recursive: true });
    await writeFile(`out/${name}-made.png`, made);
    await writeFile(`out/${name}-diff.png`, PNG.sync.write(diff));
  }
  return share;
};

describe.skipIf(!haveTool('pdftoppm'))('every kind looks as it was approved', () => {
  test.each(kinds)('%s', async (kind) => {
    const { pdf } = await renderExample(kind);
    const pictures = (await picturesOf(pdf, dpi)).slice(0, mostPages);
    for (const [index, picture] of pictures.entries()) {
      const path = goldenOf(kind, index + 1);
      if (renew) await writeFile(path, PNG.sync.write(PNG.sync.read(picture), { colorType: 0 }));
      const share = await difference(`${kind}-${index + 1}`, await readFile(path), picture);
      expect(share, `${kind}, page ${index + 1}: see out/`).toBeLessThanOrEqual(tolerance);
    }
    await expect(readFile(goldenOf(kind, pictures.length + 1))).rejects.toThrow();
  });
});

describe('every kind is what it claims: PDF/A-2b', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'griya-pdfa-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  test.skipIf(!haveTool('qpdf') || !haveTool('pdffonts') || !haveTool('pdfinfo')).each(kinds)('%s', async (kind) => {
    const path = join(folder, `${kind}.pdf`);
    const { pdf, unprintable } = await renderExample(kind);
    await writeFile(path, pdf);
    expect(unprintable).toEqual([]);
    const source = Buffer.from(pdf).toString('latin1');
    expect(source).toContain('<pdfaid:part>2</pdfaid:part>');
    expect(source).toContain('<pdfaid:conformance>B</pdfaid:conformance>');
    const [checked, fonts, info, plain] = await Promise.all([
      run('qpdf', ['--check', path]),
      run('pdffonts', [path]),
      run('pdfinfo', [path]),
      run('qpdf', ['--qdf', '--object-streams=disable', path, '-'], { encoding: 'latin1', maxBuffer: 50_000_000 }),
    ]);
    expect(checked.stdout).toContain('No syntax or stream encoding errors');
    const rows = fonts.stdout.trim().split('\n').slice(2);
    expect(rows.length).toBeGreaterThan(0);
    // Embedded, a subset, and with a map to Unicode.
    for (const row of rows) expect(row).toMatch(/\syes yes yes\s+\d+\s+\d+$/);
    expect(info.stdout).toMatch(/Encrypted:\s+no/);
    expect(info.stdout).toMatch(/JavaScript:\s+no/);
    expect(plain.stdout).toMatch(/\/OutputIntents/);
    expect(plain.stdout).toMatch(/\/GTS_PDFA1/);
    expect(plain.stdout).toMatch(/\/DestOutputProfile/);
    // What PDF/A-2 forbids.
    expect(plain.stdout).not.toMatch(/\/(?:JavaScript|Launch|EmbeddedFiles|Movie|Sound|RichMedia|LZWDecode)\b/);
  });
});
