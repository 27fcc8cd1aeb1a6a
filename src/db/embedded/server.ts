import { type ChildProcess, spawn } from 'node:child_process';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { fault } from '#lib/fault.ts';
import type { Log } from '#lib/log.ts';
import { type Account, asAccount } from './account.ts';
import type { Binaries } from './binaries.ts';
import { environment, owner, places } from './cluster.ts';
import { diskFault } from './disk.ts';

export type Server = {
  /** Resolves when the server ended without having been asked to. */
  died: Promise<void>;
  hasEnded: () => boolean;
  /** A fast shutdown: open transactions are rolled back, everything is written out. At once after fifteen seconds. */
  stop: () => Promise<void>;
};

export type Launch = { data: string; socket: string; binaries: Binaries; account: Account; throwAway: boolean; log: Log };

/** The connection string of a user to a database behind the socket. */
export const socketUrl = (socket: string, user: string, database: string): string =>
  `postgres://${user}@localhost/${database}?host=${encodeURIComponent(socket)}`;

/**
 * A shell stands between: it asks PostgreSQL for a fast shutdown as soon as the pipe to this process closes, so that the
 * database ends in order even when Griya is killed. It ends itself when PostgreSQL does.
 */
const watcher = `exec 3<&0
"$@" </dev/null 3<&- >"$LOG" 2>&1 & server=$!
{ read -r _ <&3; kill -INT $server; } & reader=$!
wait $server; code=$?
kill $reader
[ -z "$REMOVE" ] || rm -rf "$REMOVE"
exit $code`;

const settingsOf = ({ data, socket, throwAway }: Launch): Record<string, string> => ({
  listen_addresses: '',
  unix_socket_directories: socket,
  unix_socket_permissions: '0700',
  max_connections: '100',
  shared_buffers: '64MB',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  lc_messages: 'C',
  logging_collector: 'on',
  log_directory: places(data).log,
  log_filename: 'postgresql-%a.log',
  log_truncate_on_rotation: 'on',
  log_rotation_age: '1d',
  log_rotation_size: '0',
  log_checkpoints: 'off',
  // The details of an error may quote a person's data; this log does not.
  log_error_verbosity: 'terse',
  ...(throwAway
    ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', autovacuum: 'off', max_connections: '200' }
    : {}),
});

/** Starts the server process; `answering` tells when it can be used. */
export const launch = (options: Launch): Server => {
  const { data, binaries, account } = options;
  const flags = Object.entries(settingsOf(options)).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const command = [join(binaries.folder, 'bin/postgres'), '-D', places(data).database, ...flags];
  const child = spawn('/bin/sh', ['-c', watcher, 'sh', ...command], {
    ...asAccount(account),
    env: { ...environment, LOG: join(places(data).log, 'start.log'), REMOVE: options.throwAway ? data : '' },
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  return attend(child, options.log);
};

const attend = (child: ChildProcess, log: Log): Server => {
  let stopping = false;
  let ended = false;
  const exited = new Promise<void>((resolve) => {
    child.once('error', () => resolve());
    child.once('exit', () => resolve());
  }).then(() => {
    ended = true;
  });
  child.stdin?.on('error', () => undefined);
  return {
    hasEnded: () => ended,
    died: exited.then(() => (stopping ? new Promise<void>(() => undefined) : undefined)),
    stop: async () => {
      stopping = true;
      child.stdin?.end();
      const late = setTimeout(() => {
        log.warn('PostgreSQL does not end and is stopped at once');
        if (child.pid) process.kill(-child.pid, 'SIGQUIT');
      }, 15_000);
      await exited;
      clearTimeout(late);
    },
  };
};

/** What the server said last: while it started, and in the newest file of its log. */
const lastWords = async (data: string): Promise<string> => {
  const { log } = places(data);
  const names = await readdir(log).catch(() => []);
  const dated = await Promise.all(
    names
      .filter((name) => name.startsWith('postgresql-'))
      .map(async (name) => ({ name, at: (await stat(join(log, name))).mtimeMs })),
  );
  const newest = dated.sort((a, b) => b.at - a.at)[0]?.name;
  const texts = [newest, 'start.log'].map((name) => (name ? readFile(join(log, name), 'utf8').catch(() => '') : ''));
  return (await Promise.all(texts))
    .map((text) => text.trim().split('\n').slice(-8).join('\n'))
    .join('\n')
    .trim();
};

/** Processes of a killed server may need a moment to notice; until then the next one does not start. */
export const stillInUse = /pre-existing shared memory block/;

/**
 * Waits until the server takes connections: as long as it lives, since the recovery of a killed one may take minutes.
 * A server that ended instead becomes one sentence.
 */
export const answering = async (server: Server, { data, socket, log }: Launch): Promise<void> => {
  for (let attempt = 1; ; attempt += 1) {
    const client = new pg.Client({ connectionString: socketUrl(socket, owner, 'postgres') });
    client.on('error', () => undefined);
    const connected = await client.connect().then(
      () => true,
      () => false,
    );
    if (connected) return client.end();
    if (server.hasEnded()) {
      const words = await lastWords(data);
      throw diskFault(words, data) ?? fault(`PostgreSQL does not start on ${places(data).database}. It says: ${words}`);
    }
    if (attempt === 200) log.info('PostgreSQL is still recovering the database');
    await pause(attempt < 100 ? 20 : 100);
  }
};
