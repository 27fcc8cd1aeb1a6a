import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { copyBinaries, findBinaries } from '../../src/db/embedded/binaries.ts';

export type Throwaway = { url: (database: string) => string; stop: () => Promise<void> };

/** PostgreSQL refuses to run as root; nobody is on every machine and owns nothing here. */
const nobody = { uid: 65534, gid: 65534 };

/** Settings that trade safety for speed: nothing in this server outlives the test run. */
const fast = [
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'autovacuum=off',
  'max_connections=200',
  'shared_buffers=64MB',
];

/**
 * Starts an empty PostgreSQL on a unix socket in a new directory under /tmp. A watching shell stops it and removes the
 * directory as soon as this process closes the pipe or is gone, however it ended.
 */
export const startThrowaway = async (): Promise<Throwaway> => {
  const root = process.getuid?.() === 0;
  const owner = root ? nobody : {};
  const folder = await mkdtemp('/tmp/griya-test-');
  const data = join(folder, 'data');
  const found = await findBinaries();
  const { folder: native } = root ? await copyBinaries(found, folder) : found;
  await mkdir(data, { mode: 0o700 });
  if (root) spawnSync('chown', ['-R', `${nobody.uid}:${nobody.gid}`, folder]);
  const initdb = spawnSync(
    join(native, 'bin/initdb'),
    [
      '-D',
      data,
      '-U',
      'postgres',
      '-A',
      'trust',
      '-E',
      'UTF8',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
      '--no-sync',
      '--no-instructions',
    ],
    { ...owner, cwd: folder, encoding: 'utf8', timeout: 60_000 },
  );
  if (initdb.status !== 0) throw new Error(`initdb failed: ${initdb.stderr || initdb.error?.message}`);
  const settings = [
    ...fast,
    'listen_addresses=',
    `unix_socket_directories=${folder}`,
    'logging_collector=off',
    'log_min_messages=fatal',
  ];
  const watcher = spawn(
    'sh',
    [
      '-c',
      'folder=$1; shift; "$@" </dev/null >log 2>&1 & server=$!; read -r _; kill -INT $server; wait $server; cd /; rm -rf "$folder"',
      'sh',
      folder,
      join(native, 'bin/postgres'),
      '-D',
      data,
      ...settings.flatMap((setting) => ['-c', setting]),
    ],
    { ...owner, cwd: folder, detached: true, stdio: ['pipe', 'ignore', 'ignore'] },
  );
  const url = (database: string) => `postgres://postgres@localhost/${database}?host=${folder}`;
  await answering(url('postgres'), folder, watcher);
  return {
    url,
    stop: async () => {
      const ended = new Promise((resolve) => watcher.once('exit', resolve));
      watcher.stdin?.end();
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
};

const answering = async (url: string, folder: string, watcher: ChildProcess): Promise<void> => {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    if (watcher.exitCode !== null) break;
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      await client.end();
      return;
    } catch {
      await pause(50);
    }
  }
  const log = await readFile(join(folder, 'log'), 'utf8').catch(() => '');
  watcher.stdin?.end();
  throw new Error(`The throw-away PostgreSQL of the tests did not start: ${log}`);
};
