import { chown, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { Log } from '#lib/log.ts';
import { type Account, serverAccount } from './account.ts';
import { type Binaries, findBinaries } from './binaries.ts';
import { claimData, findRunning } from './claim.ts';
import { createCluster, findMajor, makePrivate, owner, places, reachableBinaries, requireMajor, writeOut } from './cluster.ts';
import { diskFault, onDisk, requireRoom } from './disk.ts';
import { stopOrphan } from './orphan.ts';
import { answering, type Launch, launch, type Server, socketUrl, stillInUse } from './server.ts';

export type EmbeddedServer = {
  /** As the application's role, which is no superuser and cannot become one. */
  url: string;
  /** As the owner of the database, for migrations. */
  ownerUrl: string;
  /** Writes the port of the web server beside the claim, so that a second start can name it. */
  publish: (port: number) => Promise<void>;
  /** Resolves when the server ended without having been asked to. */
  died: () => Promise<void>;
  /** Starts a server that died again, on the same socket. */
  restart: () => Promise<void>;
  /** Ends every connection, writes everything out, and lets the data directory go. */
  stop: () => Promise<void>;
};

export type EmbeddedOptions = {
  data: string;
  log: Log;
  /** Data that nobody needs afterwards: nothing waits for the disk, and the directory is removed when the server ends. */
  throwAway?: boolean;
};

/**
 * Starts the PostgreSQL that npm brought on the data directory, making the database on first need and recovering what a
 * killed one left. It listens on a socket in a private directory and on no port. Every foreseen fault is one sentence.
 */
export const startEmbedded = async ({ data, log, throwAway = false }: EmbeddedOptions): Promise<EmbeddedServer> => {
  const account = await onDisk(data, () => serverAccount(data, log));
  const claim = await onDisk(data, async () => {
    // The server's user walks through this directory to its own below.
    await mkdir(data, { recursive: true, mode: account ? 0o755 : 0o700 });
    return claimData(data);
  });
  const stopped = async () => {
    await claim.release().catch(() => undefined);
  };
  try {
    const binaries = await reachableBinaries(await findBinaries(), data, account);
    await prepare(data, binaries, account);
    const socket = await socketDirectory(data, account);
    const options: Launch = { data, socket, binaries, account, throwAway, log };
    let server = await start(options);
    const stopping = new AbortController();
    const written = throwAway ? Promise.resolve() : writeOut(data, binaries, account, stopping.signal);
    return {
      url: socketUrl(socket, 'griya_app', 'griya'),
      ownerUrl: socketUrl(socket, owner, 'griya'),
      publish: claim.publish,
      died: () => server.died,
      restart: async () => {
        server = await start(options);
      },
      stop: async () => {
        await Promise.race([written, pause(2000, undefined, { ref: false })]);
        stopping.abort();
        await server.stop();
        if (socket !== places(data).socket) await rm(socket, { recursive: true, force: true });
        await stopped();
      },
    };
  } catch (error) {
    await stopped();
    throw error;
  }
};

/** Everything that must be true before the server can start on `data`. */
const prepare = (data: string, binaries: Binaries, account: Account): Promise<void> =>
  onDisk(data, async () => {
    const major = await findMajor(data);
    if (major !== undefined) requireMajor(major, binaries, data);
    await requireRoom(data, major === undefined ? 'fresh' : 'existing');
    if (major === undefined) await createCluster(data, binaries, account);
    await makePrivate(places(data).log, account);
  });

/** A socket's whole path has room for 107 bytes; below a long data directory it moves to a private temporary one. */
const socketDirectory = (data: string, account: Account): Promise<string> =>
  onDisk(data, async () => {
    const { socket } = places(data);
    if (Buffer.byteLength(`${socket}/.s.PGSQL.5432`) < 104) {
      await makePrivate(socket, account);
      return socket;
    }
    const short = await mkdtemp(join(tmpdir(), 'griya-'));
    if (account) await chown(short, account.uid, account.gid);
    return short;
  });

const start = async (options: Launch): Promise<Server> => {
  for (let attempt = 1; ; attempt += 1) {
    await stopOrphan(options.data, options.log);
    const server = launch(options);
    try {
      await answering(server, options);
      await ensureDatabase(socketUrl(options.socket, owner, 'postgres'));
      return server;
    } catch (error) {
      await server.stop();
      if (attempt === 20 || !stillInUse.test(String(error))) throw diskFault(error, options.data) ?? error;
      await pause(500);
    }
  }
};

/** The database and the application's role; the role may sign in here, since only this machine's own user reaches the socket. */
const ensureDatabase = async (url: string): Promise<void> => {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query<{ database: boolean; role: boolean }>(`select
      exists (select 1 from pg_database where datname = 'griya') as database,
      exists (select 1 from pg_roles where rolname = 'griya_app') as role`);
    if (!rows[0]?.database) await client.query('create database griya');
    if (!rows[0]?.role) await client.query('create role griya_app login');
  } finally {
    await client.end();
  }
};

/** The address, for the application, of the server that a running Griya keeps on `data`; undefined when none runs. */
export const runningUrl = async (data: string): Promise<string | undefined> => {
  if (!(await findRunning(data))) return undefined;
  // PostgreSQL writes the directory of its socket into the fifth line of its pid file.
  const lines = await onDisk(data, () =>
    readFile(join(places(data).database, 'postmaster.pid'), 'utf8').then((text) => text.split('\n')),
  );
  return lines[4] ? socketUrl(lines[4], 'griya_app', 'griya') : undefined;
};
