import { statfs } from 'node:fs/promises';
import { fault } from '#lib/fault.ts';

const megabyte = 1024 * 1024;

/** What a disk must have left: a new database is about 60 MB, a running one needs room for its write-ahead log. */
const needed = { fresh: 160, existing: 40 };

/** Refuses to start on a disk that is about to run full: PostgreSQL would stop in the middle of the work. */
export const requireRoom = async (directory: string, state: keyof typeof needed): Promise<void> => {
  const { bavail, bsize } = await statfs(directory);
  const free = Math.floor((bavail * bsize) / megabyte);
  if (free >= needed[state]) return;
  throw fault(
    `The disk that holds ${directory} is full (${free} MB free, ${needed[state]} MB needed): ` +
      'make room there and start again, or set GRIYA_DATA to a directory on another disk.',
  );
};

const cures: readonly [codes: RegExp, sentence: (directory: string) => string][] = [
  [
    /ENOSPC|EDQUOT|No space left on device|Disk quota exceeded/,
    (directory) =>
      `The disk that holds ${directory} is full: make room there and start again, or set GRIYA_DATA to a directory on another disk.`,
  ],
  [
    /EROFS|Read-only file system/,
    (directory) =>
      `The disk that holds ${directory} is read-only: mount it for writing and start again, or set GRIYA_DATA to a directory that can be written.`,
  ],
  [
    /EACCES|EPERM|Permission denied|Operation not permitted/,
    (directory) =>
      `This user may not write to ${directory}: give it that directory (chown), or set GRIYA_DATA to a directory of its own.`,
  ],
  [/ENOTDIR|EEXIST|Not a directory/, (directory) => `${directory} is not a directory: set GRIYA_DATA to a directory.`],
];

/** The sentence for a fault of the disk under `directory`, from an error or the server's own words; undefined for any other. */
export const diskFault = (error: unknown, directory: string): Error | undefined => {
  const text = error instanceof Error ? `${(error as NodeJS.ErrnoException).code ?? ''} ${error.message}` : String(error);
  const found = cures.find(([codes]) => codes.test(text));
  return found && fault(found[1](directory), error);
};

/** Runs `work`; a fault of the disk in it becomes one sentence. */
export const onDisk = async <T>(directory: string, work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    throw diskFault(error, directory) ?? error;
  }
};
