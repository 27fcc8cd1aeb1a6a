import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import jsqr from 'jsqr';
import { PNG } from 'pngjs';

const run = promisify(execFile);

// Its types describe the bundle's inside, not what a module that imports it gets.
const decode = jsqr as unknown as (typeof jsqr)['default'];

/** The pages of a PDF as a viewer paints them (poppler's pdftoppm), in grey, as PNG files. */
export const picturesOf = async (pdf: Uint8Array, dpi: number): Promise<Buffer[]> => {
  const folder = await mkdtemp(join(tmpdir(), 'griya-pdf-'));
  try {
    await writeFile(join(folder, 'it.pdf'), pdf);
    await run('pdftoppm', ['-r', String(dpi), '-gray', '-png', join(folder, 'it.pdf'), join(folder, 'page')]);
    const names = (await readdir(folder)).filter((name) => name.startsWith('page')).sort();
    return await Promise.all(names.map((name) => readFile(join(folder, name))));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

/** What the QR codes of a PDF say, page by page; null where a scanner finds none. */
export const qrCodesOf = async (pdf: Uint8Array): Promise<(string | null)[]> =>
  (await picturesOf(pdf, 150)).map((picture) => {
    const { data, width, height } = PNG.sync.read(picture);
    return decode(new Uint8ClampedArray(data), width, height)?.data ?? null;
  });
