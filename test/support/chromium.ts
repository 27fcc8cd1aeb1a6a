import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { inflate } from '@sparticuz/chromium';

const require = createRequire(import.meta.url);
const packageFolder = (name: string): string => {
  let folder = dirname(require.resolve(name));
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return folder;
};

/** Only the font that the project itself brings: a page then looks the same on every machine. */
const fontsConfig = (folder: string): string => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${packageFolder('@expo-google-fonts/arimo')}</dir>
  <cachedir>${join(folder, 'fonts-cache')}</cachedir>
</fontconfig>
`;

/** Unpacks one archive of the package into `folder`; the package knows no other place than the system's temporary folder. */
const unpackInto = async (folder: string, archives: readonly string[]): Promise<void> => {
  const bin = join(packageFolder('@sparticuz/chromium'), 'bin');
  const before = process.env.TMPDIR;
  process.env.TMPDIR = folder;
  try {
    for (const archive of archives) await inflate(join(bin, archive));
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
};

export type Chromium = { executable: string; env: Record<string, string> };

/**
 * A real Chromium (headless shell) from the npm package, unpacked once beside the other packages (or, where they lie
 * read-only, in the temporary folder), with the few libraries it needs beyond the C library. Nothing of the system is used.
 */
export const findChromium = async (): Promise<Chromium> => {
  const own = packageFolder('@sparticuz/chromium');
  const { version } = JSON.parse(await readFile(join(own, 'package.json'), 'utf8')) as { version: string };
  const home = await cacheHome(own);
  const folder = join(home, `chromium-${version}`);
  if (!existsSync(join(folder, 'chromium'))) {
    // Made aside and moved, so that two test runs at once never see half a browser.
    const half = await mkdtemp(join(home, 'half-'));
    await unpackInto(half, ['al2023.tar.br', 'chromium.br']);
    await rename(half, folder).catch(() => rm(half, { recursive: true, force: true }));
  }
  const config = join(folder, 'griya-fonts.conf');
  await writeFile(config, fontsConfig(folder));
  return {
    executable: join(folder, 'chromium'),
    env: { LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'), FONTCONFIG_FILE: config },
  };
};

const cacheHome = async (own: string): Promise<string> => {
  const beside = join(own, '..', '..', '.cache', 'griya');
  try {
    await mkdir(beside, { recursive: true });
    return beside;
  } catch {
    const elsewhere = join(tmpdir(), `griya-chromium-${process.getuid?.() ?? 0}`);
    await mkdir(elsewhere, { recursive: true, mode: 0o700 });
    return elsewhere;
  }
};
