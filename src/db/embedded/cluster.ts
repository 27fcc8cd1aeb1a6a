import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fault } from '#lib/fault.ts';
import { type Account, asAccount } from './account.ts';
import { type Binaries, copyBinaries } from './binaries.ts';
import { diskFault, onDisk } from './disk.ts';

/** The places of the database inside the data directory. */
export const places = (data: string) => ({
  database: join(data, 'database'),
  socket: join(data, 'socket'),
  log: join(data, 'log'),
});

/** Superuser of the embedded server: owns the database and migrates it. The application connects as `griya_app`. */
export const owner = 'griya_owner';

/** What PostgreSQL gets to know of this process's environment: nothing secret, and messages in English. */
export const environment = { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };

/** Stands in the data directory until a new database has been brought to the disk as a whole. */
const unwritten = 'unwritten';

type Finished = { code: number | null; output: string };

/** Runs one of the server's programs to its end as the account. */
const runProgram = (
  binaries: Binaries,
  account: Account,
  program: string,
  args: string[],
  signal?: AbortSignal,
): Promise<Finished> =>
  new Promise((resolve, reject) => {
    const child = spawn(join(binaries.folder, 'bin', program), args, {
      ...asAccount(account),
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(signal ? { signal } : {}),
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, output }));
  });

const canRun = async (binaries: Binaries, account: Account): Promise<boolean> => {
  const finished = await runProgram(binaries, account, 'postgres', ['--version']).catch(() => undefined);
  return finished?.code === 0;
};

/** The binaries as npm left them, or a copy beside the data when the server's user cannot reach those. */
export const reachableBinaries = async (found: Binaries, data: string, account: Account): Promise<Binaries> => {
  if (await canRun(found, account)) return found;
  if (!account) {
    throw fault(
      'The embedded PostgreSQL does not run on this machine (it needs glibc): set DATABASE_URL to a PostgreSQL of yours.',
    );
  }
  const copy = await onDisk(data, () => copyBinaries(found, data));
  if (await canRun(copy, account)) return copy;
  throw cannotReach(data, account);
};

/** Makes a directory that only the server's user can enter. */
export const makePrivate = async (directory: string, account: Account): Promise<void> => {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  if (account) await chown(directory, account.uid, account.gid);
};

/** The major version that wrote the database; undefined when there is none yet. */
export const findMajor = async (data: string): Promise<number | undefined> => {
  const text = await readFile(join(places(data).database, 'PG_VERSION'), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  return text === undefined ? undefined : Number.parseInt(text, 10);
};

/** Refuses a database that another major version wrote: PostgreSQL cannot read it. */
export const requireMajor = (found: number, binaries: Binaries, data: string): void => {
  if (found === binaries.major) return;
  throw fault(
    `The database in ${places(data).database} was written by PostgreSQL ${found}, this Griya brings ${binaries.major}: ` +
      'start the Griya that wrote it, or move the database as docs/operations.md says under "Another version of PostgreSQL".',
  );
};

/**
 * Makes an empty database cluster: UTF-8, byte order for sorting and Unicode rules for letters that depend on no library
 * of the machine, checksums on every page, reachable only through its socket. It appears complete or not at all.
 */
export const createCluster = async (data: string, binaries: Binaries, account: Account): Promise<void> => {
  const { database } = places(data);
  const half = `${database}.new`;
  await rm(half, { recursive: true, force: true });
  await makePrivate(half, account);
  const args = [
    ...['-D', half, '-U', owner, '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-instructions', '--no-sync'],
    ...['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--data-checksums'],
  ];
  const { code, output } = await runProgram(binaries, account, 'initdb', args);
  if (code !== 0) {
    await rm(half, { recursive: true, force: true });
    const cannotEnter = /could not (access|change) directory|cannot execute/.test(output) && account;
    if (cannotEnter) throw cannotReach(data, account);
    throw diskFault(output, data) ?? fault(`The database could not be made in ${data}. PostgreSQL says: ${output.trim()}`);
  }
  await writeFile(join(data, unwritten), 'The database was made a moment ago and is being written out to the disk.\n');
  // Only through the socket, whose directory nobody else can enter; no network at all.
  await writeFile(join(half, 'pg_hba.conf'), 'local all all trust\n');
  await rename(half, database);
};

/** The server's user must be able to walk down to the data directory. */
const cannotReach = (data: string, account: NonNullable<Account>): Error =>
  fault(
    `PostgreSQL runs as the user ${account.name}, who cannot enter ${data}: ` +
      'set GRIYA_DATA to a directory that every user can reach, such as /var/lib/griya.',
  );

/**
 * Brings a new database to the disk. Making it waits for nothing, so that the first start is quick; this follows while the
 * server already runs (whatever that writes itself is safe from the start), and is done again at the next start when it
 * was broken off.
 */
export const writeOut = async (data: string, binaries: Binaries, account: Account, signal: AbortSignal): Promise<void> => {
  const marker = join(data, unwritten);
  if (!existsSync(marker)) return;
  const args = ['--sync-only', '-D', places(data).database];
  const finished = await runProgram(binaries, account, 'initdb', args, signal).catch(() => undefined);
  if (finished?.code === 0) await rm(marker, { force: true });
};
