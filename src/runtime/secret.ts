import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '#config.ts';
import { fault } from '#lib/fault.ts';

/**
 * The secret that signs sessions and forms: the one of the settings, or one that is made once and kept in the data directory,
 * readable by its owner only.
 */
export const readSecret = async (config: Pick<Config, 'secret' | 'data'>): Promise<string> => {
  if (config.secret) return config.secret;
  const file = join(config.data, 'secret');
  const kept = await read(file);
  if (kept) return kept;
  await mkdir(config.data, { recursive: true, mode: 0o755 });
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600 });
  // Two first starts at once: the link of one wins, both read what it holds.
  await link(draft, file).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await rm(draft, { force: true });
  return (await read(file)) ?? '';
};

const read = async (file: string): Promise<string | undefined> => {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  if (text.trim().length >= 32) return text.trim();
  throw fault(`${file} is damaged: restore it from a backup, or remove it (everybody must then sign in again).`);
};
