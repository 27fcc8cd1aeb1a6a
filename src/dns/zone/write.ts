import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { mark } from './print.ts';

/** Where a zone's file lies when its settings name no other place. */
export const zonePath = (dataDirectory: string, zone: { name: string; filePath: string | null }): string =>
  zone.filePath ?? join(dataDirectory, 'zones', `${zone.name}.zone`);

/** The file as it is now, or null when there is none. */
export const readZoneFile = async (path: string): Promise<string | null> => {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
};

/** A file that someone else made: its records would be lost if it were replaced. */
class ForeignFile extends Error {
  readonly code = 'FOREIGN';
}

/** Refuses to go on where the file was not written by Griya. */
export const needOwnFile = (path: string, file: string | null): void => {
  if (file !== null && !file.startsWith(mark)) throw new ForeignFile(`${path} was not written by Griya and is left alone`);
};

/** Replaces the file whole or not at all: a reader, or a crash at any point, sees the old one or the new one. */
export const writeZoneFile = async (path: string, text: string): Promise<void> => {
  await mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}.new`;
  try {
    const file = await open(temporary, 'w', 0o644);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  const folder = await open(dirname(path), 'r');
  await folder.sync().finally(() => folder.close());
};
