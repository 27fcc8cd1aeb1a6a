import { chown, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { fault } from '#lib/fault.ts';
import type { Log } from '#lib/log.ts';
import { type Account, serverAccount } from './account.ts';
import { type Binaries, copyBinaries, findBinaries } from './binaries.ts';
import { claimData } from './claim.ts';
import {
  cannotReach,
  createCluster,
  findMajor,
  makePrivate,
  owner,
  places,
  requireMajor,
  runProgram,
  writeOut,
} from './cluster.ts';
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
    const binaries = await reachableBinaries(data, account);
    const { fresh } = await prepare(data, binaries, account);
    const socket = await socketDirectory(data, account);
    const options: Launch = { data, socket, binaries, account, throwAway, log };
    let server = await start(options);
    const written = fresh && !throwAway ? writeOut(data, binaries, account) : undefined;
    return {
      url: socketUrl(socket, 'griya_app', 'griya'),
      ownerUrl: socketUrl(socket, owner, 'griya'),
      publish: claim.publish,
      died: () => server.died,
      restart: async () => {
        server = await start(options);
      },
      stop: async () => {
        await written;
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

/** The binaries as npm left them, or a copy beside the data when the server's user cannot reach those. */
const reachableBinaries = async (data: string, account: Account): Promise<Binaries> => {
  const found = await findBinaries();
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

const canRun = async (binaries: Binaries, account: Account): Promise<boolean> => {
  const { code } = await runProgram(binaries, account, 'postgres', ['--version']).catch(() => ({ code: null }));
  return code === 0;
};

/** Everything that must be true before the server can start on `data`. */
const prepare = (data: string, binaries: Binaries, account: Account): Promise<{ fresh: boolean }> =>
  onDisk(data, async () => {
    const major = await findMajor(data);
    if (major !== undefined) requireMajor(major, binaries, data);
    await requireRoom(data, major === undefined ? 'fresh' : 'existing');
    if (major === undefined) await createCluster(data, binaries, account);
    await makePrivate(places(data).log, account);
    return { fresh: major === undefined };
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
