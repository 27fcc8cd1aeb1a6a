import { spawn } from 'node:child_process';
import { chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fault } from '#lib/fault.ts';
import { type Account, asAccount } from './account.ts';
import type { Binaries } from './binaries.ts';
import { diskFault } from './disk.ts';

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

export type Finished = { code: number | null; output: string };

/** Runs one of the server's programs to its end as the account. */
export const runProgram = (binaries: Binaries, account: Account, program: string, args: string[]): Promise<Finished> =>
  new Promise((resolve, reject) => {
    const child = spawn(join(binaries.folder, 'bin', program), args, {
      ...asAccount(account),
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, output }));
  });

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
  // Only through the socket, whose directory nobody else can enter; no network at all.
  await writeFile(join(half, 'pg_hba.conf'), 'local all all trust\n');
  await rename(half, database);
};

/**
 * Brings a new cluster to the disk. Making it waits for nothing, so that the first start is quick; this follows while the
 * server already runs. What the server itself writes is safe from the start.
 */
export const writeOut = async (data: string, binaries: Binaries, account: Account): Promise<void> => {
  await runProgram(binaries, account, 'initdb', ['--sync-only', '-D', places(data).database]);
};

/** The server's user must be able to walk down to the data directory. */
export const cannotReach = (data: string, account: NonNullable<Account>): Error =>
  fault(
    `PostgreSQL runs as the user ${account.name}, who cannot enter ${data}: ` +
      'set GRIYA_DATA to a directory that every user can reach, such as /var/lib/griya.',
  );
