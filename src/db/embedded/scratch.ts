import { chown, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Log } from '#lib/log.ts';
import { isAlive } from './alive.ts';
import { type EmbeddedServer, startEmbedded } from './start.ts';

/** PostgreSQL refuses root. For data that is thrown away no user is made: nobody is on every machine. */
const nobody = 65_534;

const prefix = 'griya-scratch-';

/**
 * Starts an empty PostgreSQL in a new temporary directory, which is removed when the server stops, also when this process
 * is killed. Nothing in it survives, so nothing waits for the disk.
 */
export const startScratch = async (log: Log): Promise<EmbeddedServer> => {
  await removeLeftovers();
  const data = await mkdtemp(join(tmpdir(), `${prefix}${process.pid}-`));
  try {
    if (process.getuid?.() === 0) await chown(data, nobody, nobody);
    const server = await startEmbedded({ data, log, throwAway: true });
    return {
      ...server,
      stop: async () => {
        await server.stop();
        await rm(data, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await rm(data, { recursive: true, force: true });
    throw error;
  }
};

/** Directories whose maker was killed before its server ran; their name holds its process number. */
const removeLeftovers = async (): Promise<void> => {
  for (const name of await readdir(tmpdir())) {
    const pid = name.startsWith(prefix) ? Number.parseInt(name.slice(prefix.length), 10) : Number.NaN;
    if (Number.isNaN(pid) || isAlive(pid)) continue;
    await rm(join(tmpdir(), name), { recursive: true, force: true }).catch(() => undefined);
  }
};
